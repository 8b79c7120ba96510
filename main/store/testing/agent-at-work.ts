/**
 * A process that does what an agent's Hatif does with one call, and says on stdout what the store has acknowledged, one
 * word a line. After the word it was told to stop at it does nothing any more, and waits for its end.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../store.ts';
import { key, noon, ringing } from './fixtures.ts';

const [file = '', worker = '', stopAt = ''] = process.argv.slice(2);
const store = openStore({ file, key, nativeBinding: null, worker });
/** Milliseconds after which an agent whom nobody ends goes home. */
const shift = 60_000;

/** The word must be out at once: stdout of a killed process loses what it buffers. */
async function did(step: string): Promise<void> {
  writeSync(1, `${step}\n`);
  if (step === stopAt) await new Promise(resolve => setTimeout(resolve, shift));
}

await store.beginInteraction(ringing('call'));
await did('ringing');

await store.appendEvent({
  interactionId: 'call',
  at: noon + 4_000,
  kind: 'phase',
  phase: 'established',
  data: {},
  answeredAt: noon + 4_000,
});
await did('answered');

const text = 'wants the invoice';
for (let letters = 1; letters <= text.length; letters += 1) {
  const note = text.slice(0, letters);
  await store.saveDraft(
    { interactionId: 'call', note, outcomeId: null, dueAt: null, actions: [] },
    noon + 5_000 + letters,
  );
}
await did('typed');

await store.appendEvent({
  interactionId: 'call',
  at: noon + 60_000,
  kind: 'phase',
  phase: 'ended',
  data: {},
  ended: { by: 'remote', cause: 'hangup', status: null, at: noon + 60_000, talkSeconds: 56 },
});
await did('ended');

await store.finishWrapUp({
  interactionId: 'call',
  note: text,
  outcomeId: 'complaint',
  dueAt: null,
  actions: [],
  intents: [],
  agent: null,
  at: noon + 70_000,
});
await did('wrapped');

await store.undoWrapUp('call', noon + 71_000);
await did('undone');
