import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonFields } from '../../shared/people/contact.ts';
import { addContact, changeContact, readContact, type Circumstances } from './contacts.ts';
import type { WritableDb } from './database.ts';
import { findCallerContext } from './caller-context.ts';
import { putField } from './tables/custom-fields.ts';
import { refuseNumber } from './tables/do-not-contact.ts';
import { searchByWords } from './search.ts';
import { allTags } from './tables/tags.ts';
import { know, noon, omar, openTables, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let circumstances: Circumstances;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  let ids = 0;
  circumstances = { at: noon, newId: () => `new-${(ids += 1)}`, country: 'SA', source: 'agent' };
});
afterEach(() => {
  db.close();
  place.dispose();
});

const change = (
  personId: string,
  base: number,
  wanted: Partial<PersonFields>,
  before: Partial<PersonFields> = {},
) => changeContact(db, { personId, base, before, change: wanted }, circumstances);

describe('a new person', () => {
  test('is found by each number, read in the country of the line, and by their words', () => {
    addContact(
      db,
      'huda',
      {
        name: 'Huda Al-Sabah',
        numbers: [
          { id: 'n1', raw: '050 123 4567', kind: 'mobile', shared: false },
          { id: 'n2', raw: '+965 2200 1100', kind: 'work', shared: false },
        ],
        emails: [{ id: 'e1', address: 'huda@clinics.example', kind: 'work' }],
        tags: ['night shift'],
      },
      circumstances,
    );
    for (const e164 of ['+966501234567', '+96522001100'])
      expect(findCallerContext(db, { callId: 'c', number: e164, e164 }).person?.id).toBe('huda');
    for (const text of ['huda', 'clinics', 'night'])
      expect(searchByWords(db, text, 5).map(hit => hit.personId)).toEqual(['huda']);
    expect(
      findCallerContext(db, { callId: 'c', number: '+96522001100', e164: '+96522001100' }).person?.email,
    ).toBe('huda@clinics.example');
  });

  test('was asked nothing yet', () => {
    expect(addContact(db, 'x', { name: 'X' }, circumstances)).toMatchObject({
      consents: [],
      fields: { consent: { call: true, email: false, message: false } },
    });
  });

  test('of an id that is taken changes nobody', () => {
    know(db, 'omar', omar);
    expect(() => addContact(db, 'omar', { name: 'X' }, circumstances)).toThrow(
      expect.objectContaining({ code: 'wrongState' }),
    );
    expect(readContact(db, 'omar', noon)?.person.name).toBe('Omar Haddad');
  });
});

