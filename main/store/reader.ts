/** The reader's side of the store: a connection of its own, so that a look-up never waits for a long write (WAL). */
import { HatifError } from '../../shared/errors.ts';
import { backUpInto, type BackUpMade } from './back-up.ts';
import { openReader, type ConnectionOptions } from './connection.ts';
import type { ReadableDb } from './database.ts';
import { consequenceFor, describe } from './failure.ts';
import type { WrappedKey } from './recovery.ts';
import { questions } from './verbs.ts';
import { isQuestion, type Verb } from './wire.ts';

export interface ReaderPorts {
  open(options: ConnectionOptions): ReadableDb;
}

export class Reader {
  readonly #options: ConnectionOptions;
  readonly #ports: ReaderPorts;
  readonly #onDamage: (detail: string) => void;
  #db: ReadableDb;

  constructor(
    options: ConnectionOptions,
    onDamage: (detail: string) => void,
    ports: ReaderPorts = { open: openReader },
  ) {
    this.#options = options;
    this.#ports = ports;
    this.#onDamage = onDamage;
    this.#db = ports.open(options);
  }

  do(verb: Verb, args: readonly unknown[]): unknown {
    if (!isQuestion(verb)) throw new HatifError('internal', `${verb} is not a question`);
    const run = questions[verb] as (db: ReadableDb, ...args: readonly unknown[]) => unknown;
    try {
      return run(this.#db, ...args);
    } catch (error) {
      const consequence = consequenceFor(error);
      if (consequence === 'damaged') this.#onDamage(describe(error));
      if (consequence === 'reopen') {
        this.#db.close();
        this.#db = this.#ports.open(this.#options);
      }
      throw error;
    }
  }

  backUp(to: string, recovery: WrappedKey | null = null): BackUpMade {
    return backUpInto(this.#db, this.#options, to, recovery);
  }

  close(): void {
    this.#db.close();
  }
}
