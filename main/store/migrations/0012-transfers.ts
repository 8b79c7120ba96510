/** Where a call was handed on to, and what became of it, is a step of the call like others. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 12,
  name: 'transfers',
  up(db) {
    // A CHECK cannot be changed: the table is made anew under its own name, the rows keep their numbers.
    db.exec(`
      DROP TRIGGER events_append_only;
      DROP INDEX events_interaction;
      ALTER TABLE events RENAME TO events_before;

      CREATE TABLE events (
        sequence INTEGER PRIMARY KEY,
        interaction_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('phase', 'hold', 'mute', 'media', 'linked', 'quality', 'transfer')),
        phase TEXT,
        data TEXT NOT NULL CHECK (json_valid(data))
      ) STRICT;
      INSERT INTO events (sequence, interaction_id, at, kind, phase, data)
        SELECT sequence, interaction_id, at, kind, phase, data FROM events_before ORDER BY sequence;
      DROP TABLE events_before;

      CREATE INDEX events_interaction ON events (interaction_id, at);
      -- The latest step of a hand-over is asked for with every entry of a history.
      CREATE INDEX events_transfer ON events (interaction_id, sequence) WHERE kind = 'transfer';
      CREATE TRIGGER events_append_only BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    `);
  },
};
