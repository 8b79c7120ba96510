/** Periodic check-ins: who on a list is due, and the follow-ups that come of it. In parts, as everything about everybody. */
import { createHash } from 'node:crypto';
import { HatifError } from '../../shared/errors.ts';
import type { CheckInRule, DueForCheckIn } from '../../shared/people/check-ins.ts';
import type { SearchHit } from '../../shared/people/types.ts';
import { bit, inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from './database.ts';
import { barringLists, membersPart } from './list-members.ts';
import { addFollowUp } from './tables/follow-ups.ts';
import { findList } from './tables/lists.ts';

const day = 86_400_000;
/** As many as a part of a list can hold. */
const wholePart = 1_000;

export function checkInRuleOf(db: ReadableDb, listId: string): CheckInRule | null {
  const row = prepared<Omit<CheckInRule, 'active'> & { active: number }>(
    db,
    `SELECT days, what, active FROM check_in_rules WHERE list_id = ?`,
  ).get(listId);
  return row === undefined ? null : { ...row, active: row.active === 1 };
}

/** Lists whose rule is at work; archived ones rest. */
export function activeCheckIns(db: ReadableDb): string[] {
  return prepared<{ id: string }>(
    db,
    `SELECT list_id AS id FROM check_in_rules JOIN lists ON lists.id = list_id
     WHERE active = 1 AND archived_at IS NULL ORDER BY list_id`,
  )
    .all()
    .map(({ id }) => id);
}

/** HatifError `notFound` without such a list. */
export function saveCheckInRule(db: WritableDb, listId: string, { days, what, active }: CheckInRule): void {
  if (findList(db, listId) === null) throw new HatifError('notFound', 'there is no such list');
  prepared(
    db,
    `INSERT INTO check_in_rules (list_id, days, what, active) VALUES (?, ?, ?, ?)
     ON CONFLICT (list_id) DO UPDATE SET days = excluded.days, what = excluded.what, active = excluded.active`,
  ).run(listId, days, what, bit(active));
}

/** Who of a part of the list is due: asked for a preview and by the rule itself. HatifError `notFound`. */
export function dueForCheckIn(
  db: ReadableDb,
  listId: string,
  days: number,
  after: number,
  now: number,
): DueForCheckIn {
  return inSnapshot(db, () => {
    const { people, next } = membersPart(db, listId, after, wholePart, now);
    const due = people.filter(({ personId }) => {
      const since = sinceWhen(db, listId, personId, now - days * day);
      return since !== null && barringLists(db, personId, now).length === 0;
    });
    return { people: due, count: due.length, next };
  });
}

/** Makes the follow-ups of one part; the same again makes none. Returns how many, and where to go on. */
export function makeCheckIns(
  db: WritableDb,
  listId: string,
  after: number,
  now: number,
): { made: number; next: number | null } {
  return inTransaction(db, () => {
    const rule = checkInRuleOf(db, listId);
    if (rule === null || !rule.active) return { made: 0, next: null };
    const { people, next } = dueForCheckIn(db, listId, rule.days, after, now);
    let made = 0;
    for (const person of people) made += checkIn(db, listId, rule, person, now) ? 1 : 0;
    return { made, next };
  });
}

function checkIn(db: WritableDb, listId: string, rule: CheckInRule, person: SearchHit, now: number): boolean {
  const since = sinceWhen(db, listId, person.personId, now - rule.days * day);
  if (since === null) return false;
  // The same for the same contact, whenever and however often it is looked at.
  const id = createHash('sha256').update(`${listId} ${person.personId} ${since}`).digest('hex').slice(0, 32);
  const added = addFollowUp(db, {
    id,
    kind: 'callback',
    personId: person.personId,
    interactionId: null,
    number: person.number,
    what: rule.what,
    dueAt: now,
    agent: null,
    sample: false,
  });
  if (!added) return false;
  prepared(
    db,
    `INSERT INTO check_ins (list_id, person_id, since, follow_up_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(listId, person.personId, since, id);
  return true;
}

/**
 * The last contact, or the check-in that was done after it, when both lie before `before`; null for whoever is not due, cannot
 * be called or does not want to be, and while a call to them is owed anyway.
 */
const dueQuery = `
  SELECT since FROM (
    SELECT max(coalesce(people.last_contact_at, people.created_at, 0), coalesce((
      SELECT max(done_at) FROM check_ins JOIN follow_ups ON follow_ups.id = follow_up_id
      WHERE check_ins.person_id = people.id AND list_id = $listId), 0)) AS since
    FROM people WHERE people.id = $personId AND do_not_contact = 0 AND consent_call = 1
      AND EXISTS (SELECT 1 FROM numbers WHERE numbers.person_id = people.id
        AND NOT EXISTS (SELECT 1 FROM do_not_contact AS refused
          WHERE refused.number_key = coalesce(numbers.e164, numbers.digits)
            AND (refused.channel IS NULL OR refused.channel = 'call')))
      AND NOT EXISTS (SELECT 1 FROM do_not_contact AS refused
        WHERE refused.person_id = people.id AND (refused.channel IS NULL OR refused.channel = 'call'))
      AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE follow_ups.person_id = people.id
        AND kind = 'callback' AND done_at IS NULL))
  WHERE since <= $before`;

const sinceWhen = (db: ReadableDb, listId: string, personId: string, before: number): number | null =>
  prepared<{ since: number }>(db, dueQuery).get({ listId, personId, before })?.since ?? null;

/** The rule rests, and what it has made and nobody has done yet is taken back. Returns how many. */
export function stopCheckIns(db: WritableDb, listId: string): number {
  return inTransaction(db, () => {
    prepared(db, `UPDATE check_in_rules SET active = 0 WHERE list_id = ?`).run(listId);
    return prepared(
      db,
      `DELETE FROM follow_ups WHERE done_at IS NULL
         AND id IN (SELECT follow_up_id FROM check_ins WHERE list_id = ?)`,
    ).run(listId).changes;
  });
}
