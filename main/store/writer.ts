/** The writer's side of the store: owns the one connection that changes the file, and decides whether it may be used. */
import { renameSync } from 'node:fs';
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { prepareRestore } from './back-up.ts';
import { carryOver, rescueUnfinished } from './carry-over.ts';
import type { ConnectionOptions } from './connection.ts';
import { EmergencyJournal } from './emergency.ts';
import { consequenceFor, describe, diskTrouble } from './failure.ts';
import { putAside } from './files.ts';
import { openInMemory, openStoreFile, type Opened } from './opening.ts';
import { isParkable, Parked } from './parked.ts';
import { indexStale } from './tables/people-search.ts';
import { commands, questions } from './verbs.ts';
import { isQuestion, type Verb } from './wire.ts';

export interface WriterPorts {
  open(options: ConnectionOptions): Opened;
  now(): Date;
}

/** People indexed in one go: some ten milliseconds, in which nothing else is written. */
const staleAtOnce = 50;

const realPorts: WriterPorts = { open: openStoreFile, now: () => new Date() };

export class Writer {
  readonly #options: ConnectionOptions;
  readonly #ports: WriterPorts;
  readonly #onView: (view: StoreView) => void;
  readonly #journal: EmergencyJournal;
  readonly #parked: Parked;
  #opened: Opened;
  /** The disk failed so badly that the file could not be opened anew: memory serves until it can. */
  #away = false;

  constructor(options: ConnectionOptions, onView: (view: StoreView) => void, ports: WriterPorts = realPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#onView = onView;
    this.#journal = new EmergencyJournal(options.file, options.key);
    this.#parked = new Parked(this.#journal);
    this.#opened = ports.open(options);
    this.#use(this.#opened);
    this.look();
  }

  /** Does `verb`; throws what it throws, after having seen to the connection. */
  do(verb: Verb, args: readonly unknown[]): unknown {
    // The port types both ends alike (Arguments<V>): what is cloned through it keeps its type.
    const run = (isQuestion(verb) ? questions[verb] : commands[verb]) as (
      db: Opened['db'],
      ...args: readonly unknown[]
    ) => unknown;
    if (this.#isShort && !isQuestion(verb) && !this.look()) {
      if (isParkable(verb)) return this.#park(this.#parked.short?.why ?? 'failing', verb, args);
      throw this.#parked.refused();
    }
    const wasOpen = this.#opened.view.state === 'open';
    try {
      return this.#watched(db => run(db, ...args));
    } catch (error) {
      const why = wasOpen ? diskTrouble(error) : null;
      if (why === null || !isParkable(verb)) throw error;
      return this.#park(why, verb, args);
    }
  }

  /** Some of what waits for an idle moment. True when there is more. Nothing is begun while the disk fails. */
  tidy(): boolean {
    return !this.#isShort && this.#watched(db => indexStale(db, staleAtOnce) === staleAtOnce);
  }

  /** Writes what waits for the disk, if it lets. True when nothing waits any more. */
  look(): boolean {
    if (!this.#isShort) return true;
    try {
      if (this.#away) this.#comeBack();
      if (!this.#away) this.#parked.write(this.#opened.db);
    } catch (error) {
      this.#seeTo(error);
    }
    this.#tell();
    return !this.#isShort;
  }

  /** The file turned out to be damaged: leaves it as it is and goes on in memory, with what the agent has in hand. */
  giveUp(detail: string): void {
    if (this.#opened.view.state !== 'open') return;
    const memory = openInMemory(this.#options);
    rescueUnfinished(this.#opened.db, memory);
    this.#replace(() => ({ db: memory, view: { state: 'corrupt', detail } }));
  }

  /** Puts the unusable file aside and goes on in a new one, with what was done in memory meanwhile. */
  startFresh(): void {
    const memory = this.#opened;
    if (memory.view.state === 'open') throw new HatifError('wrongState', 'the store is in use');
    putAside(this.#options.file, this.#ports.now());
    const fresh = this.#ports.open(this.#options);
    if (fresh.view.state !== 'open') {
      fresh.db.close();
      throw new HatifError('storeUnavailable', `a new file cannot be used: ${fresh.view.detail ?? ''}`);
    }
    carryOver(memory.db, fresh.db);
    memory.db.close();
    this.#away = false;
    this.#use(fresh);
    this.look();
  }

  /** Puts the store aside and a back-up in its place. HatifError `badBackUp` or `wrongKey`, and nothing is changed. */
  restore(from: string, recoveryKey: Uint8Array | null = null): void {
    const fresh = prepareRestore(this.#options, from, recoveryKey);
    this.#opened.db.close();
    putAside(this.#options.file, this.#ports.now());
    renameSync(fresh, this.#options.file);
    this.#away = false;
    this.#use(this.#ports.open(this.#options));
    this.look();
  }

  close(): void {
    this.look();
    const { db, view } = this.#opened;
    try {
      if (view.state === 'open') {
        db.pragma('optimize');
        db.pragma('wal_checkpoint(TRUNCATE)');
      }
    } catch {
      // The disk does not let: what is in the WAL is as safe as before.
    }
    db.close();
  }

  /** Something waits for the disk, or the file itself does. */
  get #isShort(): boolean {
    return this.#away || (this.#opened.view.state === 'open' && this.#parked.waiting);
  }

  #park(...entry: Parameters<Parked['keep']>): unknown {
    try {
      return this.#parked.keep(...entry);
    } finally {
      this.#tell();
    }
  }

  /** Throws what `work` throws, after having seen to the connection. */
  #watched<T>(work: (db: Opened['db']) => T): T {
    try {
      return work(this.#opened.db);
    } catch (error) {
      this.#seeTo(error);
      throw error;
    }
  }

  #seeTo(error: unknown): void {
    const consequence = this.#opened.view.state === 'open' ? consequenceFor(error) : 'none';
    if (consequence === 'reopen') {
      this.#replace(() => this.#ports.open(this.#options));
      this.#away = this.#opened.view.state === 'memory';
    }
    if (consequence === 'damaged') this.giveUp(describe(error));
  }

  /** Back to the file, with what was done in memory meanwhile. */
  #comeBack(): void {
    const again = this.#ports.open(this.#options);
    if (again.view.state !== 'open') {
      again.db.close();
      return;
    }
    carryOver(this.#opened.db, again.db);
    this.#away = false;
    this.#replace(() => again);
  }

  #replace(open: () => Opened): void {
    closeAnyway(this.#opened.db);
    this.#use(open());
  }

  #use(opened: Opened): void {
    this.#opened = opened;
    if (opened.view.state === 'open') this.#journal.reserve();
    this.#tell();
  }

  #tell(): void {
    const short = this.#parked.short;
    this.#onView(this.#isShort && short !== null ? { ...this.#opened.view, short } : this.#opened.view);
  }
}

/** After a failure closing may fail as well; the handle is gone then all the same. */
function closeAnyway(db: Opened['db']): void {
  try {
    db.close();
  } catch {
    // Nothing of it is used any more.
  }
}
