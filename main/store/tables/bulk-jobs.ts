/** What is done to many at once: the job, and for each person what it made or why it made nothing. */
import type { BulkAction, BulkJob, BulkState, LeftOutReason } from '../../../shared/people/bulk.ts';
import { notBeforeSeen } from '../../../shared/outbox/machine.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface JobRow {
  number: number;
  id: string;
  action: BulkAction;
  selection: PeopleSelection;
  agent: string | null;
  state: BulkState;
  startedAt: number;
  endedAt: number | null;
  /** Where it goes on; null at its beginning. */
  doneThrough: string | null;
}

type Columns = Omit<JobRow, 'action' | 'selection'> & { action: string; selection: string };
const columns = `number, id, action, selection, agent, state, started_at AS startedAt, ended_at AS endedAt,
  done_through AS doneThrough`;
const rowFrom = (row: Columns): JobRow => ({
  ...row,
  action: JSON.parse(row.action) as BulkAction,
  selection: JSON.parse(row.selection) as PeopleSelection,
});

export function addJob(
  db: WritableDb,
  job: Pick<JobRow, 'id' | 'action' | 'selection' | 'agent' | 'startedAt'>,
): void {
  prepared(
    db,
    `INSERT INTO bulk_jobs (id, action, selection, agent, state, started_at) VALUES (?, ?, ?, ?, 'running', ?)
     ON CONFLICT (id) DO NOTHING`,
  ).run(job.id, JSON.stringify(job.action), JSON.stringify(job.selection), job.agent, job.startedAt);
}

export function findJob(db: ReadableDb, id: string): JobRow | null {
  const row = prepared<Columns>(db, `SELECT ${columns} FROM bulk_jobs WHERE id = ?`).get(id);
  return row === undefined ? null : rowFrom(row);
}

/** Newest first, as windows see them. */
export function newestJobs(db: ReadableDb, limit: number): BulkJob[] {
  return prepared<Columns>(db, `SELECT ${columns} FROM bulk_jobs ORDER BY number DESC LIMIT ?`)
    .all(limit)
    .map(rowFrom)
    .map(({ number, id, action, selection, state, startedAt, endedAt }) => ({
      id,
      action,
      selection,
      state,
      startedAt,
      endedAt,
      ...countsOf(db, number),
      drafts: countDrafts(db, number, action),
    }));
}

function countsOf(db: ReadableDb, job: number): Pick<BulkJob, 'done' | 'leftOut'> {
  const rows = prepared<{ reason: LeftOutReason | null; n: number }>(
    db,
    `SELECT reason, count(*) AS n FROM bulk_rows WHERE job = ? GROUP BY reason`,
  ).all(job);
  const leftOut = rows.flatMap(({ reason, n }) => (reason === null ? [] : [[reason, n] as const]));
  return {
    done: rows.find(({ reason }) => reason === null)?.n ?? 0,
    leftOut: Object.fromEntries(leftOut),
  };
}

const isDraft = `state = 'queued' AND due_at = ${notBeforeSeen}
  AND id IN (SELECT made ->> 'mail' FROM bulk_rows WHERE job = ? AND made IS NOT NULL)`;

function countDrafts(db: ReadableDb, job: number, action: BulkAction): number {
  const waits = action.kind === 'bcc' || ('look' in action && action.look === true);
  if (!waits) return 0;
  return prepared<{ n: number }>(db, `SELECT count(*) AS n FROM outbox WHERE ${isDraft}`).get(job)?.n ?? 0;
}

/** What the job wrote that waits to be seen, oldest first. */
export function draftsOf(
  db: ReadableDb,
  job: number,
  after: number | null,
  limit: number,
): { row: number; id: string; payload: string }[] {
  return prepared<{ row: number; id: string; payload: string }>(
    db,
    `SELECT row, id, payload FROM outbox WHERE ${isDraft} AND row > ? ORDER BY row LIMIT ?`,
  ).all(job, after ?? 0, limit);
}

export function setJob(
  db: WritableDb,
  number: number,
  job: { state: BulkState; doneThrough: string | null; endedAt: number | null },
): void {
  prepared(db, `UPDATE bulk_jobs SET state = ?, done_through = ?, ended_at = ? WHERE number = ?`).run(
    job.state,
    job.doneThrough,
    job.endedAt,
    number,
  );
}

/** Jobs that a crash cut off; returns how many. */
export function interruptJobs(db: WritableDb): number {
  return prepared(
    db,
    `UPDATE bulk_jobs SET state = 'interrupted' WHERE state IN ('running', 'undoing')`,
  ).run().changes;
}

/** False when this person was dealt with before. */
export function addJobRow(
  db: WritableDb,
  job: number,
  personId: string,
  made: object | null,
  reason: LeftOutReason | null,
): boolean {
  return (
    prepared(
      db,
      `INSERT INTO bulk_rows (job, person_id, made, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ).run(job, personId, made === null ? null : JSON.stringify(made), reason).changes === 1
  );
}

export function isDealtWith(db: ReadableDb, job: number, personId: string): boolean {
  return (
    prepared(db, `SELECT 1 FROM bulk_rows WHERE job = ? AND person_id = ?`).get(job, personId) !== undefined
  );
}

/** Some of what the job made. */
export function madeRows(db: ReadableDb, job: number, limit: number): { personId: string; made: unknown }[] {
  return prepared<{ personId: string; made: string }>(
    db,
    `SELECT person_id AS personId, made FROM bulk_rows WHERE job = ? AND made IS NOT NULL LIMIT ?`,
  )
    .all(job, limit)
    .map(({ personId, made }) => ({ personId, made: JSON.parse(made) as unknown }));
}

export function removeJobRow(db: WritableDb, job: number, personId: string): void {
  prepared(db, `DELETE FROM bulk_rows WHERE job = ? AND person_id = ?`).run(job, personId);
}
