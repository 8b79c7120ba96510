import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginCall } from './calls.ts';
import { carryOut } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import { claimFromOutbox, tellOutbox } from './outbox.ts';
import { findCall, timeline } from './tables/interactions.ts';
import { answerSurvey, askSurvey } from './tables/surveys.ts';
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
  const said = (rating: number, by: 'call' | 'agent' | 'poll') =>
    answerSurvey(db, 'c', { rating, best: 5, comment: 'ok' }, { by, at: noon });
  expect(said(1, 'agent')).toBe(false);
  expect(askSurvey(db, { interactionId: 'c', code: 'x', by: 'call', at: noon })).toBe(true);
  expect(askSurvey(db, { interactionId: 'c', code: 'y', by: 'email', at: noon })).toBe(false);
  expect([said(2, 'poll'), said(4, 'agent'), said(3, 'poll')]).toEqual([true, true, false]);
  expect(told()).toEqual({ rating: 4, best: 5, comment: 'ok' });
});
