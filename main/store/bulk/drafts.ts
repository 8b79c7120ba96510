/** What was written to many and waits to be seen by the agent before it leaves. */
import { HatifError } from '../../../shared/errors.ts';
import { transition } from '../../../shared/outbox/machine.ts';
import { outboxPayload } from '../../../shared/outbox/types.ts';
import type { BulkDraftPage, LeftOutReason } from '../../../shared/people/bulk.ts';
import { inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { addJobRow, draftsOf, findJob, removeJobRow } from '../tables/bulk-jobs.ts';
import { findInOutbox, setOutboxItem, setPayload } from '../tables/outbox.ts';
import { bulkMailWaits, jobOf } from './write.ts';

const draftsShown = 20;
/** One transaction lets so many go. */
const mostReleased = 400;

/** HatifError `notFound`. */
export function bulkDrafts(db: ReadableDb, id: string, after: number | null): BulkDraftPage {
  return inSnapshot(db, () => {
    const found = draftsOf(db, required(db, id).number, after, draftsShown);
    const drafts = found.map(({ id: draft, payload }) => {
      const { subject, body, ...of } = outboxPayload.parse(JSON.parse(payload));
      return { id: draft, to: of.by === 'bcc' ? of.bcc.map(({ to }) => to) : [of.to], subject, body };
    });
    return { drafts, next: found.length < draftsShown ? null : (found.at(-1)?.row ?? null) };
  });
}

/**
 * Lets some of them go; true when none is left to let go. One for the mail program goes alone and at once: each opens a window.
 * HatifError `notFound`, `wrongState` while more is being written.
 */
export function releaseBulkDrafts(db: WritableDb, id: string, at: number): boolean {
  return inTransaction(db, () => {
    const { number, action, state } = required(db, id);
    if (state === 'running' || state === 'undoing' || state === 'interrupted')
      throw new HatifError('wrongState', `it is ${state}`);
    const alone = action.kind === 'bcc' && action.by === 'mailProgram';
    const rows = draftsOf(db, number, null, alone ? 1 : mostReleased);
    const dueAt = alone ? at : at + bulkMailWaits;
    for (const each of rows) {
      const row = findInOutbox(db, each.id);
      if (row !== null) setOutboxItem(db, row.id, transition(row, { type: 'release', at, dueAt }));
    }
    return alone || rows.length < mostReleased;
  });
}

/** Some of those that a message to many was for do not get it; what was done for them says why. */
export function leaveOutOfMail(
  db: WritableDb,
  mail: string,
  left: readonly { personId: string; reason: LeftOutReason }[],
): void {
  inTransaction(db, () => {
    const row = findInOutbox(db, mail);
    if (row === null || row.payload.by !== 'bcc') return;
    const out = new Map(left.map(({ personId, reason }) => [personId, reason]));
    setPayload(db, mail, { ...row.payload, bcc: row.payload.bcc.filter(each => !out.has(each.personId)) });
    const job = findJob(db, jobOf(row.lane) ?? '');
    if (job === null) return;
    for (const [personId, reason] of out) {
      removeJobRow(db, job.number, personId);
      addJobRow(db, job.number, personId, null, reason);
    }
  });
}

/** Part of a transaction. Takes somebody out of every message to many; returns out of how many. */
export function forgetRecipient(db: WritableDb, personId: string, emails: readonly string[]): number {
  const rows = prepared<{ id: string; payload: string }>(
    db,
    `SELECT id, payload FROM outbox WHERE payload ->> 'by' = 'bcc'`,
  ).all();
  let out = 0;
  for (const { id, payload } of rows) {
    const whole = outboxPayload.parse(JSON.parse(payload));
    if (whole.by !== 'bcc') continue;
    const bcc = whole.bcc.filter(each => each.personId !== personId && !emails.includes(each.to));
    if (bcc.length === whole.bcc.length) continue;
    out += 1;
    if (bcc.length > 0) setPayload(db, id, { ...whole, bcc });
    else prepared(db, `DELETE FROM outbox WHERE id = ?`).run(id);
  }
  return out;
}

function required(db: ReadableDb, id: string) {
  const job = findJob(db, id);
  if (job === null) throw new HatifError('notFound', 'there is no such job');
  return job;
}
