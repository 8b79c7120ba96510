/** Rows that refer to one of two records that become one: how they come to the other, and how they come back. */
import { prepared, type SqlValue, type WritableDb } from './database.ts';
import { insertRow, keyOf, rowsOf, whereKey, type Reference, type Row } from './references.ts';

interface Moved {
  table: string;
  column: string;
  key: Row;
  /** Its place among its owner's rows before. */
  position?: SqlValue;
}

export interface Merge {
  row: Row;
  before: Row;
  after: Row;
  moved: Moved[];
  /** Rows of the one who went, that the kept one has alike. */
  dropped: { table: string; row: Row }[];
  /** Rows of the kept one that gave way. */
  replaced: { table: string; row: Row }[];
  added: { table: string; key: Row }[];
}

export function take(
  db: WritableDb,
  reference: Reference,
  keptId: string,
  goneId: string,
  merge: Merge,
): void {
  const { table, column, ordered } = reference;
  const after = ordered
    ? (prepared<{ next: number }>(
        db,
        `SELECT coalesce(max(position), -1) + 1 AS next FROM ${table} WHERE ${column} = ?`,
      ).get(keptId)?.next ?? 0)
    : 0;
  for (const row of rowsOf(db, reference, goneId)) {
    const key = keyOf(reference, row);
    const where = whereKey({ ...key, [column]: goneId });
    const taken = prepared(
      db,
      `UPDATE OR IGNORE ${table} SET ${column} = ?${ordered ? ', position = position + ?' : ''} WHERE ${where.text}`,
    ).run(keptId, ...(ordered ? [after] : []), ...where.values).changes;
    if (taken === 1)
      merge.moved.push({ table, column, key, ...(ordered ? { position: row['position'] ?? 0 } : {}) });
    // The kept record has it already. What only refers to the one who goes loses that by itself.
    else if (reference.owned) merge.dropped.push({ table, row });
  }
}

/** All that `merge` did to rows, undone; the record that went is there again. */
export function giveBack(db: WritableDb, merge: Merge, keptId: string, goneId: string): void {
  for (const { table, key } of merge.added) {
    const where = whereKey(key);
    prepared(db, `DELETE FROM ${table} WHERE ${where.text}`).run(...where.values);
  }
  for (const { table, column, key, position } of merge.moved) {
    const where = whereKey(key);
    const place = position === undefined ? '' : ', position = ?';
    prepared(db, `UPDATE ${table} SET ${column} = ?${place} WHERE ${where.text} AND ${column} = ?`).run(
      goneId,
      ...(position === undefined ? [] : [position]),
      ...where.values,
      keptId,
    );
  }
  for (const { table, row } of [...merge.replaced, ...merge.dropped]) insertRow(db, table, row);
}
