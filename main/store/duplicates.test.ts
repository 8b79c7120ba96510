import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { likeness, type Likeness } from '../../shared/people/duplicates.ts';
import type { WritableDb } from './database.ts';
import { duplicatesAfter, duplicatesOf } from './duplicates.ts';
import { setApart } from './tables/not-duplicates.ts';
import { know, openTables, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const of = (personId: string) =>
  duplicatesOf(db, personId).map(({ people, reasons }) => [people[1].id, reasons] as const);
const mobile = (e164: string) => [{ raw: e164, e164 }];

test('are found by number, by e-mail, and by name in either script', () => {
  know(db, 'layla', {
    name: 'Layla Haddad',
    otherName: 'ليلى حدّاد',
    email: 'Layla@x.example',
    numbers: mobile('+966505550142'),
  });
  know(db, 'number', { name: 'L.', numbers: [{ raw: '00966505550142', e164: '+966505550142' }] });
  know(db, 'email', { name: 'Facilities', email: 'layla@X.example' });
  know(db, 'name', { name: 'ليلى حداد' });
  know(db, 'parts', { name: 'Haddad, Layla', email: 'layla@x.example' });
  know(db, 'nobody', { name: 'Zoë' });
  expect(of('layla')).toEqual([
    ['parts', ['sameEmail', 'sameNameParts']],
    ['email', ['sameEmail']],
    ['number', ['sameDirectNumber']],
    ['name', ['sameName']],
  ]);
});

test('are not made of a switchboard, nor of a common name alone', () => {
  const switchboard = [{ raw: '0112003000', e164: '+966112003000', shared: true }];
  know(db, 'a', { name: 'Omar Haddad', organisation: 'Al Noor', numbers: switchboard });
  know(db, 'b', { name: 'Layla Saeed', organisation: 'Al Noor', numbers: switchboard });
  know(db, 'c', { name: 'Omar Haddad', organisation: 'Masar', numbers: mobile('+966501111111') });
  expect(of('a')).toEqual([]);
  know(db, 'd', { name: 'Omar Haddad', organisation: 'Al Noor', numbers: switchboard });
  expect(of('a')).toEqual([['d', ['sameSharedNumber', 'sameName', 'sameOrganisation']]]);
});

test('that an agent told apart are not shown again', () => {
  know(db, 'a', { name: 'A', numbers: mobile('+966501111111') });
  know(db, 'b', { name: 'B', numbers: mobile('+966501111111') });
  expect(of('a')).toHaveLength(1);
  expect(setApart(db, 'b', 'a')).toBe(true);
  expect(setApart(db, 'a', 'b')).toBe(false);
  expect(of('a')).toEqual([]);
  expect(of('b')).toEqual([]);
});

test('among everybody are each found once, some people at a time', () => {
  for (let n = 0; n < 7; n += 1) {
    know(db, `a${n}`, { name: `A${n}`, numbers: mobile(`+96650111111${n}`) });
    know(db, `b${n}`, { name: `B${n}`, numbers: mobile(`+96650111111${n}`) });
  }
  const pairs: string[] = [];
  let parts = 0;
  for (let after: number | null = 0; after !== null; parts += 1) {
    const part = duplicatesAfter(db, after, 4);
    pairs.push(...part.pairs.map(({ people }) => people.map(({ id }) => id).join('-')));
    after = part.next;
  }
  expect(pairs).toEqual([0, 1, 2, 3, 4, 5, 6].map(n => `a${n}-b${n}`));
  expect(parts).toBe(4);
});

describe('the score', () => {
  const nobody: Likeness = { names: [], numbers: [], emails: [], organisationId: null };
  const reachedBy = (digits: string) => [{ digits, shared: false }];

  test('is the same from either side, and stays within 0 and 100', () => {
    const a = {
      ...nobody,
      names: ['omar haddad'],
      numbers: reachedBy('1'),
      emails: ['a'],
      organisationId: 'x',
    };
    const b = { ...a, names: ['haddad omar'], organisationId: 'y' };
    expect(likeness(a, b)).toEqual(likeness(b, a));
    expect(likeness(a, a).score).toBe(100);
    expect(likeness(nobody, nobody)).toEqual({ score: 0, reasons: [] });
  });

  test('falls when both can be reached and have nothing else in common', () => {
    const a = { ...nobody, names: ['omar haddad'], numbers: reachedBy('1') };
    expect(likeness(a, { ...a, numbers: reachedBy('2') }).reasons).toEqual([
      'sameName',
      'nothingElseInCommon',
    ]);
    expect(likeness(a, { ...a, numbers: [] }).score).toBeGreaterThan(
      likeness(a, { ...a, numbers: reachedBy('2') }).score,
    );
  });

  test('one word alone is no name in another order', () => {
    expect(likeness({ ...nobody, names: ['omar'] }, { ...nobody, names: ['amor'] }).reasons).toEqual([]);
  });
});
