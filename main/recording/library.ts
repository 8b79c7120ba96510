/** The recordings that there are: heard, given out, removed with a way back, and their files deleted for good. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { headerLength } from '../../shared/recording/format.ts';
import type { OpenRecording } from '../../shared/recording/types.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';
import { opensWith, readRecording, resealRecording } from './file.ts';
import { fileOf } from './recordings.ts';

export interface LibraryOptions {
  store: Pick<
    Store,
    | 'view'
    | 'recording'
    | 'removeRecording'
    | 'goneRecordings'
    | 'forgetRecording'
    | 'unfinishedRecordings'
    | 'endRecording'
    | 'addAudit'
  >;
  folder: string;
  /** 64 hex digits. */
  key: string;
  /** Being made now. */
  living: () => readonly string[];
  agent: () => string | null;
  now: () => number;
  log: Log;
  /** Asks where to, and writes; false when nobody wanted it after all. */
  saveFile: (name: string, content: Uint8Array) => Promise<boolean>;
  changed: () => void;
  /** Runs once, later, unless it is disposed; default: by the clock of the machine. */
  later?: (ms: number, run: () => void) => Disposable;
}

/** What was removed can be brought back for so long. */
export const undoWindow = 10_000;
/** Sound that is held for a player; the one before it may still be asked for. */
const mostHeld = 2;
const partBytes = 1_048_576;
const ending = '.rec';

export class Library implements Disposable {
  readonly #options: LibraryOptions;
  readonly #held = new Map<string, Buffer>();
  #sweeping: Promise<void> = Promise.resolve();
  readonly #later = new Set<Disposable>();

  constructor(options: LibraryOptions) {
    this.#options = options;
  }

  /** After the store opened: ends what the last run left unended, and deletes what is to go. */
  load(): Promise<void> {
    return this.sweep();
  }

  /** HatifError `notFound`; `badRecording` for a file that cannot be opened. */
  async open(id: string): Promise<OpenRecording> {
    const { store, folder, key } = this.#options;
    const row = await store.recording(id);
    if (row === null) throw new HatifError('notFound', 'there is no such recording');
    const expected = row.end === null ? null : row.chunks;
    const read = await readRecording(fileOf(folder, id), key, expected).catch(() => null);
    if (read === null) throw new HatifError('badRecording', 'the file is gone, or was changed');
    this.#held.delete(id);
    this.#held.set(id, read.sound);
    for (const held of [...this.#held.keys()].slice(0, -mostHeld)) this.#held.delete(held);
    const { sound, peaks, state } = read;
    return { id, milliseconds: peaks.length * 50, bytes: sound.length, peaks, state };
  }

  /** The sound of one that was opened, some of it. HatifError `notFound`. */
  part(id: string, from: number): Uint8Array<ArrayBuffer> {
    const sound = this.#held.get(id);
    if (sound === undefined) throw new HatifError('notFound', 'it is not open');
    return new Uint8Array(sound.subarray(from, from + partBytes));
  }

  /** Taken out of Hatif, where nothing guards it any more: it is written into the log. HatifError `notFound`. */
  async giveOut(id: string, wav: Uint8Array): Promise<boolean> {
    const { store, saveFile } = this.#options;
    const row = await store.recording(id);
    if (row === null) throw new HatifError('notFound', 'there is no such recording');
    const day = new Date(row.at).toISOString().slice(0, 10);
    const saved = await saveFile(`recording-${day}-${id.slice(-6)}.wav`, wav);
    if (saved) await this.#audit('export', row.personId, { what: 'recording', format: 'wav' });
    return saved;
  }

  /** HatifError `notFound`. */
  async remove(id: string): Promise<void> {
    const { store, now, later = byClock } = this.#options;
    const row = await store.recording(id);
    if (row === null) throw new HatifError('notFound', 'there is no such recording');
    await store.removeRecording(id, now());
    await this.#audit('deletion', row.personId, { what: 'recording' });
    this.#later.add(later(undoWindow + 100, () => void this.sweep()));
    this.#options.changed();
  }

  /** HatifError `notFound` when its file is gone. */
  async restore(id: string): Promise<void> {
    await this.#options.store.removeRecording(id, null);
    this.#options.changed();
  }

  /** Ends what nobody ended, and deletes the files of what is gone: removed long enough ago, erased, or of a conversation that is no more. */
  sweep(): Promise<void> {
    const { store, folder, now, log, living } = this.#options;
    this.#sweeping = this.#sweeping.then(async () => {
      // What is asked while it opens is answered when it is open.
      if (store.view.state !== 'open' && store.view.state !== 'opening') return;
      await this.#endCutOff();
      try {
        const gone = await store.goneRecordings(now() - undoWindow);
        for (const id of gone) {
          // The file of one that is being made is still written to; it goes with the next sweep.
          if (living().includes(id)) continue;
          rmSync(fileOf(folder, id), { force: true });
          this.#held.delete(id);
          await store.forgetRecording(id);
        }
        if (gone.length > 0) this.#options.changed();
      } catch (cause) {
        log.error('files of recordings could not be deleted', cause);
      }
    });
    return this.#sweeping;
  }

