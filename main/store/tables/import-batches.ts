import type { ImportPlan } from '../../../shared/import/plan.ts';
import type { Batch, BatchCounts, BatchState, KeptPlan, NewBatch } from '../import/port.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

type Row = Omit<Batch, 'plan' | 'at'> & { number: number; plan: string; at: number };

const columns = `
  SELECT number, id, file_name AS fileName, path, size, modified_at AS modifiedAt, plan, state, started_at AS at,
    ended_at AS endedAt, total, done_through AS doneThrough, added, updated, skipped, failed, kept FROM import_batches`;

export function addBatch(db: WritableDb, batch: NewBatch): void {
  prepared(
    db,
    `INSERT INTO import_batches (id, file_name, path, size, modified_at, plan, state, started_at, total)
     VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
  ).run(
    batch.id,
    batch.fileName,
    batch.path,
    batch.size,
    batch.modifiedAt,
    JSON.stringify(batch.plan),
    batch.at,
    batch.total,
  );
}

export function newestBatches(db: ReadableDb, limit: number): Batch[] {
  return prepared<Row>(db, `${columns} ORDER BY started_at DESC LIMIT ?`).all(limit).map(batchFrom);
}

/** `number` is how the rows of the batch refer to it. */
export function findBatch(db: ReadableDb, id: string): (Batch & { number: number }) | null {
  const row = prepared<Row>(db, `${columns} WHERE id = ?`).get(id);
  return row === undefined ? null : { ...batchFrom(row), number: row.number };
}

function batchFrom({ number: _number, plan, ...row }: Row): Batch {
  return { ...row, plan: JSON.parse(plan) as KeptPlan };
}

export function setState(db: WritableDb, id: string, state: BatchState, endedAt: number | null): void {
  prepared(db, `UPDATE import_batches SET state = ?, ended_at = ? WHERE id = ?`).run(state, endedAt, id);
}

export function countRecords(db: WritableDb, id: string, more: BatchCounts, doneThrough: number): void {
  prepared(
    db,
    `UPDATE import_batches SET added = added + ?, updated = updated + ?, skipped = skipped + ?, failed = failed + ?,
       done_through = max(done_through, ?) WHERE id = ?`,
  ).run(more.added, more.updated, more.skipped, more.failed, doneThrough, id);
}

export function countKept(db: WritableDb, id: string, more: number): void {
  prepared(db, `UPDATE import_batches SET kept = kept + ? WHERE id = ?`).run(more, id);
}

/** Those that say they run but are not among `living`. Returns how many. */
export function interruptBatches(db: WritableDb, living: readonly string[]): number {
  return prepared(
    db,
    `UPDATE import_batches SET state = 'interrupted'
     WHERE state = 'running' AND id NOT IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(living)).changes;
}

/** Removes what is known of imports that nobody will take back any more. Returns how many. */
export function forgetBatches(db: WritableDb, before: number): number {
  return prepared(
    db,
    `DELETE FROM import_batches WHERE started_at < ? AND state IN ('done', 'reverted')`,
  ).run(before).changes;
}

export function rememberPlan(db: WritableDb, signature: string, plan: ImportPlan, at: number): void {
  prepared(
    db,
    `INSERT INTO import_plans (signature, plan, at) VALUES (?, ?, ?)
     ON CONFLICT (signature) DO UPDATE SET plan = excluded.plan, at = excluded.at`,
  ).run(signature, JSON.stringify(plan), at);
}

export function rememberedPlan(db: ReadableDb, signature: string): ImportPlan | null {
  const row = prepared<{ plan: string }>(db, `SELECT plan FROM import_plans WHERE signature = ?`).get(
    signature,
  );
  return row === undefined ? null : (JSON.parse(row.plan) as ImportPlan);
}
