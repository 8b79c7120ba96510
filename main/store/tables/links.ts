import type { Link } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { ownerColumn, type Owner } from './owner.ts';

export function linksOf(db: ReadableDb, owner: Owner): Link[] {
  return prepared<Link>(
    db,
    `SELECT id, kind, label, url FROM links WHERE ${ownerColumn[owner.of]} = ? ORDER BY position, id`,
  ).all(owner.id);
}

/** In place of those that were there. */
export function setLinks(db: WritableDb, owner: Owner, links: readonly Link[]): void {
  prepared(db, `DELETE FROM links WHERE ${ownerColumn[owner.of]} = ?`).run(owner.id);
  const add = prepared(
    db,
    `INSERT INTO links (id, ${ownerColumn[owner.of]}, kind, label, url, position) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, { id, kind, label, url }] of links.entries())
    add.run(id, owner.id, kind, label, url, position);
}
