/** What is asked of the store to do something to many people. */
import type {
  BulkAction,
  BulkDraftPage,
  BulkJob,
  BulkPreviewPart,
  LeftOutReason,
} from '../../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { Language } from '../../../shared/settings/schema.ts';

export interface NewBulkJob {
  id: string;
  action: BulkAction;
  selection: PeopleSelection;
  agent: string | null;
  startedAt: number;
}

export interface BulkStore {
  /** A part of those who would be reached and left out, after `after` (null: from the first). */
  previewBulk(
    action: BulkAction,
    selection: PeopleSelection,
    after: string | null,
    how: { at: number; agent: string | null; language: Language },
  ): Promise<BulkPreviewPart>;
  /** The last ones, newest first. */
  bulkJobs(): Promise<BulkJob[]>;
  /** HatifError `badInput` for a list by rule, `notFound` for what it needs. */
  beginBulk(job: NewBulkJob): Promise<void>;
  /** One short transaction; true when it is done. HatifError `notFound`, `wrongState`. */
  bulkStep(id: string, at: number, language: Language): Promise<boolean>;
  cancelBulk(id: string, at: number): Promise<void>;
  /** One short transaction; true when nothing is left. What has left already stays. */
  undoBulkStep(id: string, at: number): Promise<boolean>;
  /** Jobs that a crash cut off. Returns how many. */
  interruptBulk(): Promise<number>;
  /** What it wrote that waits to be seen, after `after` (null: from the first). HatifError `notFound`. */
  bulkDrafts(id: string, after: number | null): Promise<BulkDraftPage>;
  /** Lets some go; true when none is left to let go. HatifError `notFound`, `wrongState` while more is written. */
  releaseBulkDrafts(id: string, at: number): Promise<boolean>;
  /** Some of those that a message to many in the outbox was for do not get it. */
  leaveOutOfMail(mail: string, left: readonly { personId: string; reason: LeftOutReason }[]): Promise<void>;
}
