/** What a call leads to later: cases in other systems, ratings, check-ins; and what was sent along with a call handed to us. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 7,
  name: 'afterwards',
  up(db) {
    db.exec(`
      -- Opened in another system by a hook; reference is what that system calls it. id is that of the request that opened it.
      CREATE TABLE cases (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
        hook_id TEXT NOT NULL,
        reference TEXT NOT NULL CHECK (reference <> ''),
        subject TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'escalated', 'closed')),
        opened_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX cases_person ON cases (person_id, changed_at) WHERE person_id IS NOT NULL;
      CREATE INDEX cases_interaction ON cases (interaction_id) WHERE interaction_id IS NOT NULL;

      -- How a customer found the call; without a rating it was only asked. best: the highest rating there was to give.
      CREATE TABLE surveys (
        interaction_id TEXT NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
        -- Names the call in a link, and says nothing about it.
        code TEXT NOT NULL UNIQUE CHECK (code <> ''),
        asked_at INTEGER NOT NULL,
        asked_by TEXT NOT NULL CHECK (asked_by IN ('call', 'email', 'message')),
        rating INTEGER CHECK (rating BETWEEN 0 AND best),
        best INTEGER CHECK (best BETWEEN 1 AND 100),
        comment TEXT,
        answered_at INTEGER,
        heard_by TEXT CHECK (heard_by IN ('call', 'agent', 'poll')),
        polled_at INTEGER,
        CHECK ((answered_at IS NULL) = (rating IS NULL)),
        CHECK ((answered_at IS NULL) = (heard_by IS NULL)),
        CHECK ((rating IS NULL) = (best IS NULL))
      ) STRICT;
      CREATE INDEX surveys_open ON surveys (asked_at) WHERE answered_at IS NULL;

      -- Whoever is on the list and was not spoken to for so many days is to be called.
      CREATE TABLE check_in_rules (
        list_id TEXT NOT NULL PRIMARY KEY REFERENCES lists (id) ON DELETE CASCADE,
        days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1000),
        what TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        looked_at INTEGER
      ) STRICT;
      -- What a rule has made. since: the contact from which the days were counted; the key makes it once for each.
      CREATE TABLE check_ins (
        list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        since INTEGER NOT NULL,
        follow_up_id TEXT NOT NULL REFERENCES follow_ups (id) ON DELETE CASCADE,
        PRIMARY KEY (list_id, person_id, since)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX check_ins_person ON check_ins (person_id);
      CREATE INDEX check_ins_follow_up ON check_ins (follow_up_id);

      -- Who, why and a note, as whoever handed the call to us said it.
      ALTER TABLE interactions ADD COLUMN handed TEXT CHECK (json_valid(handed));
    `);
  },
};
