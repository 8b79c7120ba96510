/** Whose a callback is, calendars elsewhere, where outcomes are offered, and campaigns. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 6,
  name: 'callbacks',
  up(db) {
    db.exec(`
      -- remind_at: a reminder that was put off; due_at stays what was promised. returned_at: it waited too long for the
      -- one who promised it and is anybody's since then. An agent without a name is ''.
      ALTER TABLE follow_ups ADD COLUMN remind_at INTEGER;
      ALTER TABLE follow_ups ADD COLUMN returned_at INTEGER;
      ALTER TABLE drafts ADD COLUMN due_by TEXT NOT NULL DEFAULT 'me' CHECK (due_by IN ('me', 'anyone'));
      ALTER TABLE wrap_up_undos ADD COLUMN due_by TEXT NOT NULL DEFAULT 'me' CHECK (due_by IN ('me', 'anyone'));

      -- What stands in a calendar elsewhere. Refers to nothing here: it outlives what it stands for until it is gone there too.
      CREATE TABLE calendar_items (
        follow_up_id TEXT NOT NULL PRIMARY KEY,
        -- The calendar's address: one that was left for another keeps nothing of ours.
        calendar TEXT NOT NULL,
        -- As the server last named it; null before it answered.
        etag TEXT,
        -- Mark of what was last written; null before anything was.
        written TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at INTEGER NOT NULL DEFAULT 0,
        fault TEXT,
        detail TEXT
      ) STRICT;

      -- Names of queues, campaigns and lists; all empty: everywhere.
      ALTER TABLE outcomes ADD COLUMN offered TEXT NOT NULL DEFAULT '{"queues":[],"campaigns":[],"lists":[]}'
        CHECK (json_valid(offered));
      -- The campaign that a list is called for, and the one that a call was made for, by their names.
      ALTER TABLE lists ADD COLUMN campaign TEXT;
      ALTER TABLE interactions ADD COLUMN campaign TEXT;

      -- The same table without a list of kinds, which shared/outbox/types.ts has: another system may be told what the agent is.
      ALTER TABLE outbox RENAME TO outbox_before;
      DROP INDEX outbox_open;
      DROP INDEX outbox_waiting;
      DROP INDEX outbox_person;
      DROP INDEX outbox_interaction;
      CREATE TABLE outbox (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        lane TEXT NOT NULL,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        interaction_id TEXT REFERENCES interactions (id) ON DELETE CASCADE,
        agent TEXT,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        state TEXT NOT NULL CHECK (state IN
          ('queued', 'sending', 'retrying', 'unknown', 'sent', 'failed', 'cancelled', 'expired')),
        key TEXT NOT NULL,
        key_life INTEGER,
        created_at INTEGER NOT NULL,
        due_at INTEGER,
        expires_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        last_attempt_at INTEGER,
        doubt_since INTEGER,
        fault TEXT,
        detail TEXT,
        CHECK ((due_at IS NOT NULL) = (state IN ('queued', 'retrying')))
      ) STRICT;
      INSERT INTO outbox SELECT * FROM outbox_before;
      DROP TABLE outbox_before;
      CREATE INDEX outbox_open ON outbox (lane, row) WHERE state IN ('queued', 'sending', 'retrying', 'unknown');
      CREATE INDEX outbox_waiting ON outbox (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX outbox_person ON outbox (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX outbox_interaction ON outbox (interaction_id) WHERE interaction_id IS NOT NULL;
    `);
  },
};
