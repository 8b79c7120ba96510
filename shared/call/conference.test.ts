import { describe, expect, test } from 'vitest';
import { HatifError } from '../errors.ts';
import {
  conferenceStep,
  noConference,
  placeIn,
  type Conference,
  type ConferenceEvent,
  type ConferenceStep,
} from './conference.ts';

const none = (): ConferenceStep => ({ state: noConference, effects: [] });
const asking = () => conferenceStep(noConference, { kind: 'ask', first: 'bob', third: 'carol' });
const joined = () => conferenceStep(noConference, { kind: 'join', members: ['bob', 'carol'] });

describe('every state and every event', () => {
  const states = { none, asking, joined };
  const events: Record<string, ConferenceEvent> = {
    ask: { kind: 'ask', first: 'bob', third: 'dave' },
    join: { kind: 'join', members: ['bob', 'carol'] },
    split: { kind: 'split', keep: 'bob' },
    splitStranger: { kind: 'split', keep: 'eve' },
    thirdAnswers: { kind: 'answered', call: 'carol' },
    strangerAnswers: { kind: 'answered', call: 'eve' },
    firstEnds: { kind: 'ended', call: 'bob' },
    thirdEnds: { kind: 'ended', call: 'carol' },
    strangerEnds: { kind: 'ended', call: 'eve' },
  };
  // =: nothing changes. !: throws. N none, A asking, J joined.
  const table = `
    event           none asking joined
    ask             A    !      !
    join            J    J      =
    split           !    !      N
    splitStranger   !    !      !
    thirdAnswers    =    J      =
    strangerAnswers =    =      =
    firstEnds       =    N      N
    thirdEnds       =    N      N
    strangerEnds    =    =      =`;
  const phases: Record<string, Conference['phase']> = { N: 'none', A: 'asking', J: 'joined' };
  const [header = [], ...rows] = table
    .trim()
    .split('\n')
    .map(row => row.trim().split(/\s+/));

  test('the table names each of them once', () => {
    expect(header.slice(1)).toEqual(Object.keys(states));
    expect(rows.map(([name]) => name)).toEqual(Object.keys(events));
  });

  for (const [name = '', ...cells] of rows) {
    test(name, () => {
      for (const [column, cell] of cells.entries()) {
        const stateName = header[column + 1] as keyof typeof states;
        const before = states[stateName]().state;
        const event = events[name] as ConferenceEvent;
        const where = `${name} in ${stateName}`;
        if (cell === '!') {
          expect(() => conferenceStep(before, event), where).toThrow(HatifError);
          continue;
        }
        const { state, effects } = conferenceStep(before, event);
        if (cell === '=') expect({ state, effects }, where).toEqual({ state: before, effects: [] });
        else expect(state.phase, where).toBe(phases[cell]);
      }
    });
  }
});

test('joined: both are resumed, and mixed as soon as they are', () => {
  expect(joined().effects).toEqual([
    { kind: 'mix', members: ['bob', 'carol'] },
    { kind: 'resume', call: 'bob' },
    { kind: 'resume', call: 'carol' },
  ]);
  expect(conferenceStep(asking().state, { kind: 'answered', call: 'carol' }).effects).toEqual(
    joined().effects,
  );
});

test('the third does not come: the first is talked to again by itself', () => {
  const { effects } = conferenceStep(asking().state, { kind: 'ended', call: 'carol' });
  expect(effects).toEqual([{ kind: 'resume', call: 'bob' }]);
  expect(conferenceStep(asking().state, { kind: 'ended', call: 'bob' }).effects).toEqual([]);
});

test('split: one is talked to, the other waits, and neither hears the other', () => {
  expect(conferenceStep(joined().state, { kind: 'split', keep: 'carol' }).effects).toEqual([
    { kind: 'mix', members: [] },
    { kind: 'hold', call: 'bob' },
    { kind: 'resume', call: 'carol' },
  ]);
});

test('one of them leaves: the other goes on as an ordinary call', () => {
  expect(conferenceStep(joined().state, { kind: 'ended', call: 'bob' }).effects).toEqual([
    { kind: 'mix', members: [] },
  ]);
});

test('where a call stands', () => {
  expect(placeIn(noConference, 'bob')).toBeNull();
  expect(['bob', 'carol', 'eve'].map(call => placeIn(asking().state, call))).toEqual([
    'joining',
    'joining',
    null,
  ]);
  expect(['bob', 'carol', 'eve'].map(call => placeIn(joined().state, call))).toEqual([
    'joined',
    'joined',
    null,
  ]);
});
