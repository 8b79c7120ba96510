/**
 * The index that search reads: FTS5 over folded text, a row for each person. FTS5's own ranking reads every match, a third of
 * a second for one letter among a million people. So the rows themselves stand in the order in which people are shown
 * (see search-places.ts), and a search ends with the last one that it shows. Names stand as they are and all else
 * with a mark before each word, so that names are found first without a word about columns.
 */
import { fold } from '../../../shared/match/fold.ts';
import { runsOf } from '../../../shared/match/digit-runs.ts';
import { inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { leavePlace, placeOf, putAt, takePlace, type Card } from './search-places.ts';
import { besideMark, enterWords, sweepWords } from './search-words.ts';

/** What people said and what about: the latest conversations, so much of it. */
const conversations = 20;
const notesLength = 4_000;

/** What somebody is found by. */
export interface Findable {
  card: Card;
  /** Role, town, addresses, tags, remarks, what was talked about. */
  beside: readonly (string | null)[];
  /** Of each number. */
  digits: readonly string[];
}

/** Enters the person, in place of what was indexed before. */
export function indexPerson(db: WritableDb, personId: string): void {
  const row = prepared<{ row: number }>(db, `SELECT row FROM people WHERE id = ?`).get(personId)?.row;
  if (row !== undefined) indexRows(db, [row]);
}

/**
 * Enters somebody who is not indexed yet, at a place that is free: the row of who was never spoken with. `entered` as for
 * enterWords().
 */
export function indexNew(
  db: WritableDb,
  { row, place }: { row: number; place: number },
  findable: Findable,
  entered?: Set<string>,
): void {
  putAt(db, place, row, findable.card);
  enter(db, place, findable, entered);
}

export function unindexPerson(db: WritableDb, row: number): void {
  leave(db, row);
  prepared(db, `DELETE FROM search_stale WHERE row = ?`).run(row);
}

/** Their numbers, or what was talked about, changed: search follows when there is time (indexStale). */
export function markStale(db: WritableDb, personId: string): void {
  prepared(
    db,
    `INSERT INTO search_stale (row) SELECT row FROM people WHERE id = ? ON CONFLICT DO NOTHING`,
  ).run(personId);
}

/** Indexes some of those who wait for it, those with the newest records first. Returns how many it were. */
export function indexStale(db: WritableDb, limit: number): number {
  return inTransaction(db, () => {
    const rows = prepared<{ row: number }>(db, `SELECT row FROM search_stale ORDER BY row DESC LIMIT ?`).all(
      limit,
    );
    indexRows(
      db,
      rows.map(({ row }) => row),
    );
    for (const { row } of rows) prepared(db, `DELETE FROM search_stale WHERE row = ?`).run(row);
    return rows.length;
  });
}

/** Merges the index and drops words that nobody has, so that words of removed people leave the file. */
export function compactSearch(db: WritableDb): void {
  prepared(db, `INSERT INTO people_search (people_search) VALUES ('optimize')`).run();
  prepared(db, `INSERT INTO number_search (number_search) VALUES ('optimize')`).run();
  for (let from: string | null = ''; from !== null;) from = sweepWords(db, from, 1_000);
}

function indexRows(db: WritableDb, rows: readonly number[]): void {
  for (const row of rows) leave(db, row);
  const placed = rows.flatMap(row => {
    const found = findableOf(db, row);
    return found === null ? [] : [{ found, place: takePlace(db, row, found.card) }];
  });
  // FTS5 gathers rows in memory as long as each stands after the one before.
  for (const { found, place } of placed.sort((a, b) => a.place - b.place)) enter(db, place, found);
}

function leave(db: WritableDb, row: number): void {
  const place = placeOf(db, row);
  if (place === null) return;
  prepared(db, `DELETE FROM people_search WHERE rowid = ?`).run(place);
  prepared(db, `DELETE FROM number_search WHERE rowid = ?`).run(place);
  leavePlace(db, row);
}

function enter(db: WritableDb, place: number, findable: Findable, entered?: Set<string>): void {
  const said = (parts: readonly (string | null)[]): string =>
    fold(parts.filter(part => part !== null).join(' '));
  const [names, organisation, rest] = [
    said([findable.card.name, findable.card.otherName]),
    fold(findable.card.organisation ?? ''),
    said(findable.beside),
  ];
  prepared(db, `INSERT INTO people_search (rowid, words) VALUES (?, ?)`).run(
    place,
    [names, marked(organisation), marked(rest)].join(' '),
  );
  prepared(db, `INSERT INTO number_search (rowid, digits) VALUES (?, ?)`).run(
    place,
    findable.digits.flatMap(runsOf).join(' '),
  );
  enterWords(db, [names, organisation], entered);
}

const marked = (folded: string): string =>
  folded === '' ? '' : besideMark + folded.replaceAll(' ', ` ${besideMark}`);

function findableOf(db: ReadableDb, row: number): Findable | null {
  const person = prepared<{
    id: string;
    name: string;
    other_name: string | null;
    organisation: string | null;
    role: string | null;
    city: string | null;
    remark: string | null;
    addresses: string | null;
    tags: string | null;
  }>(
    db,
    `SELECT people.id, people.name, other_name, organisations.name AS organisation, role, city, people.remark,
       (SELECT group_concat(address, ' ') FROM emails WHERE person_id = people.id) AS addresses,
       (SELECT group_concat(tag, ' ') FROM person_tags WHERE person_id = people.id) AS tags
     FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.row = ?`,
  ).get(row);
  if (person === undefined) return null;
  const { name, other_name, organisation, role, city, addresses, tags, remark } = person;
  const numbers = prepared<{ digits: string; raw: string }>(
    db,
    `SELECT digits, raw FROM numbers WHERE person_id = ? ORDER BY position, id`,
  ).all(person.id);
  const number = numbers[0]?.raw ?? null;
  return {
    card: { personId: person.id, name, otherName: other_name, organisation, number },
    beside: [role, city, addresses, tags, ...talkedAbout(db, person.id, remark)],
    digits: numbers.map(({ digits }) => digits),
  };
}

export const talkedAboutQuery = `
  SELECT subject, detail, (SELECT group_concat(text, ' ') FROM notes WHERE interaction_id = interactions.id) AS note
  FROM interactions WHERE person_id = ? ORDER BY at DESC LIMIT ${conversations}`;

/** Remark and notes of a person, the newest first, as much of it as is indexed. */
export function talkedAbout(db: ReadableDb, personId: string, remark: string | null): string[] {
  const texts = prepared<Record<'subject' | 'detail' | 'note', string | null>>(db, talkedAboutQuery)
    .all(personId)
    .flatMap(({ note, subject, detail }) => [note, subject, detail]);
  let left = notesLength;
  return [remark, ...texts].flatMap(text => {
    if (text === null || left <= 0) return [];
    const kept = text.slice(0, left);
    left -= kept.length;
    return [kept];
  });
}
