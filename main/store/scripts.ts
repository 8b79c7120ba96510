/** What is asked of scripts. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { mostActions } from '../../shared/followups/types.ts';
import { firstLine } from './text.ts';
import { requireCall } from './calls.ts';
import { carryOut } from './carry-out.ts';
import { inSnapshot, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import type { OpenScript, ScriptAct } from './script-port.ts';
import { addFollowUp, hasFollowUp, removeFollowUp } from './tables/follow-ups.ts';
import type { CallRow } from './tables/interactions.ts';
import { addToList, allLists, removeMembers } from './tables/lists.ts';
import { findInOutbox, removeUntried } from './tables/outbox.ts';
import { setDoNotContact } from './tables/people.ts';
import {
  addScript,
  addVersion,
  findScript,
  setArchived,
  setDraft,
  setOwn,
  versionsOf,
} from './tables/scripts.ts';

/** Adds the worked examples that are not there yet. Returns how many. */
export function installScripts(
  db: WritableDb,
  samples: readonly { id: string; source: string }[],
  at: number,
): number {
  return inTransaction(db, () => {
    const fresh = samples.filter(({ id }) => addScript(db, { id, sample: true, at }));
    for (const { id, source } of fresh) addVersion(db, id, source, at);
    return fresh.length;
  });
}

export function openScript(db: ReadableDb, id: string): OpenScript | null {
  return inSnapshot(db, () => {
    const script = findScript(db, id);
    if (script === null) return null;
    const { draft, draftAt, archivedAt, sample } = script;
    return { id, sample, draft, draftAt, archivedAt, versions: versionsOf(db, id) };
  });
}

/** Begins a script when there is none of that name. */
export function saveScriptDraft(db: WritableDb, id: string, text: string | null, at: number): void {
  inTransaction(db, () => {
    if (text !== null) addScript(db, { id, sample: false, at });
    if (!setDraft(db, id, text, at)) throw new HatifError('notFound', 'there is no such script');
  });
}

/** The text becomes the newest version, the draft is done with. The same text again makes no new version. */
export function publishScript(db: WritableDb, id: string, source: string, at: number): number {
  return inTransaction(db, () => {
    addScript(db, { id, sample: false, at });
    setDraft(db, id, null, at);
    setArchived(db, id, null);
    const now = findScript(db, id);
    if (now !== null && now.source === source) return now.version;
    setOwn(db, id);
    return addVersion(db, id, source, at);
  });
}

export function archiveScript(db: WritableDb, id: string, at: number | null): void {
  if (!setArchived(db, id, at)) throw new HatifError('notFound', 'there is no such script');
}

/** How long after now what nobody says a time for is due, ms. */
const usualDelay = 3_600_000;

/**
 * Does what a button of a script says, by the same way as the end of a call. False when it was done already. HatifError
 * `notFound` without such a call; `badInput` where a person is needed and the caller is not known.
 */
export function actForScript(db: WritableDb, act: ScriptAct, at: number): boolean {
  return inTransaction(db, () => {
    const call = requireCall(db, act.interactionId);
    const { does, id } = act;
    switch (does.as) {
      case 'planned': {
        if (wasDone(db, act)) return false;
        const { actions, what } = does;
        let n = 0;
        const newId = () => followUpOf(id, n++);
        const { personId } = call;
        carryOut(db, { ...act, actions, call, personId, what: firstLine(what), at }, newId);
        return true;
      }
      case 'owed':
        return addFollowUp(db, {
          id: followUpOf(id, 0),
          kind: does.kind,
          personId: call.personId,
          interactionId: call.id,
          number: call.number,
          what: firstLine(does.what),
          dueAt: at + usualDelay,
          agent: null,
          sample: false,
        });
      case 'list':
        return addToList(db, personOf(call), { id, name: does.list, sample: false });
      case 'doNotContact':
        return setDoNotContact(db, personOf(call), true);
    }
  });
}

/** Throws HatifError `tooLate` when a part of it is being sent or was, or is done with. */
export function takeBackAct(
  db: WritableDb,
  { interactionId, id, does }: Omit<ScriptAct, 'intents' | 'agent'>,
  outbox: readonly string[],
): void {
  inTransaction(db, () => {
    const call = requireCall(db, interactionId);
    switch (does.as) {
      case 'planned':
      case 'owed':
        for (const each of outbox)
          if (findInOutbox(db, each) !== null && !removeUntried(db, each))
            throw new HatifError('tooLate', 'this is being sent already');
        for (let n = 0; n < mostActions; n += 1) removeFollowUp(db, followUpOf(id, n));
        return;
      case 'list': {
        const list = allLists(db).find(({ name }) => name === does.list);
        if (list !== undefined) removeMembers(db, list.id, [personOf(call)]);
        return;
      }
      case 'doNotContact':
        setDoNotContact(db, personOf(call), false);
    }
  });
}

const followUpOf = (actId: string, n: number): string => `${actId}.${n}`;

/** Anything that the press has made is there. */
const wasDone = (db: ReadableDb, { id, intents }: ScriptAct): boolean =>
  intents.some(intent => findInOutbox(db, intent.id) !== null) || hasFollowUp(db, followUpOf(id, 0));

function personOf({ personId }: CallRow): string {
  if (personId === null) throw new HatifError('badInput', 'nobody is linked with this call');
  return personId;
}
