import type { Draft } from '../../../shared/outcome/types.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export type StoredDraft = Draft & { savedAt: number };

/** The latest request wins, whatever the clock says: a clock that was set back must not cost what was typed since. */
export function putDraft(db: WritableDb, draft: StoredDraft): void {
  prepared(
    db,
    `INSERT INTO drafts (interaction_id, note, outcome_id, due_at, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (interaction_id) DO UPDATE SET note = excluded.note, outcome_id = excluded.outcome_id,
       due_at = excluded.due_at, saved_at = excluded.saved_at`,
  ).run(draft.interactionId, draft.note, draft.outcomeId, draft.dueAt, draft.savedAt);
}

const columns = `interaction_id AS interactionId, note, outcome_id AS outcomeId, due_at AS dueAt, saved_at AS savedAt`;

/** Oldest first. */
export function allDrafts(db: ReadableDb): StoredDraft[] {
  return prepared<StoredDraft>(db, `SELECT ${columns} FROM drafts ORDER BY saved_at`).all();
}

export function removeDraft(db: WritableDb, interactionId: string): boolean {
  return prepared(db, `DELETE FROM drafts WHERE interaction_id = ?`).run(interactionId).changes === 1;
}
