/** What was recorded of calls, whether somebody may be recorded, and for how long recordings are kept. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 11,
  name: 'recordings',
  up(db) {
    db.exec(`
      -- The sound itself lies in a file of its own, named by id. A row that was removed, or whose conversation is gone, stays
      -- until its file is gone as well: that is how a file is never forgotten.
      CREATE TABLE recordings (
        id TEXT NOT NULL PRIMARY KEY,
        interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
        at INTEGER NOT NULL,
        ended_at INTEGER,
        started_by TEXT NOT NULL CHECK (started_by IN ('rule', 'agent')),
        end_reason TEXT CHECK (end_reason IN ('call', 'agent', 'refused', 'diskFull', 'failed', 'cut')),
        milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
        silenced INTEGER NOT NULL CHECK (silenced >= 0),
        bytes INTEGER NOT NULL CHECK (bytes >= 0),
        chunks INTEGER NOT NULL CHECK (chunks >= 0),
        removed_at INTEGER,
        CHECK ((ended_at IS NULL) = (end_reason IS NULL))
      ) STRICT;
      CREATE INDEX recordings_interaction ON recordings (interaction_id, at) WHERE interaction_id IS NOT NULL;
      CREATE INDEX recordings_at ON recordings (at);
      CREATE INDEX recordings_gone ON recordings (id) WHERE removed_at IS NOT NULL OR interaction_id IS NULL;

      CREATE TABLE consents_with_recording (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'message', 'recording')),
        given INTEGER NOT NULL CHECK (given IN (0, 1)),
        at INTEGER NOT NULL,
        source TEXT NOT NULL
      ) STRICT;
      INSERT INTO consents_with_recording SELECT id, person_id, channel, given, at, source FROM consents;
      DROP TABLE consents;
      ALTER TABLE consents_with_recording RENAME TO consents;
      CREATE INDEX consents_person ON consents (person_id, channel, at);

      CREATE TABLE retention_rules_with_recordings (
        kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN
          ('notes', 'history', 'followUps', 'outbox', 'imports', 'people', 'audit', 'recordings')),
        days INTEGER NOT NULL CHECK (days > 0)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO retention_rules_with_recordings SELECT kind, days FROM retention_rules;
      DROP TABLE retention_rules;
      ALTER TABLE retention_rules_with_recordings RENAME TO retention_rules;
    `);
  },
};
