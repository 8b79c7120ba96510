import type { Base } from '../../../shared/directories/merge.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import type { KnownCard } from '../directories/port.ts';

export interface CardRow {
  directoryId: string;
  href: string;
  personId: string | null;
  etag: string | null;
  /** Null: the two were never one, as far as is known. */
  base: Base | null;
  /** 0: something is to be sent. */
  personVersion: number;
  /** Why the card is left alone; `apart`: somebody wants the person here and not in the book. */
  fault: string | null;
}

type StoredRow = Omit<CardRow, 'base'> & { base: string };

const columns = `directory_id AS directoryId, href, person_id AS personId, etag, base,
  person_version AS personVersion, fault`;

const read = (row: StoredRow | undefined): CardRow | null =>
  row === undefined ? null : { ...row, base: row.base === '{}' ? null : (JSON.parse(row.base) as Base) };

export function findCard(db: ReadableDb, directoryId: string, href: string): CardRow | null {
  return read(
    prepared<StoredRow>(db, `SELECT ${columns} FROM directory_cards WHERE directory_id = ? AND href = ?`).get(
      directoryId,
      href,
    ),
  );
}

export function cardOfPerson(db: ReadableDb, directoryId: string, personId: string): CardRow | null {
  return read(
    prepared<StoredRow>(
      db,
      `SELECT ${columns} FROM directory_cards WHERE person_id = ? AND directory_id = ?`,
    ).get(personId, directoryId),
  );
}

/** Adds it, or replaces the one at its address. */
export function putCard(db: WritableDb, card: CardRow, at: number): void {
  prepared(
    db,
    `INSERT INTO directory_cards (directory_id, href, person_id, etag, base, person_version, synced_at, fault)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (directory_id, href) DO UPDATE SET person_id = excluded.person_id, etag = excluded.etag,
       base = excluded.base, person_version = excluded.person_version, synced_at = excluded.synced_at,
       fault = excluded.fault`,
  ).run(
    card.directoryId,
    card.href,
    card.personId,
    card.etag,
    JSON.stringify(card.base ?? {}),
    card.personVersion,
    at,
    card.fault,
  );
}

export function removeCard(db: WritableDb, directoryId: string, href: string): void {
  prepared(db, `DELETE FROM directory_cards WHERE directory_id = ? AND href = ?`).run(directoryId, href);
}

export function knownCards(db: ReadableDb, directoryId: string, after: string, limit: number): KnownCard[] {
  return prepared<KnownCard>(
    db,
    `SELECT href, etag FROM directory_cards
     WHERE directory_id = ? AND href > ? AND fault IS NOT 'apart' ORDER BY href LIMIT ?`,
  ).all(directoryId, after, limit);
}

/** Cards whose person changed since, or whose organisation did, or who is not there yet, or not here any more. */
export function cardsToSend(db: ReadableDb, directoryId: string, after: string, limit: number): CardRow[] {
  return prepared<StoredRow>(
    db,
    `SELECT ${columns} FROM directory_cards LEFT JOIN people ON people.id = person_id
       LEFT JOIN organisations ON organisations.id = people.organisation_id
     WHERE directory_id = ? AND href > ? AND fault IS NULL
       AND (person_id IS NULL OR etag IS NULL OR people.version <> person_version
         OR coalesce(organisations.updated_at, 0) > synced_at)
     ORDER BY href LIMIT ?`,
  )
    .all(directoryId, after, limit)
    .flatMap(row => read(row) ?? []);
}

export function setVersion(
  db: WritableDb,
  { directoryId, href }: CardRow,
  version: number,
  at: number,
): void {
  prepared(
    db,
    `UPDATE directory_cards SET person_version = ?, synced_at = ? WHERE directory_id = ? AND href = ?`,
  ).run(version, at, directoryId, href);
}

/** Known people entered after this row who are in no book. */
export function peopleInNoBook(db: ReadableDb, afterRow: number, limit: number): string[] {
  return prepared<{ id: string }>(
    db,
    `SELECT id FROM people WHERE row > ? AND provisional = 0 AND sample = 0
       AND NOT EXISTS (SELECT 1 FROM directory_cards WHERE person_id = people.id) ORDER BY row LIMIT ?`,
  )
    .all(afterRow, limit)
    .map(({ id }) => id);
}
