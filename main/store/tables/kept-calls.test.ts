import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginCall, closeInterrupted } from '../calls.ts';
import type { WritableDb } from '../database.ts';
import { noon, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import { findCall } from './interactions.ts';
import { keptCalls, putKeptCalls } from './kept-calls.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  beginCall(db, ringing('one'));
  beginCall(db, ringing('two'));
});
afterEach(() => {
  db.close();
  place.dispose();
});

const kept = (interactionId: string, at = noon, state = '{}') => ({ interactionId, at, state });

test('what is kept is the whole of it: the others are forgotten', () => {
  putKeptCalls(db, [kept('one'), kept('two')]);
  putKeptCalls(db, [kept('two', noon + 5, '{"a":1}')]);
  expect(keptCalls(db)).toEqual([kept('two', noon + 5, '{"a":1}')]);
  putKeptCalls(db, []);
  expect(keptCalls(db)).toEqual([]);
});

test('nothing is kept of a call that nobody knows, or that has ended', () => {
  closeInterrupted(db, noon, ['two']);
  putKeptCalls(db, [kept('one'), kept('two'), kept('nobody')]);
  expect(keptCalls(db).map(each => each.interactionId)).toEqual(['two']);
});

test('a crash ends a call at the last instant at which it was known to live', () => {
  const alive = noon + 65_000;
  putKeptCalls(db, [kept('one', alive)]);
  closeInterrupted(db, alive + 3_600_000);
  expect(findCall(db, 'one')).toMatchObject({ endedAt: alive });
});
