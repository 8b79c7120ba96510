/**
 * Empties the outbox. Each thing is marked as being sent, on disk, before its first byte leaves, and what became of it is on
 * disk before the next of the same contact goes. Nothing here decides: shared/outbox/machine.ts does.
 */
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { OutboxEvent } from '../../shared/outbox/machine.ts';
import type { Log } from '../app/log.ts';
import type { OutboxRow, Store } from '../store/port.ts';
import type { Attempt } from './attempt.ts';

export interface RunnerOptions {
  store: Pick<Store, 'claimFromOutbox' | 'tellOutbox' | 'recoverOutbox' | 'hurryOutbox'>;
  /** Never rejects for what the other side does. */
  send: (row: OutboxRow) => Promise<Attempt>;
  /** Something in the outbox changed. */
  changed: () => void;
  now: () => number;
  /** 0 ≤ random() < 1 */
  random: () => number;
  /** Calls back after so many ms of `now`; returns how to prevent it. */
  later: (ms: number, act: () => void) => () => void;
  log: Log;
}

/** So many contacts are served at the same time. */
const mostAtOnce = 4;
/** Before a store that could not be reached is asked again, ms. */
const storeWait = 1_000;
/** Timers of a sleeping machine lie, and the clock may be set: never wait longer at a stretch, ms. */
const longestNap = 60_000;

export class OutboxRunner implements Disposable {
  readonly #options: RunnerOptions;
  readonly #under = new Set<Promise<void>>();
  #claiming: Promise<void> | null = null;
  #again = false;
  #ended = false;
  #prevent: () => void = () => undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Settles what the last run left under way, then begins. Returns how many there were. */
  async start(): Promise<number> {
    const interrupted = await this.#insist(() => this.#options.store.recoverOutbox(this.#options.now()));
    if (interrupted > 0) this.#options.changed();
    this.wake();
    return interrupted;
  }

  /** There may be something to send. */
  wake(): void {
    if (this.#ended) return;
    this.#prevent();
    this.#again = true;
    this.#claiming ??= this.#claim().finally(() => {
      this.#claiming = null;
      if (this.#again) this.wake();
    });
  }

  /** The network is back, or the agent asks: what only waits for a connection goes now. */
  async hurry(): Promise<void> {
    await this.#options.store.hurryOutbox(this.#options.now());
    this.#options.changed();
    this.wake();
  }

  /** Resolves when all that is due has been tried. */
  async settled(): Promise<void> {
    this.wake();
    while (this.#claiming !== null || this.#under.size > 0) {
      await this.#claiming;
      await Promise.all(this.#under);
    }
  }

  /** No more is begun; resolves when what is under way has ended and is on disk. */
  async end(): Promise<void> {
    this.dispose();
    await this.#claiming;
    await Promise.all(this.#under);
  }

  dispose(): void {
    this.#ended = true;
    this.#prevent();
  }

  async #claim(): Promise<void> {
    const { store, now, log } = this.#options;
    while (this.#again && !this.#ended && this.#under.size < mostAtOnce) {
      this.#again = false;
      try {
        const { row, nextAt } = await store.claimFromOutbox(now());
        if (row !== null) {
          this.#run(row);
          this.#again = true;
        } else if (nextAt !== null) this.#nap(nextAt - now());
      } catch (cause) {
        log.error('the outbox could not be read; it is asked again', cause);
        this.#nap(storeWait);
      }
    }
    // Those that ended meanwhile wake it again.
    if (this.#under.size >= mostAtOnce) this.#again = false;
  }

  #run(row: OutboxRow): void {
    const run = this.#attempt(row).finally(() => {
      this.#under.delete(run);
      this.wake();
    });
    this.#under.add(run);
    this.#options.changed();
  }

  async #attempt(row: OutboxRow): Promise<void> {
    const { send, store, now, random, log, changed } = this.#options;
    // A fault of ours in the middle of sending: nobody knows how far it got.
    const attempt = await send(row).catch((cause: unknown): Attempt => {
      log.error('sending failed inside Hatif', cause);
      return { result: 'lost', fault: 'stopped', detail: null };
    });
    const event = eventOf(attempt, now(), random());
    await this.#insist(() => store.tellOutbox(row.id, event)).catch((cause: unknown) =>
      // The person it was meant for was erased meanwhile, and everything of theirs with them.
      log.error('what became of something sent could not be kept', cause),
    );
    changed();
  }

  /** Until it is on disk: without that it would be asked about, or sent again, after a start. */
  async #insist<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (cause) {
        if (!(cause instanceof HatifError) || !cause.retryable) throw cause;
        await new Promise<void>(resolve => void this.#options.later(storeWait, resolve));
      }
    }
  }

  #nap(ms: number): void {
    this.#prevent();
    this.#prevent = this.#options.later(Math.min(longestNap, Math.max(1, ms)), () => this.wake());
  }
}

function eventOf(attempt: Attempt, at: number, chance: number): OutboxEvent {
  switch (attempt.result) {
    case 'done':
      return { type: 'done', at, detail: attempt.detail, reference: attempt.reference ?? null };
    case 'lost':
      return { type: 'lost', at, fault: attempt.fault, detail: attempt.detail, chance };
    case 'refused': {
      const { fault, detail, retryAfter } = attempt;
      return { type: 'refused', at, fault, detail, retryAfter, chance };
    }
  }
}
