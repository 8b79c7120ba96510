/** What happened with someone. A call's row is written at its first ring and follows the call; see also events.ts. */
import type { CallEnd, CallPhase } from '../../../shared/call/view.ts';
import type { Handover } from '../../../shared/handover/types.ts';
import type { Channel, RecentCall, TimelineEntry } from '../../../shared/people/types.ts';
import { callQuality, type CallQuality } from '../../../shared/media/quality.ts';
import { bit, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { clip, firstLine } from '../text.ts';
import { transferColumn, transferFrom } from './events.ts';
import { recordingsColumn, recordingsFrom } from './recordings.ts';
import { surveyColumn, surveyFrom } from './surveys.ts';

/** How much of a note stands below its first line, as shared/people/types.ts has it. */
const detailLength = 2_000;

export interface NewCall {
  id: string;
  direction: 'inbound' | 'outbound';
  at: number;
  personId: string | null;
  linkedBy: 'match' | 'agent' | null;
  accountId: string;
  practice: boolean;
  number: string;
  numberKey: string | null;
  e164: string | null;
  name: string | null;
  called: string | null;
  /** What it is made for, by name. */
  campaign: string | null;
}

/** False when it was there already: the same call is never logged twice. */
export function addCall(db: WritableDb, call: NewCall): boolean {
  return (
    prepared(
      db,
      `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, account_id, practice, number,
         number_key, e164, name, called, campaign, phase, sample)
       VALUES (?, 'call', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING`,
    ).run(
      call.id,
      call.direction,
      call.at,
      call.personId,
      call.linkedBy,
      call.accountId,
      bit(call.practice),
      call.number,
      call.numberKey,
      call.e164,
      call.name,
      call.called,
      call.campaign,
      call.direction === 'inbound' ? 'ringing' : 'dialling',
    ).changes === 1
  );
}

export interface SampleEntry {
  id: string;
  channel: TimelineEntry['channel'];
  direction: TimelineEntry['direction'];
  at: number;
  personId: string;
  number: string | null;
  numberKey: string | null;
  e164: string | null;
  subject: string;
  detail: string | null;
  agent: string | null;
  seconds: number | null;
  outcomeId: string | null;
}

/** Adds something that is over and owes nothing. False when it was there already. */
export function addSampleEntry(db: WritableDb, entry: SampleEntry): boolean {
  const answeredAt = entry.seconds === null ? null : entry.at;
  return (
    prepared(
      db,
      `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, practice, number, number_key, e164,
         phase, answered_at, ended_at, end_by, end_cause, talk_seconds, subject, detail, agent, outcome_id, wrapped_at,
         sample)
       VALUES ($id, $channel, $direction, $at, $personId, 'agent', 1, $number, $numberKey, $e164, iif($channel = 'call', 'ended', NULL), $answeredAt,
         $at + 1000 * coalesce($seconds, 0), 'remote', iif($channel = 'call', iif($answeredAt IS NULL, 'noAnswer', 'hangup'), NULL), $seconds,
         $subject, $detail, $agent, $outcomeId, $at, 1)
       ON CONFLICT (id) DO NOTHING`,
    ).run({ ...entry, answeredAt }).changes === 1
  );
}

export interface Sent {
  id: string;
  channel: 'email' | 'message' | 'note';
  at: number;
  personId: string | null;
  subject: string;
  detail: string;
  agent: string | null;
  /** What another system calls it. */
  reference: string | null;
}

/** Something that left the outbox and arrived. False when it stands there already. */
export function addSent(db: WritableDb, sent: Sent): boolean {
  return (
    prepared(
      db,
      `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, practice, subject, detail, agent,
         reference, sample)
       VALUES ($id, $channel, 'outbound', $at, $personId, iif($personId IS NULL, NULL, 'agent'), 0, $subject,
         nullif($detail, ''), $agent, $reference, 0)
       ON CONFLICT (id) DO NOTHING`,
    ).run({ ...sent }).changes === 1
  );
}

export interface MessageRow {
  id: string;
  direction: 'inbound' | 'outbound';
  at: number;
  personId: string | null;
  accountId: string | null;
  number: string;
  numberKey: string | null;
  e164: string | null;
  name: string | null;
  text: string;
  agent: string | null;
}

/** A message over the phone system; its first line is its subject. */
export function addMessageRow(db: WritableDb, message: MessageRow): void {
  const { text, ...row } = message;
  prepared(
    db,
    `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, account_id, practice, number, number_key,
       e164, name, subject, detail, agent, sample)
     VALUES ($id, 'message', $direction, $at, $personId, iif($personId IS NULL, NULL, 'agent'), $accountId, 0, $number,
       $numberKey, $e164, $name, $subject, nullif($detail, $subject), $agent, 0)`,
  ).run({ ...row, subject: firstLine(text), detail: text });
}

/** Outcomes of the latest wrapped-up calls with a person, or of an unknown number, newest first. */
export function latestOutcomes(
  db: ReadableDb,
  of: { personId: string | null; numberKey: string | null },
  limit: number,
): (string | null)[] {
  const column = of.personId === null ? 'number_key' : 'person_id';
  return prepared<{ outcomeId: string | null }>(
    db,
    `SELECT outcome_id AS outcomeId FROM interactions WHERE ${column} = ? AND channel = 'call' AND wrapped_at IS NOT NULL
     ORDER BY at DESC LIMIT ?`,
  )
    .all(of.personId ?? of.numberKey, limit)
    .map(({ outcomeId }) => outcomeId);
}

export interface CallRow {
  id: string;
  at: number;
  personId: string | null;
  linkedBy: 'match' | 'agent' | null;
  number: string;
  numberKey: string | null;
  e164: string | null;
  answeredAt: number | null;
  endedAt: number | null;
  outcomeId: string | null;
  wrappedAt: number | null;
  campaign: string | null;
}

export function findCall(db: ReadableDb, id: string): CallRow | null {
  return (
    prepared<CallRow>(
      db,
      `SELECT id, at, person_id AS personId, linked_by AS linkedBy, number, number_key AS numberKey, e164,
         answered_at AS answeredAt, ended_at AS endedAt, outcome_id AS outcomeId, wrapped_at AS wrappedAt, campaign
       FROM interactions WHERE id = ? AND channel = 'call'`,
    ).get(id) ?? null
  );
}

/** The first answer counts; an ended call stays ended. */
export function setPhase(
  db: WritableDb,
  id: string,
  change: { phase: CallPhase | null; answeredAt: number | null },
): void {
  prepared(
    db,
    `UPDATE interactions SET phase = coalesce($phase, phase), answered_at = coalesce(answered_at, $answeredAt)
     WHERE id = $id AND ended_at IS NULL`,
  ).run({ ...change, id });
}

export type Ending = CallEnd & { at: number; talkSeconds: number };

/** False when the call had ended before: the first end is the true one. */
export function setEnded(db: WritableDb, id: string, ended: Ending): boolean {
  return (
    prepared(
      db,
      `UPDATE interactions SET phase = 'ended', ended_at = ?, end_by = ?, end_cause = ?, end_status = ?, talk_seconds = ?
       WHERE id = ? AND ended_at IS NULL`,
    ).run(ended.at, ended.by, ended.cause, ended.status, Math.max(0, Math.round(ended.talkSeconds)), id)
      .changes === 1
  );
}

/** False when there is no such call. */
export function setQuality(db: WritableDb, id: string, quality: CallQuality): boolean {
  return (
    prepared(db, `UPDATE interactions SET quality = ? WHERE id = ? AND channel = 'call'`).run(
      JSON.stringify(quality),
      id,
    ).changes === 1
  );
}

export function setPerson(
  db: WritableDb,
  id: string,
  personId: string | null,
  linkedBy: 'match' | 'agent' | null,
): void {
  prepared(db, `UPDATE interactions SET person_id = ?, linked_by = ? WHERE id = ?`).run(
    personId,
    linkedBy,
    id,
  );
}

export function setHanded(db: WritableDb, id: string, handed: Handover): void {
  prepared(db, `UPDATE interactions SET handed = ? WHERE id = ?`).run(JSON.stringify(handed), id);
}

/** Null for both takes a wrap-up back. */
export function setWrappedUp(
  db: WritableDb,
  id: string,
  outcomeId: string | null,
  wrappedAt: number | null,
): void {
  prepared(db, `UPDATE interactions SET outcome_id = ?, wrapped_at = ? WHERE id = ?`).run(
    outcomeId,
    wrappedAt,
    id,
  );
}

/** Calls without an end, oldest first, each with the last instant at which it is known to have lived. */
export function livingCalls(
  db: ReadableDb,
): { id: string; answeredAt: number | null; lastKnownAt: number }[] {
  return prepared<{ id: string; answeredAt: number | null; lastKnownAt: number }>(
    db,
    `SELECT id, answered_at AS answeredAt,
       max(at, coalesce(answered_at, 0),
         coalesce((SELECT max(at) FROM events WHERE interaction_id = interactions.id), 0),
         coalesce((SELECT at FROM kept_calls WHERE interaction_id = interactions.id), 0),
         coalesce((SELECT saved_at FROM drafts WHERE interaction_id = interactions.id), 0)) AS lastKnownAt
     FROM interactions WHERE channel = 'call' AND ended_at IS NULL ORDER BY at`,
  ).all();
}

const entryColumns = `
  interactions.id AS id, channel, direction, interactions.at AS at,
  coalesce(subject, note) AS subject, coalesce(detail, note) AS detail, agent AS "by", talk_seconds AS seconds,
  outcome_id AS outcomeId, end_cause AS cause, reference, answers, quality,
  handed ->> 'by' AS handedBy, handed ->> 'note' AS handedNote, ${surveyColumn}, ${transferColumn}, ${recordingsColumn}`;
/** What was answered in the call's scripts, in the order of the primary key. */
const answersOf = `(SELECT group_concat(label || ': ' || said, ' · ') FROM script_answers
  WHERE interaction_id = interactions.id) AS answers`;
const noteOf = `(SELECT text FROM notes WHERE interaction_id = interactions.id ORDER BY at DESC LIMIT 1) AS note`;

export const timelineQueries = {
  person: `SELECT ${entryColumns} FROM (SELECT *, ${noteOf}, ${answersOf} FROM interactions
     WHERE person_id = $key AND id <> $except ORDER BY at DESC LIMIT $limit) AS interactions`,
  number: `SELECT ${entryColumns} FROM (SELECT *, ${noteOf}, ${answersOf} FROM interactions
     WHERE number_key = $key AND id <> $except AND person_id IS NULL ORDER BY at DESC LIMIT $limit) AS interactions`,
} as const;

type EntryRow = Omit<
  TimelineEntry,
  'subject' | 'answers' | 'handed' | 'survey' | 'quality' | 'transfer' | 'recordings'
> & {
  transfer: string | null;
  survey: string | null;
  recordings: string | null;
  handedBy: string | null;
  handedNote: string | null;
  subject: string | null;
  answers: string | null;
  quality: string | null;
};

/** What happened before, newest first; `except` is the call that asks. Of unknown callers, by their number key. */
export function timeline(
  db: ReadableDb,
  of: keyof typeof timelineQueries,
  key: string,
  except: string,
  limit: number,
): TimelineEntry[] {
  return prepared<EntryRow>(db, timelineQueries[of]).all({ key, except, limit }).map(entryFrom);
}

function entryFrom(row: EntryRow): TimelineEntry {
  const subject = firstLine(row.subject ?? '');
  const detail = row.detail === null || row.detail === subject ? null : clip(row.detail, detailLength);
  const { answers, reference, quality, handedBy, handedNote, survey, transfer, recordings, ...entry } = row;
  const sounded = quality === null ? undefined : callQuality.safeParse(JSON.parse(quality)).data;
  const told = {
    ...(answers === null ? {} : { answers: clip(answers, detailLength) }),
    ...(reference == null ? {} : { reference }),
    ...surveyFrom(survey),
    ...transferFrom(transfer),
    ...recordingsFrom(recordings),
    ...(handedNote === null ? {} : { handed: { by: handedBy, note: handedNote } }),
    ...(sounded === undefined ? {} : { quality: sounded }),
  };
  return { ...entry, subject, detail, ...told };
}

export const olderQuery = `SELECT ${entryColumns} FROM (SELECT *, ${noteOf}, ${answersOf} FROM interactions
   WHERE person_id = $personId AND (at, id) < ($at, $id) AND channel IN (SELECT value FROM json_each($channels))
   ORDER BY at DESC, id DESC LIMIT $limit) AS interactions`;

/** Earlier entries of some channels, newest first, after the entry (or from the instant) that is named. */
export function olderEntries(
  db: ReadableDb,
  personId: string,
  channels: readonly Channel[],
  after: { at: number; id: string },
  limit: number,
): TimelineEntry[] {
  return prepared<EntryRow>(db, olderQuery)
    .all({ personId, ...after, channels: JSON.stringify(channels), limit })
    .map(entryFrom);
}

export const recentQuery = `
  SELECT interactions.id AS interactionId, person_id AS personId, coalesce(people.name, interactions.name) AS name,
    number, direction, at, end_cause AS cause, answered_at IS NOT NULL AS answered, outcome_id AS outcomeId,
    ended_at IS NOT NULL AND answered_at IS NOT NULL AND wrapped_at IS NULL AS owed, called, account_id AS accountId,
    campaign
  FROM interactions LEFT JOIN people ON people.id = person_id
  WHERE channel = 'call' ORDER BY at DESC LIMIT ?`;

/** The latest calls, newest first. */
export function recentCalls(db: ReadableDb, limit: number): RecentCall[] {
  return prepared<Omit<RecentCall, 'answered' | 'owed'> & { answered: number; owed: number }>(db, recentQuery)
    .all(limit)
    .map(row => ({ ...row, answered: row.answered === 1, owed: row.owed === 1 }));
}

/** Removes what belongs to the practice: calls over its line, and all that happened with sample people. */
export function removePracticeInteractions(db: WritableDb): { id: string; personId: string | null }[] {
  return prepared<{ id: string; personId: string | null }>(
    db,
    `DELETE FROM interactions WHERE practice = 1
       OR person_id IN (SELECT id FROM people WHERE sample = 1) RETURNING id, person_id AS personId`,
  ).all();
}
