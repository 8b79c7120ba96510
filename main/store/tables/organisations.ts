import { bit, prepared, type WritableDb } from '../database.ts';

export interface NewOrganisation {
  id: string;
  name: string;
  sample: boolean;
  createdAt: number;
}

/** False when it was there already. */
export function addOrganisation(db: WritableDb, organisation: NewOrganisation): boolean {
  return (
    prepared(
      db,
      `INSERT INTO organisations (id, name, sample, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(organisation.id, organisation.name, bit(organisation.sample), organisation.createdAt).changes === 1
  );
}

/** Removes sample organisations that nobody belongs to any more. */
export function removeSampleOrganisations(db: WritableDb): number {
  return prepared(
    db,
    `DELETE FROM organisations WHERE sample = 1
       AND NOT EXISTS (SELECT 1 FROM people WHERE people.organisation_id = organisations.id)`,
  ).run().changes;
}
