/**
 * Which columns refer to a table, read from the schema itself: a table that is added tomorrow is moved by a merge and
 * comes back after a removal without a line here.
 */
import { prepared, type ReadableDb, type SqlValue, type WritableDb } from './database.ts';

export type Row = Record<string, SqlValue>;
export type Target = 'people' | 'organisations' | 'lists';

export interface Reference {
  table: string;
  column: string;
  /** Columns that name a row, without `column` itself. */
  key: string[];
  /** Owned rows go with what they belong to (ON DELETE CASCADE); others only lose the reference (SET NULL). */
  owned: boolean;
  /** Rows have an order among those of one owner. */
  ordered: boolean;
}

const known = new WeakMap<object, Map<Target, Reference[]>>();

/** In the order of the schema. Wrap-up undos name a person without a reference, so that they outlive one; they are added. */
export function referencesTo(db: ReadableDb, target: Target): Reference[] {
  let targets = known.get(db);
  if (targets === undefined) known.set(db, (targets = new Map<Target, Reference[]>()));
  const there = targets.get(target);
  if (there !== undefined) return there;
  const found = prepared<{ table: string; column: string; onDelete: string }>(
    db,
    `SELECT tables.name AS "table", keys."from" AS column, keys.on_delete AS onDelete
     FROM pragma_table_list AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
     WHERE tables.type = 'table' AND keys."table" = ? ORDER BY tables.name, keys."from"`,
  )
    .all(target)
    .map(({ table, column, onDelete }) => {
      const columns = prepared<{ name: string; pk: number }>(
        db,
        `SELECT name, pk FROM pragma_table_info(?) ORDER BY pk`,
      ).all(table);
      return {
        table,
        column,
        key: columns.filter(({ name, pk }) => pk > 0 && name !== column).map(({ name }) => name),
        owned: onDelete === 'CASCADE',
        ordered: onDelete === 'CASCADE' && columns.some(({ name }) => name === 'position'),
      };
    });
  if (target === 'people')
    for (const column of ['refused_person_id', 'provisional_person_id'])
      found.push({ table: 'wrap_up_undos', column, key: ['interaction_id'], owned: false, ordered: false });
  targets.set(target, found);
  return found;
}

/** Rows that refer to `id` by this column, whole. */
export function rowsOf(db: ReadableDb, { table, column, key }: Reference, id: string): Row[] {
  return prepared<Row>(
    db,
    `SELECT * FROM ${table} WHERE ${column} = ? ORDER BY ${[...key, column].join(', ')}`,
  ).all(id);
}

export function keyOf({ key }: Reference, row: Row): Row {
  return Object.fromEntries(key.map(name => [name, row[name] ?? null]));
}

/** `a = ? AND b = ?` with its values. */
export function whereKey(row: Row): { text: string; values: SqlValue[] } {
  return {
    text: Object.keys(row)
      .map(name => `${name} IS ?`)
      .join(' AND '),
    values: Object.values(row),
  };
}

/** False when the row cannot be there (any more): its key is taken, or what it refers to is gone. */
export function insertRow(db: WritableDb, table: string, row: Row): boolean {
  const columns = Object.keys(row);
  try {
    return (
      prepared(
        db,
        `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ).run(...Object.values(row)).changes === 1
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
      return false;
    throw error;
  }
}
