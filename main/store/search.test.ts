import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { words } from '../../shared/match/fold.ts';
import { beginCall, linkPerson } from './calls.ts';
import type { WritableDb } from './database.ts';
import { know, layla, noon, omar, openTables, ringing, temporaryPlace, zoe } from './testing/fixtures.ts';
import { searchByDigits, searchByWords, searchPeople } from './search.ts';
import { addNote } from './tables/notes.ts';
import { refreshContact } from './tables/people.ts';
import { compactSearch, indexPerson, indexStale } from './tables/people-search.ts';

const day = 86_400_000;

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
  indexStale(db, 10);
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

test('a name beats whatever else has the word, and a whole name a longer one', () => {
  know(db, 'noor', { name: 'Noor Aziz' });
  know(db, 'noora', { name: 'Noora Aziz' });
  beginCall(db, ringing('call', { at: noon }));
  indexStale(db, 10);
  expect(found('noor')).toEqual(['noor', 'noora', 'omar', 'layla']);
});

test('often beats recently, and an old habit fades', () => {
  const spoke = (number: string, daysAgo: number): void =>
    void beginCall(db, ringing(`${number} ${daysAgo}`, { e164: number, number, at: noon - daysAgo * day }));
  know(db, 'often', { name: 'Nada Often', numbers: [{ raw: '1', e164: '+96650000001' }] });
  know(db, 'once', { name: 'Nada Once', numbers: [{ raw: '2', e164: '+96650000002' }] });
  know(db, 'long', { name: 'Nada Long', numbers: [{ raw: '3', e164: '+96650000003' }] });
  know(db, 'never', { name: 'Nada Never' });
  for (let n = 0; n < 9; n += 1) spoke('+96650000001', 20 + n);
  for (let n = 0; n < 9; n += 1) spoke('+96650000003', 300 + n);
  spoke('+96650000002', 2);
  indexStale(db, 10);
  expect(found('nada')).toEqual(['often', 'once', 'long', 'never']);
});

test('a call that turns out to be somebody else’s moves them back', () => {
  beginCall(db, ringing('call', { at: noon }));
  indexStale(db, 10);
  linkPerson(db, 'call', 'layla', noon);
  indexStale(db, 10);
  expect(found('noor')).toEqual(['layla', 'omar']);
  linkPerson(db, 'call', null, noon);
  indexStale(db, 10);
  expect(db.prepare('SELECT place = row AS own FROM search_places').pluck().all()).toEqual([1, 1, 1]);
});

describe('why somebody was found', () => {
  const why = (text: string) => searchByWords(db, text, 1)[0]?.why;

  test.each([
    ['omar', undefined],
    ['noor', undefined],
    ['omar@alnoor', { by: 'email', text: 'omar@alnoor.example' }],
    ['purchasing', { by: 'role', text: 'Purchasing' }],
    ['riyadh', { by: 'city', text: 'Riyadh' }],
    ['hadadd', { by: 'spelling', text: '' }],
  ])('%s: %o', (typed, expected) => {
    expect(why(typed)).toEqual(expected);
  });

  test('a note, around the word', () => {
    beginCall(db, ringing('call', { at: noon }));
    const text = 'He asked about the delivery of the green chairs, and about the invoice of May as well';
    addNote(db, { id: 'n', interactionId: 'call', text, at: noon });
    refreshContact(db, 'omar');
    indexStale(db, 10);
    expect(found('invoice')).toEqual(['omar']);
    expect(why('invoice')).toEqual({
      by: 'note',
      text: '… the green chairs, and about the invoice of May as well',
    });
    expect(why('omar invoice')).toMatchObject({ by: 'note' });
  });
});

