import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendEvent, beginCall } from './calls.ts';
import { undoWindow } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import type { FinishWrapUp } from './port.ts';
import { allDrafts } from './tables/drafts.ts';
import { dueFollowUps } from './tables/follow-ups.ts';
import { findCall, recentCalls, timeline } from './tables/interactions.ts';
import { findPerson, setDoNotContact } from './tables/people.ts';
import {
  know,
  minutes,
  noon,
  omar,
  openTables,
  ringing,
  temporaryPlace,
  nothingMore,
} from './testing/fixtures.ts';
import { finishWrapUp, saveDraft, undoWrapUp } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let ids = 0;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  beginCall(db, ringing('call'));
  appendEvent(db, {
    interactionId: 'call',
    at: noon + minutes,
    kind: 'phase',
    phase: 'ended',
    data: {},
    answeredAt: noon,
    ended: { by: 'local', cause: 'hangup', status: null, at: noon + minutes, talkSeconds: 60 },
  });
});
afterEach(() => {
  db.close();
  place.dispose();
});

const typed = {
  interactionId: 'call',
  note: 'Wants a call on Thursday',
  outcomeId: 'callback',
  dueAt: noon + 90 * minutes,
  actions: [],
};
const finished: FinishWrapUp = { ...typed, ...nothingMore, at: noon + 2 * minutes };
const finish = (change: Partial<FinishWrapUp> = {}): void =>
  finishWrapUp(db, { ...finished, ...change }, () => `id-${(ids += 1)}`);
/** Everything that a wrap-up may touch, to be compared as one value. */
const everything = (): unknown => ({
  call: findCall(db, 'call'),
  drafts: allDrafts(db).map(draft => ({ ...draft, savedAt: 0 })),
  due: dueFollowUps(db, 10),
  omar: findPerson(db, 'omar'),
  timeline: timeline(db, 'person', 'omar', '', 10),
});

test('what is typed is kept as typed, with the moment at which it was saved', () => {
  expect(saveDraft(db, typed, noon)).toEqual({ ...typed, savedAt: noon });
  saveDraft(db, { ...typed, note: 'Wants a call' }, noon + 1);
  expect(allDrafts(db)).toEqual([{ ...typed, note: 'Wants a call', savedAt: noon + 1 }]);
});

describe('finishing', () => {
  test('writes note, outcome and follow-up, and the call is owed no more', () => {
    saveDraft(db, typed, noon);
    finish();
    expect(recentCalls(db, 1)).toMatchObject([{ outcomeId: 'callback', owed: false }]);
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([{ subject: 'Wants a call on Thursday' }]);
    expect(dueFollowUps(db, 5)).toMatchObject([
      {
        kind: 'callback',
        personId: 'omar',
        what: 'Wants a call on Thursday',
        dueAt: typed.dueAt,
        number: '+966501234567',
      },
    ]);
    expect(allDrafts(db)).toEqual([]);
  });

  test('the same again changes nothing, another is refused', () => {
    finish();
    const before = everything();
    finish();
    expect(everything()).toEqual(before);
    expect(() => finish({ note: 'something else' })).toThrow(expect.objectContaining({ code: 'wrongState' }));
    expect(everything()).toEqual(before);
  });

  test('nothing at all is written when a part of it fails', () => {
    saveDraft(db, typed, noon);
    const before = everything();
    let made = 0;
    const failing = (): string => {
      if ((made += 1) === 2) throw new Error('no more ids');
      return `made-${made}`;
    };
    expect(() => finishWrapUp(db, finished, failing)).toThrow('no more ids');
    expect(everything()).toEqual(before);
  });

  test.each([
    ['an outcome that is not there', { outcomeId: 'none' }, 'badInput'],
    ['a code of the system', { outcomeId: 'system.expired' }, 'badInput'],
    ['a callback without a time', { dueAt: null }, 'badInput'],
    ['a call that is not there', { interactionId: 'none' }, 'notFound'],
  ])('%s is refused', (_what, change, code) => {
    const before = everything();
    expect(() => finish(change)).toThrow(expect.objectContaining({ code }));
    expect(everything()).toEqual(before);
  });

  test('without a note there is none', () => {
    finish({ note: '  \n', outcomeId: 'solved', dueAt: null });
    expect(db.prepare(`SELECT count(*) AS n FROM notes`).get()).toEqual({ n: 0 });
    expect(dueFollowUps(db, 5)).toEqual([]);
  });

  test('a draft that arrives late does not make the call owed again', () => {
    finish();
    expect(() => saveDraft(db, typed, noon)).toThrow(expect.objectContaining({ code: 'wrongState' }));
    expect(allDrafts(db)).toEqual([]);
  });

  test('"do not contact" marks the person', () => {
    finish({ outcomeId: 'do-not-contact', dueAt: null });
    expect(findPerson(db, 'omar')?.doNotContact).toBe(true);
  });
});

describe('taking it back', () => {
  test.each(['callback', 'do-not-contact', 'solved'])(
    '%s leaves everything as it was, draft included',
    outcomeId => {
      saveDraft(db, { ...typed, outcomeId }, noon);
      const before = everything();
      finish({ outcomeId });
      expect(everything()).not.toEqual(before);
      undoWrapUp(db, 'call', finished.at + undoWindow);
      expect(everything()).toEqual(before);
    },
  );

  test('what had not been saved as a draft becomes one', () => {
    finish();
    undoWrapUp(db, 'call', finished.at + 1);
    expect(allDrafts(db)).toEqual([{ ...typed, savedAt: finished.at + 1 }]);
  });

  test('a person who was do-not-contact before stays so', () => {
    setDoNotContact(db, 'omar', true);
    finish({ outcomeId: 'do-not-contact', dueAt: null });
    undoWrapUp(db, 'call', finished.at + 1);
    expect(findPerson(db, 'omar')?.doNotContact).toBe(true);
  });

  test('after ten seconds it is too late, also when the record of it is gone', () => {
    finish();
    const tooLate = expect.objectContaining({ code: 'tooLate' });
    expect(() => undoWrapUp(db, 'call', finished.at + undoWindow + 1)).toThrow(tooLate);
    beginCall(db, ringing('next'));
    finish({ interactionId: 'next', at: finished.at + 2 * undoWindow });
    expect(() => undoWrapUp(db, 'call', finished.at + 1)).toThrow(tooLate);
  });

  test('nothing finished, nothing to take back', () => {
    expect(() => undoWrapUp(db, 'call', noon)).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => undoWrapUp(db, 'none', noon)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  test('it can be finished again, and taken back again', () => {
    finish();
    undoWrapUp(db, 'call', finished.at + 1);
    finish({ outcomeId: 'solved', dueAt: null, at: finished.at + 2 });
    expect(recentCalls(db, 1)).toMatchObject([{ outcomeId: 'solved' }]);
    undoWrapUp(db, 'call', finished.at + 3);
    expect(recentCalls(db, 1)).toMatchObject([{ outcomeId: null, owed: true }]);
  });
});
