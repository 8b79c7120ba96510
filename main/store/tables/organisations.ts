import { fold } from '../../../shared/match/fold.ts';
import { digitsOf } from '../../../shared/match/number-key.ts';
import type {
  OrganisationFields,
  OrganisationHit,
  OrganisationKind,
  Some,
} from '../../../shared/people/contact.ts';
import type { PersonNumber } from '../../../shared/people/types.ts';
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface NewOrganisation {
  id: string;
  name: string;
  sample: boolean;
  createdAt: number;
  kind?: OrganisationKind;
}

/** False when it was there already. */
export function addOrganisation(db: WritableDb, organisation: NewOrganisation): boolean {
  const { id, name, sample, createdAt, kind = 'other' } = organisation;
  return (
    prepared(
      db,
      `INSERT INTO organisations (id, name, name_key, kind, sample, created_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
    ).run(id, name, fold(name), kind, bit(sample), createdAt).changes === 1
  );
}

/** Gives those their folded name that were entered before there was one. Returns how many. */
export function foldOrganisationNames(db: WritableDb): number {
  return inTransaction(db, () => {
    const rows = prepared<{ id: string; name: string }>(
      db,
      `SELECT id, name FROM organisations WHERE name_key = ''`,
    ).all();
    for (const { id, name } of rows)
      prepared(db, `UPDATE organisations SET name_key = ? WHERE id = ?`).run(fold(name), id);
    return rows.length;
  });
}

export interface OrganisationRow {
  id: string;
  name: string;
  kind: OrganisationKind;
  timeZone: string | null;
  remark: string | null;
  version: number;
  sample: number;
}

export function findOrganisation(db: ReadableDb, organisationId: string): OrganisationRow | null {
  return (
    prepared<OrganisationRow>(
      db,
      `SELECT id, name, kind, time_zone AS timeZone, remark, version, sample FROM organisations WHERE id = ?`,
    ).get(organisationId) ?? null
  );
}

/** The organisation whose name is the same once folded: what a form or a file that names one means. */
export function organisationByName(db: ReadableDb, name: string): string | null {
  return (
    prepared<{ id: string }>(
      db,
      `SELECT id FROM organisations WHERE name_key = ? ORDER BY created_at LIMIT 1`,
    ).get(fold(name))?.id ?? null
  );
}

export const organisationSearchQuery = `
  SELECT id, name, kind, (SELECT count(*) FROM people WHERE organisation_id = organisations.id) AS people
  FROM organisations WHERE name_key >= $key AND name_key < $key || char(1114111) ORDER BY name_key, name LIMIT $limit`;

/** Those whose name begins with what was typed, alphabetically; all of them when nothing was. */
export function searchOrganisations(db: ReadableDb, text: string, limit: number): OrganisationHit[] {
  return prepared<OrganisationHit>(db, organisationSearchQuery).all({ key: fold(text), limit });
}

type Columns = Some<Pick<OrganisationFields, 'name' | 'kind' | 'timeZone' | 'remark'>>;
const columnOf = { name: 'name', kind: 'kind', timeZone: 'time_zone', remark: 'remark' } as const;

/** Sets the columns that are given, and counts the version up. */
export function updateOrganisation(
  db: WritableDb,
  organisationId: string,
  columns: Columns,
  at: number,
): void {
  for (const key of Object.keys(columnOf) as (keyof Columns)[])
    if (columns[key] !== undefined)
      prepared(db, `UPDATE organisations SET ${columnOf[key]} = ? WHERE id = ?`).run(
        columns[key],
        organisationId,
      );
  if (columns.name !== undefined)
    prepared(db, `UPDATE organisations SET name_key = ? WHERE id = ?`).run(
      fold(columns.name),
      organisationId,
    );
  prepared(db, `UPDATE organisations SET version = version + 1, updated_at = ? WHERE id = ?`).run(
    at,
    organisationId,
  );
}

export type OrganisationNumber = Omit<PersonNumber, 'shared'>;

export function organisationNumbersOf(db: ReadableDb, organisationId: string): OrganisationNumber[] {
  return prepared<OrganisationNumber>(
    db,
    `SELECT id, raw, e164, kind FROM organisation_numbers WHERE organisation_id = ? ORDER BY position, id`,
  ).all(organisationId);
}

/** In place of those that were there. */
export function setOrganisationNumbers(
  db: WritableDb,
  organisationId: string,
  numbers: readonly OrganisationNumber[],
): void {
  prepared(db, `DELETE FROM organisation_numbers WHERE organisation_id = ?`).run(organisationId);
  for (const [position, { id, raw, e164, kind }] of numbers.entries())
    prepared(
      db,
      `INSERT INTO organisation_numbers (id, organisation_id, raw, e164, digits, kind, position)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(id, organisationId, raw, e164, digitsOf(e164 ?? raw), kind, position);
}

/** Removes sample organisations that nobody belongs to any more. */
export function removeSampleOrganisations(db: WritableDb): number {
  return prepared(
    db,
    `DELETE FROM organisations WHERE sample = 1
       AND NOT EXISTS (SELECT 1 FROM people WHERE people.organisation_id = organisations.id)`,
  ).run().changes;
}
