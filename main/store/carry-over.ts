/** What was done while only a store in memory served, written into the file that takes its place. */
import { inTransaction, prepared, type SqlValue, type WritableDb } from './database.ts';
import { indexPerson } from './tables/people-search.ts';

/** Every table but the search index, which is made anew; those that others refer to come first. */
const tables = [
  'organisations',
  'people',
  'numbers',
  'lists',
  'list_members',
  'outcomes',
  'interactions',
  'events',
  'notes',
  'follow_ups',
  'drafts',
  'choices',
  'wrap_up_undos',
] as const;

/** Copies all rows of `from` into the fresh store `to`. Returns how many. */
export function carryOver(from: WritableDb, to: WritableDb): number {
  return inTransaction(to, () => {
    let copied = 0;
    for (const table of tables) {
      const rows = prepared<Record<string, SqlValue>>(from, `SELECT * FROM ${table}`).all();
      for (const row of rows) {
        const columns = Object.keys(row);
        const places = columns.map(() => '?').join(', ');
        copied += prepared(
          to,
          `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${places})`,
        ).run(...Object.values(row)).changes;
      }
    }
    for (const { id } of prepared<{ id: string }>(to, `SELECT id FROM people`).all()) indexPerson(to, id);
    return copied;
  });
}
