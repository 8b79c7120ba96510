import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginCall } from '../calls.ts';
import type { WritableDb } from '../database.ts';
import { know, layla, noon, omar, openTables, ringing, temporaryPlace, zoe } from '../testing/fixtures.ts';
import { searchByDigits } from '../search.ts';
import { addNumber, findNumbers, hitForPerson, numbersOf } from './numbers.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  know(db, 'layla', layla);
  know(db, 'zoe', zoe);
});
afterEach(() => {
  db.close();
  place.dispose();
});

test('numbers come back in the order in which a person is best reached', () => {
  addNumber(db, {
    id: 'first',
    personId: 'omar',
    raw: '200',
    e164: null,
    kind: 'work',
    shared: false,
    position: -1,
  });
  expect(numbersOf(db, 'omar').map(({ raw }) => raw)).toEqual([
    '200',
    '+966 50 123 4567',
    '+966 11 200 3000',
  ]);
});

test('the same number entered twice is one', () => {
  const again = {
    id: 'omar-0',
    personId: 'omar',
    raw: 'x1',
    e164: null,
    kind: 'home',
    shared: false,
    position: 0,
  } as const;
  expect(addNumber(db, again)).toBe(false);
});

test('a number needs a person', () => {
  const lost = {
    id: 'lost',
    personId: 'nobody',
    raw: '1',
    e164: null,
    kind: 'home',
    shared: false,
    position: 0,
  } as const;
  expect(() => addNumber(db, lost)).toThrow(/FOREIGN KEY/);
});

test('an E.164 number finds everybody who has it, with their role, organisation and last contact', () => {
  beginCall(db, ringing('earlier'));
  expect(findNumbers(db, 'now', 'e164', '+966112003000')).toEqual([
    {
      personId: 'omar',
      name: 'Omar Haddad',
      otherName: 'عمر حدّاد',
      detail: 'Purchasing · Al Noor Trading',
      number: '+966 11 200 3000',
      e164: '+966112003000',
      shared: true,
      lastContactAt: noon,
    },
    {
      personId: 'layla',
      name: 'Layla Saeed',
      otherName: 'ليلى سعيد',
      detail: 'Accounts · Al Noor Trading',
      number: '+966 11 200 3000',
      e164: '+966112003000',
      shared: true,
      lastContactAt: null,
    },
  ]);
});

test('the call that asks is no earlier contact', () => {
  beginCall(db, ringing('now'));
  expect(findNumbers(db, 'now', 'e164', '+966501234567')).toMatchObject([{ lastContactAt: null }]);
});

test('an ending finds a number in another notation, digits find one without a country', () => {
  expect(findNumbers(db, 'now', 'ending', '810064970')).toMatchObject([{ personId: 'zoe' }]);
  expect(findNumbers(db, 'now', 'digits', '02079460018')).toMatchObject([{ personId: 'zoe', e164: null }]);
  expect(findNumbers(db, 'now', 'digits', '966501234567')).toEqual([]);
});

test('a remembered person is shown with the number that rang', () => {
  expect(hitForPerson(db, 'now', 'zoe', '+1 555 0100')).toMatchObject({
    name: 'Zoë Łukasiewicz',
    number: '+1 555 0100',
  });
  expect(hitForPerson(db, 'now', 'nobody', '+1 555 0100')).toBeNull();
});

describe('typing digits', () => {
  test.each([
    ['4567', 'omar'],
    ['0501234567', 'omar'],
    ['00966 50', 'omar'],
    ['+966 50 1', 'omar'],
    ['٤٥٦٧', 'omar'],
    ['7946-0018', 'zoe'],
    ['0207', 'zoe'],
  ])('%s finds %s', (typed, person) => {
    expect(searchByDigits(db, typed, 5).map(({ personId }) => personId)).toEqual([person]);
  });

  test('a switchboard finds each of its people once, with the number that was hit', () => {
    const hits = searchByDigits(db, '2003000', 5);
    expect(hits).toHaveLength(2);
    expect(hits.every(({ number }) => number === '+966 11 200 3000')).toBe(true);
    expect(searchByDigits(db, '2003000', 1)).toHaveLength(1);
  });

  test('no digits find nobody', () => {
    expect(searchByDigits(db, '+', 5)).toEqual([]);
  });
});
