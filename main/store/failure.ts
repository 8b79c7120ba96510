/** What a failure of SQLite means for the request, the connection and the file. */
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { ForeignStoreError, NewerStoreError } from './migrate.ts';

/** SQLite's extended result code, such as SQLITE_IOERR_FSYNC; null for other errors. */
export function sqliteCode(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

/**
 * `reopen`: an I/O error. After a failed fsync the system may have dropped the pages that it could not write, and a second
 * fsync would report success: the handle cannot be believed any more. `damaged`: the file itself. `none`: go on.
 */
export function consequenceFor(error: unknown): 'none' | 'reopen' | 'damaged' {
  const code = sqliteCode(error);
  if (code === null) return 'none';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  return code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') ? 'reopen' : 'none';
}

/** Why the disk did not take a write; null when it was something else. */
export function diskTrouble(error: unknown): 'full' | 'failing' | null {
  if (sqliteCode(error) === 'SQLITE_FULL') return 'full';
  return consequenceFor(error) === 'reopen' ? 'failing' : null;
}

/** What the caller is told. Our own errors pass; no text of SQLite's leaves, for it may hold data. */
export function toHatifError(error: unknown): HatifError {
  if (error instanceof HatifError) return error;
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL')
    return new HatifError('diskFull', 'the disk is full', { retryable: true, cause: error });
  if (code === null || code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_ERROR')
    return new HatifError('internal', `the store failed: ${code ?? describe(error)}`, { cause: error });
  return new HatifError('storeUnavailable', `the store failed: ${code}`, { retryable: true, cause: error });
}

/** Why a file could not be opened, as far as the error alone tells. `unreadable` is for whyUnreadable() to decide. */
export function whyNotOpened(error: unknown): StoreView['state'] | 'unreadable' {
  if (error instanceof NewerStoreError) return 'newer';
  if (error instanceof ForeignStoreError) return 'corrupt';
  const code = sqliteCode(error);
  if (code === 'SQLITE_NOTADB') return 'unreadable';
  return code?.startsWith('SQLITE_CORRUPT') === true ? 'corrupt' : 'memory';
}

/** One line for a person who looks into it; no data. */
export function describe(error: unknown): string {
  if (error instanceof NewerStoreError || error instanceof ForeignStoreError) return error.message;
  const code = sqliteCode(error);
  if (code !== null) return code;
  return error instanceof Error ? error.name : 'unknown error';
}
