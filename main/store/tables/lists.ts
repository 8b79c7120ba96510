import { HatifError } from '../../../shared/errors.ts';
import type { ListFields, ListView } from '../../../shared/people/lists.ts';
import type { Rule } from '../../../shared/people/rule.ts';
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Puts the person on the list of that name; `list` is the id a new list gets. False when they were on it already. */
export function addToList(
  db: WritableDb,
  personId: string,
  list: { id: string; name: string; sample: boolean },
): boolean {
  return inTransaction(db, () => {
    prepared(db, `INSERT INTO lists (id, name, sample) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING`).run(
      list.id,
      list.name,
      bit(list.sample),
    );
    return (
      prepared(
        db,
        `INSERT INTO list_members (person_id, list_id) SELECT ?, id FROM lists WHERE name = ?
         ON CONFLICT DO NOTHING`,
      ).run(personId, list.name).changes === 1
    );
  });
}

export function listIdsOf(db: ReadableDb, personId: string): string[] {
  return prepared<{ id: string }>(
    db,
    `SELECT list_id AS id FROM list_members WHERE person_id = ? ORDER BY list_id`,
  )
    .all(personId)
    .map(row => row.id);
}

/** Names, in alphabetical order. */
export function listsOf(db: ReadableDb, personId: string): string[] {
  return prepared<{ name: string }>(
    db,
    `SELECT name FROM list_members JOIN lists ON lists.id = list_id
     WHERE person_id = ? AND archived_at IS NULL ORDER BY name`,
  )
    .all(personId)
    .map(row => row.name);
}

interface ListRow {
  id: string;
  name: string;
  rule: string | null;
  doNotContact: number;
  archivedAt: number | null;
  campaign: string | null;
  version: number;
  sample: number;
  members: number;
}

const columns = `
  SELECT id, name, rule, do_not_contact AS doNotContact, archived_at AS archivedAt, campaign, version, sample,
    (SELECT count(*) FROM list_members WHERE list_id = lists.id) AS members FROM lists`;

/** Those in use first, each half alphabetically. */
export function allLists(db: ReadableDb): ListView[] {
  return prepared<ListRow>(db, `${columns} ORDER BY archived_at IS NOT NULL, name`).all().map(viewFrom);
}

export function findList(db: ReadableDb, listId: string): ListView | null {
  const row = prepared<ListRow>(db, `${columns} WHERE id = ?`).get(listId);
  return row === undefined ? null : viewFrom(row);
}

function viewFrom(row: ListRow): ListView {
  const rule = row.rule === null ? null : (JSON.parse(row.rule) as Rule);
  return {
    id: row.id,
    name: row.name,
    rule,
    doNotContact: row.doNotContact === 1,
    archived: row.archivedAt !== null,
    ...(row.campaign === null ? {} : { campaign: row.campaign }),
    version: row.version,
    sample: row.sample === 1,
    members: rule === null ? row.members : null,
  };
}

/** Null for a list made by hand, undefined when there is no such list. */
export function ruleOf(db: ReadableDb, listId: string): Rule | null | undefined {
  const row = prepared<{ rule: string | null }>(db, `SELECT rule FROM lists WHERE id = ?`).get(listId);
  if (row === undefined) return undefined;
  return row.rule === null ? null : (JSON.parse(row.rule) as Rule);
}

/** Adds the list, or changes it. HatifError `nameTaken`. */
export function putList(db: WritableDb, listId: string, list: ListFields, at: number): void {
  const other = prepared(db, `SELECT 1 FROM lists WHERE name = ? AND id <> ?`).get(list.name, listId);
  if (other !== undefined) throw new HatifError('nameTaken', 'another list has this name');
  prepared(
    db,
    `INSERT INTO lists (id, name, sample, rule, do_not_contact, archived_at, created_at, campaign)
     VALUES ($id, $name, 0, $rule, $doNotContact, iif($archived, $at, NULL), $at, $campaign)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, rule = excluded.rule,
       do_not_contact = excluded.do_not_contact, campaign = excluded.campaign,
       archived_at = iif($archived, coalesce(archived_at, $at), NULL), version = version + 1`,
  ).run({
    id: listId,
    name: list.name,
    rule: list.rule === null ? null : JSON.stringify(list.rule),
    doNotContact: bit(list.doNotContact),
    archived: bit(list.archived),
    campaign: list.campaign ?? null,
    at,
  });
}

/** Returns who came new: those who were on it already, and who are nobody, are not counted. */
export function addMembers(db: WritableDb, listId: string, personIds: readonly string[]): string[] {
  return personIds.filter(
    personId =>
      prepared(
        db,
        `INSERT INTO list_members (person_id, list_id) SELECT people.id, lists.id FROM people, lists
         WHERE people.id = ? AND lists.id = ? ON CONFLICT DO NOTHING`,
      ).run(personId, listId).changes === 1,
  );
}

/** Returns who was on it. */
export function removeMembers(db: WritableDb, listId: string, personIds: readonly string[]): string[] {
  return personIds.filter(
    personId =>
      prepared(db, `DELETE FROM list_members WHERE list_id = ? AND person_id = ?`).run(listId, personId)
        .changes === 1,
  );
}

/** Removes sample lists that nobody is on any more. */
export function removeSampleLists(db: WritableDb): number {
  return prepared(
    db,
    `DELETE FROM lists WHERE sample = 1
       AND NOT EXISTS (SELECT 1 FROM list_members WHERE list_members.list_id = lists.id)`,
  ).run().changes;
}
