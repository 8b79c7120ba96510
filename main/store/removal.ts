/** Removing a person, an organisation or a list with all that belongs to it, and bringing it back whole. */
import { HatifError } from '../../shared/errors.ts';
import { inTransaction, prepared, type SqlValue, type WritableDb } from './database.ts';
import { insertRow, keyOf, referencesTo, rowsOf, whereKey, type Row, type Target } from './references.ts';
import { indexPerson, unindexPerson } from './tables/people-search.ts';
import { refreshContact } from './tables/people.ts';
import { findPutAside, forgetPutAside, putAside, type PutAside } from './tables/put-aside.ts';

const tableOf = { person: 'people', organisation: 'organisations', list: 'lists' } as const;
type What = keyof typeof tableOf;

interface Kept {
  row: Row;
  owned: { table: string; row: Row }[];
  linked: { table: string; column: string; key: Row }[];
}

/** Returns the id under which it can be brought back. HatifError `notFound` when it is not there. */
export function remove(db: WritableDb, what: What, id: string, asideId: string, at: number): string {
  return inTransaction(db, () => {
    const table = tableOf[what];
    const row = prepared<Row>(db, `SELECT * FROM ${table} WHERE id = ?`).get(id);
    if (row === undefined) throw new HatifError('notFound', `there is no such ${what}`);
    const data: Kept = { row, owned: [], linked: [] };
    for (const reference of referencesTo(db, table))
      for (const referring of rowsOf(db, reference, id))
        if (reference.owned) data.owned.push({ table: reference.table, row: referring });
        else
          data.linked.push({
            table: reference.table,
            column: reference.column,
            key: keyOf(reference, referring),
          });
    const name = typeof row['name'] === 'string' ? row['name'] : '';
    putAside(db, {
      id: asideId,
      why: 'removed',
      what,
      goneId: id,
      keptId: null,
      name,
      at,
      data: JSON.stringify(data),
    });
    if (what === 'person') unindexPerson(db, Number(row['row']));
    prepared(db, `DELETE FROM ${table} WHERE id = ?`).run(id);
    if (what === 'organisation') indexMembers(db, data.linked);
    return asideId;
  });
}

/** What was referred to meanwhile by something else keeps its new reference. HatifError `notFound` after its time. */
export function restore(db: WritableDb, asideId: string): { what: What; id: string } {
  return inTransaction(db, () => {
    const record = findPutAside(db, asideId);
    if (record === null || record.why !== 'removed')
      throw new HatifError('notFound', 'what was removed is no longer kept');
    const { row, owned, linked } = JSON.parse(record.data) as Kept;
    bringBack(db, tableOf[record.what], row, record);
    for (const each of owned) insertRow(db, each.table, each.row);
    for (const { table, column, key } of linked) {
      const where = whereKey(key);
      prepared(db, `UPDATE ${table} SET ${column} = ? WHERE ${where.text} AND ${column} IS NULL`).run(
        record.goneId,
        ...where.values,
      );
    }
    if (record.what === 'person') {
      refreshContact(db, record.goneId);
      indexPerson(db, record.goneId);
    }
    if (record.what === 'organisation') indexMembers(db, linked);
    forgetPutAside(db, asideId);
    return { what: record.what, id: record.goneId };
  });
}

/** The row as it was, as far as what it refers to is still there. */
export function bringBack(db: WritableDb, table: Target, row: Row, { what }: Pick<PutAside, 'what'>): void {
  const whole: Row = { ...row };
  if (table === 'people') {
    const taken =
      prepared(db, `SELECT 1 FROM people WHERE row = ?`).get(row['row'] as SqlValue) !== undefined;
    if (taken) delete whole['row'];
    const organisation = row['organisation_id'] ?? null;
    if (prepared(db, `SELECT 1 FROM organisations WHERE id = ?`).get(organisation) === undefined)
      whole['organisation_id'] = null;
  }
  if (!insertRow(db, table, whole))
    throw new HatifError('wrongState', `there is another ${what} in its place`);
}

/** Search finds people by their organisation's name. */
function indexMembers(db: WritableDb, linked: Kept['linked']): void {
  for (const { table, key } of linked)
    if (table === 'people' && typeof key['row'] === 'number') {
      const member = prepared<{ id: string }>(db, `SELECT id FROM people WHERE row = ?`).get(key['row']);
      if (member !== undefined) indexPerson(db, member.id);
    }
}
