import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WritableDb } from '../database.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import { beginCall } from '../calls.ts';
import { addToList } from './lists.ts';
import {
  addPerson,
  findPerson,
  hasSamplePeople,
  personExists,
  refreshContact,
  removeSamplePeople,
  setDoNotContact,
} from './people.ts';
import { searchByWords } from '../search.ts';

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

test('a person comes back as entered, with numbers, organisation and lists', () => {
  know(db, 'omar', omar);
  addToList(db, 'omar', { id: 'vip', name: 'VIP', sample: false });
  expect(findPerson(db, 'omar')).toEqual({
    id: 'omar',
    name: 'Omar Haddad',
    otherName: 'عمر حدّاد',
    organisation: { id: 'Al Noor Trading', name: 'Al Noor Trading' },
    role: 'Purchasing',
    language: 'ar',
    timeZone: 'Asia/Riyadh',
    city: 'Riyadh',
    email: 'omar@alnoor.example',
    numbers: [
      { id: 'omar-0', raw: '+966 50 123 4567', e164: '+966501234567', kind: 'mobile', shared: false },
      { id: 'omar-1', raw: '+966 11 200 3000', e164: '+966112003000', kind: 'main', shared: true },
    ],
    lists: ['VIP'],
    consent: { call: true, email: true, message: true },
    doNotContact: false,
    provisional: false,
    sample: false,
  });
});

test('somebody nobody entered is not there', () => {
  expect(findPerson(db, 'nobody')).toBeNull();
  expect(personExists(db, 'nobody')).toBe(false);
});

test('entering the same person twice changes nothing', () => {
  know(db, 'omar', omar);
  const again = { ...findPerson(db, 'omar')!, name: 'Another', organisationId: null, createdAt: noon };
  expect(addPerson(db, again)).toBe(false);
  expect(findPerson(db, 'omar')?.name).toBe('Omar Haddad');
  expect(searchByWords(db, 'another', 5)).toEqual([]);
});

test('do-not-contact says whether it changed anything', () => {
  know(db, 'omar', omar);
  expect(setDoNotContact(db, 'omar', true)).toBe(true);
  expect(setDoNotContact(db, 'omar', true)).toBe(false);
  expect(findPerson(db, 'omar')?.doNotContact).toBe(true);
});

test('last contact and number of contacts follow the calls', () => {
  know(db, 'omar', omar);
  const seen = () =>
    db.prepare(`SELECT last_contact_at AS last, contacts FROM people WHERE id = 'omar'`).get();
  expect(seen()).toEqual({ last: null, contacts: 0 });
  beginCall(db, ringing('first'));
  beginCall(db, ringing('second', { at: noon + 7 }));
  expect(seen()).toEqual({ last: noon + 7, contacts: 2 });
  db.prepare(`DELETE FROM interactions WHERE id = 'second'`).run();
  refreshContact(db, 'omar');
  expect(seen()).toEqual({ last: noon, contacts: 1 });
});

test('removing the sample leaves everybody else', () => {
  know(db, 'omar', omar);
  know(db, 'sample-sara', { name: 'Sara', sample: true });
  expect(hasSamplePeople(db)).toBe(true);
  expect(removeSamplePeople(db)).toBe(1);
  expect(hasSamplePeople(db)).toBe(false);
  expect(searchByWords(db, 'sara', 5)).toEqual([]);
  expect(searchByWords(db, 'omar', 5)).toHaveLength(1);
});
