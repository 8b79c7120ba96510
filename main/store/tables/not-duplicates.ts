/** Pairs that an agent said are two people. */
import { prepared, type WritableDb } from '../database.ts';

export function setApart(db: WritableDb, a: string, b: string): boolean {
  return (
    prepared(
      db,
      `INSERT INTO not_duplicates (person_id, other_id) SELECT min($a, $b), max($a, $b)
       WHERE EXISTS (SELECT 1 FROM people WHERE id = $a) AND EXISTS (SELECT 1 FROM people WHERE id = $b)
       ON CONFLICT DO NOTHING`,
    ).run({ a, b }).changes === 1
  );
}
