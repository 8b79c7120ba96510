/** Calls on a steady beat without drift. A beat that comes late is made up for, unless so late that it would be a burst. */

const MOST_TO_MAKE_UP = 5;

export class Pace {
  readonly #ms: number;
  readonly #beat: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #due = 0;

  constructor(ms: number, beat: () => void) {
    this.#ms = ms;
    this.#beat = beat;
  }

  start(): void {
    if (this.#timer) return;
    this.#due = performance.now() + this.#ms;
    this.#timer = setTimeout(this.#run, this.#ms);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #run = (): void => {
    const now = performance.now();
    if (now - this.#due > MOST_TO_MAKE_UP * this.#ms) this.#due = now;
    while (this.#timer && this.#due <= now) {
      this.#due += this.#ms;
      this.#beat();
    }
    if (this.#timer) this.#timer = setTimeout(this.#run, Math.max(this.#due - now, 1));
  };
}
