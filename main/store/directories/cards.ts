/** Cards of an address book and the people they are about, brought together; see shared/directories/merge.ts. */
import { uuidv7 } from 'uuidv7';
import { nobody, sayTheSame, type CardContact } from '../../../shared/directories/changes.ts';
import { baseAfter, mergeThreeWay, type Base, type Conflict } from '../../../shared/directories/merge.ts';
import { keysOf } from '../../../shared/import/duplicates.ts';
import { fold } from '../../../shared/match/fold.ts';
import { inTransaction, prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { sqliteCode } from '../failure.ts';
import { knownPerson } from '../import/known.ts';
import type { Circumstances } from '../port.ts';
import { remove } from '../removal.ts';
import { cardOfPerson, findCard, putCard, removeCard, type CardRow } from '../tables/directory-cards.ts';
import { addConflict } from '../tables/directories.ts';
import { cardContactOf, enterFromCard, hasHistory, putPerson, tooManyIn, versionOf } from './person.ts';
import type { CardOutcome, FetchedCard, Sending } from './port.ts';

export function mergeCards(
  db: WritableDb,
  directoryId: string,
  cards: readonly FetchedCard[],
  how: Circumstances,
): CardOutcome[] {
  return inTransaction(db, () =>
    cards.map(card => {
      try {
        return db.transaction(() => mergeCard(db, directoryId, card, how))();
      } catch (error) {
        if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
        // Something in it the store does not take; the others are entered all the same.
        return leaveUnread(db, directoryId, { href: card.href, etag: card.etag, fault: 'refused' }, how.at);
      }
    }),
  );
}

function mergeCard(db: WritableDb, directoryId: string, card: FetchedCard, how: Circumstances): CardOutcome {
  if ('fault' in card) return leaveUnread(db, directoryId, card, how.at);
  const row = findCard(db, directoryId, card.href);
  if (row?.personId == null) return enter(db, directoryId, card, row, how);
  const here = cardContactOf(db, row.personId);
  if (here === null) return enter(db, directoryId, card, null, how);
  return unite(db, { ...row, personId: row.personId }, card, here, row.base, how);
}

type Readable = Extract<FetchedCard, { contact: CardContact }>;

/** A card about nobody we have. */
function enter(
  db: WritableDb,
  directoryId: string,
  card: Readable,
  row: CardRow | null,
  how: Circumstances,
): CardOutcome {
  const { href, etag, contact } = card;
  // Removed here, and as we knew it there: it goes when it is its turn.
  if (row !== null && row.fault === null && row.etag === etag) return { href, what: 'same', send: null };
  const known = row === null || row.fault !== null ? knownAlready(db, directoryId, contact) : null;
  if (known !== null) {
    const here = cardContactOf(db, known.personId) ?? contact;
    // Of an unknown caller nothing was said by anybody: what the card says is taken, the name, too.
    const base: Base | null = known.provisional ? { here, there: nobody(), sent: null } : null;
    const fresh: CardRow & { personId: string } = {
      directoryId,
      href,
      personId: known.personId,
      etag,
      base,
      personVersion: 0,
      fault: null,
    };
    return unite(db, fresh, card, here, base, how);
  }
  const personId = enterFromCard(db, contact, how.at);
  const here = cardContactOf(db, personId) ?? contact;
  const base = { here, there: contact, sent: null };
  const personVersion = versionOf(db, personId);
  putCard(db, { directoryId, href, personId, etag, base, personVersion, fault: null }, how.at);
  if (row !== null && row.fault === null)
    addConflict(db, {
      id: uuidv7(),
      directoryId,
      personId,
      kind: 'backAgain',
      field: '',
      item: '',
      mine: null,
      theirs: JSON.stringify(contact.name),
      at: how.at,
    });
  return { href, what: 'added', send: null };
}

function unite(
  db: WritableDb,
  row: CardRow & { personId: string },
  { href, etag, contact: there }: Readable,
  here: CardContact,
  base: Base | null,
  how: Circumstances,
): CardOutcome {
  const merged = mergeThreeWay(base, here, there);
  const tooMany = tooManyIn(merged.here);
  if (tooMany !== null) return leaveUnread(db, row.directoryId, { href, etag, fault: 'tooMany' }, how.at);
  const changed = !sayTheSame(merged.here, here);
  if (changed) putPerson(db, row.personId, merged.here, how);
  // As the store has written it down: a name of an organisation may be spelt as we know it.
  const now = cardContactOf(db, row.personId) ?? merged.here;
  const version = versionOf(db, row.personId);
  const next = baseAfter(now, there, merged);
  putCard(
    db,
    { ...row, href, etag, base: next, personVersion: merged.there === null ? version : 0, fault: null },
    how.at,
  );
  for (const conflict of merged.conflicts) note(db, row, conflict, how.at);
  const send: Sending | null =
    merged.there === null ? null : { personId: row.personId, there: merged.there, here: now, version };
  return { href, what: changed ? 'updated' : 'same', send };
}

function note(
  db: WritableDb,
  { directoryId, personId }: CardRow & { personId: string },
  { field, item, mine, theirs }: Conflict,
  at: number,
): void {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  addConflict(db, {
    id: uuidv7(),
    directoryId,
    personId,
    kind: 'field',
    field,
    item,
    mine: json(mine),
    theirs: json(theirs),
    at,
  });
}

/** It stays there as it is; who was read from it before stays here. */
function leaveUnread(
  db: WritableDb,
  directoryId: string,
  { href, etag, fault }: { href: string; etag: string; fault: string },
  at: number,
): CardOutcome {
  const row = findCard(db, directoryId, href);
  putCard(
    db,
    {
      directoryId,
      href,
      personId: row?.personId ?? null,
      etag,
      base: row?.base ?? null,
      personVersion: 0,
      fault,
    },
    at,
  );
  return { href, what: 'unread', send: null };
}

/** Somebody of this name and number, or address, who is in no card of this book yet; an unknown caller by number alone. */
function knownAlready(
  db: ReadableDb,
  directoryId: string,
  contact: CardContact,
): { personId: string; provisional: boolean } | null {
  const keys = keysOf({ ...contact, lists: [], doNotContact: false }, ['number', 'email']);
  const personId = knownPerson(db, keys);
  if (personId === null || cardOfPerson(db, directoryId, personId) !== null) return null;
  const known = prepared<{ name: string; provisional: number }>(
    db,
    `SELECT name, provisional FROM people WHERE id = ?`,
  ).get(personId);
  if (known === undefined) return null;
  const provisional = known.provisional === 1;
  return provisional || fold(known.name) === fold(contact.name) ? { personId, provisional } : null;
}

/** People who changed here, or have a history, stay, out of the book, and somebody decides. */
export function cardsGone(
  db: WritableDb,
  directoryId: string,
  hrefs: readonly string[],
  at: number,
): { removed: number; asked: number } {
  return inTransaction(db, () => {
    const counts = { removed: 0, asked: 0 };
    for (const href of hrefs) {
      const row = findCard(db, directoryId, href);
      if (row === null || row.fault === 'apart') continue;
      const { personId } = row;
      const here = personId === null ? null : cardContactOf(db, personId);
      if (personId === null || here === null) {
        removeCard(db, directoryId, href);
      } else if (row.base !== null && sayTheSame(row.base.here, here) && !hasHistory(db, personId)) {
        removeCard(db, directoryId, href);
        remove(db, 'person', personId, uuidv7(), at);
        counts.removed += 1;
      } else {
        putCard(db, { ...row, etag: null, base: null, personVersion: 0, fault: 'apart' }, at);
        addConflict(db, {
          id: uuidv7(),
          directoryId,
          personId,
          kind: 'goneThere',
          field: '',
          item: '',
          mine: JSON.stringify(here.name),
          theirs: null,
          at,
        });
        counts.asked += 1;
      }
    }
    return counts;
  });
}
