import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  activeCheckIns,
  checkInRuleOf,
  dueForCheckIn,
  makeCheckIns,
  saveCheckInRule,
  stopCheckIns,
} from './check-ins.ts';
import type { WritableDb } from './database.ts';
import { saveList } from './list-members.ts';
import { refuseNumber } from './tables/do-not-contact.ts';
import { dueFollowUps, setDone } from './tables/follow-ups.ts';
import { addToList } from './tables/lists.ts';
import { setDoNotContact } from './tables/people.ts';
import { know, layla, noon, omar, openTables, temporaryPlace, zoe } from './testing/fixtures.ts';

const day = 86_400_000;
const rule = { days: 90, what: 'Quarterly check-in', active: true };
let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  for (const [id, known, ago] of [
    ['omar', omar, 100],
    ['zoe', zoe, 90],
    ['layla', layla, 89],
  ] as const) {
    know(db, id, known);
    addToList(db, id, { id: 'care', name: 'Care', sample: false });
    contacted(id, ago);
  }
});
afterEach(() => {
  db.close();
  place.dispose();
});

const contacted = (id: string, daysAgo: number) =>
  db.prepare(`UPDATE people SET last_contact_at = ? WHERE id = ?`).run(noon - daysAgo * day, id);
const due = (days = 90, now = noon) =>
  dueForCheckIn(db, 'care', days, 0, now)
    .people.map(({ personId }) => personId)
    .sort();
const make = (now = noon) => makeCheckIns(db, 'care', 0, now).made;
const owed = () => dueFollowUps(db, 9).map(({ personId }) => personId);

test('whoever was not spoken to for so many days is due, to the day', () => {
  expect(due()).toEqual(['omar', 'zoe']);
  expect(due(89)).toEqual(['layla', 'omar', 'zoe']);
  expect(due(101)).toEqual([]);
});

test('a rule at work makes one call for each, however often it looks, also after a restart', () => {
  saveCheckInRule(db, 'care', rule);
  expect([make(), make(), make(noon + 3 * day)]).toEqual([2, 0, 1]);
  expect(dueFollowUps(db, 9)).toMatchObject([
    { kind: 'callback', what: 'Quarterly check-in', dueAt: noon },
    { kind: 'callback' },
    { personId: 'layla', dueAt: noon + 3 * day },
  ]);
  db.close();
  db = openTables(place.file);
  expect(make(noon + 4 * day)).toBe(0);
});

test('a check-in that was done counts as a contact: the next comes so many days later', () => {
  saveCheckInRule(db, 'care', rule);
  make();
  for (const { id } of dueFollowUps(db, 9)) setDone(db, id, noon);
  expect(make(noon + 89 * day)).toBe(1); // layla alone
  expect(make(noon + 90 * day)).toBe(2);
});

test('who is to be called anyway, or was spoken to since, is not due', () => {
  saveCheckInRule(db, 'care', rule);
  make();
  addToList(db, 'omar', { id: 'other', name: 'Other', sample: false });
  saveCheckInRule(db, 'other', rule);
  expect(makeCheckIns(db, 'other', 0, noon).made).toBe(0);
  for (const { id } of dueFollowUps(db, 9)) setDone(db, id, noon - 200 * day);
  contacted('omar', 3);
  expect(due()).not.toContain('omar');
});

test('nobody is called who does not want to be, or whom a list bars, or without a number', () => {
  setDoNotContact(db, 'omar', true);
  expect(due()).toEqual(['zoe']);
  setDoNotContact(db, 'omar', false);
  db.prepare(`UPDATE people SET consent_call = 0 WHERE id = 'omar'`).run();
  expect(due()).toEqual(['zoe']);
  const list = { name: 'Barred', rule: null, doNotContact: true, archived: false };
  saveList(db, 'barred', null, list, noon);
  addToList(db, 'zoe', { id: 'barred', name: 'Barred', sample: false });
  expect(due()).toEqual([]);
  db.prepare(`UPDATE people SET consent_call = 1 WHERE id = 'omar'`).run();
  expect(due()).toEqual(['omar']);
  for (const { e164 } of omar.numbers)
    refuseNumber(db, e164, { id: e164, channel: 'call', source: 'agent', at: 0 });
  expect(due()).toEqual([]);
  db.prepare(`DELETE FROM do_not_contact`).run();
  db.prepare(`DELETE FROM numbers WHERE person_id = 'omar'`).run();
  expect(due()).toEqual([]);
});

test('stopping takes back what nobody has done; starting again makes it again', () => {
  saveCheckInRule(db, 'care', rule);
  make();
  const [first] = dueFollowUps(db, 9);
  setDone(db, first!.id, noon);
  expect(stopCheckIns(db, 'care')).toBe(1);
  expect([owed(), make(), activeCheckIns(db)]).toEqual([[], 0, []]);
  expect(checkInRuleOf(db, 'care')).toEqual({ ...rule, active: false });
  saveCheckInRule(db, 'care', rule);
  expect(make()).toBe(1);
});

test('a list that is archived rests, one that is not there is refused', () => {
  saveCheckInRule(db, 'care', rule);
  expect(activeCheckIns(db)).toEqual(['care']);
  const list = { name: 'Care', rule: null, doNotContact: false, archived: true };
  saveList(db, 'care', 1, list, noon);
  expect(activeCheckIns(db)).toEqual([]);
  expect(() => saveCheckInRule(db, 'none', rule)).toThrow(expect.objectContaining({ code: 'notFound' }));
});
