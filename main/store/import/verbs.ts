/** The store's requests about importing and exporting, by name. */
import { uuidv7 } from 'uuidv7';
import type { ReadableDb, WritableDb } from '../database.ts';
import { inTransaction } from '../database.ts';
import {
  addBatch,
  findBatch,
  forgetBatches,
  interruptBatches,
  newestBatches,
  rememberedPlan,
  rememberPlan,
  setState,
} from '../tables/import-batches.ts';
import { failedRows } from '../tables/import-rows.ts';
import { countKnown } from './known.ts';
import { exportPage } from './leave.ts';
import { foldNames } from './names.ts';
import type { Batch, FailedRow, NewBatch, ReadRecord } from './port.ts';
import { importRecords } from './records.ts';
import { revertImport } from './revert.ts';

/** Rows that failed hold what people wrote: an import is forgotten, and can no more be taken back, after so long. */
const remembered = 90 * 86_400_000;

export const importQuestions = {
  importBatches: newestBatches,
  importBatch: (db: ReadableDb, batchId: string): Batch | null => withoutNumber(findBatch(db, batchId)),
  importPlan: rememberedPlan,
  importFailures: (db: ReadableDb, batchId: string, after: number, limit: number): FailedRow[] => {
    const batch = findBatch(db, batchId);
    return batch === null ? [] : failedRows(db, batch.number, after, limit);
  },
  countKnown,
  exportPage,
};

export const importCommands = {
  foldNames,
  /** Goes on with an import that was interrupted, when it is there already. */
  beginImport: (db: WritableDb, batch: NewBatch): void =>
    inTransaction(db, () => {
      forgetBatches(db, batch.at - remembered);
      if (findBatch(db, batch.id) === null) addBatch(db, batch);
      else setState(db, batch.id, 'running', null);
      const { mapping, matchBy, onDuplicate, list } = batch.plan;
      rememberPlan(db, batch.plan.signature, { mapping, matchBy, onDuplicate, list }, batch.at);
    }),
  importRecords: (db: WritableDb, batchId: string, records: readonly ReadRecord[], at: number) =>
    importRecords(db, batchId, records, at, uuidv7),
  endImport: (db: WritableDb, batchId: string, at: number): void => setState(db, batchId, 'done', at),
  revertImport,
  markInterrupted: interruptBatches,
};

function withoutNumber(found: (Batch & { number: number }) | null): Batch | null {
  if (found === null) return null;
  const { number: _number, ...batch } = found;
  return batch;
}
