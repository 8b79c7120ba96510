import { spawn } from 'node:child_process';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Store } from './port.ts';
import { openStore } from './store.ts';
import { bundle } from './testing/bundle.ts';
import { key, noon, temporaryPlace, viewIs } from './testing/fixtures.ts';

// A process and its threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let worker: string;
let agentAtWork: string;
let place: ReturnType<typeof temporaryPlace>;
let store: Store | undefined;
beforeAll(async () => {
  worker = await bundle('main/store/worker.ts');
  agentAtWork = await bundle('main/store/testing/agent-at-work.ts');
});
beforeEach(() => void (place = temporaryPlace()));
afterEach(async () => {
  await store?.close();
  place.dispose();
});

/** The agent's process works until the store acknowledged `step`, and is killed there. */
async function killAt(step: string): Promise<void> {
  const agent = spawn(process.execPath, [agentAtWork, place.file, worker, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  agent.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (said.split('\n').includes(step)) agent.kill('SIGKILL');
  });
  const signal = await new Promise(resolve => agent.once('close', (_code, by) => resolve(by)));
  expect(signal, said).toBe('SIGKILL');
}

const missed = { answered: false, owed: false, outcomeId: 'system.interrupted', cause: 'internal' };
const cutOff = { answered: true, owed: true, outcomeId: null, cause: 'internal' };
const owed = { answered: true, owed: true, outcomeId: null, cause: 'hangup' };
const finished = { answered: true, owed: false, outcomeId: 'complaint', cause: 'hangup' };
const typed = [{ interactionId: 'call', note: 'wants the invoice' }];

test.each([
  ['while it rings', 'ringing', missed, [], 1, 0],
  ['just after the answer', 'answered', cutOff, [], 1, 0],
  ['while the agent types', 'typed', cutOff, typed, 1, 0],
  ['after the hang-up', 'ended', owed, typed, 0, 0],
  ['after the wrap-up', 'wrapped', finished, [], 0, 1],
  ['after the wrap-up was taken back', 'undone', owed, typed, 0, 0],
])(
  'killed %s, the record is honest and nothing typed is lost',
  async (_when, step, record, drafts, interrupted, due) => {
    await killAt(step);
    store = openStore({ file: place.file, key, nativeBinding: null, worker });
    expect(await store.closeInterrupted(noon + 3_600_000)).toBe(interrupted);
    expect(await store.recent(10)).toMatchObject([{ interactionId: 'call', ...record }]);
    expect(await store.drafts()).toMatchObject(drafts);
    expect(await store.due(10)).toHaveLength(due);
    expect((await viewIs(store, 'open', 'corrupt', 'locked', 'memory')).state).toBe('open');
  },
);
