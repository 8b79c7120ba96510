/**
 * A back-up is the store written anew into one file by SQLite itself, with the store's own cipher and key, while everybody
 * goes on working. It counts only once it was opened and read through, page by page.
 */
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { HatifError } from '../../shared/errors.ts';
import { rekeyPragma, whyUnreadable } from './cipher.ts';
import { openReader, openWriter, type ConnectionOptions } from './connection.ts';
import { prepared, type ReadableDb } from './database.ts';
import { dropPart, readHead, syncFile } from './files.ts';
import { addTrailer, readTrailer, unwrapKey, type WrappedKey } from './recovery.ts';

export interface BackUpMade {
  /** Bytes. */
  size: number;
  people: number;
}

/** Writes `to` whole or not at all. `db` is a connection that nobody else uses meanwhile; `recovery`: who else may open it. */
export function backUpInto(
  db: ReadableDb,
  options: ConnectionOptions,
  to: string,
  recovery: WrappedKey | null = null,
): BackUpMade {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    db.pragma('query_only = OFF');
    prepared(db, `VACUUM INTO ?`).run(part);
    if (recovery !== null) addTrailer(part, recovery);
    const { people } = readThrough({ ...options, file: part });
    syncFile(part);
    renameSync(part, to);
    return { size: statSync(to).size, people };
  } catch (error) {
    dropPart(part);
    throw error;
  } finally {
    db.pragma('query_only = ON');
  }
}

/**
 * Lays a proved copy beside the store's file, under the store's own key. `recoveryKey` opens one of another computer. HatifError
 * `badBackUp` when it cannot be opened or is damaged, `wrongKey` when it is another's and this key does not open it.
 */
export function prepareRestore(
  options: ConnectionOptions,
  from: string,
  recoveryKey: Uint8Array | null = null,
): string {
  const fresh = `${options.file}.restoring`;
  try {
    if (!existsSync(from)) throw new HatifError('badBackUp', 'there is no such file');
    copyFileSync(from, fresh);
    const key = keyOf(fresh, options.key, recoveryKey);
    readThrough({ ...options, key, file: fresh });
    if (key !== options.key) rekey({ ...options, key, file: fresh }, options.key);
    syncFile(fresh);
    return fresh;
  } catch (error) {
    dropPart(fresh);
    throw error instanceof HatifError
      ? error
      : new HatifError('badBackUp', 'it cannot be opened with this key, or is damaged', { cause: error });
  }
}

/** Whose key it is: ours, or one that the recovery key gives. */
function keyOf(file: string, ours: string, recoveryKey: Uint8Array | null): string {
  if (whyUnreadable(readHead(file, 16), ours) === 'corrupt') return ours;
  const trailer = readTrailer(file);
  if (trailer === null) throw new HatifError('badBackUp', 'it was made under another key');
  const theirs = recoveryKey === null ? null : unwrapKey(trailer, recoveryKey);
  if (theirs === null) throw new HatifError('wrongKey', 'a recovery key is needed');
  return theirs;
}

/** Every page is written anew under `key`. Nobody else has the file. */
function rekey(options: ConnectionOptions, key: string): void {
  const db = openWriter(options);
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma(rekeyPragma(key));
  } finally {
    db.close();
  }
  readThrough({ ...options, key });
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
