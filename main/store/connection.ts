/** The one place that opens SQLite. */
import Database from 'better-sqlite3';
import { fold } from '../../shared/match/fold.ts';
import { cipherPragmas } from './cipher.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export interface ConnectionOptions {
  /** Path of the file, or `:memory:`. */
  file: string;
  /** 64 hex digits; a store in memory is not encrypted. */
  key: string;
  nativeBinding: string | null;
}

/** Milliseconds that a statement waits for another connection's lock: longer than our longest write, shorter than a ring. */
const busyTimeout = 3_000;
/** KiB of pages that a connection keeps in memory. */
const usuallyKept = 16_000;

/** Throws SqliteError when the file cannot be opened or read with this key. Creates a missing file. */
export function openWriter(options: ConnectionOptions): WritableDb {
  const db = connect(options);
  try {
    db.pragma('journal_mode = WAL');
    // FULL, because NORMAL (this library's default in WAL mode) loses acknowledged commits when the power goes.
    db.pragma('synchronous = FULL');
    // On macOS a plain fsync does not reach the platter; elsewhere this changes nothing.
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('fullfsync = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('recursive_triggers = ON');
    // What was deleted is overwritten, not merely forgotten.
    db.pragma('secure_delete = ON');
    return db as WritableDb;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** For look-ups, beside a writer that has the file open already. `keeps`: KiB of pages in memory. */
export function openReader(options: ConnectionOptions, keeps = usuallyKept): ReadableDb {
  const db = connect({ ...options, mustExist: true });
  try {
    db.pragma(`cache_size = -${keeps}`);
    db.pragma('query_only = ON');
    return db as ReadableDb;
  } catch (error) {
    db.close();
    throw error;
  }
}

function connect(options: ConnectionOptions & { mustExist?: boolean }): Database.Database {
  const db = new Database(options.file, {
    timeout: busyTimeout,
    fileMustExist: options.mustExist ?? false,
    ...(options.nativeBinding === null ? {} : { nativeBinding: options.nativeBinding }),
  });
  try {
    if (options.file !== ':memory:') for (const pragma of cipherPragmas(options.key)) db.pragma(pragma);
    // Sorting spills to memory: temporary files would hold people's data in clear.
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${usuallyKept}`);
    db.pragma('trusted_schema = OFF');
    // For conditions of lists alone: the schema itself uses no function of ours.
    db.function('fold', { deterministic: true }, text => (typeof text === 'string' ? fold(text) : null));
    // The first read of a page: a wrong key or a damaged head shows here.
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
