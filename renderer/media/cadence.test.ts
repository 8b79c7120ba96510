import { describe, expect, it } from 'vitest';
import { toneKind } from '../../shared/media/protocol.ts';
import { keyTone, tones, waveform } from './cadence.ts';

const RATE = 8_000;

/** Power of one frequency (Goertzel), 0–1 of the amplitude. */
function amplitude(wave: Float32Array, hz: number, from = 0, length = wave.length): number {
  let real = 0;
  let imaginary = 0;
  for (let i = from; i < from + length; i += 1) {
    const angle = (2 * Math.PI * hz * i) / RATE;
    real += (wave[i] ?? 0) * Math.cos(angle);
    imaginary += (wave[i] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / length;
}

describe.each(toneKind.options)('%s', kind => {
  const wave = waveform(tones[kind], RATE);
  it('is heard, and never clips', () => {
    const peak = wave.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(peak).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(tones[kind].level * 1.001);
  });
  it('begins and ends at rest, so that it can be repeated without a click', () => {
    expect(Math.abs(wave[0] ?? 1)).toBeLessThan(0.001);
    expect(Math.abs(wave.at(-1) ?? 1)).toBeLessThan(0.001);
  });
});

it('ringback sounds one second in five', () => {
  const wave = waveform(tones.ringback, RATE);
  expect(wave.length).toBe(5 * RATE);
  expect(amplitude(wave, 425, 0, RATE)).toBeGreaterThan(0.15);
  expect(amplitude(wave, 425, RATE, 4 * RATE)).toBe(0);
});

it('only the agent’s own ringing goes to the ring device', () => {
  const onRing = toneKind.options.filter(kind => tones[kind].device === 'ring');
  expect(onRing).toEqual(['ring']);
});

describe('a key', () => {
  it.each([
    ['1', 697, 1_209],
    ['5', 770, 1_336],
    ['#', 941, 1_477],
    ['d', 941, 1_633],
  ])('%s is %i Hz with %i Hz', (key, low, high) => {
    const tone = keyTone(key);
    expect(tone?.segments[0]?.hz).toEqual([low, high]);
  });
  it.each(['', ',', '12', 'x'])('is not %j', key => {
    expect(keyTone(key)).toBeNull();
  });
});
