/** Who is known already: by a direct line, by an e-mail address, by exactly the same name; in this order. */
import type { ContactKeys } from '../../../shared/import/duplicates.ts';
import { inSnapshot, prepared, type ReadableDb } from '../database.ts';
import { personOfName } from './names.ts';

export const knownQueries = {
  number: `
    SELECT person_id AS personId FROM numbers CROSS JOIN people ON people.id = person_id
    WHERE digits = ? AND shared = 0 AND kind NOT IN ('fax', 'main') AND sample = 0 LIMIT 1`,
  email: `
    SELECT person_id AS personId FROM emails CROSS JOIN people ON people.id = person_id
    WHERE key = ? AND sample = 0 LIMIT 1`,
} as const;

/** People of the practice sample are nobody's duplicates: they go when practice ends. */
export function knownPerson(db: ReadableDb, { numbers, emails, name }: ContactKeys): string | null {
  const by = (query: string, key: string): string | undefined =>
    prepared<{ personId: string }>(db, query).get(key)?.personId;
  for (const { digits } of numbers) {
    const found = by(knownQueries.number, digits);
    if (found !== undefined) return found;
  }
  for (const email of emails) {
    const found = by(knownQueries.email, email);
    if (found !== undefined) return found;
  }
  return name === null ? null : personOfName(db, name);
}

export function countKnown(db: ReadableDb, keys: readonly ContactKeys[]): boolean[] {
  return inSnapshot(db, () => keys.map(each => knownPerson(db, each) !== null));
}
