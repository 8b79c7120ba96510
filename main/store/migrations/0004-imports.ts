/** What each import did, row by row, so that it can be gone on with, taken back, and done again in the same way. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 4,
  name: 'imports',
  up(db) {
    db.exec(`
      -- The folded name, to find people of exactly this name; empty until it was folded (main/store/import/names.ts).
      ALTER TABLE people ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
      CREATE INDEX people_name_key ON people (name_key);
      CREATE TRIGGER people_renamed AFTER UPDATE OF name ON people WHEN new.name <> old.name
      BEGIN UPDATE people SET name_key = '' WHERE row = new.row; END;

      -- done_through counts the records of the file that are dealt with, in the same transaction as what they changed.
      CREATE TABLE import_batches (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        file_name TEXT NOT NULL,
        path TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'done', 'reverting', 'reverted')),
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        total INTEGER NOT NULL,
        done_through INTEGER NOT NULL DEFAULT 0,
        added INTEGER NOT NULL DEFAULT 0,
        updated INTEGER NOT NULL DEFAULT 0,
        skipped INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        kept INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX import_batches_started ON import_batches (started_at);

      -- No reference to people: what was done stays known when somebody is removed. version is the person's, just after.
      -- data: what an update filled in, or the record that failed.
      CREATE TABLE import_rows (
        batch INTEGER NOT NULL REFERENCES import_batches (number) ON DELETE CASCADE,
        record INTEGER NOT NULL,
        line INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('added', 'updated', 'skipped', 'failed')),
        person_id TEXT,
        version INTEGER,
        reason TEXT,
        data TEXT CHECK (json_valid(data)),
        PRIMARY KEY (batch, record)
      ) STRICT, WITHOUT ROWID;

      -- Organisations, lists and fields that were not there before.
      CREATE TABLE import_made (
        batch INTEGER NOT NULL REFERENCES import_batches (number) ON DELETE CASCADE,
        what TEXT NOT NULL CHECK (what IN ('organisation', 'list', 'field')),
        id TEXT NOT NULL,
        PRIMARY KEY (batch, what, id)
      ) STRICT, WITHOUT ROWID;

      -- How files with these columns were imported the last time.
      CREATE TABLE import_plans (
        signature TEXT NOT NULL PRIMARY KEY,
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        at INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
