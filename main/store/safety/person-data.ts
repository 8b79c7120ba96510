/** All that is kept of one person, for them to have. */
import type { ReadableDb } from '../database.ts';
import { inSnapshot, prepared } from '../database.ts';
import { readContact } from '../contacts.ts';
import { contactOf } from '../import/leave.ts';
import { filesOf, readFile } from '../tables/files.ts';
import type { ImportedContact } from '../../../shared/import/contact.ts';

const parts = {
  consents: `SELECT channel, given, at, source FROM consents WHERE person_id = $id ORDER BY at`,
  refusals: `SELECT channel, source, at FROM do_not_contact WHERE person_id = $id ORDER BY at`,
  interactions: `SELECT id, channel, direction, at, number, name, called, answered_at, ended_at, end_cause, talk_seconds, subject,
    detail, agent, outcome_id, reference FROM interactions WHERE person_id = $id ORDER BY at`,
  notes: `SELECT notes.at, text, interaction_id FROM notes JOIN interactions ON interactions.id = interaction_id
    WHERE person_id = $id ORDER BY notes.at`,
  answers: `SELECT script_answers.at, label, said, interaction_id FROM script_answers JOIN interactions ON interactions.id = interaction_id
    WHERE person_id = $id ORDER BY script_answers.at`,
  recordings: `SELECT recordings.id, recordings.at, milliseconds, interaction_id FROM recordings
    JOIN interactions ON interactions.id = interaction_id WHERE person_id = $id AND removed_at IS NULL ORDER BY recordings.at`,
  followUps: `SELECT kind, what, number, due_at, agent, done_at FROM follow_ups WHERE person_id = $id ORDER BY due_at`,
  sent: `SELECT kind, payload ->> 'to' AS "to", payload ->> 'subject' AS subject, payload ->> 'body' AS body, state, created_at
    FROM outbox WHERE person_id = $id ORDER BY row`,
  log: `SELECT at, kind, subject, why FROM audit WHERE person_id = $id ORDER BY row`,
} as const;

export interface PersonData {
  /** As JSON: the record, and every row about them, in plain names. */
  whole: Record<string, unknown>;
  contact: ImportedContact;
}

/** Null when there is no such person. */
export function personData(db: ReadableDb, personId: string, now: number): PersonData | null {
  return inSnapshot(db, () => {
    const record = readContact(db, personId, now);
    const contact = contactOf(db, personId);
    if (record === null || contact === null) return null;
    const rows = Object.entries(parts).map(
      ([name, sql]) => [name, prepared(db, sql).all({ id: personId })] as const,
    );
    const files = filesOf(db, personId).map(({ id, ...file }) => ({
      ...file,
      base64: Buffer.from(readFile(db, id)?.bytes ?? []).toString('base64'),
    }));
    const { person, fields, affiliations } = record;
    return {
      contact,
      whole: {
        person,
        fields,
        affiliations,
        ...(Object.fromEntries(rows) as Record<string, unknown[]>),
        files,
      },
    };
  });
}
