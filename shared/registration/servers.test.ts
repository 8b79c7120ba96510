import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseServer,
  currentFailed,
  currentServes,
  forgetFailures,
  hasOther,
  serverPool,
  shunning,
  type LineServer,
} from './servers.ts';

const of = (...weights: number[]): LineServer[] =>
  weights.map((weight, index) => ({ url: `wss://pbx${index}.example/ws`, weight }));

describe('a line with several servers', () => {
  it('spreads over them by weight', () => {
    const servers = of(1, 3);
    const picks = Array.from({ length: 1000 }, (_, n) =>
      chooseServer(servers, serverPool(2), { at: 0, random: n / 1000 }),
    );
    expect(picks.filter(pool => pool.current === 1)).toHaveLength(750);
  });

  it('stays with the one that serves', () => {
    const servers = of(1, 100);
    const pool = currentServes(chooseServer(servers, serverPool(2), { at: 0, random: 0 }));
    expect(pool.current).toBe(0);
    expect(chooseServer(servers, pool, { at: 1e9, random: 0.99 }).current).toBe(0);
  });

  it('goes to the other when the current one fails, and back only when that fails too', () => {
    const servers = of(1, 1);
    let pool = currentFailed(chooseServer(servers, serverPool(2), { at: 0, random: 0 }), 0);
    expect(hasOther(pool, 0)).toBe(true);
    pool = currentServes(chooseServer(servers, pool, { at: 0, random: 0 }));
    expect(pool.current).toBe(1);
    // The first is well again by now, but nobody is moved about for that.
    pool = chooseServer(servers, pool, { at: shunning.first, random: 0 });
    expect(pool.current).toBe(1);
    pool = chooseServer(servers, currentFailed(pool, shunning.first), { at: shunning.first, random: 0.9 });
    expect(pool.current).toBe(0);
  });

  it('takes a stand-in only when no other can be had', () => {
    const servers = of(10, 0);
    const pool = chooseServer(servers, serverPool(2), { at: 0, random: 0.999 });
    expect(pool.current).toBe(0);
    expect(chooseServer(servers, currentFailed(pool, 0), { at: 0, random: 0 }).current).toBe(1);
  });

  it('leaves one alone for as long as it asked, and longer with each failure otherwise', () => {
    const once = chooseServer(of(1, 1), serverPool(2), { at: 0, random: 0 });
    expect(currentFailed(once, 0, 120).shunned).toEqual([120_000, 0]);
    expect(currentFailed(currentFailed(once, 0), 0).shunned).toEqual([2 * shunning.first, 0]);
  });

  it('tries the one that failed longest ago when all have failed', () => {
    const servers = of(1, 1);
    let pool = currentFailed(chooseServer(servers, serverPool(2), { at: 0, random: 0 }), 0);
    pool = currentFailed(chooseServer(servers, pool, { at: 0, random: 0 }), 100);
    expect(hasOther(pool, 100)).toBe(false);
    expect(chooseServer(servers, pool, { at: 200, random: 0.5 }).current).toBe(0);
  });

  it('forgets failures when the network is another', () => {
    const pool = currentFailed(chooseServer(of(1, 1), serverPool(2), { at: 0, random: 0 }), 0);
    expect(forgetFailures(pool)).toEqual({ current: 0, shunned: [0, 0], failures: [0, 0] });
  });

  it('has a server to go to, whatever happened', () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('choose' as const),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('fail' as const), retryAfter: fc.option(fc.nat(1e6)) }),
      fc.record({ kind: fc.constant('serve' as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: 1, maxLength: 8 }),
        fc.array(event),
        (weights, events) => {
          const servers = of(...weights);
          let pool = serverPool(servers.length);
          let at = 0;
          for (const each of events) {
            at += 1000;
            if (each.kind === 'choose') pool = chooseServer(servers, pool, { at, random: each.random });
            else if (each.kind === 'fail') pool = currentFailed(pool, at, each.retryAfter);
            else pool = currentServes(pool);
          }
          const { current } = chooseServer(servers, pool, { at, random: 0.5 });
          expect(servers[current ?? -1]).toBeDefined();
        },
      ),
    );
  });
});
