/** What people answered when they were asked; what holds now stands in people.consent_*. */
import type { ConsentAnswer } from '../../../shared/people/contact.ts';
import { bit, prepared, type ReadableDb, type WritableDb } from '../database.ts';

export function addConsent(db: WritableDb, consent: ConsentAnswer & { id: string; personId: string }): void {
  prepared(
    db,
    `INSERT INTO consents (id, person_id, channel, given, at, source) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(consent.id, consent.personId, consent.channel, bit(consent.given), consent.at, consent.source);
}

/** The latest answer for each channel. */
export function latestConsents(db: ReadableDb, personId: string): ConsentAnswer[] {
  return prepared<Omit<ConsentAnswer, 'given'> & { given: number }>(
    db,
    // SQLite takes the other columns from the row that holds the max().
    `SELECT channel, given, max(at) AS at, source FROM consents WHERE person_id = ? GROUP BY channel ORDER BY channel`,
  )
    .all(personId)
    .map(row => ({ ...row, given: row.given === 1 }));
}
