/** What an agent enters by hand on a timeline: letters, visits, mails sent elsewhere. */
import type { HandEntry } from '../../../shared/people/types.ts';
import { prepared, type WritableDb } from '../database.ts';

/** False when there is no such person. */
export function addEntry(db: WritableDb, id: string, personId: string, entry: HandEntry): boolean {
  return (
    prepared(
      db,
      `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, practice, subject, detail, reference,
         sample)
       SELECT $id, $channel, $direction, $at, people.id, 'agent', 0, $subject, $detail, $reference, 0
       FROM people WHERE people.id = $personId`,
    ).run({ ...entry, id, personId }).changes === 1
  );
}

/** False when it is no entry made by hand: calls are never removed. */
export function removeEntry(db: WritableDb, id: string): boolean {
  return prepared(db, `DELETE FROM interactions WHERE id = ? AND channel <> 'call'`).run(id).changes === 1;
}
