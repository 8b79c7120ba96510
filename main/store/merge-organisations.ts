/** Two records of one organisation become one, with all its people, and come apart again. */
import { HatifError } from '../../shared/errors.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import { giveBack, take, type Merge } from './merge-rows.ts';
import type { MergeChoice } from './merge.ts';
import { referencesTo, type Row } from './references.ts';
import { bringBack } from './removal.ts';
import { indexPerson } from './tables/people-search.ts';
import { findPutAside, forgetPutAside, mergedInto, putAside } from './tables/put-aside.ts';

/** Columns of organisations that an agent chooses between; the folded name goes with the name. */
const choosable = {
  name: ['name', 'name_key'],
  kind: ['kind'],
  timeZone: ['time_zone'],
  remark: ['remark'],
} as const;

/** Returns the id by which it is taken apart. HatifError `notFound`, or `badInput` for one organisation twice. */
export function mergeOrganisations(
  db: WritableDb,
  keptId: string,
  goneId: string,
  choice: MergeChoice,
  { asideId, at }: { asideId: string; at: number },
): string {
  return inTransaction(db, () => {
    if (keptId === goneId) throw new HatifError('badInput', 'one organisation cannot be merged with itself');
    const [before, row] = [rowOf(db, keptId), rowOf(db, goneId)];
    const merge: Merge = { row, before, after: {}, moved: [], dropped: [], replaced: [], added: [] };
    dropAlike(db, keptId, goneId, merge);
    giveWay(db, keptId, goneId, choice, merge);
    for (const reference of referencesTo(db, 'organisations')) take(db, reference, keptId, goneId, merge);
    prepared(db, `DELETE FROM organisations WHERE id = ?`).run(goneId);
    merge.after = unite(before, row, choice);
    setColumns(db, keptId, merge.after);
    settle(db, keptId, at);
    const kept = { id: asideId, why: 'merged', what: 'organisation', goneId, keptId } as const;
    putAside(db, { ...kept, name: String(row['name']), at, data: JSON.stringify(merge) });
    return asideId;
  });
}

/** HatifError `notFound` after its time; `wrongState` while a later merge into the same organisation stands. */
export function unmergeOrganisations(
  db: WritableDb,
  asideId: string,
  at: number,
): { keptId: string; goneId: string } {
  return inTransaction(db, () => {
    const record = findPutAside(db, asideId);
    if (record?.why !== 'merged' || record.what !== 'organisation' || record.keptId === null)
      throw new HatifError('notFound', 'this merge is no longer kept');
    const { keptId, goneId } = record;
    if (mergedInto(db, keptId)[0]?.id !== asideId)
      throw new HatifError('wrongState', 'a later merge has to be taken apart first');
    const merge = JSON.parse(record.data) as Merge;
    const now = rowOf(db, keptId);
    bringBack(db, 'organisations', merge.row, record);
    giveBack(db, merge, keptId, goneId);
    // What was changed after the merge stays changed.
    const back = Object.entries(merge.after).filter(([column, value]) => now[column] === value);
    setColumns(
      db,
      keptId,
      Object.fromEntries(back.map(([column]) => [column, merge.before[column] ?? null])),
    );
    settle(db, keptId, at);
    settle(db, goneId, at);
    forgetPutAside(db, asideId);
    return { keptId, goneId };
  });
}

function rowOf(db: WritableDb, organisationId: string): Row {
  const row = prepared<Row>(db, `SELECT * FROM organisations WHERE id = ?`).get(organisationId);
  if (row === undefined) throw new HatifError('notFound', 'there is no such organisation');
  return row;
}

/** One number, one address, once; and nobody belongs beside their main organisation to the same one again. */
function dropAlike(db: WritableDb, keptId: string, goneId: string, merge: Merge): void {
  for (const [table, same] of [
    ['organisation_numbers', 'digits'],
    ['emails', 'key'],
  ] as const) {
    const alike = prepared<Row>(
      db,
      `DELETE FROM ${table} WHERE organisation_id = ?
         AND ${same} IN (SELECT ${same} FROM ${table} WHERE organisation_id = ?) RETURNING *`,
    ).all(goneId, keptId);
    for (const row of alike) merge.dropped.push({ table, row });
  }
  const twice = prepared<Row>(
    db,
    `DELETE FROM affiliations WHERE organisation_id IN ($keptId, $goneId) AND EXISTS (
       SELECT 1 FROM people WHERE people.id = affiliations.person_id AND people.organisation_id IN ($keptId, $goneId))
     RETURNING *`,
  ).all({ keptId, goneId });
  for (const row of twice) merge.dropped.push({ table: 'affiliations', row });
}

/** The kept record's values of own fields go where the other's were chosen. */
function giveWay(db: WritableDb, keptId: string, goneId: string, choice: MergeChoice, merge: Merge): void {
  for (const name of choice) {
    if (!name.startsWith('value:')) continue;
    const rows = prepared<Row>(
      db,
      `DELETE FROM organisation_values WHERE organisation_id = $keptId AND field_id = $fieldId AND EXISTS (
         SELECT 1 FROM organisation_values AS others WHERE others.organisation_id = $goneId AND others.field_id = $fieldId)
       RETURNING *`,
    ).all({ keptId, goneId, fieldId: name.slice('value:'.length) });
    for (const row of rows) merge.replaced.push({ table: 'organisation_values', row });
  }
}

/** What was chosen, and what was empty. */
function unite(kept: Row, gone: Row, choice: MergeChoice): Row {
  const wanted: Row = {};
  for (const [field, columns] of Object.entries(choosable))
    if (choice.includes(field) || columns.every(column => (kept[column] ?? '') === ''))
      for (const column of columns) wanted[column] = gone[column] ?? null;
  return Object.fromEntries(Object.entries(wanted).filter(([column, value]) => kept[column] !== value));
}

function setColumns(db: WritableDb, organisationId: string, columns: Row): void {
  for (const [column, value] of Object.entries(columns))
    prepared(db, `UPDATE organisations SET ${column} = ? WHERE id = ?`).run(value, organisationId);
}

/** Search finds people by their organisation's name. */
function settle(db: WritableDb, organisationId: string, at: number): void {
  prepared(db, `UPDATE organisations SET version = version + 1, updated_at = ? WHERE id = ?`).run(
    at,
    organisationId,
  );
  for (const { id } of prepared<{ id: string }>(db, `SELECT id FROM people WHERE organisation_id = ?`).all(
    organisationId,
  ))
    indexPerson(db, id);
}
