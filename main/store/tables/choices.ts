/** Who the agent said a number is: the strongest of all rules when it rings again. */
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export function rememberChoice(db: WritableDb, numberKey: string, personId: string, at: number): void {
  prepared(
    db,
    `INSERT INTO choices (number_key, person_id, at) VALUES (?, ?, ?)
     ON CONFLICT (number_key) DO UPDATE SET person_id = excluded.person_id, at = excluded.at`,
  ).run(numberKey, personId, at);
}

export function forgetChoice(db: WritableDb, numberKey: string): boolean {
  return prepared(db, `DELETE FROM choices WHERE number_key = ?`).run(numberKey).changes === 1;
}

export function chosenPerson(db: ReadableDb, numberKey: string): string | null {
  return (
    prepared<{ person_id: string }>(db, `SELECT person_id FROM choices WHERE number_key = ?`).get(numberKey)
      ?.person_id ?? null
  );
}
