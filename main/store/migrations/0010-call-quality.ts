/** How a call sounded, kept with it. */
import type { Migration } from './migration.ts';

export const migration: Migration = {
  version: 10,
  name: 'call quality',
  up(db) {
    db.exec(`
      -- A summary as JSON (shared/media/quality.ts); null of calls that nobody talked in, and of those before this step.
      ALTER TABLE interactions ADD COLUMN quality TEXT CHECK (json_valid(quality));
    `);
  },
};
