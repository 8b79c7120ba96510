import { expect, test } from 'vitest';
import { burstWav, heardIn, isTone, rms, toneShare, toneWav, wavSamples } from './audio.ts';

const tone = wavSamples(toneWav({ hertz: 440, seconds: 1, amplitude: 0.5 }));

test('a tone is read back at the level and the pitch it was made with', () => {
  expect(tone).toHaveLength(8000);
  expect(rms(tone)).toBeCloseTo(0.5 / Math.SQRT2, 3);
  expect(toneShare(tone, 440)).toBeGreaterThan(0.99);
  expect(toneShare(tone, 660)).toBeLessThan(0.01);
});

test('a file that is still being written is read as far as it goes', () => {
  const half = toneWav({ hertz: 440, seconds: 1, amplitude: 0.5 }).subarray(0, 44 + 8001);
  expect(wavSamples(half)).toHaveLength(4000);
});

test('silence and nothing have no level and no pitch', () => {
  expect(rms(new Float64Array(100))).toBe(0);
  expect(rms(new Float64Array())).toBe(0);
  expect(toneShare(new Float64Array(100), 440)).toBe(0);
});

test('bursts are known by their pitch, and are not taken for another', () => {
  const bursts = heardIn(wavSamples(burstWav({ hertz: 1000, seconds: 0.5, amplitude: 0.5 })));
  expect(isTone(bursts, 1000)).toBe(true);
  expect(isTone(bursts, 440)).toBe(false);
});
