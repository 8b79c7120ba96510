/** What an import did with each record of its file, and what it made besides people. */
import type { RowReason } from '../../../shared/import/contact.ts';
import type { FailedRow } from '../import/port.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface ImportRow {
  record: number;
  line: number;
  outcome: 'added' | 'updated' | 'skipped' | 'failed';
  personId: string | null;
  version: number | null;
  reason: RowReason | null;
  /** JSON. */
  data: string | null;
}

/** False when the record was dealt with before. */
export function addRow(db: WritableDb, batch: number, row: ImportRow): boolean {
  return (
    prepared(
      db,
      `INSERT INTO import_rows (batch, record, line, outcome, person_id, version, reason, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ).run(batch, row.record, row.line, row.outcome, row.personId, row.version, row.reason, row.data)
      .changes === 1
  );
}

/** The last ones that changed anything, last first: an import is taken back in the opposite order. */
export function lastChanges(db: ReadableDb, batch: number, limit: number): ImportRow[] {
  return prepared<ImportRow>(
    db,
    `SELECT record, line, outcome, person_id AS personId, version, reason, data FROM import_rows
     WHERE batch = ? AND outcome IN ('added', 'updated') ORDER BY record DESC LIMIT ?`,
  ).all(batch, limit);
}

export function removeRow(db: WritableDb, batch: number, record: number): void {
  prepared(db, `DELETE FROM import_rows WHERE batch = ? AND record = ?`).run(batch, record);
}

export function failedRows(db: ReadableDb, batch: number, after: number, limit: number): FailedRow[] {
  return prepared<{ record: number; line: number; reason: RowReason; data: string }>(
    db,
    `SELECT record, line, reason, data FROM import_rows
     WHERE batch = ? AND record > ? AND outcome = 'failed' ORDER BY record LIMIT ?`,
  )
    .all(batch, after, limit)
    .map(({ data, ...row }) => ({ ...row, ...(JSON.parse(data) as { detail: string; cells: string[] }) }));
}

export type Made = 'organisation' | 'list' | 'field';

export function addMade(db: WritableDb, batch: number, what: Made, id: string): void {
  prepared(db, `INSERT INTO import_made (batch, what, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`).run(
    batch,
    what,
    id,
  );
}

export function madeBy(db: ReadableDb, batch: number): { what: Made; id: string }[] {
  return prepared<{ what: Made; id: string }>(db, `SELECT what, id FROM import_made WHERE batch = ?`).all(
    batch,
  );
}

export function forgetMade(db: WritableDb, batch: number): void {
  prepared(db, `DELETE FROM import_made WHERE batch = ?`).run(batch);
}
