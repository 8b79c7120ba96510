/** Does to many what an agent asked for, a short transaction at a time; can be stopped, gone on with, and taken back. */
import { HatifError } from '../../shared/errors.ts';
import type { BulkAction, BulkDraftPage, BulkJob } from '../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../shared/people/selection.ts';
import type { Language } from '../../shared/settings/schema.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Store } from '../store/port.ts';

export interface BulkOptions {
  store: Store;
  emit: Emit;
  log: Log;
  now: () => number;
  newId: () => string;
  agent: () => string | null;
  language: () => Language;
  /** E-mail can be sent from here. */
  sends: () => boolean;
  /** People changed, or something was put into the outbox. */
  changed: () => void;
}

/** The window is told how far it is no more often than this, ms. */
const tellEvery = 250;

export class Bulk {
  readonly #options: BulkOptions;
  #stop: { id: string; wanted: boolean } | null = null;
  #under: Promise<void> = Promise.resolve();
  #told = 0;

  constructor(options: BulkOptions) {
    this.#options = options;
  }

  jobs(): Promise<BulkJob[]> {
    return this.#options.store.bulkJobs();
  }

  preview(action: BulkAction, selection: PeopleSelection, after: string | null) {
    const { store, now, agent, language } = this.#options;
    return store.previewBulk(action, selection, after, { at: now(), agent: agent(), language: language() });
  }

  /** Begins it; HatifError `wrongState` while another goes on, `noMail` when e-mail is not set up. Returns its id. */
  async start(action: BulkAction, selection: PeopleSelection): Promise<string> {
    const { store, now, newId, agent, sends } = this.#options;
    this.#mustBeIdle();
    if (needsMail(action) && !sends()) throw new HatifError('noMail', 'e-mail is not set up');
    const id = newId();
    await store.beginBulk({ id, action, selection, agent: agent(), startedAt: now() });
    this.#run(id, 'forward');
    return id;
  }

  /** After a crash. */
  resume(id: string): void {
    this.#mustBeIdle();
    this.#run(id, 'forward');
  }

  drafts(id: string, after: number | null): Promise<BulkDraftPage> {
    return this.#options.store.bulkDrafts(id, after);
  }

  /** What was seen leaves. */
  async send(id: string): Promise<void> {
    const { store, now, changed } = this.#options;
    this.#mustBeIdle();
    while (!(await store.releaseBulkDrafts(id, now())));
    changed();
    await this.#tell(true);
  }

  undo(id: string): void {
    this.#mustBeIdle();
    this.#run(id, 'back');
  }

  /** Settles when nothing more is done. */
  async cancel(id: string): Promise<void> {
    if (this.#stop?.id === id) this.#stop.wanted = true;
    await this.#under;
    await this.#options.store.cancelBulk(id, this.#options.now());
    await this.#tell(true);
  }

  /** After the store opened: what a crash cut off waits for the agent. */
  async load(): Promise<void> {
    const { store, log } = this.#options;
    if (this.#stop !== null) return;
    const cutOff = await store.interruptBulk();
    if (cutOff > 0) log.warn(`${cutOff} bulk jobs were cut off by the end of the last run`);
    await this.#tell(true);
  }

  /** What goes on now ends with its chunk, and is seen as cut off at the next start. */
  async end(): Promise<void> {
    if (this.#stop !== null) this.#stop.wanted = true;
    await this.#under;
  }

  #mustBeIdle(): void {
    if (this.#stop !== null) throw new HatifError('wrongState', 'something is being done to many already');
  }

  #run(id: string, way: 'forward' | 'back'): void {
    const stop = (this.#stop = { id, wanted: false });
    const { store, now, language, log, changed } = this.#options;
    const step = (): Promise<boolean> =>
      way === 'forward' ? store.bulkStep(id, now(), language()) : store.undoBulkStep(id, now());
    const work = async (): Promise<void> => {
      try {
        while (!stop.wanted && !(await step())) await this.#tell(false);
      } catch (cause) {
        log.error('a bulk job failed', cause);
        await store.interruptBulk().catch(() => 0);
      } finally {
        this.#stop = null;
        await this.#tell(true);
        changed();
      }
    };
    this.#under = work();
  }

  async #tell(atOnce: boolean): Promise<void> {
    const { store, emit, now, log } = this.#options;
    if (!atOnce && now() - this.#told < tellEvery) return;
    this.#told = now();
    try {
      emit('bulk', await store.bulkJobs());
    } catch (cause) {
      log.error('bulk jobs could not be shown', cause);
    }
  }
}

const needsMail = (action: BulkAction): boolean =>
  action.kind === 'email' || (action.kind === 'bcc' && action.by === 'smtp');
