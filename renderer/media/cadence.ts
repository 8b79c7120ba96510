/** What the tones sound like: frequencies and cadences after ITU-T E.180, keys after Q.23. Pure. */
import type { ToneKind } from '../../shared/media/protocol.ts';

export interface Segment {
  ms: number;
  /** Sounding together; none is a pause. */
  hz: readonly number[];
}

export interface Tone {
  segments: readonly Segment[];
  /** Peak of the sum, 0–1. */
  level: number;
  repeats: boolean;
  /** Where it is heard. */
  device: 'ring' | 'voice';
}

const pause = (ms: number): Segment => ({ ms, hz: [] });
const beep = (ms: number): Segment => ({ ms, hz: [425] });

export const tones: Record<ToneKind, Tone> = {
  ring: {
    segments: [
      { ms: 160, hz: [659, 988] },
      pause(40),
      { ms: 160, hz: [784, 1175] },
      pause(40),
      { ms: 320, hz: [988, 1319] },
      pause(2_280),
    ],
    level: 0.4,
    repeats: true,
    device: 'ring',
  },
  ringback: { segments: [beep(1_000), pause(4_000)], level: 0.2, repeats: true, device: 'voice' },
  busy: { segments: [beep(500), pause(500)], level: 0.2, repeats: true, device: 'voice' },
  callWaiting: {
    segments: [beep(200), pause(200), beep(200), pause(4_400)],
    level: 0.12,
    repeats: true,
    device: 'voice',
  },
  autoAnswer: {
    segments: [
      { ms: 120, hz: [880] },
      { ms: 60, hz: [] },
      { ms: 200, hz: [1_175] },
    ],
    level: 0.25,
    repeats: false,
    device: 'voice',
  },
  /** Short and high: heard, and no part of speech (1,400 Hz). */
  recording: { segments: [{ ms: 250, hz: [1_400] }], level: 0.15, repeats: false, device: 'voice' },
  test: {
    segments: [
      { ms: 250, hz: [523] },
      { ms: 250, hz: [659] },
      { ms: 500, hz: [784] },
    ],
    level: 0.3,
    repeats: false,
    device: 'voice',
  },
};

const rows = [697, 770, 852, 941] as const;
const columns = [1_209, 1_336, 1_477, 1_633] as const;
const keys = ['123A', '456B', '789C', '*0#D'] as const;

/** The two frequencies of a key; null for what is no key. */
export function keyTone(digit: string): Tone | null {
  const row = keys.findIndex(each => digit.length === 1 && each.includes(digit.toUpperCase()));
  const low = rows[row];
  const high = columns[keys[row]?.indexOf(digit.toUpperCase()) ?? -1];
  if (low === undefined || high === undefined) return null;
  return { segments: [{ ms: 120, hz: [low, high] }], level: 0.12, repeats: false, device: 'voice' };
}

/** Shorter edges click. */
const EDGE_MS = 6;

/** One period of the tone, mono, at `rate` samples a second. */
export function waveform(tone: Tone, rate: number): Float32Array<ArrayBuffer> {
  const count = (ms: number): number => Math.round((ms / 1_000) * rate);
  const total = tone.segments.reduce((sum, segment) => sum + count(segment.ms), 0);
  const wave = new Float32Array(total);
  let at = 0;
  for (const { ms, hz } of tone.segments) {
    const length = count(ms);
    const edge = count(EDGE_MS);
    for (let i = 0; i < length && hz.length > 0; i += 1) {
      const sum = hz.reduce((value, each) => value + Math.sin((2 * Math.PI * each * i) / rate), 0);
      const fade = Math.min(1, i / edge, (length - 1 - i) / edge);
      wave[at + i] = (tone.level * fade * sum) / hz.length;
    }
    at += length;
  }
  return wave;
}
