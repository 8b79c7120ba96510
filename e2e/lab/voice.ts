/** The mouth and the ear that the lab's own phones have in common: PCMU, a packet every 20 ms. */
import { heardIn, rms, type Heard } from './audio.ts';
import { decodePcmu, encodePcmu } from './pcmu.ts';

export interface Tone {
  hertz: number;
  amplitude: number;
}

export const sampleRate = 8000;
export const samplesPerPacket = 160;
const earMemory = sampleRate / 2;
const whisper = 0.005;

export class Ear {
  #samples: number[] = [];
  #soundAt = 0;

  receive(payload: Uint8Array): void {
    const samples = Array.from(payload, decodePcmu);
    if (rms(Float64Array.from(samples)) > whisper) this.#soundAt = Date.now();
    this.#samples.push(...samples);
    this.#samples.splice(0, this.#samples.length - earMemory);
  }

  /** The last half second that was received. */
  get heard(): Heard {
    return heardIn(Float64Array.from(this.#samples));
  }

  /** Since when no sound has come, only silence or no packets at all, ms. */
  get silentFor(): number {
    return Date.now() - this.#soundAt;
  }
}

export class Mouth {
  readonly #timer: NodeJS.Timeout;
  readonly #tone: Tone;
  #said = 0;

  /** Calls `say` with each packet and its number from 0, at the pace of a clock that does not drift. */
  constructor(tone: Tone, say: (payload: Buffer, number: number) => void) {
    this.#tone = tone;
    const began = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - began) / 20);
      while (this.#said < due) say(this.#packet(), this.#said++);
    }, 10);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #packet(): Buffer {
    const { hertz, amplitude } = this.#tone;
    const first = this.#said * samplesPerPacket;
    const sound = (i: number) => amplitude * Math.sin((2 * Math.PI * hertz * (first + i)) / sampleRate);
    return Buffer.from(Array.from({ length: samplesPerPacket }, (_, i) => encodePcmu(sound(i))));
  }
}
