// The time of each wrap-up, from the end of a conversation to the system's own code.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WrapUpTime } from '../../shared/ipc/agent.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import { callOf, FakePhone, FakeWindow } from './testing.ts';
import { WrapUpClock } from './wrap-up-clock.ts';
import { WrapUps } from './wrap-ups.ts';

const noon = Date.UTC(2026, 10, 24, 12);
let rules: Settings['wrapUp'];
let phone: FakePhone;
let window: FakeWindow;
let expired: string[];
let held: number[];
let wrapUps: WrapUps;

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  rules = { mode: 'timed', seconds: 60, extensions: 1 };
  [phone, window, expired, held] = [new FakePhone(), new FakeWindow(), [], []];
  wrapUps = new WrapUps({
    telephony: phone.telephony,
    desk: {
      expireWrapUp: id => {
        expired.push(id);
        return id === 'broken' ? Promise.reject(new Error('no store')) : Promise.resolve();
      },
    },
    agent: { holdUntil: until => void held.push(until) },
    rules: () => rules,
    emit: window.emit,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    now: () => Date.now(),
  });
});
afterEach(() => {
  wrapUps.dispose();
  vi.useRealTimers();
});

const talked = (id: string): void => {
  phone.shows(callOf(id, { phase: 'established', answeredAt: noon }));
  phone.shows(callOf(id, { phase: 'ended', answeredAt: noon, endedAt: noon }));
};
const times = () => window.last('wrapUpTimes') as WrapUpTime[] | undefined;

describe('a conversation that ended', () => {
  it('has its time, and expires after it, once', () => {
    talked('c1');
    expect(times()).toEqual([{ interactionId: 'c1', until: noon + 60_000, extensionsLeft: 1 }]);
    vi.advanceTimersByTime(59_999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['c1']);
    expect(times()).toEqual([]);
    vi.advanceTimersByTime(600_000);
    expect(expired).toEqual(['c1']);
  });

  it('that was finished in time does not expire', () => {
    talked('c1');
    phone.port.dismiss('c1');
    vi.advanceTimersByTime(600_000);
    expect(expired).toEqual([]);
    expect(times()).toEqual([]);
  });

  it('does not begin anew when the call changes again after its end', () => {
    talked('c1');
    vi.advanceTimersByTime(30_000);
    phone.shows(callOf('c1', { phase: 'ended', answeredAt: noon, endedAt: noon, muted: true }));
    vi.advanceTimersByTime(30_000);
    expect(expired).toEqual(['c1']);
  });

  it('beside another has a time of its own', () => {
    talked('c1');
    vi.advanceTimersByTime(20_000);
    talked('c2');
    vi.advanceTimersByTime(40_000);
    expect(expired).toEqual(['c1']);
    vi.advanceTimersByTime(20_000);
    expect(expired).toEqual(['c1', 'c2']);
  });

  it('whose expiry the store refuses harms no other', () => {
    talked('broken');
    talked('c2');
    vi.advanceTimersByTime(60_000);
    expect(expired).toEqual(['broken', 'c2']);
  });
});

it.each(['optional', 'required'] as const)('no time runs where wrap-up is %s', mode => {
  rules = { ...rules, mode };
  talked('c1');
  vi.advanceTimersByTime(600_000);
  expect([times(), expired]).toEqual([undefined, []]);
  expect(() => wrapUps.extend('c1')).toThrow(expect.objectContaining({ code: 'wrongState' }));
});

it('a call that nobody answered has none', () => {
  phone.shows(callOf('c1', { phase: 'ended', endedAt: noon }));
  vi.advanceTimersByTime(600_000);
  expect(expired).toEqual([]);
});

it('a consultation has none: it is wrapped up with the call that it was for', () => {
  rules = { ...rules, mode: 'timedStrict' };
  phone.shows(callOf('c2', { phase: 'established', answeredAt: noon, consultFor: 'c1' }));
  phone.shows(callOf('c2', { phase: 'ended', answeredAt: noon, endedAt: noon }));
  vi.advanceTimersByTime(600_000);
  expect([expired, held]).toEqual([[], []]);
});

describe('more time', () => {
  it('is as long again, as often as the rule has it', () => {
    talked('c1');
    wrapUps.extend('c1');
    expect(wrapUps.times).toEqual([{ interactionId: 'c1', until: noon + 120_000, extensionsLeft: 0 }]);
    expect(() => wrapUps.extend('c1')).toThrow(expect.objectContaining({ code: 'wrongState' }));
    vi.advanceTimersByTime(119_999);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['c1']);
  });

  it('cannot be had of a call without a time', () => {
    expect(() => wrapUps.extend('c9')).toThrow(expect.objectContaining({ code: 'wrongState' }));
  });
});

it('without early exit calls are kept away until the end, extensions counted', () => {
  talked('c1');
  expect(held).toEqual([]);
  rules = { ...rules, mode: 'timedStrict' };
  talked('c2');
  wrapUps.extend('c2');
  expect(held).toEqual([noon + 60_000, noon + 120_000]);
});

it('a clock that is thrown away expires nothing', () => {
  const over = vi.fn();
  const clock = new WrapUpClock({ rules: () => rules, now: () => Date.now(), changed: vi.fn(), over });
  clock.begin('c1');
  clock.dispose();
  vi.advanceTimersByTime(600_000);
  expect(over).not.toHaveBeenCalled();
});
