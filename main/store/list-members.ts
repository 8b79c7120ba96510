/** Who is on a list, and whom a rule names, some thousand people at a time: a caller's look-up never waits for all. */
import { HatifError } from '../../shared/errors.ts';
import type { ListFields, ListView, MatchingPart } from '../../shared/people/lists.ts';
import { isCircular, type Rule } from '../../shared/people/rule.ts';
import type { SearchHit } from '../../shared/people/types.ts';
import { inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from './database.ts';
import { ruleSql } from './rule-sql.ts';
import { allLists, findList, putList, ruleOf } from './tables/lists.ts';

/** People looked at for one part: some ten milliseconds of text to fold. */
const partSize = 1_000;

const shown = `
  people.id AS personId, people.name AS name, other_name AS otherName,
  (SELECT name FROM organisations WHERE organisations.id = people.organisation_id) AS organisation,
  (SELECT raw FROM numbers WHERE person_id = people.id ORDER BY position LIMIT 1) AS number`;

/** Whom the rule names among those after `after` (a row; begin with 0); `limit` of them are given, all are counted. */
export function matchingPart(
  db: ReadableDb,
  rule: Rule,
  after: number,
  limit: number,
  now: number,
): MatchingPart {
  return inSnapshot(db, () => {
    const last =
      prepared<{ row: number | null }>(
        db,
        `SELECT max(row) AS row FROM (SELECT row FROM people WHERE row > ? ORDER BY row LIMIT ${partSize})`,
      ).get(after)?.row ?? null;
    if (last === null) return { people: [], count: 0, next: null, done: 1 };
    const { text, values } = ruleSql(rule, { now, ruleOf: listId => ruleOf(db, listId) });
    const rows = prepared<{ row: number }>(
      db,
      `SELECT row FROM people WHERE row > ? AND row <= ? AND ${text} ORDER BY row`,
    ).all(after, last, ...values);
    const people = rows
      .slice(0, limit)
      .flatMap(
        ({ row }) => prepared<SearchHit>(db, `SELECT ${shown} FROM people WHERE row = ?`).get(row) ?? [],
      );
    const end = prepared<{ row: number }>(db, `SELECT max(row) AS row FROM people`).get()?.row ?? last;
    return { people, count: rows.length, next: last >= end ? null : last, done: last / Math.max(1, end) };
  });
}

/** Members of a list, by hand or by rule, after `after`. HatifError `notFound`. */
export function membersPart(
  db: ReadableDb,
  listId: string,
  after: number,
  limit: number,
  now: number,
): MatchingPart {
  const rule = ruleOf(db, listId);
  if (rule === undefined) throw new HatifError('notFound', 'there is no such list');
  return matchingPart(db, rule ?? { field: 'list', op: 'on', value: listId }, after, limit, now);
}

/** HatifError `badInput` for a rule that comes back to its own list, `nameTaken`, `changedMeanwhile`. */
export function saveList(
  db: WritableDb,
  listId: string,
  base: number | null,
  list: ListFields,
  at: number,
): ListView {
  return inTransaction(db, () => {
    const before = findList(db, listId);
    if (before !== null && before.version !== base)
      throw new HatifError('changedMeanwhile', 'the list was changed meanwhile');
    if (list.rule !== null && isCircular(listId, list.rule, other => ruleOf(db, other) ?? null))
      throw new HatifError('badInput', 'the rule comes back to its own list');
    putList(db, listId, list, at);
    const saved = findList(db, listId);
    if (saved === null) throw new HatifError('internal', 'the list was not saved');
    return saved;
  });
}

/** Names of lists that say of this person that nobody is to contact them. */
export function barringLists(db: ReadableDb, personId: string, now: number): string[] {
  return allLists(db)
    .filter(list => list.doNotContact && !list.archived && isOn(db, list, personId, now))
    .map(list => list.name);
}

function isOn(db: ReadableDb, list: ListView, personId: string, now: number): boolean {
  const rule: Rule = list.rule ?? { field: 'list', op: 'on', value: list.id };
  const { text, values } = ruleSql(rule, { now, ruleOf: listId => ruleOf(db, listId) });
  return prepared(db, `SELECT 1 FROM people WHERE id = ? AND ${text}`).get(personId, ...values) !== undefined;
}
