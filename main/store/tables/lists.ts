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
    `SELECT name FROM list_members JOIN lists ON lists.id = list_id WHERE person_id = ? ORDER BY name`,
  )
    .all(personId)
    .map(row => row.name);
}

/** Removes sample lists that nobody is on any more. */
export function removeSampleLists(db: WritableDb): number {
  return prepared(
    db,
    `DELETE FROM lists WHERE sample = 1
       AND NOT EXISTS (SELECT 1 FROM list_members WHERE list_members.list_id = lists.id)`,
  ).run().changes;
}
