/** What the surroundings ask of us. Switches for development and tests are read only when the app is not packaged. */
import path from 'node:path';

export interface Environment {
  /** Under test: logs go to the console as well. */
  readonly test: boolean;
  /** Folder for the store, settings and log; null for Electron's own choice. */
  readonly userData: string | null;
  /** A better-sqlite3 compiled for this runtime; null uses the package's own. */
  readonly sqliteBinding: string | null;
  /** The Electron that runs is the fallback of development and tests. */
  readonly fallbackRuntime: boolean;
  /** Calls that our own death cut off are gone on with; off only to measure what that is worth. */
  readonly takesCallsUp: boolean;
  /** Folder of the bundled main files. */
  readonly bundle: string;
  /** Folder of the bundled pages. */
  readonly pages: string;
}

export function readEnvironment(options: {
  packaged: boolean;
  variables: Readonly<Record<string, string | undefined>>;
  bundle: string;
}): Environment {
  const variable = (name: string): string | null =>
    options.packaged ? null : options.variables[name] || null;
  return {
    test: variable('HATIF_TEST') === '1',
    userData: variable('HATIF_USER_DATA'),
    sqliteBinding: variable('HATIF_SQLITE_BINDING'),
    fallbackRuntime: variable('HATIF_ELECTRON_FALLBACK') === '1',
    takesCallsUp: variable('HATIF_TAKE_UP') !== '0',
    bundle: options.bundle,
    pages: path.join(options.bundle, '../renderer'),
  };
}
