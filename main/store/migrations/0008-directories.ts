/** Address books and look-ups on servers, what came from them, and what the agent is to decide. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 8,
  name: 'directories',
  up(db) {
    db.exec(`
      -- data: the account as the border checks it, without its password. standing: how the last sync went.
      -- after_row: whoever is entered after this row of people may be put into the book.
      CREATE TABLE directories (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('carddav', 'ldap')),
        data TEXT NOT NULL CHECK (json_valid(data)),
        created_at INTEGER NOT NULL,
        after_row INTEGER NOT NULL,
        sync_token TEXT,
        ctag TEXT,
        standing TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(standing))
      ) STRICT;

      -- base: what the last version that both sides had said here and there. Without etag the card is not there yet.
      -- Without person it was removed here and is to go there, or says why it stays unread (fault).
      -- person_version: of the person when nothing was left to send; 0 when something is.
      CREATE TABLE directory_cards (
        directory_id TEXT NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
        href TEXT NOT NULL,
        person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
        etag TEXT,
        base TEXT NOT NULL CHECK (json_valid(base)),
        person_version INTEGER NOT NULL,
        synced_at INTEGER NOT NULL,
        fault TEXT,
        PRIMARY KEY (directory_id, href)
      ) STRICT;
      CREATE UNIQUE INDEX directory_cards_person ON directory_cards (person_id, directory_id)
        WHERE person_id IS NOT NULL;
      CREATE INDEX directory_cards_unlinked ON directory_cards (directory_id, href) WHERE person_id IS NULL;

      -- Who is removed leaves an address to delete, and nothing that says who they were.
      CREATE TRIGGER directory_cards_left AFTER UPDATE OF person_id ON directory_cards
        WHEN old.person_id IS NOT NULL AND new.person_id IS NULL
      BEGIN
        UPDATE directory_cards SET base = '{}', person_version = 0
          WHERE directory_id = new.directory_id AND href = new.href;
      END;

      -- field: both sides changed one; mine stands, theirs is kept here until somebody decides.
      CREATE TABLE directory_conflicts (
        id TEXT NOT NULL PRIMARY KEY,
        directory_id TEXT NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('field', 'goneThere', 'backAgain')),
        field TEXT NOT NULL,
        item TEXT NOT NULL,
        mine TEXT,
        theirs TEXT,
        at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX directory_conflicts_directory ON directory_conflicts (directory_id, at);
      CREATE INDEX directory_conflicts_person ON directory_conflicts (person_id);
    `);
  },
};
