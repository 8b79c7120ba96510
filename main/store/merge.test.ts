import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginCall } from './calls.ts';
import { addContact, changeContact, readContact } from './contacts.ts';
import type { WritableDb } from './database.ts';
import { mergePeople, unmergePeople } from './merge.ts';
import { referencesTo } from './references.ts';
import { remove, restore } from './removal.ts';
import { addFollowUp, followUpsOf } from './tables/follow-ups.ts';
import { timeline } from './tables/interactions.ts';
import { addToList } from './tables/lists.ts';
import { searchByWords } from './search.ts';
import {
  fillPages,
  know,
  layla,
  noon,
  omar,
  openTables,
  ringing,
  temporaryPlace,
} from './testing/fixtures.ts';

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

const circumstances = { at: noon, newId: () => 'unused', country: 'SA', source: 'agent' };
let asides = 0;
const merge = (kept: string, gone: string, choice: string[] = []): string =>
  mergePeople(db, kept, gone, choice, { asideId: `aside-${(asides += 1)}`, at: noon });

/** Everything that is kept, but how often a record was changed and what is put aside. */
function everything(): Record<string, unknown[]> {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE type IN ('table') AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'
         AND name NOT IN ('put_aside')`,
    )
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`)
        .all()
        .map(({ version: _version, updated_at: _updated, ...row }) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

/** Two records with a row in every table that refers to people. */
function twoRecords(): void {
  know(db, 'omar', omar);
  know(db, 'umar', { ...layla, name: 'Umar Haddad', email: 'umar@home.example', city: 'Jeddah' });
  know(db, 'zoe', { name: 'Zoë' });
  fillPages(db, 'omar', 'zoe');
  fillPages(db, 'umar', 'zoe');
  for (const id of ['omar', 'umar']) {
    addToList(db, id, { id: 'both', name: 'Both', sample: false });
    addToList(db, id, { id: `only-${id}`, name: `Only ${id}`, sample: false });
    beginCall(db, ringing(`call-${id}`, { personId: id, number: `+99${id.length}${id}`, e164: null }));
    addFollowUp(db, {
      id: `owed-${id}`,
      kind: 'callback',
      personId: id,
      interactionId: null,
      number: null,
      what: id,
      dueAt: noon,
      agent: null,
      sample: false,
    });
    db.prepare(
      `INSERT INTO outbox (id, kind, lane, person_id, payload, state, key, created_at, due_at, expires_at, attempts)
       VALUES (?, 'email', 'l', ?, '{}', 'queued', 'k', 0, 0, 1, 0)`,
    ).run(`mail-${id}`, id);
    db.prepare(`INSERT INTO choices VALUES (?, ?, 0)`).run(`+77${id}`, id);
    db.prepare(
      `INSERT INTO wrap_up_undos (interaction_id, at, note, outcome_id, refused_person_id) VALUES (?, 0, '', 'solved', ?)`,
    ).run(`call-${id}`, id);
  }
}

describe('a merge', () => {
  test('leaves nothing that belongs to the one who went, in any table of the schema', () => {
    twoRecords();
    merge('omar', 'umar');
    for (const { table, column } of referencesTo(db, 'people'))
      expect(
        db.prepare(`SELECT * FROM ${table} WHERE ${column} = 'umar'`).all(),
        `${table}.${column}`,
      ).toEqual([]);
    expect(
      timeline(db, 'person', 'omar', '', 9)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['call-omar', 'call-umar']);
    expect(followUpsOf(db, 'omar', 9)).toHaveLength(2);
    expect(readContact(db, 'omar', noon)?.person.lists).toEqual(['Both', 'Only omar', 'Only umar']);
    expect(searchByWords(db, 'umar', 9).map(({ personId }) => personId)).toEqual(['omar']);
  });

  test('keeps what both have alike once, and the kept one’s own first', () => {
    twoRecords();
    merge('omar', 'umar');
    const fields = readContact(db, 'omar', noon)!.fields;
    expect(fields.numbers.map(({ raw }) => raw)).toEqual(['+966 50 123 4567', '+966 11 200 3000']);
    expect(fields.emails[0]?.address).toBe('omar@alnoor.example');
    expect(fields.emails.map(({ address }) => address)).toContain('umar@home.example');
    expect(fields).toMatchObject({ name: 'Omar Haddad', city: 'Riyadh' });
  });

  test('takes the fields that were chosen, and fills what was empty', () => {
    twoRecords();
    know(db, 'bare', { name: 'Bare', organisation: 'Second Firm' });
    changeContact(
      db,
      { personId: 'bare', base: 1, before: {}, change: { values: { 'umar-own-f': 'other' } } },
      circumstances,
    );
    merge('bare', 'umar', ['name', 'value:umar-own-f']);
    expect(readContact(db, 'bare', noon)?.fields).toMatchObject({
      name: 'Umar Haddad',
      city: 'Jeddah',
      values: { 'umar-own-f': 'blue' },
      organisationId: 'Second Firm',
      affiliations: expect.arrayContaining([
        { organisationId: 'Al Noor Trading', role: 'Accounts' },
      ]) as unknown,
    });
  });

  test('of somebody who must not be contacted is one who must not be', () => {
    know(db, 'omar', omar);
    know(db, 'umar', { doNotContact: true });
    merge('omar', 'umar');
    expect(readContact(db, 'omar', noon)?.fields.doNotContact).toBe(true);
  });

  test('of one person with themselves, or with nobody, is refused', () => {
    know(db, 'omar', omar);
    expect(() => merge('omar', 'omar')).toThrow(expect.objectContaining({ code: 'badInput' }));
    expect(() => merge('omar', 'nobody')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

describe('a merge taken apart', () => {
  test('is as if it had never been', () => {
    twoRecords();
    const before = everything();
    const aside = merge('omar', 'umar', ['name', 'organisation', 'consent', 'value:umar-own-f']);
    expect(everything()).not.toEqual(before);
    unmergePeople(db, aside, noon);
    expect(everything()).toEqual(before);
  });

  test('whatever the two records hold', () => {
    const word = fc.constantFrom('blue', 'green', 'Haddad', 'حداد', '');
    const some = fc.record({
      name: fc.constantFrom('Omar', 'Umar Haddad', 'عمر'),
      otherName: fc.option(word),
      role: fc.option(word),
      city: fc.option(word),
      remark: fc.option(word),
      language: fc.option(fc.constantFrom('en', 'ar')),
      tags: fc.uniqueArray(fc.constantFrom('vip', 'late', 'night')),
      numbers: fc.uniqueArray(fc.constantFrom('+966501234567', '0112003000', '6001', '+442079460018')),
      emails: fc.uniqueArray(fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example'), {
        selector: text => text.toLowerCase(),
      }),
      refusedChannels: fc.uniqueArray(fc.constantFrom('email' as const, 'letter' as const)),
      consent: fc.record({ call: fc.boolean(), email: fc.boolean(), message: fc.boolean() }),
      doNotContact: fc.boolean(),
    });
    const choice = fc.subarray([
      'name',
      'otherName',
      'organisation',
      'city',
      'remark',
      'consent',
      'language',
    ]);
    let round = 0;
    let ids = 0;
    fc.assert(
      fc.property(some, some, choice, (a, b, chosen) => {
        round += 1;
        const [kept, gone] = [`kept-${round}`, `gone-${round}`];
        for (const [id, { numbers, emails, ...fields }] of [
          [kept, a],
          [gone, b],
        ] as const)
          addContact(
            db,
            id,
            {
              ...fields,
              numbers: numbers.map((raw, n) => ({ id: `${id}-n${n}`, raw, kind: 'work', shared: false })),
              emails: emails.map((address, n) => ({ id: `${id}-e${n}`, address, kind: 'work' })),
            },
            { ...circumstances, newId: () => `id-${(ids += 1)}` },
          );
        const found = () => ['haddad', 'عمر', 'example', 'vip'].map(text => searchByWords(db, text, 200));
        const [before, foundBefore] = [everything(), found()];
        unmergePeople(db, merge(kept, gone, chosen), noon);
        expect(everything()).toEqual(before);
        expect(found()).toEqual(foundBefore);
      }),
      { numRuns: 60 },
    );
  });

  test('leaves with the kept record what happened since, and what was changed since', () => {
    twoRecords();
    const aside = merge('omar', 'umar', ['city']);
    beginCall(db, ringing('later', { personId: 'omar' }));
    const merged = readContact(db, 'omar', noon)!;
    changeContact(
      db,
      { personId: 'omar', base: merged.version, before: {}, change: { city: 'Abha' } },
      circumstances,
    );
    unmergePeople(db, aside, noon);
    expect(
      timeline(db, 'person', 'omar', '', 9)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['call-omar', 'later']);
    expect(readContact(db, 'omar', noon)?.fields.city).toBe('Abha');
    expect(readContact(db, 'umar', noon)?.fields.city).toBe('Jeddah');
  });

  test('goes in the opposite order, and not twice', () => {
    twoRecords();
    know(db, 'third', { name: 'Third' });
    const first = merge('omar', 'umar');
    const second = merge('omar', 'third');
    expect(() => unmergePeople(db, first, noon)).toThrow(expect.objectContaining({ code: 'wrongState' }));
    unmergePeople(db, second, noon);
    unmergePeople(db, first, noon);
    expect(() => unmergePeople(db, first, noon)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

describe('what is removed', () => {
  test.each([
    ['person', 'umar'],
    ['organisation', 'Al Noor Trading'],
    ['list', 'both'],
  ] as const)('a %s comes back whole', (what, id) => {
    twoRecords();
    const before = everything();
    const aside = remove(db, what, id, 'aside', noon);
    expect(everything()).not.toEqual(before);
    expect(restore(db, aside)).toEqual({ what, id });
    expect(everything()).toEqual(before);
    expect(searchByWords(db, 'alnoor umar', 9)).toMatchObject([{ why: { by: 'spelling' } }]);
    expect(searchByWords(db, 'al noor umar', 9)[0]).toMatchObject({ personId: 'umar' });
    expect(() => restore(db, aside)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  test('is found by nobody meanwhile, and its calls stay', () => {
    twoRecords();
    remove(db, 'person', 'umar', 'aside', noon);
    // Omar is offered as what may have been meant.
    expect(searchByWords(db, 'umar', 9)).toMatchObject([{ personId: 'omar', why: { by: 'spelling' } }]);
    expect(db.prepare(`SELECT person_id FROM interactions WHERE id = 'call-umar'`).get()).toEqual({
      person_id: null,
    });
  });

  test('comes back as far as what it belonged to is still there', () => {
    twoRecords();
    remove(db, 'person', 'umar', 'person', noon);
    remove(db, 'list', 'only-umar', 'list', noon);
    remove(db, 'organisation', 'Al Noor Trading', 'organisation', noon);
    restore(db, 'person');
    expect(readContact(db, 'umar', noon)?.person).toMatchObject({ organisation: null, lists: ['Both'] });
  });

  test('that is not there is refused', () => {
    expect(() => remove(db, 'person', 'nobody', 'aside', noon)).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    );
  });
});
