/** Photos and files. What they say stands apart, and goes once nothing names it: neither a file nor what is put aside. */
import type { FileType, StoredFile } from '../../../shared/files/types.ts';
import { bit, prepared, type ReadableDb, type WritableDb } from '../database.ts';

export type FileOwner = { personId: string } | { entryId: string };

export interface NewFile {
  id: string;
  photo: boolean;
  name: string;
  type: FileType;
  bytes: Uint8Array;
  at: number;
}

export function addFile(db: WritableDb, owner: FileOwner, file: NewFile): void {
  const { id, photo, name, type, bytes, at } = file;
  prepared(db, `INSERT INTO file_contents (id, bytes) VALUES (?, ?)`).run(id, bytes);
  prepared(
    db,
    `INSERT INTO files (id, person_id, interaction_id, photo, name, type, size, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    'personId' in owner ? owner.personId : null,
    'entryId' in owner ? owner.entryId : null,
    bit(photo),
    name,
    type,
    bytes.length,
    at,
  );
}

export const filesQuery = `
  SELECT id, interaction_id AS entryId, photo, name, type, size, at FROM files WHERE person_id = $personId
  UNION ALL
  SELECT files.id, interaction_id, photo, files.name, type, size, files.at
  FROM interactions JOIN files ON files.interaction_id = interactions.id WHERE interactions.person_id = $personId
  ORDER BY at, id`;

/** Their own, and those of what is on their timeline, the earliest first. */
export function filesOf(db: ReadableDb, personId: string): StoredFile[] {
  return prepared<Omit<StoredFile, 'photo'> & { photo: number }>(db, filesQuery)
    .all({ personId })
    .map(file => ({ ...file, photo: file.photo === 1 }));
}

export function photoOf(db: ReadableDb, personId: string): string | null {
  const sql = `SELECT id FROM files WHERE person_id = ? AND photo = 1`;
  return prepared<{ id: string }>(db, sql).get(personId)?.id ?? null;
}

export function countFiles(db: ReadableDb, owner: FileOwner): number {
  const [column, id] =
    'personId' in owner ? ['person_id', owner.personId] : ['interaction_id', owner.entryId];
  return (
    prepared<{ n: number }>(db, `SELECT count(*) AS n FROM files WHERE ${column} = ? AND photo = 0`).get(id)
      ?.n ?? 0
  );
}

export function readFile(
  db: ReadableDb,
  id: string,
): { name: string; type: FileType; bytes: Uint8Array } | null {
  return (
    prepared<{ name: string; type: FileType; bytes: Uint8Array }>(
      db,
      `SELECT name, type, bytes FROM files JOIN file_contents USING (id) WHERE id = ?`,
    ).get(id) ?? null
  );
}

export function removeFile(db: WritableDb, id: string): boolean {
  const removed = prepared(db, `DELETE FROM files WHERE id = ?`).run(id).changes === 1;
  dropLooseContents(db);
  return removed;
}

export function removePhoto(db: WritableDb, personId: string): void {
  prepared(db, `DELETE FROM files WHERE person_id = ? AND photo = 1`).run(personId);
}

/** Returns how many went. */
export function dropLooseContents(db: WritableDb): number {
  return prepared(
    db,
    `DELETE FROM file_contents WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.id = file_contents.id)
       AND NOT EXISTS (SELECT 1 FROM put_aside WHERE instr(put_aside.data, file_contents.id))`,
  ).run().changes;
}
