import type { Person } from '../../../shared/people/types.ts';
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { listsOf } from './lists.ts';
import { numbersOf } from './numbers.ts';
import { indexPerson, unindexPerson } from './people-search.ts';

export interface NewPerson extends Omit<Person, 'organisation' | 'numbers' | 'lists'> {
  organisationId: string | null;
  createdAt: number;
}

interface PersonRow {
  id: string;
  name: string;
  other_name: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  role: string | null;
  language: Person['language'];
  time_zone: string | null;
  city: string | null;
  email: string | null;
  consent_call: number;
  consent_email: number;
  consent_message: number;
  do_not_contact: number;
  provisional: number;
  sample: number;
}

/** Adds the person and makes them findable. False when they were there already. */
export function addPerson(db: WritableDb, person: NewPerson): boolean {
  return inTransaction(db, () => {
    const added = prepared(
      db,
      `INSERT INTO people (id, organisation_id, name, other_name, role, language, time_zone, city, email,
         consent_call, consent_email, consent_message, do_not_contact, provisional, sample, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(
      person.id,
      person.organisationId,
      person.name,
      person.otherName,
      person.role,
      person.language,
      person.timeZone,
      person.city,
      person.email,
      bit(person.consent.call),
      bit(person.consent.email),
      bit(person.consent.message),
      bit(person.doNotContact),
      bit(person.provisional),
      bit(person.sample),
      person.createdAt,
    );
    if (added.changes === 0) return false;
    indexPerson(db, person.id);
    return true;
  });
}

/** All that is shown of one person, or null. */
export function findPerson(db: ReadableDb, personId: string): Person | null {
  const row = prepared<PersonRow>(
    db,
    `SELECT people.id, people.name, other_name, organisation_id, organisations.name AS organisation_name, role,
       language, time_zone, city, email, consent_call, consent_email, consent_message, do_not_contact, provisional,
       people.sample
     FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = ?`,
  ).get(personId);
  if (row === undefined) return null;
  return {
    id: row.id,
    name: row.name,
    otherName: row.other_name,
    organisation:
      row.organisation_id === null || row.organisation_name === null
        ? null
        : { id: row.organisation_id, name: row.organisation_name },
    role: row.role,
    language: row.language,
    timeZone: row.time_zone,
    city: row.city,
    email: row.email,
    numbers: numbersOf(db, personId),
    lists: listsOf(db, personId),
    consent: {
      call: row.consent_call === 1,
      email: row.consent_email === 1,
      message: row.consent_message === 1,
    },
    doNotContact: row.do_not_contact === 1,
    provisional: row.provisional === 1,
    sample: row.sample === 1,
  };
}

export function personExists(db: ReadableDb, personId: string): boolean {
  return prepared(db, `SELECT 1 FROM people WHERE id = ?`).get(personId) !== undefined;
}

/** True when this changed something: the caller must know whether to take it back. */
export function setDoNotContact(db: WritableDb, personId: string, doNotContact: boolean): boolean {
  return (
    prepared(
      db,
      `UPDATE people SET do_not_contact = $value WHERE id = $personId AND do_not_contact <> $value`,
    ).run({ personId, value: bit(doNotContact) }).changes === 1
  );
}

/** Brings what search ranks by in line with the person's interactions. */
export function refreshContact(db: WritableDb, personId: string): void {
  prepared(
    db,
    `UPDATE people SET
       last_contact_at = (SELECT max(at) FROM interactions WHERE person_id = people.id),
       contacts = (SELECT count(*) FROM interactions WHERE person_id = people.id)
     WHERE id = ?`,
  ).run(personId);
}

export function hasSamplePeople(db: ReadableDb): boolean {
  return prepared(db, `SELECT 1 FROM people WHERE sample = 1 LIMIT 1`).get() !== undefined;
}

/** Removes every sample person with their numbers, memberships, choices and follow-ups. Returns how many. */
export function removeSamplePeople(db: WritableDb): number {
  return inTransaction(db, () => {
    const rows = prepared<{ row: number }>(db, `SELECT row FROM people WHERE sample = 1`).all();
    for (const { row } of rows) unindexPerson(db, row);
    return prepared(db, `DELETE FROM people WHERE sample = 1`).run().changes;
  });
}
