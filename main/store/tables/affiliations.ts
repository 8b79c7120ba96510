/** Organisations that somebody belongs to besides their main one. */
import type { Contact, PersonFields } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export function affiliationsOf(db: ReadableDb, personId: string): Contact['affiliations'] {
  return prepared<Contact['affiliations'][number]>(
    db,
    `SELECT organisations.id AS id, organisations.name AS name, role FROM affiliations
     JOIN organisations ON organisations.id = organisation_id WHERE person_id = ? ORDER BY organisations.name, organisations.id`,
  ).all(personId);
}

/** In place of those that were there; organisations that are gone are left out. */
export function setAffiliations(
  db: WritableDb,
  personId: string,
  affiliations: PersonFields['affiliations'],
): void {
  prepared(db, `DELETE FROM affiliations WHERE person_id = ?`).run(personId);
  for (const { organisationId, role } of affiliations)
    prepared(
      db,
      `INSERT INTO affiliations (person_id, organisation_id, role) SELECT ?, id, ? FROM organisations WHERE id = ?
       ON CONFLICT DO NOTHING`,
    ).run(personId, role, organisationId);
}