describe('a change', () => {
  test('writes every kind of field, and says which it changed', () => {
    know(db, 'omar', omar);
    know(db, 'other', { organisation: 'Second Firm' });
    putField(db, { id: 'size', belongsTo: 'person', name: 'Size', kind: 'number', choices: [] });
    const wanted: Partial<PersonFields> = {
      otherName: null,
      role: 'Director',
      language: 'pt-BR',
      bestTime: [{ days: [1, 2], from: '09:00', to: '12:00' }],
      consent: { call: true, email: true, message: false },
      refusedChannels: ['letter'],
      emails: [
        { id: 'a', address: 'one@x.example', kind: 'work' },
        { id: 'b', address: 'two@x.example', kind: 'home' },
      ],
      addresses: [
        {
          id: 'c',
          kind: 'post',
          street: 'King Rd 1',
          postcode: '11',
          city: 'Riyadh',
          region: '',
          country: 'SA',
        },
      ],
      links: [{ id: 'd', kind: 'video', label: 'Room', url: 'https://meet.example/omar' }],
      tags: ['vip'],
      values: { size: '42' },
      affiliations: [{ organisationId: 'Second Firm', role: 'Board' }],
    };
    const { changed, whole: contact } = change('omar', 1, wanted);
    expect(changed.sort()).toEqual(Object.keys(wanted).sort());
    expect(contact.fields).toMatchObject(wanted);
    expect(contact.version).toBe(2);
    expect(contact.consents).toEqual([{ channel: 'message', given: false, at: noon, source: 'agent' }]);
    expect(contact.person.name).toBe('Omar Haddad');
  });

  test('of another field than the one changed meanwhile goes through', () => {
    know(db, 'omar', omar);
    change('omar', 1, { city: 'Jeddah' });
    expect(change('omar', 1, { role: 'Director' }, { role: 'Purchasing' }).whole.fields).toMatchObject({
      city: 'Jeddah',
      role: 'Director',
    });
  });

  test('of the field that was changed meanwhile is refused whole', () => {
    know(db, 'omar', omar);
    change('omar', 1, { city: 'Jeddah' });
    expect(() =>
      change('omar', 1, { role: 'Director', city: 'Abha' }, { role: 'Purchasing', city: 'Riyadh' }),
    ).toThrow(expect.objectContaining({ code: 'changedMeanwhile' }));
    expect(readContact(db, 'omar', noon)?.fields).toMatchObject({ city: 'Jeddah', role: 'Purchasing' });
  });

  test('that both made alike is no quarrel, and the same again changes nothing', () => {
    know(db, 'omar', omar);
    change('omar', 1, { city: 'Jeddah' });
    expect(change('omar', 1, { city: 'Jeddah' }, { city: 'Riyadh' }).changed).toEqual([]);
    expect(readContact(db, 'omar', noon)?.version).toBe(2);
  });

  test('can be taken back by its opposite', () => {
    know(db, 'omar', omar);
    const before = readContact(db, 'omar', noon);
    change('omar', 1, { name: 'Umar', tags: ['vip'], numbers: [] });
    const { name, tags, numbers } = before!.fields;
    change('omar', 2, { name, tags, numbers });
    expect(readContact(db, 'omar', noon)).toEqual({ ...before, version: 3 });
  });

  test('leaves a number that was not touched dialled as it was', () => {
    know(db, 'omar', { numbers: [{ raw: '020 7946 0018', e164: '+442079460018' }] });
    const [known] = readContact(db, 'omar', noon)!.fields.numbers;
    change('omar', 1, {
      numbers: [known!, { id: 'n', raw: '011 200 3000', kind: 'work', shared: true }],
    });
    expect(readContact(db, 'omar', noon)?.person.numbers.map(({ e164 }) => e164)).toEqual([
      '+442079460018',
      '+966112003000',
    ]);
  });

  test('of somebody who is gone is refused', () => {
    expect(() => change('nobody', 1, { city: 'X' })).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  test('of a provisional contact’s name keeps them; of anything else does not', () => {
    addContact(
      db,
      'p',
      { name: '+966501112222', provisional: true },
      { ...circumstances, expiresAt: noon + 9 },
    );
    change('p', 1, { city: 'Riyadh' });
    expect(readContact(db, 'p', noon)).toMatchObject({ expiresAt: noon + 9, fields: { provisional: true } });
    change('p', 2, { name: 'Salma' });
    expect(readContact(db, 'p', noon)).toMatchObject({ expiresAt: null, fields: { provisional: false } });
  });
});

test('a refused number is shown with whoever has it', () => {
  know(db, 'omar', omar);
  expect(refuseNumber(db, '+966501234567', { id: 'r', channel: null, source: 'agent', at: noon })).toBe(true);
  expect(refuseNumber(db, '+966501234567', { id: 's', channel: null, source: 'agent', at: noon })).toBe(
    false,
  );
  expect(readContact(db, 'omar', noon)?.refusedNumbers).toEqual([{ numberId: 'omar-0', channel: null }]);
});

test('each tag in use is offered once, in order', () => {
  expect(allTags(db)).toEqual([]);
  for (const [id, tags] of [
    ['a', ['vip', 'late']],
    ['b', ['late', 'نور']],
  ] as const)
    addContact(db, id, { name: id, tags: [...tags] }, circumstances);
  expect(allTags(db)).toEqual(['late', 'vip', 'نور']);
});
