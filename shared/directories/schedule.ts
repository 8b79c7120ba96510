/** When an address book is looked at by itself again. */
import type { CardDavAccount, DirectoryFault, Standing } from './types.ts';

const minute = 60_000;
const longest = 60 * minute;

/** Trying again would not help, or lock the account out: somebody has to look first. */
const waitsForSomebody: ReadonlySet<DirectoryFault> = new Set(['signIn', 'manyGone', 'manyRemoved']);

/**
 * Ms since the epoch; null when only a person sets it going. `random` (0 to 1) spreads what failed together, `retryAfter` is
 * what the server asked for.
 */
export function nextTry(
  { paused, book, minutes }: CardDavAccount,
  { syncedAt, triedAt, fault, failures }: Standing,
  { now, random, retryAfter }: { now: number; random: number; retryAfter: number },
): number | null {
  if (paused || book === null) return null;
  if (fault === null) return syncedAt === null ? now : Math.max(now, syncedAt + minutes * minute);
  if (waitsForSomebody.has(fault)) return null;
  const last = triedAt ?? now;
  if (fault === 'cancelled') return last + minutes * minute;
  const wait = Math.min(longest, minute * 2 ** Math.min(failures - 1, 10)) * (0.8 + 0.4 * random);
  return Math.max(now, last + Math.max(wait, retryAfter));
}
