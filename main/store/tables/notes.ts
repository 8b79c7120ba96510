import { prepared, type WritableDb } from '../database.ts';

export function addNote(
  db: WritableDb,
  note: { id: string; interactionId: string; text: string; at: number },
): void {
  prepared(db, `INSERT INTO notes (id, interaction_id, text, at) VALUES (?, ?, ?, ?)`).run(
    note.id,
    note.interactionId,
    note.text,
    note.at,
  );
}

export function removeNote(db: WritableDb, noteId: string): boolean {
  return prepared(db, `DELETE FROM notes WHERE id = ?`).run(noteId).changes === 1;
}
