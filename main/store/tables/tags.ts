import { prepared, type ReadableDb, type WritableDb } from '../database.ts';

export function tagsOf(db: ReadableDb, personId: string): string[] {
  return prepared<{ tag: string }>(db, `SELECT tag FROM person_tags WHERE person_id = ? ORDER BY tag`)
    .all(personId)
    .map(row => row.tag);
}

/** In place of those that were there. */
export function setTags(db: WritableDb, personId: string, tags: readonly string[]): void {
  prepared(db, `DELETE FROM person_tags WHERE person_id = ?`).run(personId);
  for (const tag of new Set(tags))
    prepared(db, `INSERT INTO person_tags (person_id, tag) VALUES (?, ?)`).run(personId, tag);
}

/** From tag to tag through the index: DISTINCT would read every person's. */
export const tagsQuery = `
  WITH RECURSIVE used (tag) AS (
    SELECT min(tag) FROM person_tags
    UNION ALL SELECT (SELECT min(tag) FROM person_tags WHERE person_tags.tag > used.tag) FROM used WHERE tag IS NOT NULL)
  SELECT tag FROM used WHERE tag IS NOT NULL`;

/** Every tag in use, alphabetically. */
export function allTags(db: ReadableDb): string[] {
  return prepared<{ tag: string }>(db, tagsQuery)
    .all()
    .map(row => row.tag);
}
