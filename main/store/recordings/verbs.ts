/** The store's requests about recordings, by name. */
import { HatifError } from '../../../shared/errors.ts';
import type { WritableDb } from '../database.ts';
import {
  addRecording,
  findRecording,
  forgetRecording,
  goneRecordings,
  recordingsPage,
  recordingsTotal,
  setRecordingEnded,
  setRecordingRemoved,
  unfinishedRecordings,
  type NewRecording,
} from '../tables/recordings.ts';

export const recordingQuestions = {
  goneRecordings,
  unfinishedRecordings,
  recordings: recordingsPage,
  recording: findRecording,
  recordingsTotal,
};

export const recordingCommands = {
  beginRecording: (db: WritableDb, recording: NewRecording): void => {
    if (!addRecording(db, recording)) throw new HatifError('notFound', 'there is no such interaction');
  },
  endRecording: setRecordingEnded,
  removeRecording: (db: WritableDb, id: string, at: number | null): void => {
    if (!setRecordingRemoved(db, id, at)) throw new HatifError('notFound', 'there is no such recording');
  },
  forgetRecording,
};
