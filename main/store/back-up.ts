/**
 * A back-up is the store written anew into one file by SQLite itself, with the store's own cipher and key, while everybody
 * goes on working. It counts only once it was opened and read through, page by page.
 */
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { HatifError } from '../../shared/errors.ts';
import { openReader, type ConnectionOptions } from './connection.ts';
import { prepared, type ReadableDb } from './database.ts';
import { syncFile } from './files.ts';

export interface BackUpMade {
  /** Bytes. */
  size: number;
  people: number;
}

/** Writes `to` whole or not at all. `db` is a connection that nobody else uses meanwhile. */
export function backUpInto(db: ReadableDb, options: ConnectionOptions, to: string): BackUpMade {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    db.pragma('query_only = OFF');
    prepared(db, `VACUUM INTO ?`).run(part);
    const { people } = readThrough({ ...options, file: part });
    syncFile(part);
    renameSync(part, to);
    return { size: statSync(to).size, people };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    db.pragma('query_only = ON');
  }
}

/** Lays a proved copy beside the store's file. HatifError `badBackUp` when it cannot be opened or is damaged. */
export function prepareRestore(options: ConnectionOptions, from: string): string {
  const fresh = `${options.file}.restoring`;
  try {
    if (!existsSync(from)) throw new HatifError('badBackUp', 'there is no such file');
    copyFileSync(from, fresh);
    readThrough({ ...options, file: fresh });
    syncFile(fresh);
    return fresh;
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error instanceof HatifError
      ? error
      : new HatifError('badBackUp', 'it cannot be opened with this key, or is damaged', { cause: error });
  }
}

/** Reads every page, and so has every one authenticated. Throws what SQLite throws, or HatifError `badBackUp`. */
function readThrough(options: ConnectionOptions): { people: number } {
  const db = openReader(options);
  try {
    const said = db.pragma('quick_check', { simple: true });
    if (said !== 'ok') throw new HatifError('badBackUp', 'it is damaged');
    return { people: prepared<{ n: number }>(db, `SELECT count(*) AS n FROM people`).get()?.n ?? 0 };
  } finally {
    db.close();
  }
}
