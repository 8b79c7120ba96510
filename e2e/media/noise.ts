/** What a microphone hears in a room with a fan, as a file that Chromium plays into its fake one; and what came of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleOf } from '../../main/practice/media/g711.ts';
import { readMuLaw } from '../../main/practice/media/wav.ts';
import { wav } from '../lab/audio.ts';

const RATE = 48_000;
/** Energies are compared in parts of this many milliseconds. */
export const PART_MS = 20;
const speech = path.resolve(import.meta.dirname, '../../main/practice/speech');

export interface Room {
  file: Buffer;
  /** Seconds after which it begins anew. */
  seconds: number;
  /** Energy of the voice alone, part by part. */
  voice: number[];
}

/** Seconds of each sentence. */
const SAID = 2.4;

/** Two sentences with pauses as long as they are, in noise that is `quieter` dB below the voice. */
export function noisyRoom(quieter: number): Room {
  const said = ['georges-rounds', 'georges-ice'].map(name =>
    Float64Array.from(
      readMuLaw(readFileSync(path.join(speech, `${name}.wav`))).slice(0, SAID * 8_000),
      code => sampleOf(code) / 32_768,
    ),
  );
  const clean = said.flatMap(voice => [...voice, ...new Float64Array(voice.length)]);
  const loud = Math.sqrt(mean(said.flatMap(voice => [...voice].map(sample => sample ** 2))));
  const most = loud * 10 ** (-quieter / 20) * Math.sqrt(3);
  const fan = noise();
  const at = (i: number): number => {
    // From 8 to 48 kHz on straight lines.
    const [left, share] = [Math.floor(i / 6), (i % 6) / 6];
    return (clean[left] ?? 0) * (1 - share) + (clean[left + 1] ?? 0) * share;
  };
  const count = clean.length * 6;
  return {
    file: wav(count, i => at(i) + most * fan(), RATE),
    seconds: count / RATE,
    voice: parts(clean, 8_000),
  };
}

/** White noise that is the same each time, −1 to 1. */
function noise(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function parts(samples: readonly number[], rate: number): number[] {
  const length = (rate * PART_MS) / 1_000;
  return Array.from({ length: Math.floor(samples.length / length) }, (_, part) =>
    mean(samples.slice(part * length, (part + 1) * length).map(sample => sample ** 2)),
  );
}

/** Mean energy while there was a voice and while there was none, of one whole round that began anywhere. */
export function heardIn(
  voice: readonly number[],
  energies: readonly number[],
): { voice: number; pauses: number } {
  const round = energies.slice(0, voice.length);
  const fits = (shift: number): number =>
    round.reduce((sum, energy, i) => sum + Math.sqrt(energy * (voice[(i + shift) % voice.length] ?? 0)), 0);
  const shift = voice.map((_, at) => at).reduce((best, at) => (fits(at) > fits(best) ? at : best), 0);
  const loud = Math.max(...voice) / 1_000;
  // What follows a word within a tenth of a second still belongs to it: the room, the codec, the network's memory.
  const near = (i: number, reach: number): boolean =>
    Array.from(
      { length: 2 * reach + 1 },
      (_, step) => voice[(i + step - reach + voice.length) % voice.length] ?? 0,
    ).some(energy => energy > loud);
  const at = (i: number): number => (i + shift) % voice.length;
  return {
    voice: mean(round.filter((_, i) => near(at(i), 0))),
    pauses: mean(round.filter((_, i) => !near(at(i), 10))),
  };
}

export const decibels = (energy: number): number => 10 * Math.log10(energy);
