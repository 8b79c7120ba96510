/**
 * Reminds of what was promised, once each, when its time has come, and gives back to everybody what waited too long for
 * one. Instants are compared, not wall clocks: a change to summer time moves nothing, and a clock that is set forward or
 * back while something is due neither skips it nor says it twice, because what was said stands in the store.
 */
import type { Disposable } from '../../shared/disposable.ts';
import type { FollowUp } from '../../shared/people/types.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';

/** A promise is kept to the minute, not to the second, ms. */
const every = 15_000;

export interface RemindersOptions {
  store: Pick<Store, 'takeReminders' | 'returnCallbacks'>;
  now: () => number;
  /** Minutes that a callback waits for who promised it; null: for ever. */
  returnAfter: () => number | null;
  /** Those that became due since the last look, soonest first; after a start or a sleep they may be many. */
  due: (due: readonly FollowUp[]) => void;
  /** Those that are anybody's from now on. */
  returned: (items: readonly FollowUp[]) => void;
  log: Log;
}

export class Reminders implements Disposable {
  readonly #options: RemindersOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #chosen: string | null = null;

  constructor(options: RemindersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), every);
  }

  async look(): Promise<void> {
    const { store, now, returnAfter, due, returned, log } = this.#options;
    try {
      const found = await store.takeReminders(now());
      if (found.length > 0) due(found);
      const minutes = returnAfter();
      if (minutes === null) return;
      const back = await store.returnCallbacks(now() - minutes * 60_000, now());
      if (back.length > 0) returned(back);
    } catch (cause) {
      log.error('what is due could not be read', cause);
    }
  }

  /** The agent came by this reminder; a window that opens next begins with it. */
  choose(followUpId: string): void {
    this.#chosen = followUpId;
  }

  /** What a new window begins with, once. */
  takeChosen(): string | null {
    const chosen = this.#chosen;
    this.#chosen = null;
    return chosen;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
