/** A small file that is there whole or not at all. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** The old file stays whole until the new one is on disk: half a file of keys or settings would lose them all. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.part`;
  const handle = openSync(part, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, file);
}

/**
 * What `check` makes of the file's JSON; null when there is no file. One that is bent beyond reading is laid aside, for a
 * person may want it back.
 */
export function readWhole<T>(file: string, check: (json: unknown) => T): T | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    return check(JSON.parse(text));
  } catch {
    renameSync(file, `${file}.unreadable-${Date.now()}`);
    return null;
  }
}
