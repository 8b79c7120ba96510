/** What is asked of scripts. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { firstLine } from './text.ts';
import { requireCall } from './calls.ts';
import { inSnapshot, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import type { OpenScript, ScriptAct } from './script-port.ts';
import { addFollowUp } from './tables/follow-ups.ts';
import { addToList } from './tables/lists.ts';
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

/** How long after now a task of a script is due when nobody says when, ms. */
const usualDelay = 3_600_000;

/**
 * Does what a button of a script says. HatifError `notFound` without such a call; `badInput` where a person is needed and
 * the caller is not known, or a time is needed.
 */
export function actForScript(db: WritableDb, act: ScriptAct, at: number, newId: () => string): void {
  inTransaction(db, () => {
    const call = requireCall(db, act.interactionId);
    const person = (): string => {
      if (call.personId === null) throw new HatifError('badInput', 'nobody is linked with this call');
      return call.personId;
    };
    const owe = (kind: 'callback' | 'email' | 'task', dueAt: number): void =>
      void addFollowUp(db, {
        id: newId(),
        kind,
        personId: call.personId,
        interactionId: act.interactionId,
        number: call.number,
        what: firstLine(act.what),
        dueAt,
        agent: null,
        sample: false,
      });
    switch (act.kind) {
      case 'callback':
        if (act.dueAt === null) throw new HatifError('badInput', 'a callback needs a time');
        return owe('callback', act.dueAt);
      case 'template':
        return owe('email', act.dueAt ?? at + usualDelay);
      case 'case':
        return owe('task', act.dueAt ?? at + usualDelay);
      case 'list':
        return void addToList(db, person(), { id: newId(), name: act.target, sample: false });
      case 'doNotContact':
        return void setDoNotContact(db, person(), true);
    }
  });
}
