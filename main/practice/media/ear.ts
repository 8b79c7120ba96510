/** Listens to the agent: how loud, how long, and when a sentence seems to be over. Counts packets, so it needs no clock. */
import { loudness, SAMPLES_PER_SECOND } from './g711.ts';

/** What was heard so far, for tests and for a look at both ends of a call. */
export interface Heard {
  packets: number;
  /** Seconds that were loud enough to be speech. */
  spokenSeconds: number;
  /** Loudness of the last second and of the loudest packet, 0 to 1. */
  recent: number;
  peak: number;
}

/** A quiet room stays below this; speech at arm's length does not. */
const SPEECH = 0.01;
/** Seconds of sound that are more than a click, and of silence that are more than a breath. */
const SPOKE_AFTER = 0.1;
const PAUSED_AFTER = 1.2;

export class Ear {
  readonly #heard: Heard = { packets: 0, spokenSeconds: 0, recent: 0, peak: 0 };
  #speaking = false;
  #loud = 0;
  #quiet = 0;

  get heard(): Heard {
    return { ...this.#heard };
  }

  hear(packet: Uint8Array): 'spoke' | 'paused' | null {
    const seconds = packet.length / SAMPLES_PER_SECOND;
    const level = loudness(packet);
    const heard = this.#heard;
    heard.packets += 1;
    heard.peak = Math.max(heard.peak, level);
    heard.recent = Math.sqrt(heard.recent ** 2 * (1 - seconds) + level ** 2 * seconds);
    if (level < SPEECH) {
      this.#quiet += seconds;
      this.#loud = 0;
    } else {
      heard.spokenSeconds += seconds;
      this.#loud += seconds;
      this.#quiet = 0;
    }
    if (!this.#speaking && this.#loud >= SPOKE_AFTER) {
      this.#speaking = true;
      return 'spoke';
    }
    if (this.#speaking && this.#quiet >= PAUSED_AFTER) {
      this.#speaking = false;
      return 'paused';
    }
    return null;
  }
}
