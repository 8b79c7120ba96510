import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 3,
  name: 'scripts',
  up(db) {
    db.exec(`
      CREATE TABLE scripts (
        id TEXT NOT NULL PRIMARY KEY,
        sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
        draft TEXT,
        draft_at INTEGER,
        archived_at INTEGER,
        created_at INTEGER NOT NULL,
        CHECK ((draft IS NULL) = (draft_at IS NULL))
      ) STRICT;

      -- What was published stays as it was; going back publishes the old text anew.
      CREATE TABLE script_versions (
        script_id TEXT NOT NULL REFERENCES scripts (id),
        version INTEGER NOT NULL CHECK (version > 0),
        source TEXT NOT NULL,
        published_at INTEGER NOT NULL,
        PRIMARY KEY (script_id, version)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER script_versions_append_only BEFORE UPDATE ON script_versions
      BEGIN SELECT RAISE(ABORT, 'published scripts are append-only'); END;

      -- No reference to interactions: what was answered is kept even when the call's own row could not be written.
      CREATE TABLE script_runs (
        interaction_id TEXT NOT NULL,
        part TEXT NOT NULL CHECK (part IN ('start', 'end')),
        script_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        step TEXT NOT NULL,
        state TEXT NOT NULL CHECK (json_valid(state)),
        begun_at INTEGER NOT NULL,
        ended_at INTEGER,
        saved_at INTEGER NOT NULL,
        PRIMARY KEY (interaction_id, part)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX script_runs_script ON script_runs (script_id, version);

      CREATE TABLE script_answers (
        interaction_id TEXT NOT NULL,
        part TEXT NOT NULL,
        position INTEGER NOT NULL,
        field TEXT NOT NULL,
        step TEXT NOT NULL,
        value TEXT NOT NULL,
        label TEXT NOT NULL,
        said TEXT NOT NULL,
        at INTEGER NOT NULL,
        -- In this order they are read out: the start of a call before its end.
        PRIMARY KEY (interaction_id, part DESC, position),
        FOREIGN KEY (interaction_id, part) REFERENCES script_runs (interaction_id, part) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE script_steps (
        interaction_id TEXT NOT NULL,
        part TEXT NOT NULL,
        step TEXT NOT NULL,
        ms INTEGER NOT NULL CHECK (ms >= 0),
        PRIMARY KEY (interaction_id, part, step),
        FOREIGN KEY (interaction_id, part) REFERENCES script_runs (interaction_id, part) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
