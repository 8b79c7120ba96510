/**
 * The reader's side of the store: connections of its own, so that a look-up never waits for a long write (WAL). Whoever is
 * calling is looked up through one that keeps few pages: after each commit of the writer a connection gives back all that
 * it keeps, and in Electron each megabyte given back costs some 10 ms, which during an import was the most of a look-up.
 */
import { HatifError } from '../../shared/errors.ts';
import { backUpInto, type BackUpMade } from './back-up.ts';
import { openReader, type ConnectionOptions } from './connection.ts';
import type { ReadableDb } from './database.ts';
import { consequenceFor, describe } from './failure.ts';
import type { WrappedKey } from './recovery.ts';
import { questions } from './verbs.ts';
import { isQuestion, type Verb } from './wire.ts';

export interface ReaderPorts {
  open(options: ConnectionOptions, keeps?: number): ReadableDb;
}

/** What is asked while it rings. */
const urgent: ReadonlySet<Verb> = new Set<Verb>(['callerContext']);
/** Kibibytes that the connection for it keeps: more than the pages that one look-up reads. */
const keptForCalls = 512;

export class Reader {
  readonly #options: ConnectionOptions;
  readonly #ports: ReaderPorts;
  readonly #onDamage: (detail: string) => void;
  #open: { db: ReadableDb; calls: ReadableDb };

  constructor(
    options: ConnectionOptions,
    onDamage: (detail: string) => void,
    ports: ReaderPorts = { open: openReader },
  ) {
    this.#options = options;
    this.#ports = ports;
    this.#onDamage = onDamage;
    this.#open = this.#connect();
  }

  do(verb: Verb, args: readonly unknown[]): unknown {
    if (!isQuestion(verb)) throw new HatifError('internal', `${verb} is not a question`);
    const run = questions[verb] as (db: ReadableDb, ...args: readonly unknown[]) => unknown;
    try {
      return run(urgent.has(verb) ? this.#open.calls : this.#open.db, ...args);
    } catch (error) {
      const consequence = consequenceFor(error);
      if (consequence === 'damaged') this.#onDamage(describe(error));
      if (consequence === 'reopen') {
        this.close();
        this.#open = this.#connect();
      }
      throw error;
    }
  }

  backUp(to: string, recovery: WrappedKey | null = null): BackUpMade {
    return backUpInto(this.#open.db, this.#options, to, recovery);
  }

  close(): void {
    this.#open.db.close();
    this.#open.calls.close();
  }

  #connect(): { db: ReadableDb; calls: ReadableDb } {
    const db = this.#ports.open(this.#options);
    return { db, calls: this.#ports.open(this.#options, keptForCalls) };
  }
}
