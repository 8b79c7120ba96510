/** Keeps back-ups in a folder that was chosen: one a day, in the background, the old ones let go once the new one is proved. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { BackUpView, ChosenBackUp } from '../../shared/safety/back-up.ts';
import { keyBytes, readKey, sayKey } from '../../shared/safety/recovery-key.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';
import {
  keyInside,
  nameOfKey,
  newRecoveryKey,
  whoOpens,
  wrapKey,
  type WrappedKey,
} from '../store/recovery.ts';

export interface BackUpOptions {
  store: Pick<Store, 'backUp' | 'restoreFrom' | 'addAudit' | 'view'>;
  /** Null: none are made. */
  folder: () => string | null;
  keep: () => number;
  /** 64 hex digits. */
  storeKey: string;
  recovery: () => (WrappedKey & { madeAt: number }) | null;
  setRecovery: (recovery: WrappedKey & { madeAt: number }) => void;
  agent: () => string | null;
  now: () => number;
  log: Log;
  changed: (view: BackUpView) => void;
  /** The store is another one now. */
  restored: () => Promise<void>;
  /** Files that belong to the store: copied into a folder beside the back-ups, and brought back from there. */
  files: {
    copyTo: (folder: string) => Promise<void>;
    /** `theirs`: the key of the store that came back; null where it is ours. */
    copyFrom: (folder: string, theirs: string | null) => Promise<void>;
  };
}

const ending = '.hatif';
const filesFolder = 'hatif-recordings';
const day = 86_400_000;
const lookEvery = 3_600_000;

