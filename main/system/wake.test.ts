import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchForWake, type WakeReason } from './wake.ts';

let now: number;
let addresses: string;
let resume: () => void;
let reasons: WakeReason[];
let end: () => void;

/** Two seconds pass, by the machine's clock and by the timer. */
const tick = (clockMs = 2000): void => {
  now += clockMs;
  vi.advanceTimersByTime(2000);
};

beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
  addresses = '192.0.2.7';
  reasons = [];
  const watch = watchForWake(
    {
      now: () => now,
      addresses: () => addresses,
      onResume: listener => {
        resume = listener;
        return { dispose: () => undefined };
      },
    },
    reason => reasons.push(reason),
  );
  end = () => watch.dispose();
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

describe('the watch for a world that moved', () => {
  it('says nothing while time goes by as usual, also on a busy machine', () => {
    tick();
    tick(4500);
    tick();
    expect(reasons).toEqual([]);
  });

  it('takes a tick that comes half a minute late for sleep', () => {
    tick(32_000);
    expect(reasons).toEqual(['clock']);
  });

  it('takes a clock set back by an hour for a jump', () => {
    tick(-3_600_000);
    expect(reasons).toEqual(['clock']);
  });

  it('notices a change from cable to Wi-Fi once', () => {
    addresses = '198.51.100.4';
    tick();
    tick();
    expect(reasons).toEqual(['network']);
  });

  it('passes the resume event on at once, and does not report the same sleep again', () => {
    now += 60_000;
    resume();
    tick();
    expect(reasons).toEqual(['resume']);
  });

  it('ends with its owner', () => {
    end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
