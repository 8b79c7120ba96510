/** The outbox on disk. Each verb is one transaction, so that what a kill leaves behind is always one state, never half of two. */
import { HatifError } from '../../shared/errors.ts';
import { isDraft, transition, usualLife, type OutboxEvent } from '../../shared/outbox/machine.ts';
import type { OutboxIntent, OutboxView } from '../../shared/outbox/types.ts';
import { inSnapshot, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import type { OutboxClaim } from './port.ts';
import { addSent } from './tables/interactions.ts';
import { caseChanged, openCase } from './tables/cases.ts';
import { personExists, refreshContact } from './tables/people.ts';
import { askSurvey } from './tables/surveys.ts';
import {
  addToOutbox,
  findInOutbox,
  interruptedInOutbox,
  nextInOutbox,
  outboxCounts,
  removeOverBefore,
  setOutboxItem,
  shownInOutbox,
  type OutboxRow,
} from './tables/outbox.ts';

/** How long what is over can still be read. */
const keptFor = 30 * 24 * 60 * 60 * 1000;
const mostShown = 200;

export interface Meant {
  intents: readonly (OutboxIntent & { keyLife: number | null })[];
  lane: string;
  personId: string | null;
  interactionId: string | null;
  agent: string | null;
  at: number;
  /** Ms since the epoch; nothing goes before. `notBeforeSeen`: not before the agent has seen it. */
  notBefore: number;
}

/** Part of the transaction of the wrap-up that meant them. */
export function putIntoOutbox(db: WritableDb, meant: Meant): string[] {
  const { intents, at, notBefore, ...of } = meant;
  for (const { id, kind, payload, keyLife } of intents)
    addToOutbox(db, {
      ...of,
      id,
      kind,
      payload,
      state: 'queued',
      key: id,
      keyLife,
      createdAt: at,
      dueAt: notBefore,
      expiresAt: at + usualLife,
      attempts: 0,
      lastAttemptAt: null,
      doubtSince: null,
      fault: null,
      detail: null,
    });
  return intents.map(({ id }) => id);
}

/**
 * Marks the next one as being sent, on disk, before anything of it leaves. Those that turn out to be expired or in doubt
 * for too long are settled on the way.
 */
export function claimFromOutbox(db: WritableDb, at: number): OutboxClaim {
  return inTransaction(db, () => {
    for (;;) {
      const next = nextInOutbox(db);
      if (next === null) return { row: null, nextAt: null };
      if (isDraft(next)) return { row: null, nextAt: null };
      if ((next.dueAt ?? 0) > at) return { row: null, nextAt: next.dueAt };
      const after = change(db, next, { type: 'claim', at });
      if (after.state === 'sending') return { row: after, nextAt: null };
    }
  });
}

/** What the agent is, for other systems; it belongs to no call. */
export function putStatus(db: WritableDb, intents: Meant['intents'], agent: string | null, at: number): void {
  const of = { lane: 'agent', personId: null, interactionId: null, agent } as const;
  inTransaction(db, () => putIntoOutbox(db, { ...of, intents, at, notBefore: at }));
}

/** What happened to it, or what the agent says. HatifError `notFound`, and `wrongState` for what comes too late. */
export function tellOutbox(db: WritableDb, id: string, event: OutboxEvent): void {
  inTransaction(db, () => {
    const row = findInOutbox(db, id);
    if (row === null) throw new HatifError('notFound', 'this is not in the outbox any more');
    change(db, row, event);
  });
}

/** After a start: what was under way may have arrived. Returns how many there were. */
export function recoverOutbox(db: WritableDb, at: number): number {
  return inTransaction(db, () => {
    removeOverBefore(db, at - keptFor);
    const interrupted = interruptedInOutbox(db);
    for (const row of interrupted)
      change(db, row, { type: 'lost', at, fault: 'stopped', detail: null, chance: 0 });
    return interrupted.length;
  });
}

export function outboxView(db: ReadableDb): Omit<OutboxView, 'offline'> {
  return inSnapshot(db, () => ({ entries: shownInOutbox(db, mostShown), ...outboxCounts(db) }));
}

function change(db: WritableDb, row: OutboxRow, event: OutboxEvent): OutboxRow {
  const after = { ...row, ...transition(row, event) };
  setOutboxItem(db, row.id, after);
  if (after.state === 'sent' && row.state !== 'sent')
    remember(db, after, event.at, event.type === 'done' ? (event.reference ?? null) : null);
  return after;
}

/** What reached somebody stands on their timeline. */
function remember(db: WritableDb, row: OutboxRow, at: number, reference: string | null): void {
  if (row.kind === 'status') return;
  const { payload } = row;
  const sent = {
    channel: row.kind === 'ticket' ? 'note' : row.kind,
    at,
    subject: payload.subject,
    detail: payload.body,
    agent: row.agent,
    reference,
  } as const;
  if (payload.by === 'bcc') {
    for (const { id, personId } of payload.bcc) {
      if (!personExists(db, personId)) continue;
      addSent(db, { ...sent, id, personId });
      refreshContact(db, personId);
    }
    return;
  }
  addSent(db, { ...sent, id: row.id, personId: row.personId });
  if (payload.by === 'hook' && payload.of !== undefined)
    caseChanged(db, payload.of.caseId, payload.of.change, at);
  else if (payload.by === 'hook' && reference !== null) {
    const { id, personId, interactionId } = row;
    const { hookId, subject } = payload;
    openCase(db, { id, personId, interactionId, hookId, reference, subject, at });
  }
  const { survey } = payload;
  if (survey !== undefined && row.interactionId !== null)
    askSurvey(db, {
      interactionId: row.interactionId,
      code: survey,
      by: row.kind === 'email' ? 'email' : 'message',
      at,
    });
  if (row.personId !== null) refreshContact(db, row.personId);
}
