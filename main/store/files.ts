/** The files of a store on disk: copied before a migration, put aside when unusable, never deleted. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What SQLite keeps beside the file; without its WAL a file may miss its last commits. */
const companions = ['', '-wal', '-shm'] as const;
const keptBackUps = 3;

/** Renames the file and its companions together, so that they can still be opened. Returns the new path, null without a file. */
export function putAside(file: string, now: Date): string | null {
  if (!existsSync(file)) return null;
  const stamp = now.toISOString().replaceAll(':', '-').replace('Z', '');
  let aside = `${file}.aside-${stamp}`;
  for (let again = 2; existsSync(aside); again += 1) aside = `${file}.aside-${stamp}-${again}`;
  // The WAL goes first: a crash in between must not leave an old WAL beside a new file.
  for (const companion of companions.toReversed())
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  syncDirectory(dirname(file));
  return aside;
}

/** A copy named after the step that follows. The caller has emptied the WAL into the file and holds the only connection. */
export function copyBefore(file: string, version: number): string {
  const copy = `${file}.before-${String(version).padStart(4, '0')}`;
  copyFileSync(file, `${copy}.part`);
  syncFile(`${copy}.part`);
  renameSync(`${copy}.part`, copy);
  syncDirectory(dirname(file));
  return copy;
}

/** Keeps the latest copies from before a migration only. */
export function dropOldCopies(file: string): void {
  dropCopies(file, keptBackUps);
}

/** Keeps the latest `kept` copies from before a migration. */
export function dropCopies(file: string, kept = 0): void {
  if (!existsSync(file)) return; // in memory
  const copies = readdirSync(dirname(file))
    .filter(name => name.startsWith(`${basename(file)}.before-`) && !name.endsWith('.part'))
    .sort();
  for (const name of copies.slice(0, Math.max(0, copies.length - kept))) rmSync(join(dirname(file), name));
}

/** What is left of a copy that was not finished, with what SQLite keeps beside it. */
export function dropPart(part: string): void {
  for (const beside of ['', '-journal', '-wal', '-shm']) rmSync(part + beside, { force: true });
}

/** The first `length` bytes, fewer when the file is shorter. */
export function readHead(file: string, length: number): Buffer {
  const head = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, length, 0));
  } finally {
    closeSync(handle);
  }
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A rename is durable once its directory is. Windows has no such notion and refuses to open one. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
