/**
 * Two records of one person become one, and come apart again. The kept record takes over every row that refers to the
 * other; what both have alike is kept once. What happened after a merge stays with the kept record when it is undone.
 */
import { HatifError } from '../../shared/errors.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import { giveBack, take, type Merge } from './merge-rows.ts';
import { insertRow, referencesTo, type Row } from './references.ts';
import { bringBack } from './removal.ts';
import { indexPerson, unindexPerson } from './tables/people-search.ts';
import { countChange, refreshContact } from './tables/people.ts';
import { findPutAside, forgetPutAside, mergedInto, putAside } from './tables/put-aside.ts';

/** Columns of people that an agent chooses between. */
const choosable = {
  name: ['name'],
  otherName: ['other_name'],
  organisation: ['organisation_id', 'role'],
  language: ['language'],
  timeZone: ['time_zone'],
  city: ['city'],
  remark: ['remark'],
  bestTime: ['best_time'],
  consent: ['consent_call', 'consent_email', 'consent_message'],
} as const;
/** Fields, and `value:<field id>` for own fields, that are taken from the record that goes. */
export type MergeChoice = readonly string[];

/** Returns the id by which it is taken apart. HatifError `notFound`, or `badInput` for one person twice. */
export function mergePeople(
  db: WritableDb,
  keptId: string,
  goneId: string,
  choice: MergeChoice,
  { asideId, at }: { asideId: string; at: number },
): string {
  return inTransaction(db, () => {
    if (keptId === goneId) throw new HatifError('badInput', 'one person cannot be merged with themselves');
    const [before, row] = [personRow(db, keptId), personRow(db, goneId)];
    const merge: Merge = { row, before, after: {}, moved: [], dropped: [], replaced: [], added: [] };
    dropAlike(db, keptId, goneId, merge);
    giveWay(db, keptId, goneId, choice, merge);
    for (const reference of referencesTo(db, 'people')) take(db, reference, keptId, goneId, merge);
    unindexPerson(db, Number(row['row']));
    prepared(db, `DELETE FROM people WHERE id = ?`).run(goneId);
    merge.after = unite(before, row, choice);
    setColumns(db, keptId, merge.after);
    keepAffiliation(db, keptId, row, merge);
    settle(db, keptId, at);
    putAside(db, {
      id: asideId,
      why: 'merged',
      what: 'person',
      goneId,
      keptId,
      name: String(row['name']),
      at,
      data: JSON.stringify(merge),
    });
    return asideId;
  });
}

/** HatifError `notFound` after its time; `wrongState` while a later merge into the same person stands. */
export function unmergePeople(
  db: WritableDb,
  asideId: string,
  at: number,
): { keptId: string; goneId: string } {
  return inTransaction(db, () => {
    const record = findPutAside(db, asideId);
    if (record?.why !== 'merged' || record.what !== 'person' || record.keptId === null)
      throw new HatifError('notFound', 'this merge is no longer kept');
    const { keptId, goneId } = record;
    if (mergedInto(db, keptId)[0]?.id !== asideId)
      throw new HatifError('wrongState', 'a later merge has to be taken apart first');
    const merge = JSON.parse(record.data) as Merge;
    const now = personRow(db, keptId);
    bringBack(db, 'people', merge.row, record);
    giveBack(db, merge, keptId, goneId);
    // What was changed after the merge stays changed.
    const back = Object.entries(merge.after).filter(([column, value]) => now[column] === value);
    setColumns(
      db,
      keptId,
      Object.fromEntries(back.map(([column]) => [column, merge.before[column] ?? null])),
    );
    settle(db, keptId, at);
    refreshContact(db, goneId);
    indexPerson(db, goneId);
    forgetPutAside(db, asideId);
    return { keptId, goneId };
  });
}

function personRow(db: WritableDb, personId: string): Row {
  const row = prepared<Row>(db, `SELECT * FROM people WHERE id = ?`).get(personId);
  if (row === undefined) throw new HatifError('notFound', 'there is no such person');
  return row;
}

/** One number, one address: written twice it would ring twice. */
function dropAlike(db: WritableDb, keptId: string, goneId: string, merge: Merge): void {
  for (const [table, same] of [
    ['numbers', 'digits'],
    ['emails', 'key'],
  ] as const) {
    const alike = prepared<Row>(
      db,
      `DELETE FROM ${table} WHERE person_id = ?
         AND ${same} IN (SELECT ${same} FROM ${table} WHERE person_id = ?) RETURNING *`,
    ).all(goneId, keptId);
    for (const row of alike) merge.dropped.push({ table, row });
  }
}

/** The kept record's values of own fields go where the other's were chosen. */
function giveWay(db: WritableDb, keptId: string, goneId: string, choice: MergeChoice, merge: Merge): void {
  for (const name of choice) {
    if (!name.startsWith('value:')) continue;
    const fieldId = name.slice('value:'.length);
    const taken = prepared(db, `SELECT 1 FROM person_values WHERE person_id = ? AND field_id = ?`);
    if (taken.get(goneId, fieldId) === undefined) continue;
    for (const row of prepared<Row>(
      db,
      `DELETE FROM person_values WHERE person_id = ? AND field_id = ? RETURNING *`,
    ).all(keptId, fieldId))
      merge.replaced.push({ table: 'person_values', row });
  }
}

/** The columns of the kept record that change: what was chosen, what was empty, and the more careful of two answers. */
function unite(kept: Row, gone: Row, choice: MergeChoice): Row {
  const wanted: Row = {};
  for (const [field, columns] of Object.entries(choosable)) {
    const chosen = choice.includes(field);
    const empty = columns.every(column => (kept[column] ?? '') === '');
    if (chosen || empty) for (const column of columns) wanted[column] = gone[column] ?? null;
  }
  const [a, b] = [kept, gone];
  wanted['do_not_contact'] = Math.max(Number(a['do_not_contact']), Number(b['do_not_contact']));
  wanted['provisional'] = Math.min(Number(a['provisional']), Number(b['provisional']));
  if (wanted['provisional'] === 0) wanted['expires_at'] = null;
  wanted['created_at'] = Math.min(Number(a['created_at']), Number(b['created_at']));
  return Object.fromEntries(Object.entries(wanted).filter(([column, value]) => kept[column] !== value));
}

function setColumns(db: WritableDb, personId: string, columns: Row): void {
  for (const [column, value] of Object.entries(columns))
    prepared(db, `UPDATE people SET ${column} = ? WHERE id = ?`).run(value, personId);
}

/** The organisation that was not kept as the main one is not forgotten. */
function keepAffiliation(db: WritableDb, keptId: string, gone: Row, merge: Merge): void {
  const main = merge.after['organisation_id'] ?? merge.before['organisation_id'];
  for (const from of [merge.before, gone]) {
    const organisation = from['organisation_id'] ?? null;
    if (organisation === null || organisation === main) continue;
    const row = { person_id: keptId, organisation_id: organisation, role: from['role'] ?? null };
    if (insertRow(db, 'affiliations', row))
      merge.added.push({ table: 'affiliations', key: { person_id: keptId, organisation_id: organisation } });
  }
}

function settle(db: WritableDb, keptId: string, at: number): void {
  countChange(db, keptId, at);
  refreshContact(db, keptId);
  indexPerson(db, keptId);
}
