/** Photos of people, and what came with a letter, a fax or a mail. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 13,
  name: 'files',
  up(db) {
    db.exec(`
      -- What a file says stands apart from whose it is: what was removed or merged away names it for as long as it may come
      -- back. It is in the store so that it is encrypted, backed up and erased with it.
      CREATE TABLE file_contents (
        id TEXT NOT NULL PRIMARY KEY,
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
      ) STRICT;

      -- type is what the bytes are, not what the file was called.
      CREATE TABLE files (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        interaction_id TEXT REFERENCES interactions (id) ON DELETE CASCADE,
        photo INTEGER NOT NULL CHECK (photo IN (0, 1)),
        name TEXT NOT NULL,
        type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf', 'text/plain',
          'application/octet-stream')),
        size INTEGER NOT NULL CHECK (size > 0),
        at INTEGER NOT NULL,
        CHECK ((person_id IS NULL) <> (interaction_id IS NULL)),
        CHECK (photo = 0 OR (person_id IS NOT NULL AND type LIKE 'image/%'))
      ) STRICT;
      CREATE INDEX files_person ON files (person_id, at) WHERE person_id IS NOT NULL;
      CREATE UNIQUE INDEX files_photo ON files (person_id) WHERE photo = 1;
      CREATE INDEX files_interaction ON files (interaction_id, at) WHERE interaction_id IS NOT NULL;
    `);
  },
};
