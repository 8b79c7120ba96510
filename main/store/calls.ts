/** The record of a call, from the first ring to its end. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { numberKey } from '../../shared/match/number-key.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import { findCallerContext, identify } from './caller-context.ts';
import { inTransaction, type WritableDb } from './database.ts';
import type { InteractionEvent, NewInteraction } from './port.ts';
import { forgetChoice, rememberChoice } from './tables/choices.ts';
import { addEvent } from './tables/events.ts';
import { moveFollowUps } from './tables/follow-ups.ts';
import {
  addCall,
  findCall,
  livingCalls,
  setEnded,
  setPerson,
  setPhase,
  setWrappedUp,
  type CallRow,
} from './tables/interactions.ts';
import { moveInOutbox } from './tables/outbox.ts';
import { personExists, refreshContact } from './tables/people.ts';
import { clip } from './text.ts';

/** Characters of a number, a name or a line that a caller may leave with us; shared/call/view.ts has the same. */
const mostText = 256;
/** Characters of one event's data. */
const mostData = 4_096;
/** Accounts of the practice exchange are named so. */
const practiceAccount = /^practice/;

/** Writes the row and links the person whom the number names. False when the call was begun before. */
export function beginCall(db: WritableDb, row: NewInteraction): boolean {
  return inTransaction(db, () => {
    const dialled = row.personId !== null && personExists(db, row.personId) ? row.personId : null;
    const caller = { callId: row.id, number: clip(row.number, mostText), e164: row.e164 };
    const personId = dialled ?? identify(db, caller).personId;
    const added = addCall(db, {
      id: row.id,
      direction: row.direction,
      at: row.at,
      personId,
      linkedBy: personId === null ? null : dialled === null ? 'match' : 'agent',
      accountId: row.accountId,
      practice: practiceAccount.test(row.accountId),
      number: caller.number,
      numberKey: numberKey(caller),
      e164: row.e164,
      name: row.name === null ? null : clip(row.name, mostText),
      called: row.called === null ? null : clip(row.called, mostText),
      campaign: row.campaign ?? null,
    });
    if (!added) return false;
    const phase = row.direction === 'inbound' ? 'ringing' : 'dialling';
    addEvent(db, { interactionId: row.id, at: row.at, kind: 'phase', phase, data: '{}' });
    if (personId !== null) refreshContact(db, personId);
    return true;
  });
}

/** Throws HatifError `notFound`, or `badInput` for data that is too long. */
export function appendEvent(db: WritableDb, event: InteractionEvent): void {
  const data = JSON.stringify(event.data);
  if (data.length > mostData) throw new HatifError('badInput', `event data of ${data.length} characters`);
  inTransaction(db, () => {
    requireCall(db, event.interactionId);
    addEvent(db, {
      interactionId: event.interactionId,
      at: event.at,
      kind: event.kind,
      phase: event.phase,
      data,
    });
    setPhase(db, event.interactionId, { phase: event.phase, answeredAt: event.answeredAt ?? null });
    if (event.ended !== undefined) setEnded(db, event.interactionId, event.ended);
  });
}

/** The agent says who it is, or (null) that it is none of these. Throws HatifError `notFound`. */
export function linkPerson(
  db: WritableDb,
  interactionId: string,
  personId: string | null,
  at: number,
): CallerContext {
  return inTransaction(db, () => {
    const call = requireCall(db, interactionId);
    if (personId !== null && !personExists(db, personId))
      throw new HatifError('notFound', 'there is no such person');
    setPerson(db, interactionId, personId, 'agent');
    moveFollowUps(db, interactionId, personId);
    moveInOutbox(db, interactionId, personId);
    if (call.numberKey !== null) {
      if (personId === null) forgetChoice(db, call.numberKey);
      else rememberChoice(db, call.numberKey, personId, at);
    }
    const data = JSON.stringify({ personId, before: call.personId });
    addEvent(db, { interactionId, at, kind: 'linked', phase: null, data });
    for (const changed of new Set([call.personId, personId]))
      if (changed !== null) refreshContact(db, changed);
    return findCallerContext(db, { callId: interactionId, number: call.number, e164: call.e164 });
  });
}

/**
 * Ends what a crash left open, at the last instant of which we know: later would count seconds in which nobody may have
 * spoken. A call that was answered stays owed, because the agent alone knows what was said. Calls in `living` go on. Returns how many.
 */
export function closeInterrupted(db: WritableDb, at: number, living: readonly string[] = []): number {
  return inTransaction(db, () => {
    const interrupted = livingCalls(db).filter(({ id }) => !living.includes(id));
    for (const { id, answeredAt, lastKnownAt } of interrupted) {
      const talkSeconds = answeredAt === null ? 0 : (lastKnownAt - answeredAt) / 1000;
      const data = JSON.stringify({ interrupted: true });
      addEvent(db, { interactionId: id, at, kind: 'phase', phase: 'ended', data });
      setEnded(db, id, { by: 'system', cause: 'internal', status: null, at: lastKnownAt, talkSeconds });
      if (answeredAt === null) setWrappedUp(db, id, 'system.interrupted', at);
    }
    return interrupted.length;
  });
}

export function requireCall(db: WritableDb, interactionId: string): CallRow {
  const call = findCall(db, interactionId);
  if (call === null) throw new HatifError('notFound', 'there is no such interaction');
  return call;
}
