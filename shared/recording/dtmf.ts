/**
 * Hears keypad tones (ITU-T Q.23) in sound, so that a recording can leave them out: a customer who types a card number is
 * recorded by their tones otherwise. To miss one is worse than to lose a tenth of a second of speech, so the tests are
 * looser than those of a receiver that dials by what it hears (Q.24).
 */
const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477, 1633] as const;

/** Milliseconds that are looked at together, a half of which is new: the shortest tone that must be heard has 40 (Q.24). */
export const lookMs = 16;
/** Quieter than this is no tone that could be read from a recording; root mean square of full scale, -50 dB. */
const least = 0.003;
/** Of the energy, what the two tones have together at the least. */
const share = 0.7;
/** One tone may be so much louder than the other: 12 dB, more than any keypad has. */
const twist = 16;
/** How far the strongest of a group stands above its next. */
const lead = 4;

export class DtmfEar {
  readonly #size: number;
  readonly #window: Float32Array;
  readonly #coefficients: readonly number[];
  #filled = 0;

  constructor(sampleRate: number) {
    this.#size = Math.round((sampleRate * lookMs) / 1000);
    this.#window = new Float32Array(this.#size);
    this.#coefficients = [...rows, ...columns].map(hz => 2 * Math.cos((2 * Math.PI * hz) / sampleRate));
  }

  /** Takes the next samples in; whether a tone was heard in any look that they completed. */
  hear(samples: Float32Array): boolean {
    let heard = false;
    let at = 0;
    while (at < samples.length) {
      const take = Math.min(samples.length - at, this.#size - this.#filled);
      this.#window.set(samples.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if (this.#filled < this.#size) break;
      heard = this.#look() || heard;
      const half = this.#size >> 1;
      this.#window.copyWithin(0, half);
      this.#filled = this.#size - half;
    }
    return heard;
  }

  #look(): boolean {
    let energy = 0;
    for (const sample of this.#window) energy += sample * sample;
    if (energy / this.#size < least * least) return false;
    const powers = this.#coefficients.map(each => goertzel(this.#window, each));
    const [row, nextRow] = firstTwo(powers.slice(0, rows.length));
    const [column, nextColumn] = firstTwo(powers.slice(rows.length));
    if (row < nextRow * lead || column < nextColumn * lead) return false;
    if (row > column * twist || column > row * twist) return false;
    // A pure tone of the window's length has a power of energy times half the length.
    return row + column > share * energy * (this.#size / 2);
  }
}

function goertzel(samples: Float32Array, coefficient: number): number {
  let one = 0;
  let two = 0;
  for (const sample of samples) {
    const next = sample + coefficient * one - two;
    two = one;
    one = next;
  }
  return one * one + two * two - coefficient * one * two;
}

function firstTwo(powers: readonly number[]): [number, number] {
  const [first = 0, second = 0] = [...powers].sort((a, b) => b - a);
  return [first, second];
}
