/** Keeps back-ups in a folder that was chosen: one a day, in the background, the old ones let go once the new one is proved. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { BackUpView } from '../../shared/safety/back-up.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';

export interface BackUpOptions {
  store: Pick<Store, 'backUp' | 'restoreFrom' | 'addAudit' | 'view'>;
  /** Null: none are made. */
  folder: () => string | null;
  keep: () => number;
  agent: () => string | null;
  now: () => number;
  log: Log;
  changed: (view: BackUpView) => void;
  /** The store is another one now. */
  restored: () => Promise<void>;
  /** Files that belong to the store: copied into a folder beside the back-ups, and brought back from there. */
  files: { copyTo: (folder: string) => Promise<void>; copyFrom: (folder: string) => Promise<void> };
}

const ending = '.hatif';
const filesFolder = 'hatif-recordings';
const day = 86_400_000;
const lookEvery = 3_600_000;

export class BackUps implements Disposable {
  readonly #options: BackUpOptions;
  #running: Promise<void> | null = null;
  #failed = false;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(options: BackUpOptions) {
    this.#options = options;
  }

  get view(): BackUpView {
    const folder = this.#options.folder();
    const files = folder === null ? [] : filesIn(folder);
    return { running: this.#running !== null, failed: this.#failed, folder, files };
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
    const { store, folder, agent, now, restored, files } = this.#options;
    const there = folder();
    if (there === null || !filesIn(there).some(each => each.name === name))
      throw new HatifError('notFound', 'there is no such back-up');
    await store.restoreFrom(path.join(there, name));
    const entry = {
      at: now(),
      kind: 'restore',
      agent: agent(),
      personId: null,
      subject: null,
      why: null,
    } as const;
    await store.addAudit({ ...entry, data: { file: name } });
    await files.copyFrom(path.join(there, filesFolder));
    await restored();
  }

  dispose(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
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
    this.#failed = true;
    const stamp = new Date(now()).toISOString().slice(0, 19).replaceAll(':', '-');
    try {
      const { people } = await store.backUp(path.join(there, `hatif-${stamp}${ending}`));
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
      if (cause instanceof HatifError && cause.code === 'badBackUp') throw cause;
      throw new HatifError('fileNotWritten', 'the back-up could not be written', { cause });
    }
    this.#failed = false;
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
