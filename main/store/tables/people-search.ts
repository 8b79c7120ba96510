/**
 * Finding people by words: FTS5 over folded text. FTS5's own ranking reads every match (a third of a second for one
 * letter among a million people), so a capped number of candidates is taken, newest records first, and only those are
 * ranked: whom we spoke with last, then most often.
 */
import { fold, words } from '../../../shared/match/fold.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Read for each search; what it costs is bounded by this, whatever the number of people. */
export const mostRanked = 200;
/** More words than a name, an organisation and a city have together narrow nothing. */
const mostWords = 8;

interface Indexed {
  row: number;
  name: string;
  other_name: string | null;
  organisation: string | null;
  role: string | null;
  city: string | null;
  addresses: string | null;
  tags: string | null;
}

/** Enters the person's words, in place of what was indexed before. */
export function indexPerson(db: WritableDb, personId: string): void {
  const person = prepared<Indexed>(
    db,
    `SELECT people.row, people.name, other_name, organisations.name AS organisation, role, city,
       (SELECT group_concat(address, ' ') FROM emails WHERE person_id = people.id) AS addresses,
       (SELECT group_concat(tag, ' ') FROM person_tags WHERE person_id = people.id) AS tags
     FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = ?`,
  ).get(personId);
  if (person === undefined) return;
  unindexPerson(db, person.row);
  indexWords(db, person.row, {
    names: [person.name, person.other_name],
    organisation: person.organisation,
    other: [person.role, person.city, person.addresses, person.tags],
  });
}

/** Enters the words of somebody who is not indexed yet. */
export function indexWords(
  db: WritableDb,
  row: number,
  words: {
    names: readonly (string | null)[];
    organisation: string | null;
    other: readonly (string | null)[];
  },
): void {
  const said = (parts: readonly (string | null)[]): string =>
    fold(parts.filter(part => part !== null).join(' '));
  prepared(db, `INSERT INTO people_search (rowid, name, organisation, other) VALUES (?, ?, ?, ?)`).run(
    row,
    said(words.names),
    fold(words.organisation ?? ''),
    said(words.other),
  );
}

export function unindexPerson(db: WritableDb, row: number): void {
  prepared(db, `DELETE FROM people_search WHERE rowid = ?`).run(row);
}

/** Merges the index, so that words of removed people leave the file. */
export function compactSearch(db: WritableDb): void {
  prepared(db, `INSERT INTO people_search (people_search) VALUES ('optimize')`).run();
}

export const wordsQuery = `
  SELECT people.id AS personId, people.name AS name, other_name AS otherName, organisations.name AS organisation,
    (SELECT raw FROM numbers WHERE person_id = people.id ORDER BY position LIMIT 1) AS number
  FROM (SELECT rowid FROM people_search WHERE people_search MATCH ? ORDER BY rowid DESC LIMIT ${mostRanked}) AS found
  CROSS JOIN people ON people.row = found.rowid
  LEFT JOIN organisations ON organisations.id = people.organisation_id
  ORDER BY last_contact_at DESC NULLS LAST, contacts DESC, people.name LIMIT ?`;

/** People who have, for every word typed, a word that begins with it. */
export function searchByWords(db: ReadableDb, text: string, limit: number): SearchHit[] {
  const typed = words(text).slice(0, mostWords);
  if (typed.length === 0) return [];
  // Folded words hold letters and digits alone, so that nothing in them is FTS5 syntax once quoted.
  const match = typed.map(word => `"${word}"*`).join(' ');
  return prepared<SearchHit>(db, wordsQuery).all(match, limit);
}
