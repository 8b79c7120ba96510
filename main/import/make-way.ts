/**
 * A long file makes way for a call: while the caller's card is got ready, the thread that reads the file stands still. It is
 * never between two tasks then, so it is told through memory that both threads share.
 */

/** Milliseconds: somewhat longer than a card may take. */
const stillFor = 200;

export class Way {
  /** The end of the wait, ms since the epoch, and beside it nothing, to wait on. */
  readonly memory: SharedArrayBuffer;
  readonly #until: BigInt64Array<SharedArrayBuffer>;

  constructor() {
    this.memory = new SharedArrayBuffer(16);
    this.#until = new BigInt64Array(this.memory);
  }

  /** Somebody calls at `now`, ms since the epoch. */
  make(now: number): void {
    Atomics.store(this.#until, 0, BigInt(now + stillFor));
  }
}

/** For the thread: a function that stands still while it has to. */
export function wayIn(memory: SharedArrayBuffer): () => void {
  const until = new BigInt64Array(memory);
  const nothing = new Int32Array(memory, 8);
  return () => {
    const end = Number(Atomics.load(until, 0));
    if (end === 0) return;
    const left = end - Date.now();
    if (left > 0) Atomics.wait(nothing, 0, 0, left);
  };
}
