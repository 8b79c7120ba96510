/** What every schema of ours keeps to, found by reading the real one. */
import type { ReadableDb } from '../database.ts';

/** The statements that made the schema, in a stable order, for comparing and for reading as a diff. */
export function dumpSchema(db: ReadableDb): string {
  const rows = db
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'people_search_*' AND name NOT GLOB 'number_search_*'
       ORDER BY tbl_name, type DESC, name`,
    )
    .all();
  return rows.map(({ sql }) => `${sql.replaceAll(/^ {6}/gm, '')};\n`).join('\n');
}

/** One sentence for each fault, written for the author of the migration. */
export function schemaFaults(db: ReadableDb): string[] {
  const tables = db
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  return tables.flatMap(({ name, strict }) => [
    ...(strict === 1 ? [] : [`table ${name} is not STRICT: SQLite would store any type in any column`]),
    ...columnFaults(db, name),
    ...referenceFaults(db, name),
  ]);
}

function columnFaults(db: ReadableDb, table: string): string[] {
  const columns = db
    .prepare<[string], { name: string; type: string; pk: number }>(
      `SELECT name, type, pk FROM pragma_table_info(?)`,
    )
    .all(table);
  const faults = columns
    .filter(
      ({ type }) => type !== 'TEXT' && type !== 'INTEGER' && !(type === 'BLOB' && table === 'file_contents'),
    )
    .map(
      ({ name, type }) =>
        `column ${table}.${name} is ${type}: instants and flags are INTEGER, all else is TEXT`,
    );
  if (columns.every(({ pk }) => pk === 0)) faults.push(`table ${table} has no primary key`);
  return faults;
}

function referenceFaults(db: ReadableDb, table: string): string[] {
  const references = db
    .prepare<[string], { from: string; to: string }>(
      // The first column of a reference of several must lead; the others only narrow it.
      `SELECT "from", "table" AS "to" FROM pragma_foreign_key_list(?) WHERE seq = 0`,
    )
    .all(table);
  return references
    .filter(reference => !isIndexed(db, table, reference.from))
    .map(
      ({ from, to }) =>
        `column ${table}.${from} refers to ${to} without an index that begins with it: each delete there would read all of ${table}`,
    );
}

function isIndexed(db: ReadableDb, table: string, column: string): boolean {
  const first = db
    .prepare<[string], { name: string }>(
      `SELECT columns.name FROM pragma_index_list(?) AS indexes
       JOIN pragma_index_info(indexes.name) AS columns WHERE columns.seqno = 0`,
    )
    .all(table);
  return first.some(({ name }) => name === column);
}
