import type { FollowUp } from '../../../shared/people/types.ts';
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface NewFollowUp {
  id: string;
  kind: FollowUp['kind'];
  personId: string | null;
  interactionId: string | null;
  number: string | null;
  what: string;
  dueAt: number;
  agent: string | null;
  sample: boolean;
}

/** False when it was there already. */
export function addFollowUp(db: WritableDb, followUp: NewFollowUp): boolean {
  return (
    prepared(
      db,
      `INSERT INTO follow_ups (id, kind, person_id, interaction_id, number, what, due_at, agent, sample)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(
      followUp.id,
      followUp.kind,
      followUp.personId,
      followUp.interactionId,
      followUp.number,
      followUp.what,
      followUp.dueAt,
      followUp.agent,
      bit(followUp.sample),
    ).changes === 1
  );
}

export function hasFollowUp(db: ReadableDb, followUpId: string): boolean {
  return prepared(db, `SELECT 1 FROM follow_ups WHERE id = ?`).get(followUpId) !== undefined;
}

export function removeFollowUp(db: WritableDb, followUpId: string): boolean {
  return prepared(db, `DELETE FROM follow_ups WHERE id = ?`).run(followUpId).changes === 1;
}

/** False when there is no such follow-up. Null opens it again. */
export function setDone(db: WritableDb, followUpId: string, doneAt: number | null): boolean {
  return prepared(db, `UPDATE follow_ups SET done_at = ? WHERE id = ?`).run(doneAt, followUpId).changes === 1;
}

/** Another time, and another reminder. False when there is no such follow-up that is open. */
export function setDue(db: WritableDb, followUpId: string, dueAt: number): boolean {
  return (
    prepared(
      db,
      `UPDATE follow_ups SET due_at = ?, remind_at = NULL, reminded_at = NULL WHERE id = ? AND done_at IS NULL`,
    ).run(dueAt, followUpId).changes === 1
  );
}

/** A reminder at another time than what was promised. False when there is no such follow-up that is open. */
export function setReminder(db: WritableDb, followUpId: string, until: number): boolean {
  return (
    prepared(
      db,
      `UPDATE follow_ups SET remind_at = ?, reminded_at = NULL WHERE id = ? AND done_at IS NULL`,
    ).run(until, followUpId).changes === 1
  );
}

/** What was promised in an interaction goes to the person it is now linked with. */
export function moveFollowUps(db: WritableDb, interactionId: string, personId: string | null): number {
  return prepared(db, `UPDATE follow_ups SET person_id = ? WHERE interaction_id = ?`).run(
    personId,
    interactionId,
  ).changes;
}

const columns = `
  follow_ups.id AS id, follow_ups.kind AS kind, person_id AS personId, people.name AS personName,
  coalesce(number, (SELECT raw FROM numbers WHERE person_id = people.id ORDER BY position LIMIT 1)) AS number,
  what, due_at AS dueAt, agent AS "by", returned_at AS returnedAt, people.time_zone AS zone, done_at AS doneAt
  FROM follow_ups LEFT JOIN people ON people.id = person_id`;

export const followUpQueries = {
  due: `SELECT ${columns} WHERE done_at IS NULL ORDER BY due_at LIMIT ?`,
  unreminded: `SELECT ${columns} WHERE done_at IS NULL AND reminded_at IS NULL AND due_at <= $at
    AND coalesce(remind_at, due_at) <= $at ORDER BY due_at LIMIT 50`,
  stale: `SELECT ${columns} WHERE done_at IS NULL AND due_at < $at AND coalesce(remind_at, due_at) < $at
    AND follow_ups.kind = 'callback' AND agent IS NOT NULL AND returned_at IS NULL ORDER BY due_at`,
  calendar: `SELECT ${columns} WHERE done_at IS NULL AND follow_ups.sample = 0
      AND follow_ups.kind IN ('callback', 'promise', 'task')
    UNION ALL SELECT ${columns} WHERE follow_ups.id IN (SELECT follow_up_id FROM calendar_items) AND done_at IS NOT NULL`,
  person: `SELECT ${columns} WHERE person_id = ? AND done_at IS NULL ORDER BY due_at LIMIT ?`,
} as const;

/** Open ones of everybody, soonest first. */
export function dueFollowUps(db: ReadableDb, limit: number): FollowUp[] {
  return prepared<FollowUp>(db, followUpQueries.due).all(limit);
}

/** What a calendar elsewhere may hold: open ones, and those done of which it still has an entry. Nothing of the practice. */
export function followUpsForCalendar(db: ReadableDb): FollowUp[] {
  return prepared<FollowUp>(db, followUpQueries.calendar).all();
}

/** Those due by `at` of which nobody was reminded, soonest first; from now on somebody was. */
export function takeReminders(db: WritableDb, at: number): FollowUp[] {
  return inTransaction(db, () => {
    const found = prepared<FollowUp>(db, followUpQueries.unreminded).all({ at });
    for (const { id } of found)
      prepared(db, `UPDATE follow_ups SET reminded_at = ? WHERE id = ?`).run(at, id);
    return found;
  });
}

/** Callbacks of one agent that should have been made by `staleBefore`; from `at` on they are anybody's. */
export function returnCallbacks(db: WritableDb, staleBefore: number, at: number): FollowUp[] {
  return inTransaction(db, () => {
    const stale = prepared<FollowUp>(db, followUpQueries.stale).all({ at: staleBefore });
    for (const { id } of stale)
      prepared(db, `UPDATE follow_ups SET returned_at = ? WHERE id = ?`).run(at, id);
    return stale.map(item => ({ ...item, returnedAt: at }));
  });
}

/** Open ones of one person, soonest first. */
export function followUpsOf(db: ReadableDb, personId: string, limit: number): FollowUp[] {
  return prepared<FollowUp>(db, followUpQueries.person).all(personId, limit);
}

export function removeSampleFollowUps(db: WritableDb): number {
  return prepared(db, `DELETE FROM follow_ups WHERE sample = 1`).run().changes;
}
