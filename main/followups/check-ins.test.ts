import { afterEach, expect, test, vi } from 'vitest';
import { checkIns } from './check-ins.ts';

afterEach(() => void vi.useRealTimers());

test('all lists are looked through part by part, one look at a time; what came of it is told once', async () => {
  const asked: string[] = [];
  let told = 0;
  const due = checkIns({
    store: {
      activeCheckIns: () => Promise.resolve(['a', 'b']),
      makeCheckIns: (listId, after) => {
        asked.push(`${listId}${after}`);
        return Promise.resolve({ made: listId === 'b' ? 2 : 0, next: after === 0 ? 1000 : null });
      },
    },
    now: () => 5,
    made: () => Promise.resolve(void (told += 1)),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await Promise.all([due.look(), due.look('a')]);
  expect(asked).toEqual(['a0', 'a1000', 'b0', 'b1000', 'a0', 'a1000']);
  expect(told).toBe(1);
  due.dispose();
});

test('a store that fails is looked at again a quarter of an hour later', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const errors: string[] = [];
  const due = checkIns({
    store: {
      activeCheckIns: () => Promise.reject(new Error(`no store ${(asked += 1)}`)),
      makeCheckIns: () => Promise.resolve({ made: 0, next: null }),
    },
    now: () => 5,
    made: () => Promise.resolve(),
    log: { info: () => undefined, warn: () => undefined, error: what => void errors.push(what) },
  });
  await due.look();
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect([asked, errors.length]).toEqual([2, 2]);
  due.dispose();
});
