/** Drafts while a call lives, the wrap-up that follows, and its undo. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { consequences, inARow } from '../../shared/outcome/consequences.ts';
import type { Draft } from '../../shared/outcome/types.ts';
import { requireCall } from './calls.ts';
import { carryOut, promisedBy, undoWindow } from './carry-out.ts';
import { inTransaction, type WritableDb } from './database.ts';
import type { FinishWrapUp } from './port.ts';
import { removeProvisional, whoItWas } from './provisional.ts';
import { findDraft, putDraft, removeDraft } from './tables/drafts.ts';
import { addFollowUp, removeFollowUp } from './tables/follow-ups.ts';
import { findCall, latestOutcomes, setWrappedUp } from './tables/interactions.ts';
import { addNote, removeNote } from './tables/notes.ts';
import { removeUntried } from './tables/outbox.ts';
import { findOutcome } from './tables/outcomes.ts';
import { setDoNotContact } from './tables/people.ts';
import { addUndo, findUndo, removeUndo, removeUndosBefore } from './tables/wrap-up-undos.ts';
import { firstLine } from './text.ts';

/** Throws HatifError `wrongState` after the wrap-up: a late request must not make finished work owed again. */
export function saveDraft(db: WritableDb, draft: Omit<Draft, 'savedAt'>, at: number): Draft {
  return inTransaction(db, () => {
    const call = findCall(db, draft.interactionId);
    if (call !== null && call.wrappedAt !== null)
      throw new HatifError('wrongState', 'this call is wrapped up');
    const stored = { ...draft, savedAt: at };
    putDraft(db, stored);
    return stored;
  });
}

/**
 * Note, outcome, follow-ups, do-not-contact and all that is to be sent, all or nothing; what is to be sent waits until the
 * undo window has closed. The same request again changes nothing; another one after the first is HatifError `wrongState`.
 * `notFound` without such a call, `badInput` for an outcome that cannot be chosen or lacks what it needs.
 */
export function finishWrapUp(db: WritableDb, finish: FinishWrapUp, newId: () => string): void {
  inTransaction(db, () => {
    const { interactionId, note, outcomeId, dueAt, dueBy = 'me', actions, at } = finish;
    const call = requireCall(db, interactionId);
    if (call.wrappedAt !== null) {
      const undo = findUndo(db, interactionId);
      const same =
        undo?.note === note &&
        undo.outcomeId === outcomeId &&
        undo.dueAt === dueAt &&
        (undo.dueBy ?? 'me') === dueBy;
      if (same && JSON.stringify(undo.actions) === JSON.stringify(actions)) return;
      throw new HatifError('wrongState', 'this call is wrapped up');
    }
    const outcome = findOutcome(db, outcomeId);
    if (outcome === null) throw new HatifError('badInput', 'there is no such outcome');
    if (outcome.needsNote && note.trim() === '')
      throw new HatifError('badInput', `the outcome ${outcomeId} needs a note`);
    const before = inARow(outcomeId, latestOutcomes(db, call, outcome.mostInARow ?? 1));
    const { followUp, doNotContact } = consequences(outcome, { at, dueAt, before });

    const { personId, made: isNew } = whoItWas(db, call, newId, at);
    const provisionalPersonId = isNew ? personId : null;

    const noteId = writeNote(db, finish, newId);
    const what = firstLine(note);
    const owe = (kind: 'callback' | 'task', due: number, agent: string | null): string => {
      const id = newId();
      const { number } = call;
      addFollowUp(db, { id, kind, personId, interactionId, number, what, dueAt: due, agent, sample: false });
      return id;
    };
    const followUpId =
      followUp === null ? null : owe(followUp.kind, followUp.dueAt, promisedBy(dueBy, finish.agent));
    const refused =
      doNotContact && personId !== null && setDoNotContact(db, personId, true) ? personId : null;
    const made = carryOut(db, { ...finish, call, personId, what }, newId);
    setWrappedUp(db, interactionId, outcomeId, at);
    removeDraft(db, interactionId);
    removeUndosBefore(db, at - undoWindow);
    addUndo(db, {
      interactionId,
      at,
      note,
      outcomeId,
      dueAt,
      dueBy,
      noteId,
      followUpId,
      refusedPersonId: refused,
      provisionalPersonId,
      actions: [...actions],
      made,
    });
  });
}

/**
 * The time for a wrap-up ran out: a code that only the system writes, and what was typed so far as the note. Nothing that was
 * merely chosen is done. False when the call was wrapped up already.
 */
export function expireWrapUp(
  db: WritableDb,
  interactionId: string,
  at: number,
  newId: () => string,
): boolean {
  return inTransaction(db, () => {
    if (requireCall(db, interactionId).wrappedAt !== null) return false;
    const draft = findDraft(db, interactionId);
    writeNote(db, { interactionId, note: draft?.note ?? '', at }, newId);
    setWrappedUp(db, interactionId, 'system.expired', at);
    removeDraft(db, interactionId);
    return true;
  });
}

/** What was typed beside it is kept; nothing that was merely chosen is done. */
export function closeConsult(db: WritableDb, interactionId: string, at: number, newId: () => string): void {
  inTransaction(db, () => {
    if (requireCall(db, interactionId).wrappedAt !== null) return;
    const draft = findDraft(db, interactionId);
    writeNote(db, { interactionId, note: draft?.note ?? '', at }, newId);
    setWrappedUp(db, interactionId, 'system.consult', at);
    removeDraft(db, interactionId);
  });
}

function writeNote(
  db: WritableDb,
  { interactionId, note, at }: Pick<FinishWrapUp, 'interactionId' | 'note' | 'at'>,
  newId: () => string,
): string | null {
  if (note.trim() === '') return null;
  const id = newId();
  addNote(db, { id, interactionId, text: note, at });
  return id;
}

/**
 * What was finished becomes the draft again. HatifError `tooLate` after the window, or when a part of it has gone out all
 * the same (the clock was set); `notFound` when nothing was finished.
 */
export function undoWrapUp(db: WritableDb, interactionId: string, at: number): void {
  inTransaction(db, () => {
    const undo = findUndo(db, interactionId);
    if (undo === null && requireCall(db, interactionId).wrappedAt === null)
      throw new HatifError('notFound', 'this call is not wrapped up');
    if (undo === null || at - undo.at > undoWindow) throw tooLate();
    for (const id of undo.made.outbox) if (!removeUntried(db, id)) throw tooLate();
    for (const id of undo.made.followUps) removeFollowUp(db, id);
    if (undo.noteId !== null) removeNote(db, undo.noteId);
    if (undo.followUpId !== null) removeFollowUp(db, undo.followUpId);
    if (undo.refusedPersonId !== null) setDoNotContact(db, undo.refusedPersonId, false);
    if (undo.provisionalPersonId !== null) removeProvisional(db, undo.provisionalPersonId);
    setWrappedUp(db, interactionId, null, null);
    putDraft(db, {
      interactionId,
      note: undo.note,
      outcomeId: undo.outcomeId,
      dueAt: undo.dueAt,
      ...(undo.dueBy === undefined ? {} : { dueBy: undo.dueBy }),
      actions: undo.actions,
      savedAt: at,
    });
    removeUndo(db, interactionId);
  });
}

const tooLate = () => new HatifError('tooLate', 'the wrap-up can no longer be taken back');
