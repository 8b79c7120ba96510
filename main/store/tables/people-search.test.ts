import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { words } from '../../../shared/match/fold.ts';
import { beginCall } from '../calls.ts';
import type { WritableDb } from '../database.ts';
import { know, layla, noon, omar, openTables, ringing, temporaryPlace, zoe } from '../testing/fixtures.ts';
import { compactSearch, indexPerson, mostRanked, searchByWords } from './people-search.ts';

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
const found = (text: string, limit = 10): string[] => searchByWords(db, text, limit).map(hit => hit.personId);

test.each([
  ['om', ['omar']],
  ['عمر', ['omar']],
  ['حداد', ['omar']],
  ['ليلي', ['layla']],
  ['zoe luk', ['zoe']],
  ['ŁUKASIEWICZ', ['zoe']],
  ['riyadh purch', ['omar']],
  ['omar@alnoor', ['omar']],
  ['noor saeed', ['layla']],
])('%s finds %o', (typed, people) => {
  expect(found(typed)).toEqual(people);
});

test('every word must fit', () => {
  expect(found('omar saeed')).toEqual([]);
});

test('a hit shows whom it is, where they work and the number to call', () => {
  expect(searchByWords(db, 'omar', 1)).toEqual([
    {
      personId: 'omar',
      name: 'Omar Haddad',
      otherName: 'عمر حدّاد',
      organisation: 'Al Noor Trading',
      number: '+966 50 123 4567',
    },
  ]);
});

test('whom we spoke with last comes first', () => {
  expect(found('noor')).toEqual(['layla', 'omar']);
  beginCall(db, ringing('call', { at: noon }));
  expect(found('noor')).toEqual(['omar', 'layla']);
});

test('indexing a person again replaces what was there', () => {
  db.prepare(`UPDATE people SET name = 'Omar Nasser' WHERE id = 'omar'`).run();
  indexPerson(db, 'omar');
  expect(found('nasser')).toEqual(['omar']);
  expect(found('omar haddad')).toEqual([]);
  compactSearch(db);
  expect(found('nasser')).toEqual(['omar']);
});

describe('hostile text', () => {
  test.each([
    '"',
    '* OR *',
    'name:omar',
    'omar" OR "x',
    'NEAR(a b)',
    '-',
    '()',
    '\0',
    "'; DROP TABLE people; --",
  ])('%s is words or nothing, never syntax', text => {
    expect(() => found(text)).not.toThrow();
  });

  test('any mixture of letters and what means something to FTS5', () => {
    const unit = fc.constantFrom(...`"'*:()^-+{}<>;,\0 \\aنَOR`, 'NEAR', 'AND', 'NOT', 'name', 'om');
    fc.assert(fc.property(fc.string({ unit, maxLength: 200 }), text => void found(text)));
  });
});

describe('with more people than are ranked', () => {
  let crowded: WritableDb;
  let crowd: ReturnType<typeof temporaryPlace>;
  beforeAll(() => {
    crowd = temporaryPlace();
    crowded = openTables(crowd.file);
    crowded.transaction(() => {
      for (let n = 0; n < mostRanked * 2; n += 1) know(crowded, `ali-${n}`, { name: `Ali ${n}` });
    })();
  });
  afterAll(() => {
    crowded.close();
    crowd.dispose();
  });

  test('no more come back than were asked for', () => {
    expect(searchByWords(crowded, 'a', 7)).toHaveLength(7);
  });

  test('any beginning of any word of a name finds its person among those who share it', () => {
    const person = fc.integer({ min: 0, max: mostRanked * 2 - 1 });
    fc.assert(
      fc.property(person, n => {
        const typed = words(`Ali ${n}`).join(' ');
        const hits = searchByWords(crowded, typed, mostRanked).map(hit => hit.personId);
        expect(hits).toContain(`ali-${n}`);
      }),
      { numRuns: 50 },
    );
  });
});
