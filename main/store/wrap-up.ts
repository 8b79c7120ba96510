/** Drafts while a call lives, the wrap-up that follows, and its undo. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { consequences } from '../../shared/outcome/consequences.ts';
import type { Draft } from '../../shared/outcome/types.ts';
import { requireCall } from './calls.ts';
import { inTransaction, type WritableDb } from './database.ts';
import type { FinishWrapUp } from './port.ts';
import { removeProvisional, whoItWas } from './provisional.ts';
import { putDraft, removeDraft } from './tables/drafts.ts';
import { addFollowUp, removeFollowUp } from './tables/follow-ups.ts';
import { findCall, setWrappedUp } from './tables/interactions.ts';
import { addNote, removeNote } from './tables/notes.ts';
import { findOutcome } from './tables/outcomes.ts';
import { setDoNotContact } from './tables/people.ts';
import { addUndo, findUndo, removeUndo, removeUndosBefore } from './tables/wrap-up-undos.ts';
import { firstLine } from './text.ts';

/** Milliseconds in which a finished wrap-up can be taken back. */
export const undoWindow = 10_000;

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
 * Note, outcome, follow-up and do-not-contact, all or nothing. The same request again changes nothing; another one after
 * the first is HatifError `wrongState`. `notFound` without such a call, `badInput` for an outcome that cannot be chosen.
 */
export function finishWrapUp(db: WritableDb, finish: FinishWrapUp, newId: () => string): void {
  inTransaction(db, () => {
    const { interactionId, note, outcomeId, dueAt, at } = finish;
    const call = requireCall(db, interactionId);
    if (call.wrappedAt !== null) {
      const undo = findUndo(db, interactionId);
      if (undo?.note === note && undo.outcomeId === outcomeId && undo.dueAt === dueAt) return;
      throw new HatifError('wrongState', 'this call is wrapped up');
    }
    const outcome = findOutcome(db, outcomeId);
    if (outcome === null) throw new HatifError('badInput', 'there is no such outcome');
    const { followUp, doNotContact } = consequences(outcome, { at, dueAt });
    const { personId, made } = whoItWas(db, call, newId, at);
    const provisionalPersonId = made ? personId : null;

    const noteId = note.trim() === '' ? null : newId();
    if (noteId !== null) addNote(db, { id: noteId, interactionId, text: note, at });
    const followUpId = followUp === null ? null : newId();
    if (followUp !== null && followUpId !== null)
      addFollowUp(db, {
        id: followUpId,
        ...followUp,
        personId,
        interactionId,
        number: call.number,
        what: firstLine(note),
        agent: null,
        sample: false,
      });
    const refused =
      doNotContact && personId !== null && setDoNotContact(db, personId, true) ? personId : null;
    setWrappedUp(db, interactionId, outcomeId, at);
    removeDraft(db, interactionId);
    removeUndosBefore(db, at - undoWindow);
    addUndo(db, {
      interactionId,
      at,
      note,
      outcomeId,
      dueAt,
      noteId,
      followUpId,
      refusedPersonId: refused,
      provisionalPersonId,
    });
  });
}

/** What was finished becomes the draft again. HatifError `tooLate` after the window, `notFound` when nothing was finished. */
export function undoWrapUp(db: WritableDb, interactionId: string, at: number): void {
  inTransaction(db, () => {
    const undo = findUndo(db, interactionId);
    if (undo === null && requireCall(db, interactionId).wrappedAt === null)
      throw new HatifError('notFound', 'this call is not wrapped up');
    if (undo === null || at - undo.at > undoWindow)
      throw new HatifError('tooLate', 'the wrap-up can no longer be taken back');
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
      savedAt: at,
    });
    removeUndo(db, interactionId);
  });
}
