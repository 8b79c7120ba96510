/**
 * After an erasure the words still stand in old segments of the search index and in the WAL. Merging the index takes seconds
 * with a million people, so it is done in small steps; the last one empties the WAL into the file.
 */
import { dropCopies } from '../files.ts';
import { prepared, type WritableDb } from '../database.ts';

/** Pages of the index that one step writes: some milliseconds. */
const pagesAStep = 64;

/** `first` begins a merge of all segments into one. True when nothing is left to do. */
export function purgeStep(db: WritableDb, first: boolean): boolean {
  const before = changesOf(db);
  prepared(db, `INSERT INTO people_search (people_search, rank) VALUES ('merge', ?)`).run(
    first ? -pagesAStep : pagesAStep,
  );
  // FTS5: a step that changed fewer than two rows found nothing to merge.
  if (changesOf(db) - before >= 2) return false;
  const [{ busy } = { busy: 1 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (busy !== 0) return false;
  // Copies from before a migration hold what was there then.
  dropCopies(db.name);
  return true;
}

const changesOf = (db: WritableDb): number =>
  prepared<{ n: number }>(db, `SELECT total_changes() AS n`).get()?.n ?? 0;
