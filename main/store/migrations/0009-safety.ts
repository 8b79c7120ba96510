/** What was done against a rule or for good, what is done to many at once, and for how long things are kept. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 9,
  name: 'safety',
  up(db) {
    db.exec(`
      -- Everything that could name somebody stands in subject and why: erasing a person clears both and keeps the entry.
      -- person_id refers to nobody on purpose: the entry outlives them.
      CREATE TABLE audit (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN
          ('override', 'export', 'erasure', 'deletion', 'retention', 'bulk', 'backUp', 'restore')),
        agent TEXT,
        person_id TEXT,
        subject TEXT,
        why TEXT,
        data TEXT NOT NULL CHECK (json_valid(data))
      ) STRICT;
      CREATE INDEX audit_at ON audit (at);
      CREATE INDEX audit_person ON audit (person_id) WHERE person_id IS NOT NULL;
      CREATE TRIGGER audit_append_only BEFORE UPDATE OF row, id, at, kind, agent, person_id, data ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      CREATE TRIGGER audit_only_cleared BEFORE UPDATE OF subject, why ON audit
        WHEN new.subject IS NOT NULL OR new.why IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

      -- done_through is where a job goes on after it was cut off: the key of the last person who was looked at.
      CREATE TABLE bulk_jobs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL CHECK (json_valid(action)),
        selection TEXT NOT NULL CHECK (json_valid(selection)),
        agent TEXT,
        state TEXT NOT NULL CHECK (state IN
          ('running', 'interrupted', 'done', 'cancelled', 'undoing', 'undone')),
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        done_through TEXT
      ) STRICT;

      -- made: what undoing takes back; reason: why nothing was done. One of the two.
      CREATE TABLE bulk_rows (
        job INTEGER NOT NULL REFERENCES bulk_jobs (number) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        made TEXT CHECK (json_valid(made)),
        reason TEXT,
        PRIMARY KEY (job, person_id),
        CHECK ((made IS NULL) <> (reason IS NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX bulk_rows_person ON bulk_rows (person_id);

      -- No row: kept for ever.
      CREATE TABLE retention_rules (
        kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN
          ('notes', 'history', 'followUps', 'outbox', 'imports', 'people', 'audit')),
        days INTEGER NOT NULL CHECK (days > 0)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
