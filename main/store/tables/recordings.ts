/** Recordings of calls: one row for each file, until the file is gone. */
import type {
  RecordingBrief,
  RecordingEnd,
  RecordingFilter,
  RecordingRow,
} from '../../../shared/recording/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export interface NewRecording {
  id: string;
  interactionId: string;
  at: number;
  startedBy: 'rule' | 'agent';
}

/** How much of it there is. */
export interface RecordingSize {
  milliseconds: number;
  silenced: number;
  bytes: number;
  chunks: number;
}

/** False when its conversation is not there. */
export function addRecording(db: WritableDb, recording: NewRecording): boolean {
  return (
    prepared(
      db,
      `INSERT INTO recordings (id, interaction_id, at, started_by, milliseconds, silenced, bytes, chunks)
       SELECT $id, interactions.id, $at, $startedBy, 0, 0, 0, 0 FROM interactions WHERE interactions.id = $interactionId`,
    ).run({ ...recording }).changes === 1
  );
}

/** The first end counts. */
export function setRecordingEnded(
  db: WritableDb,
  id: string,
  { at, end, ...size }: RecordingSize & { at: number; end: RecordingEnd },
): void {
  prepared(
    db,
    `UPDATE recordings SET ended_at = $at, end_reason = $end, milliseconds = $milliseconds, silenced = $silenced,
       bytes = $bytes, chunks = $chunks WHERE id = $id AND ended_at IS NULL`,
  ).run({ id, at, end, ...size });
}

/** Null brings it back. False when it is not there, or its conversation is gone. */
export function setRecordingRemoved(db: WritableDb, id: string, at: number | null): boolean {
  return (
    prepared(db, `UPDATE recordings SET removed_at = ? WHERE id = ? AND interaction_id IS NOT NULL`).run(
      at,
      id,
    ).changes === 1
  );
}

/** Those whose file is to go: removed before that instant, or of a conversation that is no more. */
export function goneRecordings(db: ReadableDb, before: number): string[] {
  return prepared<{ id: string }>(
    db,
    `SELECT id FROM recordings WHERE removed_at < ? OR (removed_at IS NULL AND interaction_id IS NULL)`,
  )
    .all(before)
    .map(({ id }) => id);
}

export function forgetRecording(db: WritableDb, id: string): void {
  prepared(db, `DELETE FROM recordings WHERE id = ?`).run(id);
}

/** Begun and never ended: of a run that was cut off. */
export function unfinishedRecordings(db: ReadableDb): { id: string; at: number }[] {
  return prepared<{ id: string; at: number }>(
    db,
    `SELECT id, at FROM recordings WHERE ended_at IS NULL`,
  ).all();
}

/** How many of a conversation go with it. */
export function letGoRecordings(db: WritableDb, interactionId: string): number {
  return prepared(
    db,
    `UPDATE recordings SET interaction_id = NULL WHERE interaction_id = ? RETURNING id`,
  ).all(interactionId).length;
}

const columns = `
  recordings.id AS id, recordings.at AS at, recordings.milliseconds AS milliseconds, end_reason AS "end",
  started_by AS startedBy, silenced, bytes, interaction_id AS interactionId, direction, interactions.person_id AS personId,
  coalesce(people.name, interactions.name) AS name, number, called`;
const joined = `recordings JOIN interactions ON interactions.id = interaction_id
  LEFT JOIN people ON people.id = interactions.person_id`;

export const recordingsQuery = `SELECT ${columns} FROM ${joined}
  WHERE removed_at IS NULL AND (recordings.at, recordings.id) < ($at, $id)
    AND ($text = '' OR instr(lower(coalesce(people.name, '') || ' ' || coalesce(people.other_name, '') || ' '
      || coalesce(interactions.name, '') || ' ' || coalesce(number, '')), lower($text)) > 0)
    AND ($direction IS NULL OR direction = $direction) AND ($startedBy IS NULL OR started_by = $startedBy)
  ORDER BY recordings.at DESC, recordings.id DESC LIMIT $limit`;

/** Newest first, after the one that is named (null: from the newest). */
export function recordingsPage(
  db: ReadableDb,
  filter: RecordingFilter,
  after: { at: number; id: string } | null,
  limit: number,
): RecordingRow[] {
  return prepared<RecordingRow>(db, recordingsQuery).all({
    ...filter,
    ...(after ?? { at: Number.MAX_SAFE_INTEGER, id: '' }),
    limit,
  });
}

/** Null when there is none, or when it was removed. */
export function findRecording(db: ReadableDb, id: string): (RecordingRow & { chunks: number }) | null {
  return (
    prepared<RecordingRow & { chunks: number }>(
      db,
      `SELECT ${columns}, chunks FROM ${joined} WHERE recordings.id = ? AND removed_at IS NULL`,
    ).get(id) ?? null
  );
}

/** How many there are, and how much room they take. */
export function recordingsTotal(db: ReadableDb): { count: number; bytes: number } {
  return (
    prepared<{ count: number; bytes: number }>(
      db,
      `SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM recordings
       WHERE removed_at IS NULL AND interaction_id IS NOT NULL`,
    ).get() ?? { count: 0, bytes: 0 }
  );
}

/** In a row of the timeline; in the order of the index, the earliest first. */
export const recordingsColumn = `(SELECT json_group_array(json_object('id', id, 'milliseconds', milliseconds, 'end', end_reason))
  FROM recordings WHERE interaction_id = interactions.id AND removed_at IS NULL) AS recordings`;

export function recordingsFrom(json: string | null): { recordings?: RecordingBrief[] } {
  const recordings = json === null ? [] : (JSON.parse(json) as RecordingBrief[]);
  return recordings.length === 0 ? {} : { recordings };
}
