/**
 * A process in which an agent goes on with calls while the disk is in trouble (e2e/lab/disk-trouble.c). It says on stdout what was
 * acknowledged and what was refused, and in the end what it was told; then it does as `then` says: `wait` for its end, or
 * have the disk `mended`, do one more thing, and close.
 */
import { writeFileSync, writeSync } from 'node:fs';
import { HatifError } from '../../../shared/errors.ts';
import { openStore } from '../store.ts';
import { key, noon, ringing, viewIs } from './fixtures.ts';

const [file = '', worker = '', trouble = '', then = ''] = process.argv.slice(2);
const disk = (word: string): void => writeFileSync(process.env['TROUBLE'] ?? '', word);
const say = (...words: string[]): void => void writeSync(1, `${words.join(' ')}\n`);

async function tried(what: string, act: Promise<unknown>): Promise<void> {
  await act.then(
    () => say('kept', what),
    (error: unknown) => say('refused', what, error instanceof HatifError ? error.code : String(error)),
  );
}

disk('');
const store = openStore({ file, key, nativeBinding: null, worker });
await viewIs(store, 'open');
const phase = { interactionId: 'hard', kind: 'phase', data: {} } as const;
const type = (note: string) =>
  store.saveDraft({ interactionId: 'hard', note, outcomeId: null, dueAt: null, actions: [] }, noon + 9);

await tried('easy', store.beginInteraction(ringing('easy')));
disk(trouble);
await tried('hard', store.beginInteraction(ringing('hard', { at: noon + 1 })));
await tried(
  'answered',
  store.appendEvent({ ...phase, at: noon + 2, phase: 'established', answeredAt: noon + 2 }),
);
const note = 'wants the invoice again '.repeat(20);
for (let letters = 40; letters <= note.length; letters += 40)
  await tried(`typed-${letters}`, type(note.slice(0, letters)));
const ended = { by: 'remote', cause: 'hangup', status: null, at: noon + 60, talkSeconds: 1 } as const;
await tried('ended', store.appendEvent({ ...phase, at: noon + 60, phase: 'ended', ended }));
// Asked in the middle of it, whatever the disk does.
await tried('asked', store.recent(5));
await tried('removed', store.setFollowUpDone('nothing', noon));
say('short', JSON.stringify(store.view.short ?? null));
if (then === 'wait') await new Promise(resolve => setTimeout(resolve, 60_000));
disk('');
await tried('later', store.beginInteraction(ringing('later', { at: noon + 100 })));
say('short', JSON.stringify(store.view.short ?? null));
await store.close();
