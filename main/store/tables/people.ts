import type { Organisation, PersonFields, Some } from '../../../shared/people/contact.ts';
import type { WeeklyHours } from '../../../shared/people/hours.ts';
import type { Person } from '../../../shared/people/types.ts';
import {
  bit,
  inTransaction,
  prepared,
  type ReadableDb,
  type SqlValue,
  type WritableDb,
} from '../database.ts';
import { setEmails } from './emails.ts';
import { listsOf } from './lists.ts';
import { numbersOf } from './numbers.ts';
import { indexPerson, markStale, unindexPerson } from './people-search.ts';

type OrganisationPerson = Organisation['people'][number];

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
      `INSERT INTO people (id, organisation_id, name, other_name, role, language, time_zone, city, consent_call,
         consent_email, consent_message, do_not_contact, provisional, sample, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(
      person.id,
      person.organisationId,
      person.name,
      person.otherName,
      person.role,
      person.language,
      person.timeZone,
      person.city,
      bit(person.consent.call),
      bit(person.consent.email),
      bit(person.consent.message),
      bit(person.doNotContact),
      bit(person.provisional),
      bit(person.sample),
      person.createdAt,
    );
    if (added.changes === 0) return false;
    if (person.email !== null)
      setEmails(db, { of: 'person', id: person.id }, [
        { id: `email-${person.id}`, address: person.email, kind: 'work' },
      ]);
    indexPerson(db, person.id);
    return true;
  });
}

/** All that is shown of one person, or null. */
export function findPerson(db: ReadableDb, personId: string): Person | null {
  const row = prepared<PersonRow>(
    db,
    `SELECT people.id, people.name, other_name, organisation_id, organisations.name AS organisation_name, role,
       language, people.time_zone, city,
       (SELECT address FROM emails WHERE person_id = people.id ORDER BY position LIMIT 1) AS email, consent_call, consent_email, consent_message, do_not_contact, provisional,
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

/** Those whose main organisation it is, and those who belong to it besides. */
export function peopleOfOrganisation(
  db: ReadableDb,
  organisationId: string,
  limit: number,
): OrganisationPerson[] {
  return prepared<OrganisationPerson>(
    db,
    `SELECT people.id AS personId, people.name AS name, other_name AS otherName, found.role AS role,
       (SELECT coalesce(e164, raw) FROM numbers WHERE person_id = people.id ORDER BY position LIMIT 1) AS number
     FROM (SELECT id, role FROM people WHERE organisation_id = $organisationId
       UNION ALL SELECT person_id, role FROM affiliations WHERE organisation_id = $organisationId) AS found
     JOIN people ON people.id = found.id ORDER BY people.name, people.id LIMIT $limit`,
  ).all({ organisationId, limit });
}

export function personExists(db: ReadableDb, personId: string): boolean {
  return prepared(db, `SELECT 1 FROM people WHERE id = ?`).get(personId) !== undefined;
}

type Columns = Pick<
  PersonFields,
  | 'name'
  | 'otherName'
  | 'organisationId'
  | 'role'
  | 'language'
  | 'timeZone'
  | 'city'
  | 'remark'
  | 'bestTime'
  | 'consent'
  | 'doNotContact'
  | 'provisional'
>;
const personColumns = {
  name: 'name',
  otherName: 'other_name',
  organisationId: 'organisation_id',
  role: 'role',
  language: 'language',
  timeZone: 'time_zone',
  city: 'city',
  remark: 'remark',
  bestTime: 'best_time',
  doNotContact: 'do_not_contact',
  provisional: 'provisional',
} as const satisfies Record<Exclude<keyof Columns, 'consent'>, string>;

/** Sets the columns that are given; search follows. See countChange(). */
export function updatePerson(
  db: WritableDb,
  personId: string,
  { consent, bestTime, ...plain }: Some<Columns>,
): void {
  const set = (column: string, value: SqlValue): void =>
    void prepared(db, `UPDATE people SET ${column} = ? WHERE id = ?`).run(value, personId);
  for (const [name, column] of Object.entries(personColumns)) {
    const value = (plain as Record<string, SqlValue | boolean | undefined>)[name];
    if (value !== undefined) set(column, typeof value === 'boolean' ? bit(value) : value);
  }
  if (bestTime !== undefined) set('best_time', bestTime.length === 0 ? null : JSON.stringify(bestTime));
  if (consent !== undefined) {
    set('consent_call', bit(consent.call));
    set('consent_email', bit(consent.email));
    set('consent_message', bit(consent.message));
  }
  // Whoever is kept does not expire.
  if (plain.provisional === false) setExpiry(db, personId, null);
  indexPerson(db, personId);
}

/** A person changed it: whoever began from the version before must look again. */
export function countChange(db: WritableDb, personId: string, at: number): void {
  prepared(db, `UPDATE people SET version = version + 1, updated_at = ? WHERE id = ?`).run(at, personId);
}

/** What the person's page needs besides findPerson(). */
export function findPersonRest(
  db: ReadableDb,
  personId: string,
): { version: number; expiresAt: number | null; remark: string | null; bestTime: WeeklyHours } | null {
  const row = prepared<{
    version: number;
    expiresAt: number | null;
    remark: string | null;
    bestTime: string | null;
  }>(
    db,
    `SELECT version, expires_at AS expiresAt, remark, best_time AS bestTime FROM people WHERE id = ?`,
  ).get(personId);
  if (row === undefined) return null;
  return { ...row, bestTime: row.bestTime === null ? [] : (JSON.parse(row.bestTime) as WeeklyHours) };
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

/** When a provisional contact goes, unless used: ms since the epoch, null for never. */
export function setExpiry(db: WritableDb, personId: string, expiresAt: number | null): void {
  prepared(db, `UPDATE people SET expires_at = ? WHERE id = ?`).run(expiresAt, personId);
}

/** Brings when and how often we spoke in line with the person's interactions; search follows when there is time. */
export function refreshContact(db: WritableDb, personId: string): void {
  prepared(
    db,
    `UPDATE people SET
       last_contact_at = (SELECT max(at) FROM interactions WHERE person_id = people.id),
       contacts = (SELECT count(*) FROM interactions WHERE person_id = people.id)
     WHERE id = ?`,
  ).run(personId);
  markStale(db, personId);
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