  /** Makes `to` hold the same files: new ones are copied, sealed as they are, and those that are gone here go there. */
  async copyTo(to: string): Promise<void> {
    const { folder, living } = this.#options;
    const here = filesIn(folder).filter(name => !living().includes(name.slice(0, -ending.length)));
    const there = new Set(filesIn(to));
    if (here.length > 0) await mkdir(to, { recursive: true, mode: 0o700 });
    for (const name of here) {
      const [from, at] = [path.join(folder, name), path.join(to, name)];
      if (there.has(name) && (await isSame(from, at))) continue;
      await copyFile(from, at);
    }
    await this.forgetIn(to);
  }

  /** Deletes the copies of what is not here any more. */
  async forgetIn(to: string): Promise<void> {
    const here = new Set(filesIn(this.#options.folder));
    for (const name of filesIn(to)) if (!here.has(name)) await rm(path.join(to, name), { force: true });
  }

  /**
   * Brings back the files of recordings that the store knows. `theirs`: the key of the store that came back, where it is not ours;
   * what is sealed with it, here or there, is sealed anew with ours.
   */
  async copyFrom(there: string, theirs: string | null = null): Promise<void> {
    const { folder, key, store } = this.#options;
    const foreign = theirs === key ? null : theirs;
    for (const name of new Set([...filesIn(there), ...(foreign === null ? [] : filesIn(folder))])) {
      const at = path.join(folder, name);
      const here = existsSync(at);
      if (here && (foreign === null || (await opensWith(at, key)))) continue;
      if ((await store.recording(name.slice(0, -ending.length))) === null) continue;
      const from = here ? at : path.join(there, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const part = `${at}.part`;
      await rm(part, { force: true });
      if (foreign === null || (await opensWith(from, key)) || !(await opensWith(from, foreign)))
        await copyFile(from, part);
      else await resealRecording(from, foreign, part, key);
      await rename(part, at);
    }
  }

  dispose(): void {
    for (const each of this.#later) each.dispose();
  }

  /** What was recorded until the end came is kept, and told as cut off; what was never begun is let go. */
  async #endCutOff(): Promise<void> {
    const { store, folder, key, living, log } = this.#options;
    try {
      for (const { id, at } of await store.unfinishedRecordings()) {
        if (living().includes(id)) continue;
        const file = fileOf(folder, id);
        const read = await readRecording(file, key).catch(() => null);
        const milliseconds = (read?.peaks.length ?? 0) * 50;
        const size = { milliseconds, silenced: 0, chunks: read?.chunks ?? 0, bytes: read?.bytes ?? 0 };
        // Its end stands in the file when only the row was missing.
        const end = read?.state === 'whole' ? 'call' : 'cut';
        await store.endRecording(id, { ...size, at: at + milliseconds, end });
        // A file that cannot be read now may be read another day.
        if (milliseconds === 0 && (read !== null || !existsSync(file))) await store.removeRecording(id, 0);
      }
    } catch (cause) {
      log.error('recordings that were cut off could not be closed', cause);
    }
  }

  async #audit(
    kind: 'export' | 'deletion',
    personId: string | null,
    data: Record<string, string>,
  ): Promise<void> {
    const { store, now, agent } = this.#options;
    await store.addAudit({ at: now(), kind, agent: agent(), personId, subject: null, why: null, data });
  }
}

function byClock(ms: number, run: () => void): Disposable {
  const timer = setTimeout(run, ms);
  return { dispose: () => clearTimeout(timer) };
}

/** As long, and sealed with the same key: the salt is another one each time a file is sealed. */
async function isSame(one: string, other: string): Promise<boolean> {
  if ((await stat(one)).size !== (await stat(other)).size) return false;
  const [head, otherHead] = await Promise.all([headerOf(one), headerOf(other)]);
  return head.equals(otherHead);
}

async function headerOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerLength), 0, headerLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Names of recordings in a folder; one that is not there has none. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith(ending));
  } catch {
    return [];
  }
}
