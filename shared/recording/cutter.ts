/**
 * What of a call goes into its recording, sample by sample: left the agent, right the customer. It runs a little behind, so
 * that what is to be left out can be left out from its beginning: a tone is known only when it has been heard for a while.
 */
import { DtmfEar } from './dtmf.ts';
import { peakMs } from './types.ts';

/** Behind by so much: longer than a tone takes to be known. */
export const behindMs = 60;
/** A tone goes on for so long after it was last heard. */
const afterToneMs = 50;

export interface Cut {
  left: Float32Array;
  right: Float32Array;
}

export class Cutter {
  readonly #rate: number;
  readonly #behind: number;
  readonly #delayed: readonly [Float32Array, Float32Array];
  readonly #ears: readonly [DtmfEar, DtmfEar];
  readonly #out: Cut = { left: new Float32Array(0), right: new Float32Array(0) };
  readonly #peakLength: number;
  /** Counts samples that came in; what goes out now came in #behind samples ago. */
  #now = 0;
  #paused = false;
  #held = false;
  /** What came in before this is left out, on both sides. */
  #silentUntil: [number, number] = [0, 0];
  #loudest: [number, number] = [0, 0];
  #counted = 0;
  #peaks: number[] = [];
  #silenced = 0;

  constructor(rate: number) {
    this.#rate = rate;
    this.#behind = this.#samples(behindMs);
    this.#delayed = [new Float32Array(this.#behind), new Float32Array(this.#behind)];
    this.#ears = [new DtmfEar(rate), new DtmfEar(rate)];
    this.#peakLength = this.#samples(peakMs);
  }

  /** Nobody is recorded from what was last heard on until what is heard from now on. */
  pause(paused: boolean): void {
    if (this.#paused && !paused) this.#silentUntil = [this.#now, this.#now];
    this.#paused = paused;
  }

  /** On hold the customer's side is silent: what comes is music, or somebody who does not know that we listen. */
  hold(held: boolean): void {
    if (this.#held && !held) this.#silentUntil[1] = Math.max(this.#silentUntil[1], this.#now);
    this.#held = held;
  }

  /** The agent presses a key: neither side is recorded for so long. */
  key(ms: number): void {
    const until = this.#now + this.#samples(ms);
    this.#silentUntil = [Math.max(this.#silentUntil[0], until), Math.max(this.#silentUntil[1], until)];
  }

  /** The next samples of both sides, equally many; what goes into the recording in their place. Valid until the next call. */
  cut(agent: Float32Array, customer: Float32Array): Cut {
    const { length } = agent;
    if (this.#out.left.length !== length) {
      this.#out.left = new Float32Array(length);
      this.#out.right = new Float32Array(length);
    }
    const tone = this.#now + length + this.#samples(afterToneMs);
    for (const [side, samples] of [agent, customer].entries())
      if (this.#ears[side as 0 | 1].hear(samples))
        this.#silentUntil[side as 0 | 1] = Math.max(this.#silentUntil[side as 0 | 1], tone);
    for (let i = 0; i < length; i += 1) {
      const slot = this.#now % this.#behind;
      const cameIn = this.#now - this.#behind;
      this.#out.left[i] = this.#side(0, slot, cameIn, agent[i] ?? 0);
      this.#out.right[i] = this.#side(1, slot, cameIn, customer[i] ?? 0);
      if (this.#paused) this.#silenced += 1;
      this.#now += 1;
      this.#count(this.#out.left[i] ?? 0, this.#out.right[i] ?? 0);
    }
    return this.#out;
  }

  /** The peaks since the last time, as they are kept, and how long it was held silent by a pause in all, ms. */
  take(): { peaks: Uint8Array<ArrayBuffer>; silenced: number } {
    const peaks = Uint8Array.from(this.#peaks);
    this.#peaks = [];
    return { peaks, silenced: Math.round((this.#silenced * 1000) / this.#rate) };
  }

  #side(side: 0 | 1, slot: number, cameIn: number, sample: number): number {
    const line = this.#delayed[side];
    const was = line[slot] ?? 0;
    line[slot] = sample;
    const silent = this.#paused || (side === 1 && this.#held) || cameIn < this.#silentUntil[side];
    return silent ? 0 : was;
  }

  #count(left: number, right: number): void {
    const [l, r] = this.#loudest;
    this.#loudest = [Math.max(l, Math.abs(left)), Math.max(r, Math.abs(right))];
    this.#counted += 1;
    if (this.#counted < this.#peakLength) return;
    for (const peak of this.#loudest) this.#peaks.push(Math.min(255, Math.round(peak * 255)));
    this.#loudest = [0, 0];
    this.#counted = 0;
  }

  #samples(ms: number): number {
    return Math.round((this.#rate * ms) / 1000);
  }
}
