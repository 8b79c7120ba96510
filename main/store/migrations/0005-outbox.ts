/** What is to be sent, what it is made from, and what the agent was doing when. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 5,
  name: 'outbox',
  up(db) {
    db.exec(`
      -- row is the order in which things were meant to go. lane: those of one contact go one after the other.
      -- What goes to a person goes with the person: whoever is erased is written to no more.
      CREATE TABLE outbox (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('email', 'message', 'ticket')),
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
      CREATE INDEX outbox_open ON outbox (lane, row) WHERE state IN ('queued', 'sending', 'retrying', 'unknown');
      CREATE INDEX outbox_waiting ON outbox (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX outbox_person ON outbox (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX outbox_interaction ON outbox (interaction_id) WHERE interaction_id IS NOT NULL;

      -- Templates, hooks and macros, each as the JSON that the border checks. A removed one stays, so that what Hatif
      -- brings along does not come back.
      CREATE TABLE tools (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('template', 'hook', 'macro')),
        data TEXT NOT NULL CHECK (json_valid(data)),
        position INTEGER NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
      ) STRICT;
      CREATE INDEX tools_kind ON tools (kind, position);

      -- What the agent chose to be, from when to when; the last has no end. What the system did stands in cause.
      CREATE TABLE agent_spans (
        row INTEGER PRIMARY KEY,
        status TEXT NOT NULL CHECK (status IN ('ready', 'break', 'offline')),
        reason TEXT,
        from_at INTEGER NOT NULL,
        to_at INTEGER,
        CHECK ((reason IS NOT NULL) = (status = 'break'))
      ) STRICT;
      CREATE INDEX agent_spans_from ON agent_spans (from_at);

      ALTER TABLE outcomes ADD COLUMN needs_note INTEGER NOT NULL DEFAULT 0 CHECK (needs_note IN (0, 1));
      -- The retry rule: minutes until the follow-up when no time is given, and after how many in a row there is none.
      ALTER TABLE outcomes ADD COLUMN delay_minutes INTEGER CHECK (delay_minutes > 0);
      ALTER TABLE outcomes ADD COLUMN most_in_a_row INTEGER CHECK (most_in_a_row > 0);
      ALTER TABLE outcomes ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));

      ALTER TABLE follow_ups ADD COLUMN reminded_at INTEGER;
      ALTER TABLE drafts ADD COLUMN actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions));
      ALTER TABLE wrap_up_undos ADD COLUMN actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions));
      ALTER TABLE wrap_up_undos ADD COLUMN made TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(made));
    `);
  },
};
