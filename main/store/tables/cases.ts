/** Cases that were opened in other systems, and where they stand as far as it went through here. */
import type { CaseView } from '../../../shared/followups/cases.ts';
import type { HookChange } from '../../../shared/followups/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface NewCase {
  id: string;
  personId: string | null;
  interactionId: string | null;
  hookId: string;
  reference: string;
  subject: string;
  at: number;
}

/** False when it was there already. */
export function openCase(db: WritableDb, opened: NewCase): boolean {
  return (
    prepared(
      db,
      `INSERT INTO cases (id, person_id, interaction_id, hook_id, reference, subject, state, opened_at, changed_at)
       VALUES ($id, $personId, $interactionId, $hookId, $reference, $subject, 'open', $at, $at) ON CONFLICT DO NOTHING`,
    ).run({ ...opened }).changes === 1
  );
}

export function caseChanged(db: WritableDb, id: string, change: HookChange, at: number): boolean {
  return (
    prepared(
      db,
      `UPDATE cases SET state = iif($change = 'escalate', 'escalated', state), changed_at = $at WHERE id = $id`,
    ).run({ id, change, at }).changes === 1
  );
}

export const casesQuery = `SELECT id, hook_id AS hookId, reference, subject, state, opened_at AS openedAt FROM cases
  WHERE person_id = ? AND state <> 'closed' ORDER BY changed_at DESC LIMIT ?`;

/** Those of a person that are not closed, the latest first. */
export const casesOf = (db: ReadableDb, personId: string, limit: number): CaseView[] =>
  prepared<CaseView>(db, casesQuery).all(personId, limit);

/** Closed here: it is offered no more; or open again. False when there is none. */
export const closeCase = (db: WritableDb, id: string, closed: boolean, at: number): boolean =>
  prepared(db, `UPDATE cases SET state = ?, changed_at = ? WHERE id = ?`).run(
    closed ? 'closed' : 'open',
    at,
    id,
  ).changes === 1;
