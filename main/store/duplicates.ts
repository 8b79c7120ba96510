/** Records that may be one person, found by number, e-mail and name, each by its index. */
import { fold } from '../../shared/match/fold.ts';
import { leastScore, likeness, type DuplicatePair, type Likeness } from '../../shared/people/duplicates.ts';
import { inSnapshot, prepared, type ReadableDb } from './database.ts';

/** People compared with one record by each way of finding them. */
const mostOthers = 20;

interface Compared extends Likeness {
  row: number;
  shown: DuplicatePair['people'][number];
}

export const duplicateQueries = {
  number: `
    SELECT others.person_id AS id FROM numbers AS own CROSS JOIN numbers AS others ON others.digits = own.digits
    WHERE own.person_id = ? AND own.digits <> '' AND others.person_id <> own.person_id LIMIT ${mostOthers}`,
  email: `
    SELECT others.person_id AS id FROM emails AS own CROSS JOIN emails AS others ON others.key = own.key
    WHERE own.person_id = ? AND others.person_id IS NOT NULL AND others.person_id <> own.person_id LIMIT ${mostOthers}`,
  name: `
    SELECT people.id AS id FROM (SELECT rowid FROM people_search WHERE people_search MATCH ? LIMIT ${mostOthers}) AS found
    CROSS JOIN search_places ON search_places.place = found.rowid CROSS JOIN people ON people.row = search_places.row`,
  setApart: `SELECT 1 FROM not_duplicates WHERE person_id = min($a, $b) AND other_id = max($a, $b)`,
} as const;

/** The person's likely duplicates, the likeliest first. */
export function duplicatesOf(db: ReadableDb, personId: string): DuplicatePair[] {
  return inSnapshot(db, () => {
    const own = compared(db, personId);
    return own === null ? [] : pairsOf(db, personId, own, () => true);
  });
}

/**
 * Pairs among the people after `from` (a row; begin with 0) and everybody after each of them, some hundred people at a
 * time: a look-up of a caller never waits for a search through all. `next` is null at the end.
 */
export function duplicatesAfter(
  db: ReadableDb,
  from: number,
  people: number,
): { pairs: DuplicatePair[]; next: number | null; done: number } {
  return inSnapshot(db, () => {
    const batch = prepared<{ row: number; id: string }>(
      db,
      `SELECT row, id FROM people WHERE row > ? ORDER BY row LIMIT ?`,
    ).all(from, people);
    const pairs = batch.flatMap(({ row, id }) => {
      const own = compared(db, id);
      return own === null ? [] : pairsOf(db, id, own, other => other.row > row);
    });
    const end = prepared<{ row: number | null }>(db, `SELECT max(row) AS row FROM people`).get()?.row ?? 0;
    const next = batch.length < people ? null : (batch.at(-1)?.row ?? null);
    return { pairs, next, done: next === null ? 1 : next / Math.max(1, end) };
  });
}

function pairsOf(
  db: ReadableDb,
  personId: string,
  own: Compared,
  isWanted: (other: Compared) => boolean,
): DuplicatePair[] {
  const ids = new Set<string>();
  const collect = (by: 'number' | 'email' | 'name', value: string): void => {
    for (const { id } of prepared<{ id: string }>(db, duplicateQueries[by]).all(value)) ids.add(id);
  };
  collect('number', personId);
  collect('email', personId);
  for (const name of own.names) {
    const words = name.split(' ').filter(word => word !== '');
    // Folded words hold letters and digits alone: once quoted, nothing in them is FTS5 syntax.
    if (words.length > 1) collect('name', words.map(word => `"${word}"`).join(' '));
  }
  ids.delete(personId);
  const pairs: DuplicatePair[] = [];
  for (const id of ids) {
    const other = compared(db, id);
    if (other === null || !isWanted(other)) continue;
    const { score, reasons } = likeness(own, other);
    if (score < leastScore || isSetApart(db, personId, id)) continue;
    pairs.push({ people: [own.shown, other.shown], score, reasons });
  }
  return pairs.sort((a, b) => b.score - a.score);
}

function isSetApart(db: ReadableDb, a: string, b: string): boolean {
  return prepared(db, duplicateQueries.setApart).get({ a, b }) !== undefined;
}

function compared(db: ReadableDb, id: string): Compared | null {
  const person = prepared<{
    row: number;
    name: string;
    otherName: string | null;
    role: string | null;
    organisationId: string | null;
    organisation: string | null;
  }>(
    db,
    `SELECT people.row, people.name, other_name AS otherName, role, organisation_id AS organisationId,
       organisations.name AS organisation
     FROM people LEFT JOIN organisations ON organisations.id = organisation_id WHERE people.id = ?`,
  ).get(id);
  if (person === undefined) return null;
  const { row, name, otherName, role, organisation, organisationId } = person;
  return {
    row,
    names: [name, otherName ?? ''].map(fold).filter(folded => folded !== ''),
    numbers: prepared<{ digits: string; shared: number }>(
      db,
      `SELECT digits, shared FROM numbers WHERE person_id = ?`,
    )
      .all(id)
      .map(number => ({ digits: number.digits, shared: number.shared === 1 })),
    emails: prepared<{ key: string }>(db, `SELECT key FROM emails WHERE person_id = ?`)
      .all(id)
      .map(({ key }) => key),
    organisationId,
    shown: { id, name, otherName, detail: [role, organisation].filter(part => part !== null).join(' · ') },
  };
}
