import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shutDown } from './shutdown.ts';

let said: string[];
const log = {
  info: (text: string) => void said.push(text),
  warn: (text: string) => void said.push(text),
  error: (text: string) => void said.push(text),
};

beforeEach(() => {
  said = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('shutting down', () => {
  it('ends the parts in order', async () => {
    const ended: string[] = [];
    const step = (name: string) => ({ name, withinMs: 100, end: () => void ended.push(name) });
    await shutDown([step('telephony'), step('store')], log);
    expect(ended).toEqual(['telephony', 'store']);
    expect(said).toEqual([]);
  });

  it('goes on to the store when the phone system never answers', async () => {
    const store = vi.fn();
    const done = shutDown(
      [
        { name: 'telephony', withinMs: 1500, end: () => new Promise<void>(() => undefined) },
        { name: 'store', withinMs: 100, end: store },
      ],
      log,
    );
    await vi.advanceTimersByTimeAsync(1400);
    expect(store).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    await done;
    expect(store).toHaveBeenCalledOnce();
    expect(said).toEqual(['telephony did not end within 1500 ms']);
  });

  it('goes on when a part throws', async () => {
    const store = vi.fn();
    await shutDown(
      [
        { name: 'telephony', withinMs: 100, end: () => Promise.reject(new Error('socket')) },
        { name: 'store', withinMs: 100, end: store },
      ],
      log,
    );
    expect(store).toHaveBeenCalledOnce();
    expect(said).toEqual(['telephony failed to end']);
  });
});
