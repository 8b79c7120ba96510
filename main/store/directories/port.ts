/** What keeping directories asks of the store. */
import type { CardContact } from '../../../shared/directories/changes.ts';
import type {
  ConflictChoice,
  ConflictView,
  DirectoryAccount,
  PersonSource,
  Standing,
} from '../../../shared/directories/types.ts';
import type { RowReason } from '../../../shared/import/contact.ts';
import type { Circumstances } from '../port.ts';

export interface StoredDirectory {
  account: DirectoryAccount;
  standing: Standing;
  /** Where the last sync got (RFC 6578), and the older sign that anything changed. */
  syncToken: string | null;
  ctag: string | null;
  people: number;
  unread: number;
  conflicts: number;
}

/** A card as it was fetched. */
export type FetchedCard = { href: string; etag: string } & (
  { contact: CardContact } | { fault: RowReason | 'tooBig' }
);

export interface CardOutcome {
  href: string;
  what: 'added' | 'updated' | 'same' | 'unread';
  /** What the card is to say; null when it says so. */
  send: Sending | null;
}

/** The person as they are here, of this version, and as they are to be there. */
export interface Sending {
  personId: string;
  there: CardContact;
  here: CardContact;
  version: number;
}

/** Something to be done on the server. */
export type Outgoing =
  | { kind: 'new'; href: string; send: Sending }
  | { kind: 'changed'; href: string; etag: string }
  | { kind: 'deleted'; href: string; etag: string | null };

export interface KnownCard {
  href: string;
  /** Null: it is not there yet, as far as is known. */
  etag: string | null;
}

export interface DirectoryStore {
  directories(): Promise<StoredDirectory[]>;
  /** Adds it, or changes its settings. */
  saveDirectory(account: DirectoryAccount, at: number): Promise<void>;
  /** With what is known of its cards. People stay; see `forgetPeopleOf`. */
  removeDirectory(id: string): Promise<void>;
  /** Removes some of the people who came from it and with whom nothing happened. How many are left to do. */
  forgetPeopleOf(id: string, limit: number, at: number): Promise<number>;

  /** In the order of their addresses. */
  knownCards(id: string, after: string, limit: number): Promise<KnownCard[]>;
  /** One transaction: what changed there comes here, what changed here is given back to be sent. */
  mergeCards(id: string, cards: readonly FetchedCard[], how: Circumstances): Promise<CardOutcome[]>;
  /** Cards that are gone there. People who changed here, or have a history, stay and are asked about. */
  cardsGone(id: string, hrefs: readonly string[], at: number): Promise<{ removed: number; asked: number }>;
  /** What is to be done there: removals, changes, people who are new, each after the address `after`. */
  outgoing(
    id: string,
    book: string,
    after: string,
    limit: number,
  ): Promise<{ all: Outgoing[]; next: string | null }>;
  /** It arrived. */
  cardSent(id: string, href: string, etag: string, sent: Sending, at: number): Promise<void>;
  cardDeleted(id: string, href: string): Promise<void>;
  endSync(
    id: string,
    marks: { syncToken: string | null; ctag: string | null } | null,
    standing: Standing,
  ): Promise<void>;

  directoryConflicts(limit: number): Promise<ConflictView[]>;
  decideConflict(conflictId: string, choice: ConflictChoice, how: Circumstances): Promise<void>;
  directorySources(personIds: readonly string[]): Promise<PersonSource[]>;
  /** Puts a person into the book at the next sync. */
  putIntoDirectory(id: string, personId: string, book: string, at: number): Promise<void>;
}
