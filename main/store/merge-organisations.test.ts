import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WritableDb } from './database.ts';
import { know, noon, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';
import { commands, questions } from './verbs.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', { name: 'Omar', organisation: 'Al Noor Trading' });
  know(db, 'layla', { name: 'Layla', organisation: 'Alnoor' });
  know(db, 'sami', { name: 'Sami', organisation: 'Other' });
  db.exec(`
    UPDATE organisations SET remark = 'Ask for the night desk', kind = 'customer' WHERE id = 'Alnoor';
    INSERT INTO organisation_numbers VALUES ('n1', 'Al Noor Trading', '011 200 3000', '+966112003000', '966112003000', 'main', 0),
      ('n2', 'Alnoor', '+966 11 200 3000', '+966112003000', '966112003000', 'work', 0),
      ('n3', 'Alnoor', '+966112003099', '+966112003099', '966112003099', 'work', 1);
    INSERT INTO emails VALUES ('e1', NULL, 'Alnoor', 'office@alnoor.example', 'office@alnoor.example', 'work', 0);
    INSERT INTO links VALUES ('l1', NULL, 'Alnoor', 'web', '', 'https://alnoor.example', 0);
    INSERT INTO custom_fields VALUES ('f', 'organisation', 'Tier', 'text', '[]', 0);
    INSERT INTO organisation_values VALUES ('Al Noor Trading', 'f', 'silver'), ('Alnoor', 'f', 'gold');
    INSERT INTO affiliations VALUES ('omar', 'Alnoor', 'Board'), ('sami', 'Alnoor', NULL), ('sami', 'Al Noor Trading', 'Adviser');
    INSERT INTO points_of_contact VALUES ('p', 'Alnoor', 'topic', 'Invoices', 'layla', NULL, 1, 0, 'call', '[]', NULL, NULL, 0);`);
  commands.beginInteraction(db, ringing('call', { personId: 'layla', direction: 'outbound' }));
});
afterEach(() => {
  db.close();
  place.dispose();
});

const [kept, gone] = ['Al Noor Trading', 'Alnoor'];
const merge = (choice: string[] = []) => commands.mergeOrganisations(db, kept, gone, choice, noon + 1);
const whole = () => questions.organisation(db, kept);
const fails = (act: () => unknown, code: string) =>
  expect(act).toThrow(expect.objectContaining({ code }) as Error);
/** Everything but how often a record was changed. */
const everything = () =>
  [
    'organisations',
    'organisation_numbers',
    'organisation_values',
    'people',
    'emails',
    'links',
    'affiliations',
    'points_of_contact',
  ].map(table =>
    (db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[])
      .map(({ version: _version, updated_at: _at, ...row }) => JSON.stringify(row))
      .sort(),
  );

describe('two organisations that are one', () => {
  test('bring their people, calls, numbers and points together, each number once', () => {
    merge();
    expect(questions.organisation(db, gone)).toBeNull();
    const now = whole();
    expect(now?.people.map(({ personId }) => personId).toSorted()).toEqual(['layla', 'omar', 'sami']);
    expect(now?.fields.numbers.map(({ raw }) => raw)).toEqual(['011 200 3000', '+966112003099']);
    expect(now?.fields).toMatchObject({
      name: kept,
      // What was empty is filled, what both have stays.
      remark: 'Ask for the night desk',
      kind: 'other',
      values: { f: 'silver' },
      emails: [{ id: 'e1' }],
      links: [{ id: 'l1' }],
    });
    expect(now?.points).toMatchObject([{ id: 'p' }]);
    expect(now?.merges).toMatchObject([{ name: gone }]);
    // The calls of its people are found under the name that is left.
    expect(
      questions
        .search(db, 'noor trading', 9)
        .map(({ personId }) => personId)
        .toSorted(),
    ).toEqual(['layla', 'omar']);
    expect(questions.person(db, 'layla')?.history).toHaveLength(1);
    // Nobody belongs to the same one twice.
    expect(db.prepare(`SELECT person_id, role FROM affiliations`).all()).toEqual([
      { person_id: 'sami', role: 'Adviser' },
    ]);
  });

  test('take the fields that were chosen from the one that goes', () => {
    merge(['name', 'kind', 'value:f']);
    expect(whole()?.fields).toMatchObject({ name: gone, kind: 'customer', values: { f: 'gold' } });
    expect(questions.organisations(db, 'alnoor', 5)).toMatchObject([{ id: kept, people: 2 }]);
  });

  test.each([[[]], [['name', 'remark', 'value:f']]])(
    'come apart again as they were, merged with %j',
    choice => {
      const before = everything();
      const asideId = merge(choice);
      expect(everything()).not.toEqual(before);
      expect(commands.unmergeOrganisations(db, asideId, noon + 2)).toEqual({ keptId: kept, goneId: gone });
      expect(everything()).toEqual(before);
      expect(questions.search(db, 'alnoor', 9).map(({ personId }) => personId)).toEqual(['layla']);
    },
  );

  test('keep what happened after the merge', () => {
    const asideId = merge(['remark']);
    const base = whole()?.version ?? 0;
    const change = { organisationId: kept, base, before: { name: kept }, change: { name: 'Al Noor Group' } };
    commands.changeOrganisation(db, change, { at: noon + 2, country: 'SA', source: 'agent' });
    know(db, 'new', { name: 'New' });
    db.exec(`UPDATE people SET organisation_id = '${kept}' WHERE id = 'new'`);
    commands.unmergeOrganisations(db, asideId, noon + 3);
    expect(whole()).toMatchObject({ fields: { name: 'Al Noor Group' } });
    expect(
      whole()
        ?.people.map(({ personId }) => personId)
        .toSorted(),
    ).toEqual(['new', 'omar', 'sami']);
  });

  test('come apart in the order in which they came together', () => {
    const first = merge();
    const second = commands.mergeOrganisations(db, kept, 'Other', [], noon + 2);
    fails(() => commands.unmergeOrganisations(db, first, noon), 'wrongState');
    commands.unmergeOrganisations(db, second, noon);
    commands.unmergeOrganisations(db, first, noon);
    fails(() => commands.unmergeOrganisations(db, first, noon), 'notFound');
  });

  test('are not the same one, nor ones that are gone, nor people', () => {
    fails(() => commands.mergeOrganisations(db, kept, kept, [], noon), 'badInput');
    fails(() => commands.mergeOrganisations(db, kept, 'nothing', [], noon), 'notFound');
    const people = commands.merge(db, 'omar', 'layla', [], noon);
    fails(() => commands.unmergeOrganisations(db, people, noon), 'notFound');
    fails(() => commands.unmerge(db, merge(), noon), 'notFound');
  });
});
