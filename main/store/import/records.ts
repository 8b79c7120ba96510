/** Entering what a file holds, a chunk at a time, each chunk in one transaction with the account of what it did. */
import { HatifError } from '../../../shared/errors.ts';
import { keysOf } from '../../../shared/import/duplicates.ts';
import { inTransaction, prepared, type WritableDb } from '../database.ts';
import { sqliteCode } from '../failure.ts';
import { countRecords, findBatch } from '../tables/import-batches.ts';
import { addRow, type ImportRow } from '../tables/import-rows.ts';
import { enterPerson } from './enter.ts';
import { fillIn } from './fill.ts';
import { addPhoto, importedPhoto } from './photo.ts';
import { knownPerson } from './known.ts';
import type { Batch, BatchCounts, ReadRecord } from './port.ts';
import { Surroundings } from './surroundings.ts';

/** HatifError `notFound`, and `wrongState` when the import does not run (any more). */
export function importRecords(
  db: WritableDb,
  batchId: string,
  records: readonly ReadRecord[],
  at: number,
  newId: () => string,
): BatchCounts {
  try {
    return inTransaction(db, () => importAll(db, batchId, records, at, newId, plainly));
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
    // Something in it the store does not take. Once more, each record by itself, to know which.
    const alone = <T>(run: () => T): T => db.transaction(run)();
    return inTransaction(db, () => importAll(db, batchId, records, at, newId, alone));
  }
}

type Runner = <T>(run: () => T) => T;
const plainly: Runner = run => run();

function importAll(
  db: WritableDb,
  batchId: string,
  records: readonly ReadRecord[],
  at: number,
  newId: () => string,
  run: Runner,
): BatchCounts {
  const batch = findBatch(db, batchId);
  if (batch === null) throw new HatifError('notFound', 'there is no such import');
  if (batch.state !== 'running') throw new HatifError('wrongState', `the import is ${batch.state}`);
  const counts: BatchCounts = { added: 0, updated: 0, skipped: 0, failed: 0 };
  const around = new Surroundings(db, { batch: batch.number, list: batch.plan.list, at, newId });
  for (const record of records) {
    if (record.record <= batch.doneThrough) continue;
    const row = importOne(db, batch, record, around, run);
    if (addRow(db, batch.number, row)) counts[row.outcome] += 1;
  }
  countRecords(db, batchId, counts, records.at(-1)?.record ?? 0);
  return counts;
}

function importOne(
  db: WritableDb,
  batch: Batch,
  record: ReadRecord,
  around: Surroundings,
  run: Runner,
): ImportRow {
  const at = { record: record.record, line: record.line };
  const nothing = { personId: null, version: null, reason: null, data: null };
  if ('failure' in record) {
    const { reason, ...data } = record.failure;
    return { ...nothing, ...at, outcome: 'failed', reason, data: JSON.stringify(data) };
  }
  const { contact, photo = null } = record;
  try {
    return run(() => {
      const { matchBy, onDuplicate } = batch.plan;
      const known = onDuplicate === 'add' ? null : knownPerson(db, keysOf(contact, matchBy));
      if (known === null) {
        const personId = enterPerson(db, contact, around);
        if (photo !== null) addPhoto(db, personId, importedPhoto(personId), photo, around.at);
        const lists = around.listsOf(contact).length;
        const data = lists === 0 ? null : JSON.stringify({ lists });
        return { ...nothing, ...at, outcome: 'added', personId, version: 1, data };
      }
      const filled =
        onDuplicate === 'update' || isProvisional(db, known)
          ? fillIn(db, known, contact, photo, around)
          : null;
      if (filled === null) return { ...nothing, ...at, outcome: 'skipped', personId: known };
      const data = JSON.stringify(filled);
      return { ...nothing, ...at, outcome: 'updated', personId: known, version: versionOf(db, known), data };
    });
  } catch (error) {
    if (run === plainly || sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
    const data = JSON.stringify({ detail: '', cells: [contact.name] });
    return { ...nothing, ...at, outcome: 'failed', reason: 'refused', data };
  }
}

function isProvisional(db: WritableDb, personId: string): boolean {
  return prepared(db, `SELECT 1 FROM people WHERE id = ? AND provisional = 1`).get(personId) !== undefined;
}

function versionOf(db: WritableDb, personId: string): number {
  return (
    prepared<{ version: number }>(db, `SELECT version FROM people WHERE id = ?`).get(personId)?.version ?? 1
  );
}
