import type { NumberHit } from '../../../shared/match/match.ts';
import { digitsOf, reversed } from '../../../shared/match/number-key.ts';
import type { PersonNumber } from '../../../shared/people/types.ts';
import { bit, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { indexPerson, markStale } from './people-search.ts';

export interface NewNumber extends PersonNumber {
  personId: string;
  /** Order among the person's numbers: the lowest is the one to call. */
  position: number;
}

/** Read for one caller; a switchboard that hundreds share is no longer a hint. */
const mostHits = 50;

/** False when it was there already. Search follows when there is time. */
export function addNumber(db: WritableDb, number: NewNumber): boolean {
  const added = enterNumber(db, number);
  if (added) markStale(db, number.personId);
  return added;
}

/** addNumber() for who indexes the person anyway. */
export function enterNumber(db: WritableDb, number: NewNumber): boolean {
  const digits = digitsOf(number.e164 ?? number.raw);
  return (
    prepared(
      db,
      `INSERT INTO numbers (id, person_id, raw, e164, digits, reversed, kind, shared, position)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(
      number.id,
      number.personId,
      number.raw,
      number.e164,
      digits,
      reversed(digits),
      number.kind,
      bit(number.shared),
      number.position,
    ).changes === 1
  );
}

/** In place of those that were there, in this order. */
export function setNumbers(db: WritableDb, personId: string, numbers: readonly PersonNumber[]): void {
  prepared(db, `DELETE FROM numbers WHERE person_id = ?`).run(personId);
  for (const [position, number] of numbers.entries()) enterNumber(db, { ...number, personId, position });
  indexPerson(db, personId);
}

export function numbersOf(db: ReadableDb, personId: string): PersonNumber[] {
  return prepared<Omit<PersonNumber, 'shared'> & { shared: number }>(
    db,
    `SELECT id, raw, e164, kind, shared FROM numbers WHERE person_id = ? ORDER BY position, id`,
  )
    .all(personId)
    .map(row => ({ ...row, shared: row.shared === 1 }));
}

type HitRow = Omit<NumberHit, 'shared' | 'detail'> & {
  shared: number;
  role: string | null;
  organisation: string | null;
};

/** The calling interaction itself ($callId) is no earlier contact. */
const hitColumns = `
  people.id AS personId, people.name AS name, other_name AS otherName, role, organisations.name AS organisation,
  (SELECT max(at) FROM interactions WHERE person_id = people.id AND interactions.id <> $callId) AS lastContactAt`;
const hitTables = `
  numbers JOIN people ON people.id = numbers.person_id
  LEFT JOIN organisations ON organisations.id = people.organisation_id`;

export const numberQueries = {
  e164: `SELECT ${hitColumns}, raw AS number, e164, shared FROM ${hitTables} WHERE e164 = $key LIMIT ${mostHits}`,
  digits: `SELECT ${hitColumns}, raw AS number, e164, shared FROM ${hitTables}
     WHERE digits = $key AND e164 IS NULL LIMIT ${mostHits}`,
  ending: `SELECT ${hitColumns}, raw AS number, e164, shared FROM ${hitTables}
     WHERE reversed >= $key AND reversed < $key || ':' LIMIT ${mostHits}`,
  // A switchboard's number: whoever belongs to the organisation may be calling.
  organisation: `SELECT ${hitColumns}, raw AS number, e164, 1 AS shared FROM organisation_numbers
     JOIN people ON people.organisation_id = organisation_numbers.organisation_id
     JOIN organisations ON organisations.id = organisation_numbers.organisation_id
     WHERE e164 = $key LIMIT ${mostHits}`,
} as const;

/** Stored numbers that are this one: its E.164, or (`digits`) the same digits written without a country; `ending` ends alike; `organisation`: theirs by their organisation. */
export function findNumbers(
  db: ReadableDb,
  callId: string,
  by: keyof typeof numberQueries,
  key: string,
): NumberHit[] {
  return prepared<HitRow>(db, numberQueries[by]).all({ callId, key }).map(hitFrom);
}

/** The person as a hit for `number`, whether or not the number is theirs: what a remembered choice is shown with. */
export function hitForPerson(
  db: ReadableDb,
  callId: string,
  personId: string,
  number: string,
): NumberHit | null {
  const row = prepared<HitRow>(
    db,
    `SELECT ${hitColumns}, $number AS number, NULL AS e164, 0 AS shared
     FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = $personId`,
  ).get({ callId, personId, number });
  return row === undefined ? null : hitFrom(row);
}

function hitFrom({ role, organisation, ...row }: HitRow): NumberHit {
  const detail = [role, organisation].filter(part => part !== null).join(' · ');
  return { ...row, shared: row.shared === 1, detail };
}
