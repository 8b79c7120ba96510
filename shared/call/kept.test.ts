import { describe, expect, test } from 'vitest';
import { keptOf, keptState, takeUp } from './kept.ts';
import { begin, transition } from './machine.ts';
import { microphoneOpen, view } from './projections.ts';
import type { CallEvent, CallState } from './state.ts';

type Happening = CallEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never;

const after = (state: CallState, at: number, ...events: Happening[]): CallState =>
  events.reduce((now, event) => transition(now, { ...event, at } as CallEvent).state, state);

const party = { number: '+966505550142', e164: '+966505550142', name: 'Layla' };
const rings = begin({
  id: 'c',
  accountId: 'main',
  direction: 'inbound',
  remote: party,
  called: 'Service',
  at: 1_000,
}).state;
const talks = after(rings, 5_000, { kind: 'answer' }, { kind: 'acknowledged' });
const held = after(
  talks,
  9_000,
  { kind: 'hold', hold: true },
  { kind: 'negotiated', offerer: 'local', local: 'sendonly', remote: 'recvonly' },
  { kind: 'reinviteAccepted' },
);
const again = (state: CallState): CallState => {
  const kept = keptOf(state);
  if (kept === null) throw new Error('nothing was kept');
  // As it comes back from the disk.
  return takeUp(keptState.parse(JSON.parse(JSON.stringify(kept))), 20_000).state;
};
const back = { kind: 'registeredAgain' } as const;
const refused = (status: number) =>
  ({ kind: 'reinviteRejected', status, retryAfter: null, random: 0 }) as const;

test('what nobody has answered dies with us', () => {
  expect(keptOf(rings)).toBeNull();
  expect(keptOf(after(talks, 9, { kind: 'hangUp' }))).toBeNull();
});

describe('an answered call', () => {
  test('is the same call, with the same beginning, and says that its sound is on the way', () => {
    expect(view(again(talks))).toMatchObject({
      ...{ id: 'c', phase: 'established', remote: party, called: 'Service' },
      ...{ startedAt: 1_000, answeredAt: 5_000, hold: 'none', media: 'recovering' },
    });
  });

  test('asks to be taken up as soon as the line is there, and only then', () => {
    const first = takeUp(keptOf(talks) as never, 20_000);
    expect(first.effects).toEqual([{ kind: 'startTimer', timer: 'gone', ms: 60_000 }]);
    const step = transition(first.state, { ...back, at: 21_000 });
    expect(step.effects).toContainEqual({ kind: 'sendReinvite', purpose: 'iceRestart', hold: false });
    expect(step.effects).toContainEqual({ kind: 'stopTimer', timer: 'gone' });
  });

  test('keeps its hold and its mute', () => {
    const step = transition(again(held), { ...back, at: 21_000 });
    expect(step.effects).toContainEqual({ kind: 'sendReinvite', purpose: 'iceRestart', hold: true });
    expect(view(step.state)).toMatchObject({ hold: 'local', heldSince: 9_000 });
    const muted = again(after(talks, 9_000, { kind: 'mute', muted: true }));
    expect(microphoneOpen(muted)).toBe(false);
  });

  test.each([481, 408])('%s: the far side has given it up; it ended when we did', status => {
    const ended = after(again(talks), 21_000, back, refused(status));
    expect(view(ended)).toMatchObject({
      phase: 'ended',
      endedAt: 20_000,
      end: { by: 'system', cause: 'internal' },
    });
  });

  test('no line within a minute: it ended when we did', () => {
    const ended = after(again(talks), 81_000, { kind: 'timer', timer: 'gone' });
    expect(view(ended)).toMatchObject({ endedAt: 20_000, end: { by: 'system', cause: 'internal' } });
  });

  test('hung up before it was taken up: nobody talked meanwhile', () => {
    expect(after(again(talks), 21_000, back, { kind: 'hangUp' }).endedAt).toBe(20_000);
  });

  test('taken up, it ends like any other', () => {
    const ended = after(again(talks), 30_000, back, { kind: 'reinviteAccepted' }, { kind: 'hangUp' });
    expect(ended).toMatchObject({ endedAt: 30_000, end: { by: 'local', cause: 'hangup' } });
  });
});