describe('a slip', () => {
  test.each([
    ['hadadd', ['omar']],
    ['haddda', ['omar']],
    ['lukasievicz', ['zoe']],
    ['lukaseiwizc', ['zoe']],
    ['حدار', ['omar']],
    ['zoe lukasievicz', ['zoe']],
    ['omar hadadd', ['omar']],
    ['omr', []],
    ['xaddax', []],
  ])('%s finds %o', (typed, people) => {
    expect(found(typed)).toEqual(people);
  });

  test('nothing is mended where there is enough to show', () => {
    for (let n = 0; n < 5; n += 1) know(db, `hadad-${n}`, { name: `Rami Hadad ${n}` });
    expect(found('hadad')).toHaveLength(5);
  });

  test('a word that nobody has any more is forgotten', () => {
    const words = () => db.prepare('SELECT word FROM search_words ORDER BY word').pluck().all();
    expect(words()).toContain('lukasiewicz');
    db.prepare(`UPDATE people SET name = 'Zoe Nowak' WHERE id = 'zoe'`).run();
    indexPerson(db, 'zoe');
    compactSearch(db);
    expect(words()).toContain('nowak');
    expect(words()).not.toContain('lukasiewicz');
  });
});

describe('digits', () => {
  const digits = (text: string, limit = 10): string[] =>
    searchByDigits(db, text, limit).map(hit => hit.personId);
  beforeEach(() => {
    indexStale(db, 10);
  });

  test.each([
    ['123', ['omar']],
    ['50123', ['omar']],
    ['0 12 34', ['omar']],
    ['٠١٢٣٤٥', ['omar']],
    ['۱۲۳۴', ['omar']],
    ['1234567', ['omar']],
    ['12345678', []],
    ['079460', ['zoe']],
    ['+966 (0)50 123', ['omar']],
  ])('%s in a number finds %o', (typed, people) => {
    expect(digits(typed)).toEqual(people);
  });

  test('the whole number comes first, then what ends with it, what begins with it, what has it inside', () => {
    for (const [id, raw] of [
      ['inside', '+4977123499'],
      ['begins', '77123455'],
      ['ends', '+4955771234'],
      ['whole', '771234'],
    ] as const)
      // prettier-ignore
      know(db, id, { name: id, numbers: [{ raw, e164: raw.startsWith('+') ? raw : null }] });
    indexStale(db, 10);
    expect(digits('771234')).toEqual(['whole', 'ends', 'begins', 'inside']);
  });

  test('a name and digits together', () => {
    expect(searchPeople(db, 'haddad 0123', 5)).toMatchObject([
      { personId: 'omar', number: '+966 50 123 4567' },
    ]);
    expect(searchPeople(db, 'saeed 0123', 5)).toEqual([]);
  });

  test('digits that are no number of anybody are looked for elsewhere', () => {
    know(db, 'unit', { name: 'Unit 48213' });
    expect(searchPeople(db, '48213', 5)).toMatchObject([{ personId: 'unit' }]);
  });

  test('any part of any number finds its person, in any script', () => {
    const arabic = (text: string): string =>
      text.replace(/\d/g, digit => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? digit);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 7, maxLength: 15 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (number, from, length, inArabic) => {
          const e164 = `+9${number}`;
          const whole = `9${number}`;
          db.exec('SAVEPOINT one');
          know(db, 'they', { numbers: [{ raw: e164, e164 }] });
          indexStale(db, 10);
          const start = from % (whole.length - 3);
          const part = whole.slice(start, start + 3 + (length % (whole.length - start - 2)));
          const hits = digits(inArabic ? arabic(part) : part, 50);
          db.exec('ROLLBACK TO one; RELEASE one');
          expect(hits).toContain('they');
        },
      ),
      { numRuns: 200 },
    );
  });
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
      for (let n = 0; n < 400; n += 1) know(crowded, `ali-${n}`, { name: `Ali ${n}` });
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
    const person = fc.integer({ min: 0, max: 400 - 1 });
    fc.assert(
      fc.property(person, n => {
        const typed = words(`Ali ${n}`).join(' ');
        const hits = searchByWords(crowded, typed, 200).map(hit => hit.personId);
        expect(hits).toContain(`ali-${n}`);
      }),
      { numRuns: 50 },
    );
  });
});
