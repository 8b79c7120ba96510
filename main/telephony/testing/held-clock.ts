/** A clock that stands still until it is moved. */
import type { Clock } from '../clock.ts';

export class HeldClock implements Clock {
  readonly #tasks = new Map<number, { at: number; task: () => void }>();
  #now = 1_764_000_000_000;
  #count = 0;

  get waiting(): number {
    return this.#tasks.size;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): { dispose(): void } {
    const id = ++this.#count;
    this.#tasks.set(id, { at: this.#now + ms, task });
    return { dispose: () => void this.#tasks.delete(id) };
  }

  /** Runs what falls due within `ms`, in order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#tasks].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at);
      if (!next) break;
      const [id, { at, task }] = next;
      this.#tasks.delete(id);
      this.#now = at;
      task();
    }
    this.#now = until;
  }
}
