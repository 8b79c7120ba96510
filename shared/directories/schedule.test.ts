import { describe, expect, it } from 'vitest';
import { nextTry } from './schedule.ts';
import { neverTried, type CardDavAccount, type Standing } from './types.ts';

const account = { paused: false, book: 'https://x/b/', minutes: 15 } as CardDavAccount;
const minute = 60_000;
const now = 1_000 * minute;
const when = (standing: Partial<Standing>, change: Partial<CardDavAccount> = {}, random = 0.5, retryAfter = 0) =>
  nextTry({ ...account, ...change }, { ...neverTried, ...standing }, { now, random, retryAfter }); // prettier-ignore

describe('an address book is looked at', () => {
  it.each([
    ['at once when it never was', {}, {}, now],
    ['after its time', { syncedAt: now - minute }, {}, now + 14 * minute],
    ['at once when it is overdue', { syncedAt: 0 }, {}, now],
    ['never while it rests', {}, { paused: true }, null],
    ['never without a book', {}, { book: null }, null],
    ['not again with a wrong password', { fault: 'signIn', failures: 1 }, {}, null],
    ['not again before somebody says that half of it may go', { fault: 'manyGone', failures: 1 }, {}, null],
    ['a minute after it failed', { fault: 'unreachable', failures: 1, triedAt: now }, {}, now + minute],
    ['later each time', { fault: 'unreachable', failures: 4, triedAt: now }, {}, now + 8 * minute],
    ['within the hour at last', { fault: 'slow', failures: 40, triedAt: now }, {}, now + 60 * minute],
    ['at its usual time when it was stopped', { fault: 'cancelled', triedAt: now }, {}, now + 15 * minute],
  ] as const)('%s', (_what, standing, change, expected) => {
    expect(when(standing, change)).toBe(expected);
  });

  it('when the server wants it, and not all at the same moment', () => {
    const busy = { fault: 'busy', failures: 1, triedAt: now } as const;
    expect(when(busy, {}, 0.5, 10 * minute)).toBe(now + 10 * minute);
    expect(when(busy, {}, 0)).not.toBe(when(busy, {}, 1));
  });
});
