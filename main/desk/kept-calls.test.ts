import { afterEach, expect, test, vi } from 'vitest';
import type { CallView } from '../../shared/call/view.ts';
import type { RecordingByHand } from '../../shared/recording/types.ts';
import type { KeptRow } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';
import type { KeptCall } from '../telephony/resume.ts';
import { KeptCalls } from './kept-calls.ts';
import { callOf } from './testing.ts';

const keptOf = (id: string): KeptCall => ({
  state: {
    ...{ id, accountId: 'service', direction: 'inbound', called: null, startedAt: 1, answeredAt: 2 },
    remote: { number: '1', e164: null, name: null },
    ...{ muted: false, wantHold: false, heldSince: null, sessionExpires: null },
    holds: { local: false, remote: false },
  },
  dialog: {
    ...{ callId: 'c', localTag: 'l', remoteTag: 'r', localUri: 'sip:a@x', remoteUri: 'sip:b@x' },
    ...{ remoteTarget: 'sip:b@x', routeSet: [], localSequence: 1, remoteSequence: null, origin: null },
  },
  handed: null,
  said: null,
});

let ended: KeptCalls | undefined;
afterEach(() => {
  ended?.dispose();
  vi.useRealTimers();
});

function setting(stored: KeptRow[] = []) {
  let now = 1_000_000;
  const listeners = new Set<Parameters<Telephony['onCall']>[0]>();
  const phone = {
    calls: [] as CallView[],
    kept: [] as KeptCall[],
    taken: [] as [string, number][],
    takeUp(kept: KeptCall, at: number): boolean {
      phone.taken.push([kept.state.id, at]);
      return true;
    },
    onCall: (listener: Parameters<Telephony['onCall']>[0]) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    talks(...ids: string[]): void {
      const before = phone.calls;
      phone.calls = ids.map(id => callOf(id, { phase: 'established' }));
      phone.kept = ids.map(keptOf);
      for (const call of [...before, ...phone.calls])
        for (const listener of listeners) listener(call.id, call);
    },
  };
  const written: KeptRow[][] = [];
  const logged: string[] = [];
  const store = {
    fails: false,
    keptCalls: () => Promise.resolve(stored),
    keepCalls: (rows: readonly KeptRow[]) => {
      if (store.fails) return Promise.reject(new Error('disk full'));
      written.push([...rows]);
      return Promise.resolve();
    },
  };
  const log = {
    info: (text: string) => void logged.push(text),
    warn: (text: string) => void logged.push(text),
    error: (text: string) => void logged.push(text),
  };
  const recordings = {
    hands: new Map<string, RecordingByHand>(),
    changed: () => undefined as void,
    order: [] as string[],
    byHand: (id: string) => recordings.hands.get(id) ?? null,
    onByHand(listener: () => void) {
      recordings.changed = listener;
      return { dispose: () => undefined };
    },
    goesOn: (id: string, hand: RecordingByHand) =>
      void recordings.order.push(`${id} ${JSON.stringify(hand)} before ${phone.taken.length + 1}`),
  };
  const keeper = (ended = new KeptCalls({ telephony: phone, store, recordings, log, now: () => now }));
  const ids = () => written.map(rows => rows.map(row => row.interactionId));
  return { keeper, phone, store, recordings, written, ids, logged, pass: (ms: number) => void (now += ms) };
}

test('what is talked in is kept, and forgotten at its end', async () => {
  const { keeper, phone, ids } = setting();
  await keeper.takeUp();
  phone.talks('one');
  await keeper.settled();
  phone.talks();
  await keeper.settled();
  expect(ids()).toEqual([['one'], []]);
});

test('nothing is written before what the last run left was read', async () => {
  const { keeper, phone, ids } = setting([
    { interactionId: 'old', at: 999_000, state: JSON.stringify(keptOf('old')) },
  ]);
  phone.talks('one');
  await keeper.settled();
  expect(ids()).toEqual([]);
  await keeper.takeUp();
  await keeper.settled();
  expect(phone.taken).toEqual([['old', 999_000]]);
  expect(ids()).toEqual([['one']]);
});

test('a call is not taken up two minutes after we died, nor one that cannot be read', async () => {
  const { keeper, phone, logged } = setting([
    { interactionId: 'late', at: 1_000_000 - 120_001, state: JSON.stringify(keptOf('late')) },
    { interactionId: 'odd', at: 999_999, state: '{}' },
    { interactionId: 'torn', at: 999_999, state: '{"state":{"remote":"+96650' },
    { interactionId: 'late enough', at: 1_000_000 - 120_000, state: JSON.stringify(keptOf('late enough')) },
  ]);
  await keeper.takeUp();
  expect(phone.taken.map(([id]) => id)).toEqual(['late enough']);
  expect(logged).toEqual([
    'a call that was kept cannot be read',
    'a call that was kept cannot be read',
    'a call goes on that the end of the last run cut off',
  ]);
});

test('a call that cannot be taken up does not stop those after it', async () => {
  const { keeper, phone } = setting(
    ['one', 'two'].map(id => ({ interactionId: id, at: 999_999, state: JSON.stringify(keptOf(id)) })),
  );
  const takeUp = phone.takeUp.bind(phone);
  phone.takeUp = (kept, at) => {
    if (kept.state.id === 'one') throw new Error('no line of that name');
    return takeUp(kept, at);
  };
  await keeper.takeUp();
  expect(phone.taken.map(([id]) => id)).toEqual(['two']);
});

test('what the agent did by hand with a recording is kept with its call, and said before the call goes on', async () => {
  const first = setting();
  await first.keeper.takeUp();
  first.phone.talks('one');
  await first.keeper.settled();
  first.recordings.hands.set('one', { wish: true, paused: true });
  first.recordings.changed();
  await first.keeper.settled();
  ended?.dispose();
  const { keeper, recordings, phone } = setting(first.written.at(-1));
  await keeper.takeUp();
  expect(recordings.order).toEqual(['one {"wish":true,"paused":true} before 1']);
  expect(phone.taken.map(([id]) => id)).toEqual(['one']);
});

test('a call of our own that nobody sees is not kept', async () => {
  const { keeper, phone, ids } = setting();
  await keeper.takeUp();
  phone.talks('one', 'check');
  phone.calls = phone.calls.filter(call => call.id === 'one');
  await keeper.settled();
  expect(ids()).toEqual([['one']]);
});

test('while a call lives there is a sign of life every five seconds, and none without one', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { keeper, phone, written, pass } = setting();
  await keeper.takeUp();
  phone.talks('one');
  await keeper.settled();
  pass(5_000);
  vi.advanceTimersByTime(5_000);
  await keeper.settled();
  expect(written.map(rows => rows[0]?.at)).toEqual([1_000_000, 1_005_000]);
  phone.talks();
  await keeper.settled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a store that fails costs no call, and is tried again', async () => {
  const { keeper, phone, store, ids, logged } = setting();
  await keeper.takeUp();
  store.fails = true;
  phone.talks('one');
  await keeper.settled();
  expect(logged).toEqual(['a call could not be kept']);
  store.fails = false;
  phone.talks('one');
  await keeper.settled();
  expect(ids()).toEqual([['one']]);
});
