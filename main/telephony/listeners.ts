/** Listeners that cannot harm each other or whoever calls them. */
import type { Disposable } from '../../shared/disposable.ts';
import { messageOf, type Log } from './log.ts';

export class Listeners<A extends unknown[], R = void> implements Disposable {
  readonly #listeners = new Set<(...args: A) => R>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add(listener: (...args: A) => R): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** What each returned; one that threw is logged and left out. */
  call(...args: A): R[] {
    const results: R[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        results.push(listener(...args));
      } catch (thrown) {
        this.#log('error', 'A listener of telephony threw', { error: messageOf(thrown) });
      }
    }
    return results;
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
