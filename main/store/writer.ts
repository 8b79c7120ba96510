/** The writer's side of the store: owns the one connection that changes the file, and decides whether it may be used. */
import { renameSync } from 'node:fs';
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { prepareRestore } from './back-up.ts';
import { carryOver, rescueUnfinished } from './carry-over.ts';
import type { ConnectionOptions } from './connection.ts';
import { consequenceFor, describe } from './failure.ts';
import { putAside } from './files.ts';
import { openInMemory, openStoreFile, type Opened } from './opening.ts';
import { commands, questions } from './verbs.ts';
import { isQuestion, type Verb } from './wire.ts';

export interface WriterPorts {
  open(options: ConnectionOptions): Opened;
  now(): Date;
}

const realPorts: WriterPorts = { open: openStoreFile, now: () => new Date() };

export class Writer {
  readonly #options: ConnectionOptions;
  readonly #ports: WriterPorts;
  readonly #onView: (view: StoreView) => void;
  #opened: Opened;

  constructor(options: ConnectionOptions, onView: (view: StoreView) => void, ports: WriterPorts = realPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#onView = onView;
    this.#opened = ports.open(options);
    onView(this.#opened.view);
  }

  /** Does `verb`; throws what it throws, after having seen to the connection. */
  do(verb: Verb, args: readonly unknown[]): unknown {
    // The port types both ends alike (Arguments<V>): what is cloned through it keeps its type.
    const run = (isQuestion(verb) ? questions[verb] : commands[verb]) as (
      db: Opened['db'],
      ...args: readonly unknown[]
    ) => unknown;
    try {
      return run(this.#opened.db, ...args);
    } catch (error) {
      const consequence = this.#opened.view.state === 'open' ? consequenceFor(error) : 'none';
      if (consequence === 'reopen') this.#replace(() => this.#ports.open(this.#options));
      if (consequence === 'damaged') this.giveUp(describe(error));
      throw error;
    }
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
    this.#use(fresh);
  }

  /** Puts the store aside and a back-up in its place. HatifError `badBackUp`, and nothing is changed. */
  restore(from: string): void {
    const fresh = prepareRestore(this.#options, from);
    this.#opened.db.close();
    putAside(this.#options.file, this.#ports.now());
    renameSync(fresh, this.#options.file);
    this.#use(this.#ports.open(this.#options));
  }

  close(): void {
    const { db, view } = this.#opened;
    if (view.state === 'open') {
      db.pragma('optimize');
      db.pragma('wal_checkpoint(TRUNCATE)');
    }
    db.close();
  }

  #replace(open: () => Opened): void {
    this.#opened.db.close();
    this.#use(open());
  }

  #use(opened: Opened): void {
    this.#opened = opened;
    this.#onView(opened.view);
  }
}
