import type { Email } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { ownerColumn, type Owner } from './owner.ts';

/** How addresses are compared: nobody gives two people mailboxes that differ in case alone. */
export const emailKey = (address: string): string => address.trim().toLowerCase();

/** In order: the first is the one to write to. */
export function emailsOf(db: ReadableDb, owner: Owner): Email[] {
  return prepared<Email>(
    db,
    `SELECT id, address, kind FROM emails WHERE ${ownerColumn[owner.of]} = ? ORDER BY position, id`,
  ).all(owner.id);
}

/** In place of those that were there. */
export function setEmails(db: WritableDb, owner: Owner, emails: readonly Email[]): void {
  prepared(db, `DELETE FROM emails WHERE ${ownerColumn[owner.of]} = ?`).run(owner.id);
  const add = prepared(
    db,
    `INSERT INTO emails (id, ${ownerColumn[owner.of]}, address, key, kind, position) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, { id, address, kind }] of emails.entries())
    add.run(id, owner.id, address, emailKey(address), kind, position);
}
