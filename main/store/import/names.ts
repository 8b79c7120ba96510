/** People of exactly one name, once it is folded: what an import asks for every record. */
import { fold } from '../../../shared/match/fold.ts';
import { inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

/** Of a name; a name of signs alone folds to nothing, and a key that is empty was not folded yet. */
export const nameKey = (name: string): string => fold(name) || '-';

/** Folds some of the names that were entered or changed since. Returns how many were done; 0 when none are left. */
export function foldNames(db: WritableDb, limit: number): number {
  return inTransaction(db, () => {
    const rows = prepared<{ row: number; name: string }>(
      db,
      `SELECT row, name FROM people WHERE name_key = '' LIMIT ?`,
    ).all(limit);
    for (const { row, name } of rows)
      prepared(db, `UPDATE people SET name_key = ? WHERE row = ?`).run(nameKey(name), row);
    return rows.length;
  });
}

export const peopleOfName = `SELECT id AS personId FROM people WHERE name_key = ? AND sample = 0 LIMIT 1`;

export function personOfName(db: ReadableDb, key: string): string | null {
  return prepared<{ personId: string }>(db, peopleOfName).get(key)?.personId ?? null;
}
