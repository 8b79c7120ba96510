/** Entries by hand, and letting go what has had its time. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import type { HandEntry } from '../../shared/people/types.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import { sweepProvisional } from './provisional.ts';
import { addEntry, removeEntry } from './tables/entries.ts';
import { dropLooseContents } from './tables/files.ts';
import { refreshContact } from './tables/people.ts';
import { forgetPutAsideBefore } from './tables/put-aside.ts';

/** Milliseconds for which what was removed or merged can be brought back. */
const keptAside = 30 * 86_400_000;

/** Returns the entry's id. HatifError `notFound` without such a person. */
export function enter(db: WritableDb, id: string, personId: string, entry: HandEntry): string {
  return inTransaction(db, () => {
    if (!addEntry(db, id, personId, entry)) throw new HatifError('notFound', 'there is no such person');
    refreshContact(db, personId);
    return id;
  });
}

/** HatifError `notFound` when it is no entry made by hand. */
export function takeBackEntry(db: WritableDb, id: string): void {
  inTransaction(db, () => {
    const personId = prepared<{ person_id: string | null }>(
      db,
      `SELECT person_id FROM interactions WHERE id = ?`,
    ).get(id)?.person_id;
    if (!removeEntry(db, id)) throw new HatifError('notFound', 'there is no such entry');
    dropLooseContents(db);
    if (typeof personId === 'string') refreshContact(db, personId);
  });
}

/** Returns how many went. */
export function sweep(db: WritableDb, at: number): number {
  return inTransaction(db, () => {
    const gone = sweepProvisional(db, at) + forgetPutAsideBefore(db, at - keptAside);
    dropLooseContents(db);
    return gone;
  });
}
