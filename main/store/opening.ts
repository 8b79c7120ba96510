/** Opening a store for use: the file if it can be used, else a store in memory that serves until the app ends. */
import { standardTemplates } from '../../shared/followups/standard.ts';
import { standardOutcomes } from '../../shared/outcome/standard.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { whyUnreadable } from './cipher.ts';
import { openReader, openWriter, type ConnectionOptions } from './connection.ts';
import type { WritableDb } from './database.ts';
import { describe, whyNotOpened } from './failure.ts';
import { copyBefore, dropOldCopies, readHead } from './files.ts';
import { nextStep, runStep } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { foldOrganisationNames } from './tables/organisations.ts';
import { addMissingOutcomes } from './tables/outcomes.ts';
import { addMissingTools } from './tables/tools.ts';

export interface Opened {
  db: WritableDb;
  view: StoreView;
}

/** Never throws for a bad file, and never changes one that it cannot use. */
export function openStoreFile(options: ConnectionOptions, steps: readonly Migration[] = migrations): Opened {
  try {
    return { db: openUsable(options, steps), view: { state: 'open', detail: null } };
  } catch (error) {
    const why = whyNotOpened(error);
    const state = why === 'unreadable' ? whyUnreadable(readHead(options.file, 16), options.key) : why;
    return { db: openInMemory(options), view: { state, detail: describe(error) } };
  }
}

/** An empty store, not kept. */
export function openInMemory(options: ConnectionOptions): WritableDb {
  const db = openWriter({ ...options, file: ':memory:' });
  for (const step of migrations) runStep(db, step);
  addWhatComesAlong(db);
  return db;
}

function addWhatComesAlong(db: WritableDb): void {
  addMissingOutcomes(db, standardOutcomes);
  addMissingTools(db, standardTemplates);
}

function openUsable(options: ConnectionOptions, steps: readonly Migration[]): WritableDb {
  let db = openWriter(options);
  try {
    // A file that is just being made holds nothing to keep a copy of.
    const isNew = nextStep(db, steps)?.version === 1;
    for (let step = nextStep(db, steps); step !== null; step = nextStep(db, steps)) {
      if (!isNew) {
        // The last connection that closes empties the WAL into the file. It must be closed for another reason, too:
        // closing any handle of a file drops all locks that this process has on it (POSIX).
        db.close();
        backUp(options, step);
        db = openWriter(options);
      }
      runStep(db, step);
    }
    addWhatComesAlong(db);
    foldOrganisationNames(db);
    readNewest(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Copies the file as it is before `next`, and proves that the copy opens. */
function backUp(options: ConnectionOptions, next: Migration): void {
  const copy = copyBefore(options.file, next.version);
  openReader({ ...options, file: copy }).close();
  dropOldCopies(options.file);
}

/**
 * A quick look where damage would hurt first: the ends of the tables that every call needs. Every page that is read is
 * authenticated. The whole file is not read at start: that would take seconds with a million people.
 */
function readNewest(db: WritableDb): void {
  for (const table of ['people', 'interactions', 'events', 'drafts', 'follow_ups'])
    db.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT 1`).get();
}
