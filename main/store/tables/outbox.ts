/** What is to be sent. The states and their order are those of shared/outbox/machine.ts; here they are only kept. */
import type { OutboxItem } from '../../../shared/outbox/machine.ts';
import {
  outboxPayload,
  type OutboxEntry,
  type OutboxKind,
  type OutboxPayload,
} from '../../../shared/outbox/types.ts';
import { prepared, type ReadableDb, type SqlValue, type WritableDb } from '../database.ts';

/** A row whole: what it is, and how it stands. */
export interface OutboxRow extends OutboxItem {
  id: string;
  kind: OutboxKind;
  lane: string;
  personId: string | null;
  interactionId: string | null;
  agent: string | null;
  payload: OutboxPayload;
}

type Columns = Omit<OutboxRow, 'payload'> & { payload: string };

const columns = `id, kind, lane, person_id AS personId, interaction_id AS interactionId, agent, payload, state, key,
  key_life AS keyLife, created_at AS createdAt, due_at AS dueAt, expires_at AS expiresAt, attempts,
  last_attempt_at AS lastAttemptAt, doubt_since AS doubtSince, fault, detail`;
/** As in the partial index outbox_open. */
const open = `state IN ('queued', 'sending', 'retrying', 'unknown')`;
const isFirst = `NOT EXISTS (SELECT 1 FROM outbox AS before
  WHERE before.lane = outbox.lane AND before.row < outbox.row AND before.${open})`;

/** False when it was there already. */
export function addToOutbox(db: WritableDb, row: OutboxRow): boolean {
  const { payload, ...plain } = row;
  return (
    prepared(
      db,
      `INSERT INTO outbox (id, kind, lane, person_id, interaction_id, agent, payload, state, key, key_life, created_at,
         due_at, expires_at, attempts, last_attempt_at, doubt_since, fault, detail)
       VALUES ($id, $kind, $lane, $personId, $interactionId, $agent, $payload, $state, $key, $keyLife, $createdAt,
         $dueAt, $expiresAt, $attempts, $lastAttemptAt, $doubtSince, $fault, $detail)
       ON CONFLICT (id) DO NOTHING`,
    ).run({ ...(plain satisfies Record<string, SqlValue>), payload: JSON.stringify(payload) }).changes === 1
  );
}

export function findInOutbox(db: ReadableDb, id: string): OutboxRow | null {
  const row = prepared<Columns>(db, `SELECT ${columns} FROM outbox WHERE id = ?`).get(id);
  return row === undefined ? null : rowFrom(row);
}

export const outboxQueries = {
  next: `SELECT ${columns} FROM outbox WHERE due_at IS NOT NULL AND ${isFirst} ORDER BY due_at, row LIMIT 1`,
  sending: `SELECT ${columns} FROM outbox WHERE state = 'sending'`,
} as const;

/** The one that may go soonest: nothing of the same contact is before it. Its time may not have come. */
export function nextInOutbox(db: ReadableDb): OutboxRow | null {
  const row = prepared<Columns>(db, outboxQueries.next).get();
  return row === undefined ? null : rowFrom(row);
}

/** Those that were under way when Hatif ended. */
export function interruptedInOutbox(db: ReadableDb): OutboxRow[] {
  return prepared<Columns>(db, outboxQueries.sending).all().map(rowFrom);
}

export function setOutboxItem(db: WritableDb, id: string, item: OutboxItem): void {
  prepared(
    db,
    `UPDATE outbox SET state = $state, key = $key, due_at = $dueAt, expires_at = $expiresAt, attempts = $attempts,
       last_attempt_at = $lastAttemptAt, doubt_since = $doubtSince, fault = $fault, detail = $detail WHERE id = $id`,
  ).run({
    id,
    state: item.state,
    key: item.key,
    dueAt: item.dueAt,
    expiresAt: item.expiresAt,
    attempts: item.attempts,
    lastAttemptAt: item.lastAttemptAt,
    doubtSince: item.doubtSince,
    fault: item.fault,
    detail: item.detail,
  });
}

