/** The index of people in the order in which they matter, the digits of their numbers, and the words to mend a typing slip. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 15,
  name: 'search',
  up(db) {
    db.exec(`
      -- Rows of the index are in the order in which people are shown: the newest last. Who was never spoken with stands at
      -- people.row; who was, at a place of their own above all of those, later the more recently and often they were.
      -- With what a hit shows, so that one page holds a hit, and those that are shown most often lie together.
      CREATE TABLE search_places (
        place INTEGER PRIMARY KEY,
        row INTEGER NOT NULL UNIQUE,
        person_id TEXT NOT NULL,
        name TEXT NOT NULL,
        other_name TEXT,
        organisation TEXT,
        number TEXT
      ) STRICT;

      -- Whoever is to be indexed anew when there is time; at first everybody.
      CREATE TABLE search_stale (row INTEGER PRIMARY KEY) STRICT;
      INSERT INTO search_stale (row) SELECT row FROM people;

      -- Words of names and organisations that stand, or stood, in the index.
      CREATE TABLE search_words (word TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

      -- Folded text: nothing but letters, digits and single spaces. What is not a name has a mark before each word.
      DROP TABLE people_search;
      CREATE VIRTUAL TABLE people_search USING fts5 (
        words, content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3 4 5 6 7', tokenize = 'ascii'
      );
      -- Every four digits that follow each other in a number.
      CREATE VIRTUAL TABLE number_search USING fts5 (
        digits, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
      );
    `);
  },
};
