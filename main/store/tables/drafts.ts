import { plannedAction, type CallbackBy, type PlannedAction } from '../../../shared/followups/types.ts';
import type { Draft } from '../../../shared/outcome/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export type StoredDraft = Draft & { savedAt: number };

/** The latest request wins, whatever the clock says: a clock that was set back must not cost what was typed since. */
export function putDraft(db: WritableDb, draft: StoredDraft): void {
  prepared(
    db,
    `INSERT INTO drafts (interaction_id, note, outcome_id, due_at, due_by, actions, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (interaction_id) DO UPDATE SET note = excluded.note, outcome_id = excluded.outcome_id,
       due_at = excluded.due_at, due_by = excluded.due_by, actions = excluded.actions, saved_at = excluded.saved_at`,
  ).run(
    draft.interactionId,
    draft.note,
    draft.outcomeId,
    draft.dueAt,
    draft.dueBy ?? 'me',
    JSON.stringify(draft.actions),
    draft.savedAt,
  );
}

const columns = `interaction_id AS interactionId, note, outcome_id AS outcomeId, due_at AS dueAt, due_by AS dueBy, actions, saved_at AS savedAt`;

type Row = Omit<StoredDraft, 'actions' | 'dueBy'> & { actions: string; dueBy: CallbackBy };
const draftFrom = ({ dueBy, ...row }: Row): StoredDraft => ({
  ...row,
  ...dueByAnother(dueBy),
  actions: readActions(row.actions),
});

/** Who promises a callback makes it, where nothing else is said. */
export const dueByAnother = (dueBy: CallbackBy): { dueBy?: CallbackBy } => (dueBy === 'me' ? {} : { dueBy });

/** Oldest first. */
export function allDrafts(db: ReadableDb): StoredDraft[] {
  return prepared<Row>(db, `SELECT ${columns} FROM drafts ORDER BY saved_at`).all().map(draftFrom);
}

export function findDraft(db: ReadableDb, interactionId: string): StoredDraft | null {
  const row = prepared<Row>(db, `SELECT ${columns} FROM drafts WHERE interaction_id = ?`).get(interactionId);
  return row === undefined ? null : draftFrom(row);
}

/** Actions that a later Hatif wrote and this one does not know are left out: the note beside them is worth more. */
export function readActions(text: string): PlannedAction[] {
  const all: unknown = JSON.parse(text);
  return Array.isArray(all) ? all.flatMap(each => plannedAction.safeParse(each).data ?? []) : [];
}

export function removeDraft(db: WritableDb, interactionId: string): boolean {
  return prepared(db, `DELETE FROM drafts WHERE interaction_id = ?`).run(interactionId).changes === 1;
}
