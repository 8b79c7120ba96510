/** What it takes to go on with a call after our own death. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 14,
  name: 'kept calls',
  up(db) {
    db.exec(`
      CREATE TABLE kept_calls (
        interaction_id TEXT NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
        -- The last instant at which the call was known to live.
        at INTEGER NOT NULL,
        -- Dialog and call as JSON (main/telephony/resume.ts). No password.
        state TEXT NOT NULL CHECK (json_valid(state))
      ) STRICT;
    `);
  },
};
