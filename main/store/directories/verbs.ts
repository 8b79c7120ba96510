/** The store's requests about directories, by name. */
import { uuidv7 } from 'uuidv7';
import { HatifError } from '../../../shared/errors.ts';
import {
  plurals,
  sayTheSame,
  withChanges,
  type CardContact,
  type Changes,
  type Item,
  type Plural,
  type PluralChange,
  type Single,
} from '../../../shared/directories/changes.ts';
import type { ConflictChoice } from '../../../shared/directories/types.ts';
import { inTransaction, prepared, type WritableDb } from '../database.ts';
import type { Circumstances } from '../port.ts';
import { remove } from '../removal.ts';
import {
  afterRowOf,
  allDirectories,
  endSync,
  findConflict,
  newestConflicts,
  putDirectory,
  removeConflict,
  removeDirectory,
  sourcesOf,
  type ConflictRow,
} from '../tables/directories.ts';
import {
  cardOfPerson,
  cardsToSend,
  findCard,
  knownCards,
  peopleInNoBook,
  putCard,
  removeCard,
  setVersion,
  type CardRow,
} from '../tables/directory-cards.ts';
import { cardsGone, mergeCards } from './cards.ts';
import { cardContactOf, hasHistory, putPerson, versionOf } from './person.ts';
import type { DirectoryStore, Outgoing, Sending } from './port.ts';

export const directoryQuestions = {
  directories: allDirectories,
  knownCards,
  directoryConflicts: newestConflicts,
  directorySources: sourcesOf,
};

export const directoryCommands = {
  saveDirectory: putDirectory,
  removeDirectory,
  forgetPeopleOf,
  mergeCards,
  cardsGone,
  outgoing,
  cardSent,
  cardDeleted: removeCard,
  endSync,
  decideConflict,
  putIntoDirectory: (db: WritableDb, id: string, personId: string, book: string, at: number): void =>
    inTransaction(db, () => {
      const row = cardOfPerson(db, id, personId);
      if (row === null) addNew(db, id, personId, book, at);
      else if (row.fault === 'apart') putCard(db, { ...row, fault: null }, at);
    }),
};

type Outgoings = Awaited<ReturnType<DirectoryStore['outgoing']>>;

function outgoing(db: WritableDb, id: string, book: string, after: string, limit: number): Outgoings {
  return inTransaction(db, () => {
    if (after === '') takeUpNew(db, id, book);
    const rows = cardsToSend(db, id, after, limit);
    return {
      all: rows.flatMap(row => outgoingOf(db, row) ?? []),
      next: rows.length < limit ? null : (rows.at(-1)?.href ?? null),
    };
  });
}

/** More than these at one sync wait for the next. */
const mostNew = 10_000;

function takeUpNew(db: WritableDb, id: string, book: string): void {
  const [after, account] = [
    afterRowOf(db, id),
    allDirectories(db).find(each => each.account.id === id)?.account,
  ];
  if (after === null || account?.kind !== 'carddav' || !account.newPeople) return;
  for (const personId of peopleInNoBook(db, after, mostNew)) addNew(db, id, personId, book, Date.now());
}

function addNew(db: WritableDb, directoryId: string, personId: string, book: string, at: number): void {
  const href = `${book}${uuidv7()}.vcf`;
  putCard(db, { directoryId, href, personId, etag: null, base: null, personVersion: 0, fault: null }, at);
}

function outgoingOf(db: WritableDb, row: CardRow): Outgoing | null {
  const { href, etag, personId, base } = row;
  if (personId === null) return { kind: 'deleted', href, etag };
  const here = cardContactOf(db, personId);
  if (here === null) return null;
  const version = versionOf(db, personId);
  if (etag === null) return { kind: 'new', href, send: { personId, there: here, here, version } };
  // What changed is none of the card's business.
  if (base !== null && base.sent === null && sayTheSame(base.here, here)) {
    setVersion(db, row, version, Date.now());
    return null;
  }
  return { kind: 'changed', href, etag };
}

function cardSent(
  db: WritableDb,
  id: string,
  href: string,
  etag: string,
  { here, there, version }: Sending,
  at: number,
): void {
  inTransaction(db, () => {
    const row = findCard(db, id, href);
    if (row === null) return;
    const base = row.personId === null ? null : { here, there, sent: null };
    putCard(db, { ...row, etag, base, personVersion: version, fault: null }, at);
  });
}

function forgetPeopleOf(db: WritableDb, id: string, limit: number, at: number): number {
  return inTransaction(db, () => {
    const rows = prepared<{ href: string; personId: string }>(
      db,
      `SELECT href, person_id AS personId FROM directory_cards
       WHERE directory_id = ? AND person_id IS NOT NULL ORDER BY href LIMIT ?`,
    ).all(id, limit);
    for (const { href, personId } of rows) {
      removeCard(db, id, href);
      if (!hasHistory(db, personId)) remove(db, 'person', personId, uuidv7(), at);
    }
    return (
      prepared<{ n: number }>(
        db,
        `SELECT count(*) AS n FROM directory_cards WHERE directory_id = ? AND person_id IS NOT NULL`,
      ).get(id)?.n ?? 0
    );
  });
}

/** HatifError `notFound` when it was decided already. */
function decideConflict(db: WritableDb, id: string, choice: ConflictChoice, how: Circumstances): void {
  inTransaction(db, () => {
    const conflict = findConflict(db, id);
    if (conflict === null) throw new HatifError('notFound', 'this was decided already');
    const { personId, directoryId, kind } = conflict;
    removeConflict(db, id);
    const row = cardOfPerson(db, directoryId, personId);
    if (kind === 'field') {
      if (choice === 'theirs') takeTheirs(db, conflict, how);
    } else if (kind === 'goneThere') {
      if (choice === 'mine' && row !== null) putCard(db, { ...row, fault: null }, how.at);
      if (choice === 'theirs') {
        if (row !== null) removeCard(db, directoryId, row.href);
        remove(db, 'person', personId, uuidv7(), how.at);
      }
    } else if (choice === 'mine') remove(db, 'person', personId, uuidv7(), how.at);
  });
}

function takeTheirs(
  db: WritableDb,
  { personId, field, item, theirs }: ConflictRow,
  how: Circumstances,
): void {
  const here = cardContactOf(db, personId);
  if (here === null) return;
  const now: unknown = theirs === null ? null : JSON.parse(theirs);
  const entry = (plurals as readonly string[]).includes(field);
  const changes: Changes = {
    singles: new Map(entry ? [] : [[field as Single, { before: null, now: now as string | null }]]),
    plurals: Object.fromEntries(
      plurals.map(each => [
        each,
        new Map(each === (field as Plural) ? [[item, { before: null, now: now as Item | null }]] : []),
      ]),
    ) as unknown as Record<Plural, PluralChange>,
  };
  putPerson(db, personId, withChanges(here satisfies CardContact, changes), how);
}