export function setPayload(db: WritableDb, id: string, payload: OutboxPayload): void {
  prepared(db, `UPDATE outbox SET payload = ? WHERE id = ?`).run(JSON.stringify(payload), id);
}

/** What waits only because nothing could be reached is due at once. */
export function hurryInOutbox(db: WritableDb, at: number): void {
  prepared(
    db,
    `UPDATE outbox SET due_at = ? WHERE state = 'retrying' AND due_at > ? AND fault IN ('unreachable', 'certificate')`,
  ).run(at, at);
}

/** Takes back what has not been tried yet; false when it is too late for that. */
export function removeUntried(db: WritableDb, id: string): boolean {
  return (
    prepared(db, `DELETE FROM outbox WHERE id = ? AND state IN ('queued', 'cancelled') AND attempts = 0`).run(
      id,
    ).changes === 1
  );
}

/** What is over and older than `before` (ms since the epoch) goes. */
export function removeOverBefore(db: WritableDb, before: number): number {
  return prepared(db, `DELETE FROM outbox WHERE NOT ${open} AND created_at < ?`).run(before).changes;
}

export function moveInOutbox(db: WritableDb, interactionId: string, personId: string | null): void {
  prepared(db, `UPDATE outbox SET person_id = ? WHERE interaction_id = ?`).run(personId, interactionId);
}

type Shown = Omit<OutboxEntry, 'to' | 'via' | 'subject' | 'waits'> & {
  payload: string;
  hook: string | null;
  waits: number;
};

const shown = `
  SELECT outbox.id AS id, outbox.kind AS kind, person_id AS personId, people.name AS personName,
    interaction_id AS interactionId, payload, state, outbox.created_at AS createdAt, due_at AS dueAt, attempts,
    last_attempt_at AS lastAttemptAt, fault, detail, NOT (${isFirst}) AND ${open} AS waits,
    (SELECT data ->> 'name' FROM tools WHERE tools.id = payload ->> 'hookId') AS hook
  FROM outbox LEFT JOIN people ON people.id = person_id`;
const latest = `${shown} ORDER BY outbox.row DESC LIMIT ?`;
const asking = `${shown} WHERE state IN ('unknown', 'failed', 'expired') ORDER BY outbox.row LIMIT ?`;

/** The latest, newest first; and before them every older one that needs the agent. */
export function shownInOutbox(db: ReadableDb, limit: number): OutboxEntry[] {
  const rows = prepared<Shown>(db, latest).all(limit);
  const there = new Set(rows.map(({ id }) => id));
  const older = prepared<Shown>(db, asking)
    .all(limit)
    .filter(({ id }) => !there.has(id));
  return [...older, ...rows].map(({ payload, hook, waits, ...row }) => {
    const { subject, ...of } = outboxPayload.parse(JSON.parse(payload));
    const to = of.by === 'bcc' ? of.bcc.map(each => each.to).join(', ') : of.to;
    return {
      ...row,
      to: to.length > 256 ? `${to.slice(0, 255)}…` : to,
      subject,
      via: hook,
      waits: waits === 1,
    };
  });
}

export function outboxCounts(db: ReadableDb): { waiting: number; asking: number; failed: number } {
  const found = prepared<{ state: string; n: number }>(
    db,
    `SELECT state, count(*) AS n FROM outbox WHERE ${open} GROUP BY state
     UNION ALL SELECT 'failed', count(*) FROM outbox WHERE state IN ('failed', 'expired')`,
  ).all();
  const of = (...states: string[]) =>
    found.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
  return { waiting: of('queued', 'sending', 'retrying'), asking: of('unknown'), failed: of('failed') };
}

const rowFrom = (row: Columns): OutboxRow => ({
  ...row,
  payload: outboxPayload.parse(JSON.parse(row.payload)),
});
