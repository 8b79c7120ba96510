import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginCall } from './calls.ts';
import { carryOut } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import { claimFromOutbox, tellOutbox } from './outbox.ts';
import { findCall, timeline } from './tables/interactions.ts';
import { answerSurvey, askSurvey, hearSurveys, oldestOpenSurvey } from './tables/surveys.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  beginCall(db, ringing('c'));
});
afterEach(() => {
  db.close();
  place.dispose();
});

const told = () => timeline(db, 'person', 'omar', '', 9).find(({ id }) => id === 'c')?.survey;

test('a request that went out says on the timeline that they were asked, not before', () => {
  const payload = { by: 'smtp', to: 'a@b.example', subject: 's', body: 'code', survey: 'code' } as const;
  const intents = [{ id: 'mail', kind: 'email', keyLife: null, payload }] as const;
  const plan = { call: findCall(db, 'c')!, personId: 'omar', what: '', actions: [], agent: null, at: noon };
  carryOut(db, { ...plan, intents }, () => 'id');
  expect(told()).toBeUndefined();
  claimFromOutbox(db, noon + 60_000);
  expect(told()).toBeUndefined();
  tellOutbox(db, 'mail', { type: 'done', at: noon + 60_000, detail: null });
  expect(told()).toEqual({ rating: null, best: null, comment: null });
});

test('the latest word counts, but no machine overwrites what a person entered', () => {
  const said = (rating: number) =>
    answerSurvey(db, 'c', { rating, best: 5, comment: 'ok' }, { by: 'agent', at: noon });
  const polled = (rating: number, code = 'x') =>
    hearSurveys(db, [{ code, rating, best: 5, comment: null }], noon);
  expect(said(1)).toBe(false);
  expect(oldestOpenSurvey(db, 0)).toBeNull();
  expect(askSurvey(db, { interactionId: 'c', code: 'x', by: 'call', at: noon })).toBe(true);
  expect(askSurvey(db, { interactionId: 'c', code: 'y', by: 'email', at: noon })).toBe(false);
  expect([oldestOpenSurvey(db, 0), oldestOpenSurvey(db, noon + 1)]).toEqual([noon, null]);
  expect(polled(2, 'somebody else')).toBe(0);
  // The same again is no news; another word of the customer is.
  expect([polled(2), polled(2), polled(5)]).toEqual([1, 0, 1]);
  expect(told()).toEqual({ rating: 5, best: 5, comment: null });
  expect(oldestOpenSurvey(db, 0)).toBeNull();
  expect([said(4), polled(3)]).toEqual([true, 0]);
  expect(told()).toEqual({ rating: 4, best: 5, comment: 'ok' });
});
