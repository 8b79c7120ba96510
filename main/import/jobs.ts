/** What an import thread is told to do, and what it tells. Everything is cloned. */
import type { MessagePort } from 'node:worker_threads';
import type { RowReason } from '../../shared/import/contact.ts';
import type { FileReason } from '../../shared/import/file-error.ts';
import type { CardVersion } from '../../shared/import/vcard/write.ts';
import type { PeopleSelection } from '../../shared/people/selection.ts';
import type { BatchCounts, KeptPlan } from '../store/import/port.ts';
import type { FileStamp, Looked, Told } from './look.ts';

export type ExportFormat = { kind: 'csv' } | { kind: 'vcard'; version: CardVersion };

export type Job =
  | { kind: 'look'; path: string; told: Told; country: string }
  | { kind: 'check'; path: string; stamp: FileStamp; plan: KeptPlan; store: MessagePort }
  | {
      kind: 'run';
      path: string;
      stamp: FileStamp;
      plan: KeptPlan;
      batchId: string;
      /** Records that an interrupted run dealt with. */
      doneThrough: number;
      store: MessagePort;
    }
  | { kind: 'revert'; batchId: string; store: MessagePort }
  | { kind: 'export'; path: string; selection: PeopleSelection; format: ExportFormat; store: MessagePort }
  | {
      kind: 'failures';
      path: string;
      batchId: string;
      header: string[];
      reasons: Record<RowReason, string>;
      columns: { line: string; reason: string };
      store: MessagePort;
    };

/** What a thread begins with. */
export interface Task {
  job: Job;
  /** See make-way.ts. */
  way: SharedArrayBuffer;
}

/** A contact of the file as it would be entered, for the eye. */
export interface Preview {
  line: number;
  name: string;
  organisation: string | null;
  numbers: string[];
  emails: string[];
}

export interface Found extends Looked {
  preview: Preview[];
}

export interface Checked {
  fresh: number;
  known: number;
  failed: number;
  /** Why records cannot be entered, the most frequent first, with the line of the first. */
  reasons: { reason: RowReason; count: number; line: number }[];
  preview: Preview[];
}

export interface Results {
  look: Found;
  check: Checked;
  run: BatchCounts;
  revert: null;
  export: number;
  failures: number;
}

export type Report =
  | { kind: 'progress'; done: number; counts: BatchCounts | null }
  /** `result` is null when it was stopped. */
  | { kind: 'done'; result: Results[Job['kind']] | null }
  | { kind: 'refused'; reason: FileReason; line: number | null }
  | { kind: 'broken'; message: string };

/** All that is ever said to a thread after its job. */
export type Order = 'stop';
