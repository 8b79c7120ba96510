/**
 * A process that lives an agent's day at full speed: call after call is begun, answered, typed about, ended and wrapped
 * up. It says on stdout what has been acknowledged, one line a step, and goes on until it is killed.
 *
 *   node agent-writes.js threads <file> <key> <prefix> <worker script>   through the store's threads, as main does
 *   node agent-writes.js FULL|NORMAL <file> <key> <prefix>              on one connection with that synchronous setting
 */
import { writeSync } from 'node:fs';
import { openStoreFile } from '../../main/store/opening.ts';
import type { Store } from '../../main/store/port.ts';
import { openStore } from '../../main/store/store.ts';
import { commands } from '../../main/store/verbs.ts';

const [mode = '', file = '', key = '', prefix = '', worker = ''] = process.argv.slice(2);
type Acts = Pick<Store, 'beginInteraction' | 'appendEvent' | 'saveDraft' | 'finishWrapUp'>;

function acts(): Acts {
  if (mode === 'threads') return openStore({ file, key, nativeBinding: null, worker });
  const { db, view } = openStoreFile({ file, key, nativeBinding: null });
  if (view.state !== 'open') throw new Error(`the store did not open: ${view.state} ${view.detail ?? ''}`);
  db.pragma(`synchronous = ${mode}`);
  return {
    beginInteraction: async row => commands.beginInteraction(db, row),
    appendEvent: async event => commands.appendEvent(db, event),
    saveDraft: async (draft, at) => commands.saveDraft(db, draft, at),
    finishWrapUp: async finish => commands.finishWrapUp(db, finish),
  };
}

const store = acts();
const acknowledge = (step: string, id: string, letters: number): void =>
  void writeSync(1, `${step} ${id} ${letters}\n`);
const noon = Date.UTC(2026, 2, 10, 12);

for (let n = 0; ; n += 1) {
  const id = `${prefix}-${n}`;
  const number = `+1555${String(n % 10_000_000).padStart(7, '0')}`;
  const phase = { interactionId: id, kind: 'phase', data: {} } as const;
  await store.beginInteraction({
    id,
    accountId: 'main-line',
    direction: 'inbound',
    number,
    e164: number,
    name: `Caller ${n}`,
    called: '800',
    at: noon + n,
    personId: null,
  });
  acknowledge('begun', id, 0);
  await store.appendEvent({ ...phase, at: noon + n + 1, phase: 'established', answeredAt: noon + n + 1 });
  acknowledge('answered', id, 0);
  const note = 'wants the invoice again '.repeat(1 + (n % 4));
  for (let letters = 8; letters <= note.length; letters += 8) {
    await store.saveDraft(
      { interactionId: id, note: note.slice(0, letters), outcomeId: null, dueAt: null, actions: [] },
      noon + n + letters,
    );
    acknowledge('typed', id, letters);
  }
  const ended = { by: 'remote', cause: 'hangup', status: null, at: noon + n + 900, talkSeconds: 1 } as const;
  await store.appendEvent({ ...phase, at: noon + n + 900, phase: 'ended', ended });
  acknowledge('ended', id, 0);
  await store.finishWrapUp({
    interactionId: id,
    note,
    outcomeId: 'complaint',
    dueAt: null,
    actions: [],
    intents: [],
    agent: null,
    at: noon + n + 950,
  });
  acknowledge('wrapped', id, note.length);
}
