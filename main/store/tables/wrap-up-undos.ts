/** What a finished wrap-up made, for as long as it can be taken back. */
import type { CallbackBy, PlannedAction } from '../../../shared/followups/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { dueByAnother, readActions } from './drafts.ts';

export interface WrapUpUndo {
  interactionId: string;
  at: number;
  /** What the agent had written and chosen: becomes the draft again. */
  note: string;
  outcomeId: string;
  dueAt: number | null;
  dueBy?: CallbackBy;
  noteId: string | null;
  followUpId: string | null;
  actions: PlannedAction[];
  /** Follow-ups and outbox rows that the actions made. */
  made: { followUps: string[]; outbox: string[] };
  /** The person who became do-not-contact by it; null when nothing changed. */
  refusedPersonId: string | null;
  /** The contact it made of an unknown caller. */
  provisionalPersonId: string | null;
}

export function addUndo(db: WritableDb, undo: WrapUpUndo): void {
  prepared(
    db,
    `INSERT INTO wrap_up_undos
       (interaction_id, at, note, outcome_id, due_at, due_by, note_id, follow_up_id, refused_person_id,
        provisional_person_id, actions, made)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    undo.interactionId,
    undo.at,
    undo.note,
    undo.outcomeId,
    undo.dueAt,
    undo.dueBy ?? 'me',
    undo.noteId,
    undo.followUpId,
    undo.refusedPersonId,
    undo.provisionalPersonId,
    JSON.stringify(undo.actions),
    JSON.stringify(undo.made),
  );
}

export function findUndo(db: ReadableDb, interactionId: string): WrapUpUndo | null {
  const row = prepared<
    Omit<WrapUpUndo, 'actions' | 'made' | 'dueBy'> & { actions: string; made: string; dueBy: CallbackBy }
  >(
    db,
    `SELECT interaction_id AS interactionId, at, note, outcome_id AS outcomeId, due_at AS dueAt, due_by AS dueBy,
       note_id AS noteId, follow_up_id AS followUpId, refused_person_id AS refusedPersonId,
       provisional_person_id AS provisionalPersonId, actions, made
     FROM wrap_up_undos WHERE interaction_id = ?`,
  ).get(interactionId);
  if (row === undefined) return null;
  const made = JSON.parse(row.made) as Partial<WrapUpUndo['made']>;
  const { dueBy, ...rest } = row;
  return {
    ...rest,
    ...dueByAnother(dueBy),
    actions: readActions(row.actions),
    made: { followUps: made.followUps ?? [], outbox: made.outbox ?? [] },
  };
}

export function removeUndo(db: WritableDb, interactionId: string): void {
  prepared(db, `DELETE FROM wrap_up_undos WHERE interaction_id = ?`).run(interactionId);
}

/** Forgets what can no longer be taken back, older than `before` (ms since the epoch). */
export function removeUndosBefore(db: WritableDb, before: number): number {
  return prepared(db, `DELETE FROM wrap_up_undos WHERE at < ?`).run(before).changes;
}
