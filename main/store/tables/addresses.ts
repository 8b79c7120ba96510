import type { Address } from '../../../shared/people/contact.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { ownerColumn, type Owner } from './owner.ts';

export function addressesOf(db: ReadableDb, owner: Owner): Address[] {
  return prepared<Address>(
    db,
    `SELECT id, kind, street, postcode, city, region, country FROM addresses
     WHERE ${ownerColumn[owner.of]} = ? ORDER BY position, id`,
  ).all(owner.id);
}

/** In place of those that were there. */
export function setAddresses(db: WritableDb, owner: Owner, addresses: readonly Address[]): void {
  prepared(db, `DELETE FROM addresses WHERE ${ownerColumn[owner.of]} = ?`).run(owner.id);
  const add = prepared(
    db,
    `INSERT INTO addresses (id, ${ownerColumn[owner.of]}, kind, street, postcode, city, region, country, position)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, { id, kind, street, postcode, city, region, country }] of addresses.entries())
    add.run(id, owner.id, kind, street, postcode, city, region, country, position);
}
