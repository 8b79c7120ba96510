import { describe, expect, it } from 'vitest';
import { refusing, resume, step, usedBreaks, type AgentEvent, type AgentState } from './machine.ts';
import type { AgentChoice, AgentSpan } from './types.ts';

const lunch: AgentChoice = { status: 'break', reason: 'lunch' };
const ready: AgentChoice = { status: 'ready' };
const offline: AgentChoice = { status: 'offline' };
const fresh: AgentState = { choice: ready, since: 0, next: null, busy: false, wrapUpUntil: null };

/** The state after the events, and the spans that began. */
function after(...events: AgentEvent[]): { state: AgentState; spans: unknown[] } {
  const spans: unknown[] = [];
  const state = events.reduce((before, event) => {
    const done = step(before, event);
    if (done.span) spans.push(done.span);
    return done.state;
  }, fresh);
  return { state, spans };
}
const choose = (choice: AgentChoice, at: number): AgentEvent => ({ type: 'choose', choice, at });
const busy = (is: boolean, at: number): AgentEvent => ({ type: 'busy', busy: is, at });

describe('a choice', () => {
  it('is taken at once when there is no call', () => {
    const { state, spans } = after(choose(lunch, 5));
    expect(state).toMatchObject({ choice: lunch, since: 5, next: null });
    expect(spans).toEqual([{ status: 'break', reason: 'lunch', from: 5 }]);
    expect(refusing(state)).toBe('break');
  });

  it('waits for the end of a call and its wrap-up, and can be taken back meanwhile', () => {
    const waiting = after(busy(true, 1), choose(lunch, 2));
    expect(waiting.state).toMatchObject({ choice: ready, next: lunch });
    expect(waiting.spans).toEqual([]);
    expect(refusing(waiting.state)).toBeNull();
    expect(after(busy(true, 1), choose(lunch, 2), busy(false, 9)).state).toMatchObject({
      choice: lunch,
      since: 9,
    });
    expect(after(busy(true, 1), choose(lunch, 2), choose(ready, 3), busy(false, 9)).state).toMatchObject({
      choice: ready,
      since: 0,
      next: null,
    });
  });

  it('the last one counts', () => {
    expect(after(busy(true, 1), choose(lunch, 2), choose(offline, 3), busy(false, 4)).spans).toEqual([
      { status: 'offline', reason: null, from: 4 },
    ]);
  });

  it('of what one is already begins nothing new', () => {
    expect(after(choose(ready, 5)).spans).toEqual([]);
    expect(after(choose(lunch, 5), choose({ ...lunch }, 7)).state.since).toBe(5);
  });
});

describe('a wrap-up that may not be left early', () => {
  it('keeps calls away until its time, then lets the choice be taken', () => {
    const held: AgentEvent[] = [
      busy(true, 1),
      { type: 'held', until: 100, at: 10 },
      choose(lunch, 20),
      busy(false, 30),
    ];
    const waiting = after(...held).state;
    expect(refusing(waiting)).toBe('wrapUp');
    expect(waiting.choice).toEqual(ready);
    expect(after(...held, { type: 'tick', at: 99 }).state.choice).toEqual(ready);
    const over = after(...held, { type: 'tick', at: 100 }).state;
    expect(over).toMatchObject({ choice: lunch, wrapUpUntil: null });
  });
});

const span = (
  status: AgentSpan['status'],
  reason: string | null,
  from: number,
  to: number | null,
): AgentSpan => ({
  status,
  reason,
  from,
  to,
});

it('a break that a crash cut off goes on, and only on its day', () => {
  expect(resume([span('break', 'lunch', 50, null)], 40)).toEqual({ choice: lunch, since: 50 });
  expect(resume([span('break', 'lunch', 30, null)], 40)).toBeNull();
  expect(resume([span('break', 'lunch', 50, 60)], 40)).toBeNull();
  expect(resume([span('ready', null, 50, null)], 40)).toBeNull();
  expect(resume([], 40)).toBeNull();
});

it('minutes are counted by reason, since the day began', () => {
  const spans = [
    span('break', 'lunch', 10, 60),
    span('ready', null, 60, 90),
    span('break', 'lunch', 90, 100),
    span('break', 'prayer', 100, null),
  ];
  expect(usedBreaks(spans, 40)).toEqual({ lunch: 30 });
});
