/**
 * What an agent planned becomes owed and goes into the outbox, in the transaction of whatever meant it: the end of a call and
 * a button of a script alike.
 */
import type { CallbackBy } from '../../shared/followups/types.ts';
import type { WritableDb } from './database.ts';
import { putIntoOutbox } from './outbox.ts';
import type { FinishWrapUp } from './port.ts';
import { addFollowUp } from './tables/follow-ups.ts';
import type { CallRow } from './tables/interactions.ts';

/** Milliseconds in which what was done can be taken back. */
export const undoWindow = 10_000;

export interface Planned extends Pick<FinishWrapUp, 'actions' | 'intents' | 'agent' | 'at'> {
  call: CallRow;
  personId: string | null;
  /** A promise in words. */
  what: string;
}

/** Returns what came into being. What is to be sent waits until the undo window has closed. */
export function carryOut(
  db: WritableDb,
  { call, personId, what, actions, intents, agent, at }: Planned,
  newId: () => string,
): { followUps: string[]; outbox: string[] } {
  const followUps = actions.flatMap(action => {
    if (action.kind !== 'callback') return [];
    const id = newId();
    const promised = { id, kind: action.kind, personId, interactionId: call.id, number: call.number, what };
    addFollowUp(db, {
      ...promised,
      dueAt: action.dueAt,
      agent: promisedBy(action.by, agent),
      sample: false,
    });
    return [id];
  });
  const outbox = putIntoOutbox(db, {
    intents,
    lane: laneOf({ ...call, personId }),
    personId,
    interactionId: call.id,
    agent,
    at,
    // One more than the window: what can still be taken back has not gone.
    notBefore: at + undoWindow + 1,
  });
  return { followUps, outbox };
}

/** Whose promise it is; null for anybody's. An agent without a name is still one agent. */
export const promisedBy = (by: CallbackBy, agent: string | null): string | null =>
  by === 'me' ? (agent ?? '') : null;

/** Those of one contact go in order: of a person, else of a number, else of the call. */
const laneOf = ({ id, personId, numberKey }: CallRow): string =>
  personId !== null ? `person:${personId}` : numberKey !== null ? `number:${numberKey}` : `call:${id}`;
