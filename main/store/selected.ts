/**
 * Whom a selection names, a page at a time. Unknown callers who were not kept are nobody's contacts; the practice sample is
 * nobody at all.
 */
import { looksLikeNumber } from '../../shared/match/number-key.ts';
import type { Rule } from '../../shared/people/rule.ts';
import type { PeopleSelection } from '../../shared/people/selection.ts';
import { prepared, type ReadableDb } from './database.ts';
import { ruleSql } from './rule-sql.ts';
import { matchAnywhere, searchByDigits, typedWords } from './search.ts';
import { ruleOf } from './tables/lists.ts';

/** A number that is shared by more people than this is searched for by nobody who wants all of them. */
const mostByDigits = 10_000;
/** People that a rule looks at for one page. */
const lookedAt = 1_000;

const selectable = `provisional = 0 AND sample = 0`;

export const selectionQueries = {
  all: `SELECT id, row AS key FROM people WHERE row > $after AND ${selectable} ORDER BY row LIMIT $limit`,
  list: `
    SELECT id, person_id AS key FROM list_members CROSS JOIN people ON people.id = person_id
    WHERE list_id = $listId AND person_id > $after AND ${selectable} ORDER BY person_id LIMIT $limit`,
  words: `
    SELECT id, found.rowid AS key
    FROM (SELECT rowid FROM people_search WHERE people_search MATCH $match AND rowid > $after ORDER BY rowid) AS found
    CROSS JOIN search_places ON search_places.place = found.rowid
    CROSS JOIN people ON people.row = search_places.row WHERE ${selectable} LIMIT $limit`,
} as const;
const one = `SELECT id, row AS key FROM people WHERE id = ? AND ${selectable}`;

interface Found {
  id: string;
  /** Where the next page goes on. */
  key: number | string;
}

interface Page {
  found: Found[];
  next: string | null;
}

/** `next` is null at the end; a page may be empty before it. A list that is gone has nobody on it. */
export function selectedPage(
  db: ReadableDb,
  selection: PeopleSelection,
  after: string | null,
  limit: number,
  now: number,
): Page {
  const afterRow = Number(after ?? 0);
  const full = (found: Found[]) => ({
    found,
    next: found.length < limit ? null : String(found.at(-1)?.key),
  });
  switch (selection.kind) {
    case 'all':
      return full(prepared<Found>(db, selectionQueries.all).all({ after: afterRow, limit }));
    case 'list': {
      const rule = ruleOf(db, selection.listId);
      if (rule != null) return byRule(db, rule, afterRow, limit, now);
      const { listId } = selection;
      return full(prepared<Found>(db, selectionQueries.list).all({ listId, after: after ?? '', limit }));
    }
    case 'search':
      return full(searched(db, selection.text, afterRow, limit));
    case 'people':
      return full(inOrder(db, selection.personIds, afterRow, limit));
  }
}

function byRule(db: ReadableDb, rule: Rule, after: number, limit: number, now: number): Page {
  const last =
    prepared<{ row: number | null }>(
      db,
      `SELECT max(row) AS row FROM (SELECT row FROM people WHERE row > ? ORDER BY row LIMIT ${lookedAt})`,
    ).get(after)?.row ?? null;
  if (last === null) return { found: [], next: null };
  const { text, values } = ruleSql(rule, { now, ruleOf: listId => ruleOf(db, listId) });
  const found = prepared<Found>(
    db,
    `SELECT id, row AS key FROM people WHERE row > ? AND row <= ? AND ${selectable} AND ${text}
     ORDER BY row LIMIT ?`,
  ).all(after, last, ...values, limit);
  const key = found.length === limit ? found.at(-1)?.key : last;
  return { found, next: String(key) };
}

function searched(db: ReadableDb, text: string, after: number, limit: number): Found[] {
  if (looksLikeNumber(text)) {
    const hits = searchByDigits(db, text, mostByDigits);
    return inOrder(
      db,
      hits.map(({ personId }) => personId),
      after,
      limit,
    );
  }
  const match = matchAnywhere(typedWords(text));
  return match === '' ? [] : prepared<Found>(db, selectionQueries.words).all({ match, after, limit });
}

function inOrder(db: ReadableDb, personIds: readonly string[], after: number, limit: number): Found[] {
  return [...new Set(personIds)]
    .flatMap(personId => prepared<Found>(db, one).all(personId))
    .filter(({ key }) => Number(key) > after)
    .sort((a, b) => Number(a.key) - Number(b.key))
    .slice(0, limit);
}
