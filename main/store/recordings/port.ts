/** What is asked of the store about recordings. The files themselves are main/recording's. */
import type { RecordingEnd, RecordingFilter, RecordingRow } from '../../../shared/recording/types.ts';
import type { NewRecording, RecordingSize } from '../tables/recordings.ts';

export interface RecordingStore {
  /** HatifError `notFound` when its conversation is not there. */
  beginRecording(recording: NewRecording): Promise<void>;
  /** The first end counts. */
  endRecording(id: string, ended: RecordingSize & { at: number; end: RecordingEnd }): Promise<void>;
  /** Null brings it back. HatifError `notFound`. */
  removeRecording(id: string, at: number | null): Promise<void>;
  /** Whose file is to go: removed before that instant, or of a conversation that is no more. */
  goneRecordings(before: number): Promise<string[]>;
  /** After its file is gone. */
  forgetRecording(id: string): Promise<void>;
  unfinishedRecordings(): Promise<{ id: string; at: number }[]>;
  /** Newest first, after the one that is named. */
  recordings(
    filter: RecordingFilter,
    after: { at: number; id: string } | null,
    limit: number,
  ): Promise<RecordingRow[]>;
  /** Null when there is none. */
  recording(id: string): Promise<(RecordingRow & { chunks: number }) | null>;
  recordingsTotal(): Promise<{ count: number; bytes: number }>;
}
