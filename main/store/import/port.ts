/** What importing and exporting ask of the store. Asked through a door of its own (Store.door), never by way of main. */
import type { ImportedContact, RowReason } from '../../../shared/import/contact.ts';
import type { ContactKeys } from '../../../shared/import/duplicates.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { ImportPlan } from '../../../shared/import/plan.ts';

/** What is needed to read the file again in the same way. */
export interface KeptPlan extends ImportPlan {
  format: 'csv' | 'vcard';
  encoding: string;
  delimiter: string;
  hasHeader: boolean;
  header: string[];
  signature: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface NewBatch {
  id: string;
  fileName: string;
  path: string;
  size: number;
  modifiedAt: number;
  plan: KeptPlan;
  total: number;
  at: number;
}

export interface BatchCounts {
  added: number;
  updated: number;
  skipped: number;
  failed: number;
}

export type BatchState = 'running' | 'interrupted' | 'done' | 'reverting' | 'reverted';

export interface Batch extends NewBatch, BatchCounts {
  state: BatchState;
  endedAt: number | null;
  /** Records of the file that are dealt with. */
  doneThrough: number;
  /** People who were left when the import was taken back, because something happened with them since. */
  kept: number;
}

/** A record that was read, or why it could not be. */
export type ReadRecord = { record: number; line: number } & (
  | { contact: ImportedContact; photo?: Uint8Array | null }
  | { failure: { reason: RowReason; detail: string; cells: string[] } }
);

export interface FailedRow {
  record: number;
  line: number;
  reason: RowReason;
  detail: string;
  cells: string[];
}

/** A picture is asked for by itself: a page of them could fill the memory. */
export type ExportedContact = ImportedContact & { photoId: string | null };

export interface ImportStore {
  /** Newest first. */
  importBatches(limit: number): Promise<Batch[]>;
  importBatch(batchId: string): Promise<Batch | null>;
  /** How files of these columns were imported the last time. */
  importPlan(signature: string): Promise<ImportPlan | null>;
  importFailures(batchId: string, after: number, limit: number): Promise<FailedRow[]>;
  /** For each, whether somebody of these keys is known. */
  countKnown(keys: readonly ContactKeys[]): Promise<boolean[]>;
  /** A page of people, `next` null at the end; `now` decides who is on a list by rule. */
  exportPage(
    selection: PeopleSelection,
    after: string | null,
    limit: number,
    now: number,
  ): Promise<{ contacts: ExportedContact[]; next: string | null }>;

  /** Folds the names of some people who were entered before names were folded; how many were left to do. */
  foldNames(limit: number): Promise<number>;
  beginImport(batch: NewBatch): Promise<void>;
  /** One transaction. Records that were dealt with before are left alone, so that a chunk may be sent again. */
  importRecords(batchId: string, records: readonly ReadRecord[], at: number): Promise<BatchCounts>;
  endImport(batchId: string, at: number): Promise<void>;
  /** Takes back some of the last records; what was used or changed since stays. True when nothing is left to do. */
  revertImport(batchId: string, limit: number, at: number): Promise<boolean>;
  /** Imports that a crash cut off, or that stopped half-way. Returns how many. */
  markInterrupted(living: readonly string[]): Promise<number>;
}
