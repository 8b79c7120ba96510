/**
 * Which server of a line to go to. Pure: time and chance come in.
 *
 * A line stays with the server that it was last registered at, as long as that answers. One that failed is left alone for a
 * while; among the others the weights decide by lot, so that the phones of a fallen server spread over the rest. When all
 * have failed, the one that failed longest ago is tried first: nothing is ever given up.
 */
export interface LineServer {
  url: string;
  /** Share of the phones among the servers that can be had, 1–100; 0 for one that only stands in when no other can be had. */
  weight: number;
}

export interface ServerPool {
  /** Index of the server in use or last tried; null before the first. */
  readonly current: number | null;
  /** Until when each is left alone, ms since the epoch; 0 for one that is well. */
  readonly shunned: readonly number[];
  /** Failures in a row of each. */
  readonly failures: readonly number[];
}

/** Milliseconds that a server is left alone after its first failure in a row, and at most. */
export const shunning = { first: 30_000, longest: 600_000 } as const;

export function serverPool(count: number): ServerPool {
  return { current: null, shunned: Array<number>(count).fill(0), failures: Array<number>(count).fill(0) };
}

/** `random` in [0, 1). With no server there is nothing to choose: the count of the pool is at least 1. */
export function chooseServer(
  servers: readonly LineServer[],
  pool: ServerPool,
  { at, random }: { at: number; random: number },
): ServerPool {
  const { current, shunned } = pool;
  const can = servers.map((_, index) => index).filter(index => (shunned[index] ?? 0) <= at);
  if (current !== null && can.includes(current)) return pool;
  if (can.length === 0) return { ...pool, current: longestAgo(shunned) };
  const regular = can.filter(index => weightOf(servers, index) > 0);
  const well = regular.length > 0 ? regular : can;
  const total = well.reduce((sum, index) => sum + weightOf(servers, index), 0);
  let ticket = random * total;
  for (const index of well) {
    ticket -= weightOf(servers, index);
    if (ticket < 0) return { ...pool, current: index };
  }
  return { ...pool, current: well.at(-1) ?? 0 };
}

/** The current server failed: no socket, no answer, or a 503. `retryAfter` in seconds where the server said so. */
export function currentFailed(pool: ServerPool, at: number, retryAfter: number | null = null): ServerPool {
  const { current } = pool;
  if (current === null) return pool;
  const failures = (pool.failures[current] ?? 0) + 1;
  const own = Math.min(shunning.longest, shunning.first * 2 ** Math.min(failures - 1, 10));
  const ms = retryAfter === null ? own : Math.min(shunning.longest, Math.max(retryAfter * 1_000, 1_000));
  return {
    current,
    shunned: pool.shunned.with(current, at + ms),
    failures: pool.failures.with(current, failures),
  };
}

/** The current server registered us. */
export function currentServes(pool: ServerPool): ServerPool {
  const { current } = pool;
  if (current === null) return pool;
  return {
    current,
    shunned: pool.shunned.with(current, 0),
    failures: pool.failures.with(current, 0),
  };
}

/** Another server than the current one could be had at once. */
export function hasOther(pool: ServerPool, at: number): boolean {
  return pool.shunned.some((until, index) => index !== pool.current && until <= at);
}

/** The network is another: what could not be reached before may be reached now. */
export function forgetFailures(pool: ServerPool): ServerPool {
  return { ...serverPool(pool.shunned.length), current: pool.current };
}

function longestAgo(shunned: readonly number[]): number {
  return shunned.reduce((best, until, index) => (until < (shunned[best] ?? 0) ? index : best), 0);
}

function weightOf(servers: readonly LineServer[], index: number): number {
  return servers[index]?.weight ?? 0;
}