export class BackUps implements Disposable {
  readonly #options: BackUpOptions;
  #running: Promise<void> | null = null;
  #failed = false;
  #stop: AbortController | null = null;
  #chosen: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: BackUpOptions) {
    this.#options = options;
  }

  get view(): BackUpView {
    const folder = this.#options.folder();
    const files = folder === null ? [] : filesIn(folder);
    const recoveryMadeAt = this.#recovery()?.madeAt ?? null;
    return { running: this.#running !== null, failed: this.#failed, folder, recoveryMadeAt, files };
  }

  /** After the store opened: when the last one is a day old, and then hourly to see whether it is. */
  start(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => void this.#whenDue(), lookEvery);
    void this.#whenDue();
  }

  /** One at a time. HatifError `wrongState` without a folder, `fileNotWritten` when it is full or not ours. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#options.changed(this.view);
    });
    this.#options.changed(this.view);
    return this.#running;
  }

  /** Stops the one that is being made; that it was stopped is no failure. */
  async cancel(): Promise<void> {
    this.#stop?.abort();
    await this.#running?.catch(() => undefined);
  }

  /** A new recovery key, as it is written down: it is said this once and kept nowhere. */
  makeKey(): string {
    const { storeKey, setRecovery, now, changed } = this.#options;
    const key = newRecoveryKey(keyBytes);
    setRecovery({ ...wrapKey(storeKey, key), madeAt: now() });
    changed(this.view);
    return sayKey(key);
  }

  /** HatifError `badBackUp` for what cannot be read. */
  choose(file: string): ChosenBackUp {
    try {
      const { size, mtimeMs } = statSync(file);
      const opens = whoOpens(file, this.#options.storeKey);
      this.#chosen = file;
      return { name: path.basename(file), size, at: Math.round(mtimeMs), opens };
    } catch (cause) {
      throw new HatifError('badBackUp', 'it cannot be read', { cause });
    }
  }

  /** `key` as it was written down; null for the key of this computer. HatifError `notFound`, `wrongKey`, `badBackUp`: nothing is changed then. */
  async restoreChosen(key: string | null): Promise<void> {
    const file = this.#chosen;
    if (file === null) throw new HatifError('notFound', 'no back-up was chosen');
    const recoveryKey = key === null ? null : readKey(key);
    if (key !== null && recoveryKey === null) throw new HatifError('wrongKey', 'this is no recovery key');
    await this.#restore(file, recoveryKey);
    this.#chosen = null;
  }

  /** Somebody was erased: whoever is in an older one must not come back with it. */
  async renew(): Promise<void> {
    const folder = this.#options.folder();
    if (folder === null) return;
    const before = filesIn(folder).map(({ name }) => name);
    if (this.#running !== null) await this.#running.catch(() => undefined);
    await this.run();
    for (const name of before) rmSync(path.join(folder, name), { force: true });
    this.#options.changed(this.view);
  }

  /** HatifError `notFound`, `badBackUp`: nothing is changed then. */
  async restore(name: string): Promise<void> {
    const there = this.#options.folder();
    if (there === null || !filesIn(there).some(each => each.name === name))
      throw new HatifError('notFound', 'there is no such back-up');
    await this.#restore(path.join(there, name), null);
  }

  dispose(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #restore(file: string, recoveryKey: Uint8Array | null): Promise<void> {
    const { store, agent, now, restored, files, log } = this.#options;
    await store.restoreFrom(file, recoveryKey);
    const entry = {
      at: now(),
      kind: 'restore',
      agent: agent(),
      personId: null,
      subject: null,
      why: null,
    } as const;
    await store.addAudit({ ...entry, data: { file: path.basename(file) } });
    const theirs = recoveryKey === null ? null : keyInside(file, recoveryKey);
    try {
      await files.copyFrom(path.join(path.dirname(file), filesFolder), theirs);
    } catch (cause) {
      log.error('recordings could not be brought back', cause);
      throw new HatifError('recordingsNotBack', 'the store is back, not all recordings are', { cause });
    } finally {
      // The store is another one, whatever becomes of the files.
      await restored();
    }
  }

  /** Null when it is for another store's key: that one was started afresh since. */
  #recovery(): (WrappedKey & { madeAt: number }) | null {
    const { recovery, storeKey } = this.#options;
    const made = recovery();
    return made !== null && made.of === nameOfKey(storeKey) ? made : null;
  }

  async #whenDue(): Promise<void> {
    const { folder, now, store, log } = this.#options;
    if (folder() === null || store.view.state !== 'open' || this.#running !== null) return;
    const last = this.view.files[0]?.at ?? 0;
    if (now() - last < day) return;
    await this.run().catch((cause: unknown) => log.error('the back-up was not made', cause));
  }

  async #run(): Promise<void> {
    const { store, folder, keep, agent, now, files } = this.#options;
    const there = folder();
    if (there === null) throw new HatifError('wrongState', 'no folder was chosen');
    const failedBefore = this.#failed;
    this.#failed = true;
    const stop = new AbortController();
    this.#stop = stop;
    const stamp = new Date(now()).toISOString().slice(0, 19).replaceAll(':', '-');
    try {
      const to = path.join(there, `hatif-${stamp}${ending}`);
      const { people } = await store.backUp(to, { recovery: this.#recovery(), stop: stop.signal });
      const entry = {
        at: now(),
        kind: 'backUp',
        agent: agent(),
        personId: null,
        subject: null,
        why: null,
      } as const;
      await files.copyTo(path.join(there, filesFolder));
      await store.addAudit({ ...entry, data: { people } });
    } catch (cause) {
      if (stop.signal.aborted) {
        this.#failed = failedBefore;
        return;
      }
      if (cause instanceof HatifError && cause.code === 'badBackUp') throw cause;
      throw new HatifError('fileNotWritten', 'the back-up could not be written', { cause });
    }
    this.#failed = false;
    this.#stop = null;
    // Only now: the new one was opened and read through.
    for (const { name } of filesIn(there).slice(Math.max(1, keep())))
      rmSync(path.join(there, name), { force: true });
  }
}

/** Newest first; a folder that cannot be read has none. */
function filesIn(folder: string): BackUpView['files'] {
  try {
    return readdirSync(folder)
      .filter(name => name.startsWith('hatif-') && name.endsWith(ending))
      .map(name => {
        const { size, mtimeMs } = statSync(path.join(folder, name));
        return { name, size, at: Math.round(mtimeMs) };
      })
      .sort((a, b) => b.name.localeCompare(a.name));
  } catch {
    return [];
  }
}
