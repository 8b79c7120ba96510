/**
 * After an erasure the words still stand in old segments of the search index and in the WAL. Merging the index takes seconds
 * with a million people, so it is done in small steps; the last one empties the WAL into the file.
 */
import { dropCopies } from '../files.ts';
import { prepared, type WritableDb } from '../database.ts';
import { sweepWords } from '../tables/search-words.ts';

/** Pages of the index that one step writes: some milliseconds. */
const pagesAStep = 64;

/** Words that one step looks at. */
const wordsAStep = 500;
/** The word at which each connection's sweep goes on; absent before it began. */
const sweeps = new WeakMap<WritableDb, string>();

/** `first` begins a merge of all segments into one. True when nothing is left to do. */
export function purgeStep(db: WritableDb, first: boolean): boolean {
  if (first) sweeps.delete(db);
  if (mergeStep(db, 'people_search', first) || mergeStep(db, 'number_search', first)) return false;
  const swept = sweepWords(db, sweeps.get(db) ?? '', wordsAStep);
  if (swept !== null) {
    sweeps.set(db, swept);
    return false;
  }
  sweeps.delete(db);
  const [{ busy } = { busy: 1 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (busy !== 0) return false;
  // Copies from before a migration hold what was there then.
  dropCopies(db.name);
  return true;
}

/** True when there may be more to merge. */
function mergeStep(db: WritableDb, index: 'people_search' | 'number_search', first: boolean): boolean {
  const before = changesOf(db);
  prepared(db, `INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`).run(
    first ? -pagesAStep : pagesAStep,
  );
  // FTS5: a step that changed fewer than two rows found nothing to merge.
  return changesOf(db) - before >= 2;
}

const changesOf = (db: WritableDb): number =>
  prepared<{ n: number }>(db, `SELECT total_changes() AS n`).get()?.n ?? 0;
