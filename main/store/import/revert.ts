/** Taking an import back, last record first, some at a time. What was used or changed since is nobody's to take away. */
import { HatifError } from '../../../shared/errors.ts';
import { inTransaction, prepared, type SqlValue, type WritableDb } from '../database.ts';
import { countKept, findBatch, setState } from '../tables/import-batches.ts';
import {
  forgetMade,
  lastChanges,
  madeBy,
  removeRow,
  type ImportRow,
  type Made,
} from '../tables/import-rows.ts';
import { removeFile } from '../tables/files.ts';
import { indexPerson, unindexPerson } from '../tables/people-search.ts';
import type { Filled } from './fill.ts';
import { importedPhoto } from './photo.ts';

/** True when nothing is left to do. HatifError `notFound`. */
export function revertImport(db: WritableDb, batchId: string, limit: number, at: number): boolean {
  return inTransaction(db, () => {
    const batch = findBatch(db, batchId);
    if (batch === null) throw new HatifError('notFound', 'there is no such import');
    if (batch.state === 'reverted') return true;
    if (batch.state !== 'reverting') setState(db, batchId, 'reverting', null);
    const rows = lastChanges(db, batch.number, limit);
    let kept = 0;
    for (const row of rows) {
      if (!(row.outcome === 'added' ? takeAway(db, row) : takeOut(db, row))) kept += 1;
      removeRow(db, batch.number, row.record);
    }
    if (kept > 0) countKept(db, batchId, kept);
    if (rows.length === limit) return false;
    for (const { what, id } of madeBy(db, batch.number)) removeIfUnused(db, what, id);
    forgetMade(db, batch.number);
    setState(db, batchId, 'reverted', at);
    return true;
  });
}

/** Calls, follow-ups, lists they were put on, points of contact, changes by hand. */
const isInUse = `
  SELECT people.row FROM people WHERE id = $id AND (version <> $version
    OR EXISTS (SELECT 1 FROM interactions WHERE person_id = $id)
    OR EXISTS (SELECT 1 FROM follow_ups WHERE person_id = $id)
    OR EXISTS (SELECT 1 FROM choices WHERE person_id = $id)
    OR EXISTS (SELECT 1 FROM files WHERE person_id = $id AND id <> $photo)
    OR EXISTS (SELECT 1 FROM points_of_contact WHERE person_id = $id OR stand_in_id = $id)
    OR (SELECT count(*) FROM list_members WHERE person_id = $id) <> $lists)`;

/** False when the person stays. */
function takeAway(db: WritableDb, { personId, version, data }: ImportRow): boolean {
  const person = prepared<{ row: number }>(db, `SELECT row FROM people WHERE id = ?`).get(personId);
  if (person === undefined) return true;
  const { lists } = data === null ? { lists: 0 } : (JSON.parse(data) as { lists: number });
  if (
    prepared(db, isInUse).get({ id: personId, version, lists, photo: importedPhoto(personId ?? '') }) !==
    undefined
  )
    return false;
  unindexPerson(db, person.row);
  prepared(db, `DELETE FROM people WHERE id = ?`).run(personId);
  return true;
}

/** False when somebody changed the person since. */
function takeOut(db: WritableDb, { personId, version, data }: ImportRow): boolean {
  const person = prepared<{ version: number }>(db, `SELECT version FROM people WHERE id = ?`).get(personId);
  if (person === undefined || data === null || personId === null) return true;
  if (person.version !== version) return false;
  const filled = JSON.parse(data) as Filled;
  for (const [column, value] of Object.entries(filled.columns))
    prepared<SqlValue>(db, `UPDATE people SET ${column} = ? WHERE id = ?`).run(value, personId);
  for (const table of ['numbers', 'emails', 'addresses', 'links'] as const)
    for (const id of filled[table]) prepared(db, `DELETE FROM ${table} WHERE id = ?`).run(id);
  for (const id of filled.photos ?? []) removeFile(db, id);
  const forget = (table: string, column: string, keys: readonly string[]): void => {
    for (const key of keys)
      prepared(db, `DELETE FROM ${table} WHERE person_id = ? AND ${column} = ?`).run(personId, key);
  };
  forget('person_tags', 'tag', filled.tags);
  forget('list_members', 'list_id', filled.lists);
  forget('person_values', 'field_id', filled.values);
  // As it was before the import, its version included: an earlier import of the same file can be taken back as well.
  prepared(db, `UPDATE people SET version = version - 1 WHERE id = ?`).run(personId);
  indexPerson(db, personId);
  return true;
}

const unused: Record<Made, string> = {
  organisation: `
    DELETE FROM organisations WHERE id = $id AND version = 1
      AND NOT EXISTS (SELECT 1 FROM people WHERE organisation_id = $id)
      AND NOT EXISTS (SELECT 1 FROM affiliations WHERE organisation_id = $id)
      AND NOT EXISTS (SELECT 1 FROM points_of_contact WHERE organisation_id = $id)
      AND NOT EXISTS (SELECT 1 FROM organisation_numbers WHERE organisation_id = $id)`,
  list: `
    DELETE FROM lists WHERE id = $id AND version = 1
      AND NOT EXISTS (SELECT 1 FROM list_members WHERE list_id = $id)`,
  field: `
    DELETE FROM custom_fields WHERE id = $id AND NOT EXISTS (SELECT 1 FROM person_values WHERE field_id = $id)`,
};

function removeIfUnused(db: WritableDb, what: Made, id: string): void {
  prepared(db, unused[what]).run({ id });
}
