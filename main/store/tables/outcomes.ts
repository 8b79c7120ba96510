import type { Outcome } from '../../../shared/outcome/types.ts';
import { bit, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';

interface OutcomeRow {
  id: string;
  name_en: string;
  name_ar: string;
  kind: Outcome['group'];
  success: number;
  needs_time: number;
  follow_up: Outcome['followUp'];
  do_not_contact: number;
  system: number;
  needs_note: number;
  delay_minutes: number | null;
  most_in_a_row: number | null;
  archived: number;
  offered: string;
  position: number;
}

/** Adds those that are missing; one that is there may have been changed by a person and stays as it is. Returns how many. */
export function addMissingOutcomes(db: WritableDb, outcomes: readonly Outcome[]): number {
  return inTransaction(db, () => outcomes.filter(outcome => addOutcome(db, outcome)).length);
}

const insert = `INSERT INTO outcomes (id, name_en, name_ar, kind, success, needs_time, follow_up, do_not_contact, system,
  position, needs_note, delay_minutes, most_in_a_row, archived, offered) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const valuesOf = (outcome: Outcome) => [
  outcome.id,
  outcome.name.en,
  outcome.name.ar,
  outcome.group,
  bit(outcome.success),
  bit(outcome.needsTime),
  outcome.followUp,
  bit(outcome.doNotContact),
  bit(outcome.system),
  outcome.order,
  bit(outcome.needsNote),
  outcome.delayMinutes,
  outcome.mostInARow,
  bit(outcome.archived),
  JSON.stringify(outcome.offered ?? { queues: [], campaigns: [], lists: [] }),
];

function addOutcome(db: WritableDb, outcome: Outcome): boolean {
  return prepared(db, `${insert} ON CONFLICT (id) DO NOTHING`).run(...valuesOf(outcome)).changes === 1;
}

/** Adds it or replaces it. What the system writes itself is nobody's to change: false. */
export function putOutcome(db: WritableDb, outcome: Outcome): boolean {
  if (outcome.system) return false;
  return (
    prepared(
      db,
      `${insert} ON CONFLICT (id) DO UPDATE SET name_en = excluded.name_en, name_ar = excluded.name_ar,
         kind = excluded.kind, success = excluded.success, needs_time = excluded.needs_time,
         follow_up = excluded.follow_up, do_not_contact = excluded.do_not_contact, position = excluded.position,
         needs_note = excluded.needs_note, delay_minutes = excluded.delay_minutes,
         most_in_a_row = excluded.most_in_a_row, archived = excluded.archived, offered = excluded.offered
       WHERE system = 0`,
    ).run(...valuesOf(outcome)).changes === 1
  );
}

/** In the order in which they are offered. */
export function allOutcomes(db: ReadableDb): Outcome[] {
  return prepared<OutcomeRow>(db, `SELECT * FROM outcomes ORDER BY position, id`).all().map(outcomeFrom);
}

export function findOutcome(db: ReadableDb, outcomeId: string): Outcome | null {
  const row = prepared<OutcomeRow>(db, `SELECT * FROM outcomes WHERE id = ?`).get(outcomeId);
  return row === undefined ? null : outcomeFrom(row);
}

function outcomeFrom(row: OutcomeRow): Outcome {
  return {
    id: row.id,
    name: { en: row.name_en, ar: row.name_ar },
    group: row.kind,
    success: row.success === 1,
    needsTime: row.needs_time === 1,
    followUp: row.follow_up,
    doNotContact: row.do_not_contact === 1,
    system: row.system === 1,
    needsNote: row.needs_note === 1,
    delayMinutes: row.delay_minutes,
    mostInARow: row.most_in_a_row,
    archived: row.archived === 1,
    ...offeredFrom(row.offered),
    order: row.position,
  };
}

function offeredFrom(text: string): Pick<Outcome, 'offered'> {
  const offered = JSON.parse(text) as NonNullable<Outcome['offered']>;
  const { queues, campaigns, lists } = offered;
  return queues.length + campaigns.length + lists.length === 0 ? {} : { offered };
}
