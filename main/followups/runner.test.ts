import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import type { OutboxEvent } from '../../shared/outbox/machine.ts';
import type { OutboxRow } from '../store/port.ts';
import type { Attempt } from './attempt.ts';
import { OutboxRunner, type RunnerOptions } from './runner.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const row = (id: string): OutboxRow => ({
  id,
  kind: 'email',
  lane: id,
  personId: null,
  interactionId: null,
  agent: null,
  payload: { by: 'smtp', to: 'a@b', subject: '', body: '' },
  state: 'sending',
  key: id,
  keyLife: null,
  createdAt: 0,
  dueAt: null,
  expiresAt: 9e15,
  attempts: 1,
  lastAttemptAt: 0,
  doubtSince: null,
  fault: null,
  detail: null,
});

/** A store that gives what is due, and fails on demand. */
function world() {
  const waiting: { id: string; dueAt: number }[] = [];
  const told: [string, OutboxEvent['type']][] = [];
  const under = new Map<string, (attempt: Attempt) => void>();
  const failing = { claims: 0, tells: 0 };
  const unavailable = () => new HatifError('storeUnavailable', 'gone', { retryable: true });
  let recovered = 0;
  const options: RunnerOptions = {
    store: {
      claimFromOutbox: at => {
        if (failing.claims > 0 && (failing.claims -= 1) >= 0) return Promise.reject(unavailable());
        waiting.sort((a, b) => a.dueAt - b.dueAt);
        const [next] = waiting;
        if (next === undefined) return Promise.resolve({ row: null, nextAt: null });
        if (next.dueAt > at) return Promise.resolve({ row: null, nextAt: next.dueAt });
        waiting.shift();
        return Promise.resolve({ row: row(next.id), nextAt: null });
      },
      tellOutbox: (id, event) => {
        if (failing.tells > 0 && (failing.tells -= 1) >= 0) return Promise.reject(unavailable());
        told.push([id, event.type]);
        return Promise.resolve();
      },
      recoverOutbox: () => Promise.resolve((recovered += 1)),
      hurryOutbox: at => {
        for (const each of waiting) each.dueAt = at;
        return Promise.resolve();
      },
    },
    send: ({ id }) => new Promise(resolve => under.set(id, resolve)),
    changed: () => undefined,
    now: () => Date.now(),
    random: () => 0,
    later: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    log: quiet,
  };
  const runner = new OutboxRunner(options);
  const put = (id: string, inMs = 0) => waiting.push({ id, dueAt: Date.now() + inMs });
  return { runner, put, told, under, failing, options, settle: () => vi.advanceTimersByTimeAsync(0) };
}

describe('the runner', () => {
  it('settles the last run before it sends anything', async () => {
    const { runner, put, under, settle } = world();
    put('a');
    await settle();
    expect(under.size).toBe(0);
    expect(await runner.start()).toBe(1);
    await settle();
    expect([...under.keys()]).toEqual(['a']);
  });

  it('sends when the time has come, and not before', async () => {
    const { runner, put, under } = world();
    put('a', 10_001);
    runner.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(under.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(under.size).toBe(1);
  });

  it('serves four contacts at a time, and the next when one is done', async () => {
    const { runner, put, under, told, settle } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e']) put(id);
    runner.wake();
    await settle();
    expect([...under.keys()]).toEqual(['a', 'b', 'c', 'd']);
    under.get('b')?.({ result: 'done', detail: null });
    await settle();
    expect([...under.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(told).toEqual([['b', 'done']]);
  });

  it('takes a fault of its own for a doubt, never for a refusal', async () => {
    const { options, put, told, settle } = world();
    const broken = new OutboxRunner({ ...options, send: () => Promise.reject(new Error('bug')) });
    put('a');
    broken.wake();
    await settle();
    expect(told).toEqual([['a', 'lost']]);
  });

  it('insists until what happened is on disk', async () => {
    const { runner, put, under, told, failing, settle } = world();
    failing.tells = 3;
    put('a');
    runner.wake();
    await settle();
    under.get('a')?.({ result: 'done', detail: null });
    await vi.advanceTimersByTimeAsync(2_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual([['a', 'done']]);
  });

  it('asks a store again that could not be reached', async () => {
    const { runner, put, under, failing } = world();
    failing.claims = 2;
    put('a');
    runner.wake();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([...under.keys()]).toEqual(['a']);
  });

  it('goes at once when the network is back', async () => {
    const { runner, put, under, settle } = world();
    put('a', 600_000);
    runner.wake();
    await settle();
    await runner.hurry();
    await settle();
    expect(under.size).toBe(1);
  });

  it('ends when what is under way is on disk, and begins nothing more', async () => {
    const { runner, put, under, told, settle } = world();
    put('a');
    runner.wake();
    await settle();
    put('b');
    let ended = false;
    const end = runner.end().then(() => (ended = true));
    await settle();
    expect(ended).toBe(false);
    under.get('a')?.({ result: 'lost', fault: 'broke', detail: null });
    await end;
    expect(told).toEqual([['a', 'lost']]);
    expect([...under.keys()]).toEqual(['a']);
  });
});
