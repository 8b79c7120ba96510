/** Address books that are kept in step by CardDAV, and directories that are asked by LDAP. */
import type {
  ConflictChoice,
  ConflictView,
  DirectoryAccount,
  DirectoryAnswer,
  DirectoryHit,
  DirectoryView,
  PersonSource,
  TestResult,
} from '../../shared/directories/types.ts';
import type { Disposable } from '../../shared/disposable.ts';
import type { Contact } from '../../shared/people/contact.ts';

export interface Directories extends Disposable {
  /** Reads the accounts, and begins to keep them in step. */
  load(): Promise<void>;
  views(): Promise<DirectoryView[]>;
  /** A null password keeps the stored one. HatifError `badInput` when another book is named for an account that has one. */
  save(account: DirectoryAccount, password: string | null): Promise<void>;
  /** People who came from it stay, or go when nothing happened with them. */
  remove(id: string, keepPeople: boolean): Promise<void>;
  test(account: DirectoryAccount, password: string | null): Promise<TestResult>;
  /** Settles when it is over, however it ends; the view says how. HatifError `wrongState` while one goes on. */
  sync(id: string, manyMayGo: boolean): Promise<void>;
  cancel(id: string): void;
  conflicts(): Promise<ConflictView[]>;
  decide(conflictId: string, choice: ConflictChoice): Promise<void>;
  /** Never rejects: a source that fails or is late is among the missing. */
  search(text: string): Promise<DirectoryAnswer>;
  byNumber(number: string, e164: string | null): Promise<DirectoryAnswer>;
  /** Makes a contact of a hit. */
  keep(hit: DirectoryHit): Promise<Contact>;
  sources(personIds: readonly string[]): Promise<PersonSource[]>;
  putInto(id: string, personId: string): Promise<void>;
  networkChanged(): void;
  /** Stops what goes on and waits for it. */
  end(): Promise<void>;
}
