/**
 * What is done to many, some at a time: each chunk is one transaction that ends after some milliseconds, so that whoever
 * calls meanwhile is written down at once. What a kill leaves behind is whole chunks, and the place where to go on.
 */
import { HatifError } from '../../../shared/errors.ts';
import { isTooLongForProgram } from '../../../shared/followups/bcc.ts';
import type { BulkAction, BulkPreviewPart, LeftOutReason } from '../../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { uuidv7 } from 'uuidv7';
import { inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { selectedPage } from '../selected.ts';
import { findList } from '../tables/lists.ts';
import { addAudit } from '../tables/audit.ts';
import {
  addJob,
  addJobRow,
  findJob,
  interruptJobs,
  isDealtWith,
  madeRows,
  newestJobs,
  removeJobRow,
  setJob,
  type JobRow,
} from '../tables/bulk-jobs.ts';
import { act, plan, takeBack, type Made, type Surroundings } from './act.ts';
import { bulkDrafts, leaveOutOfMail, releaseBulkDrafts } from './drafts.ts';
import type { NewBulkJob } from './port.ts';
import { hookOf, templateOf } from './write.ts';

/** How long one chunk holds the writer, ms, and how many people it takes at most. */
const chunkMs = 12;
const chunkPeople = 200;
const jobsShown = 10;
const mostExamples = 50;

/** Whom it would reach among the next people, and whom it would leave out. */
export function previewBulk(
  db: ReadableDb,
  action: BulkAction,
  selection: PeopleSelection,
  after: string | null,
  how: { at: number; agent: string | null; language: Language },
): BulkPreviewPart {
  return inSnapshot(db, () => {
    const surroundings = surround(db, action, how, '');
    const page = selectedPage(db, selection, after, chunkPeople, how.at);
    const part: BulkPreviewPart = { will: 0, leftOut: {}, examples: [], next: page.next };
    for (const { id } of page.found) {
      const planned = plan(db, action, id, surroundings);
      if (planned === null) continue;
      if (planned.made !== null) part.will += 1;
      else leaveOut(db, part, id, planned.reason);
    }
    return part;
  });
}

const surround = (
  db: ReadableDb,
  action: BulkAction,
  how: Pick<Surroundings, 'at' | 'agent' | 'language'>,
  job: string,
): Surroundings => ({ ...how, job, template: templateOf(db, action), hook: hookOf(db, action) });

function leaveOut(db: ReadableDb, part: BulkPreviewPart, personId: string, reason: LeftOutReason): void {
  part.leftOut[reason] = (part.leftOut[reason] ?? 0) + 1;
  if (part.examples.length >= mostExamples) return;
  const hit = prepared<SearchHit>(
    db,
    `SELECT people.id AS personId, people.name AS name, other_name AS otherName, organisations.name AS organisation, NULL AS number
     FROM people LEFT JOIN organisations ON organisations.id = organisation_id WHERE people.id = ?`,
  ).get(personId);
  if (hit !== undefined) part.examples.push({ ...hit, reason });
}

/** The same job again changes nothing. HatifError `badInput` for a list by rule, which nobody is put on, `notFound`. */
export function beginBulk(db: WritableDb, job: NewBulkJob): void {
  inTransaction(db, () => {
    if (findJob(db, job.id) !== null) return;
    if (job.action.kind === 'list') {
      const list = findList(db, job.action.listId);
      if (list === null) throw new HatifError('notFound', 'there is no such list');
      if (list.rule !== null) throw new HatifError('badInput', 'nobody is put on a list by rule');
    }
    mustBeWritable(db, job.action);
    addJob(db, job);
    const { agent, action, selection, startedAt } = job;
    const data = { action: action.kind, selection: selection.kind, job: job.id };
    addAudit(db, {
      id: uuidv7(),
      at: startedAt,
      kind: 'bulk',
      agent,
      personId: null,
      subject: null,
      why: null,
      data,
    });
  });
}

/** HatifError `notFound` for a text or a hook that is gone, `badInput` for one that no address could hold. */
function mustBeWritable(db: ReadableDb, action: BulkAction): void {
  if (action.kind === 'bcc' && action.by === 'mailProgram' && isTooLongForProgram(action))
    throw new HatifError('badInput', 'the text is too long for the mail program');
  if (action.kind !== 'email' && action.kind !== 'message') return;
  if (templateOf(db, action) === null) throw new HatifError('notFound', 'there is no such text');
  if (action.kind === 'message' && action.hookId !== null && hookOf(db, action) === null)
    throw new HatifError('notFound', 'there is no such hook');
}

/** Does some more of it; true when nothing is left to do. HatifError `notFound`, `wrongState` when it is over. */
export function bulkStep(db: WritableDb, id: string, at: number, language: Language): boolean {
  return inTransaction(db, () => {
    const job = required(db, id);
    if (job.state !== 'running' && job.state !== 'interrupted')
      throw new HatifError('wrongState', `it is ${job.state}`);
    const surroundings = surround(db, job.action, { at, agent: job.agent, language }, job.id);
    const page = selectedPage(db, job.selection, job.doneThrough, chunkPeople, job.startedAt);
    const until = performance.now() + chunkMs;
    let through = page.next;
    for (const { id: personId, key } of page.found) {
      doOne(db, job, personId, surroundings);
      if (performance.now() < until || key === page.found.at(-1)?.key) continue;
      through = String(key);
      break;
    }
    const over = through === null;
    setJob(db, job.number, {
      state: over ? 'done' : 'running',
      doneThrough: through ?? job.doneThrough,
      endedAt: over ? at : null,
    });
    return over;
  });
}

function doOne(db: WritableDb, job: JobRow, personId: string, surroundings: Surroundings): void {
  if (isDealtWith(db, job.number, personId)) return;
  const planned = plan(db, job.action, personId, surroundings);
  if (planned === null) return;
  if (planned.made === null) addJobRow(db, job.number, personId, null, planned.reason);
  else
    addJobRow(db, job.number, personId, act(db, job.action, personId, planned, surroundings, uuidv7), null);
}

/** What was done stays done. */
export function cancelBulk(db: WritableDb, id: string, at: number): void {
  inTransaction(db, () => {
    const { number, state, doneThrough } = required(db, id);
    if (state === 'running' || state === 'interrupted')
      setJob(db, number, { state: 'cancelled', doneThrough, endedAt: at });
  });
}

/** Takes some more of it back; true when nothing is left to take back. What has left already stays as it is. */
export function undoBulkStep(db: WritableDb, id: string, at: number): boolean {
  return inTransaction(db, () => {
    const job = required(db, id);
    if (job.state === 'undone') return true;
    const until = performance.now() + chunkMs;
    const rows = madeRows(db, job.number, chunkPeople);
    let done = 0;
    for (const { personId, made } of rows) {
      if (takeBack(db, job.action, personId, made as Made, at)) removeJobRow(db, job.number, personId);
      else keep(db, job.number, personId);
      done += 1;
      if (performance.now() >= until) break;
    }
    const over = done === rows.length && rows.length < chunkPeople;
    const state = over ? 'undone' : 'undoing';
    setJob(db, job.number, { state, doneThrough: job.doneThrough, endedAt: at });
    return over;
  });
}

/** It cannot be taken back: said as left out of the undoing. */
function keep(db: WritableDb, job: number, personId: string): void {
  removeJobRow(db, job, personId);
  addJobRow(db, job, personId, null, 'already');
}

function required(db: ReadableDb, id: string): JobRow {
  const job = findJob(db, id);
  if (job === null) throw new HatifError('notFound', 'there is no such job');
  return job;
}

export const bulkQuestions = {
  previewBulk,
  bulkDrafts,
  bulkJobs: (db: ReadableDb) => newestJobs(db, jobsShown),
};
export const bulkCommands = {
  beginBulk,
  bulkStep,
  cancelBulk,
  undoBulkStep,
  interruptBulk: interruptJobs,
  releaseBulkDrafts,
  leaveOutOfMail,
};
