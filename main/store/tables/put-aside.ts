/** What was removed or merged away, whole, for as long as it may come back. */
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface PutAside {
  id: string;
  why: 'removed' | 'merged';
  what: 'person' | 'organisation' | 'list';
  goneId: string;
  keptId: string | null;
  name: string;
  at: number;
  /** JSON, written and read by who put it aside. */
  data: string;
}

export function putAside(db: WritableDb, record: PutAside): void {
  prepared(
    db,
    `INSERT INTO put_aside (id, why, what, gone_id, kept_id, name, at, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    record.id,
    record.why,
    record.what,
    record.goneId,
    record.keptId,
    record.name,
    record.at,
    record.data,
  );
}

const columns = `id, why, what, gone_id AS goneId, kept_id AS keptId, name, at`;

export function findPutAside(db: ReadableDb, id: string): PutAside | null {
  return prepared<PutAside>(db, `SELECT ${columns}, data FROM put_aside WHERE id = ?`).get(id) ?? null;
}

/** Those who were merged into this person, the latest first: they come apart in that order. */
export function mergedInto(db: ReadableDb, keptId: string): Omit<PutAside, 'data'>[] {
  return prepared<PutAside>(
    db,
    `SELECT ${columns} FROM put_aside WHERE kept_id = ? AND why = 'merged' ORDER BY at DESC, id DESC`,
  ).all(keptId);
}

/** Removed ones, the latest first. */
export function removedThings(db: ReadableDb, limit: number): Omit<PutAside, 'data'>[] {
  return prepared<PutAside>(
    db,
    `SELECT ${columns} FROM put_aside WHERE why = 'removed' ORDER BY at DESC, id DESC LIMIT ?`,
  ).all(limit);
}

export function forgetPutAside(db: WritableDb, id: string): void {
  prepared(db, `DELETE FROM put_aside WHERE id = ?`).run(id);
}

/** Returns how many. */
export function forgetPutAsideBefore(db: WritableDb, before: number): number {
  return prepared(db, `DELETE FROM put_aside WHERE at < ?`).run(before).changes;
}
