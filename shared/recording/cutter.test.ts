import { describe, expect, test } from 'vitest';
import { behindMs, Cutter } from './cutter.ts';
import { DtmfEar } from './dtmf.ts';
import { peakMs } from './types.ts';

const rate = 16_000;
const block = 128;
type Sound = (t: number) => number;

const silence: Sound = () => 0;
const tone =
  (...hz: number[]): Sound =>
  t =>
    hz.reduce((sum, each) => sum + 0.2 * Math.sin(2 * Math.PI * each * t), 0);
/** A voice of a sort: a low note with its overtones, louder and softer six times a second, and breath. */
function speech(pitch: number): Sound {
  let seed = 7;
  return t => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    const glide = pitch * (1 + 0.1 * Math.sin(2 * Math.PI * 2.3 * t));
    let sum = 0;
    for (let n = 1; n <= 12; n += 1) sum += Math.sin(2 * Math.PI * glide * n * t) / n;
    return 0.15 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 6 * t)) + 0.01 * (seed / 2 ** 30 - 1);
  };
}
const keypad = {
  1: [697, 1209],
  5: [770, 1336],
  9: [852, 1477],
  0: [941, 1336],
  '#': [941, 1477],
  D: [941, 1633],
};

interface Recorded {
  left: number[];
  right: number[];
  cutter: Cutter;
}
/** Runs both sides through for so many seconds; `at` is asked before every block. */
function record(
  seconds: number,
  agent: Sound,
  customer: Sound,
  at: (ms: number, cutter: Cutter) => void = () => undefined,
): Recorded {
  const cutter = new Cutter(rate);
  const made: Recorded = { left: [], right: [], cutter };
  const [a, c] = [new Float32Array(block), new Float32Array(block)];
  for (let from = 0; from < seconds * rate; from += block) {
    at((from * 1000) / rate, cutter);
    for (let i = 0; i < block; i += 1) {
      a[i] = agent((from + i) / rate);
      c[i] = customer((from + i) / rate);
    }
    const { left, right } = cutter.cut(a, c);
    made.left.push(...left);
    made.right.push(...right);
  }
  return made;
}
const part = (side: number[], fromMs: number, toMs: number): number[] =>
  side.slice((fromMs * rate) / 1000, (toMs * rate) / 1000);
const loudness = (side: number[]): number =>
  Math.sqrt(side.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, side.length));
const loudest = (side: number[]): number =>
  side.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const atOnce = (ms: number, act: (cutter: Cutter) => void): ((now: number, cutter: Cutter) => void) => {
  let done = false;
  return (now, cutter) => {
    if (done || now < ms) return;
    done = true;
    act(cutter);
  };
};

describe('what goes into a recording', () => {
  test('is the agent on the left and the customer on the right, a little later', () => {
    const { left, right } = record(1, tone(300), tone(440, 0));
    expect(loudness(left)).toBeGreaterThan(0.1);
    expect(part(left, 500, 510)[0]).toBeCloseTo(tone(300)((500 - behindMs) / 1000), 3);
    expect(part(right, 500, 510)[0]).toBeCloseTo(tone(440)((500 - behindMs) / 1000), 3);
  });

  test('is nothing of either while it is paused, nor of what was said meanwhile after it', () => {
    const pause = atOnce(400, cutter => cutter.pause(true));
    const resume = atOnce(700, cutter => cutter.pause(false));
    // Something is said in the pause alone.
    const secret: Sound = t => (t >= 0.4 && t < 0.7 ? tone(500)(t) : 0);
    const { left, right, cutter } = record(1.2, secret, speech(180), (now, each) => {
      pause(now, each);
      resume(now, each);
    });
    expect(loudest(left)).toBe(0);
    expect(loudest(part(right, 408, 708))).toBe(0);
    expect(loudest(part(right, 780, 1200))).toBeGreaterThan(0.05);
    expect(cutter.take().silenced).toBeCloseTo(304, -1);
  });

  test('has the customer silent on hold, and the agent as ever', () => {
    const { left, right } = record(0.8, tone(300), tone(440), (now, cutter) =>
      cutter.hold(now >= 300 && now < 600),
    );
    expect(loudest(part(right, 308, 600))).toBe(0);
    expect(loudness(part(left, 308, 600))).toBeGreaterThan(0.1);
    expect(loudness(part(right, 680, 800))).toBeGreaterThan(0.1);
  });

  test('has no tone of a key that the agent presses, on either side', () => {
    const heard = atOnce(300, cutter => cutter.key(200));
    const { left, right } = record(0.8, tone(300), tone(440), heard);
    for (const side of [left, right]) {
      expect(loudest(part(side, 310, 500))).toBe(0);
      expect(loudness(part(side, 600, 800))).toBeGreaterThan(0.1);
    }
  });

  test.each(Object.entries(keypad))(
    'has no tone of %s that the customer sends, from its beginning to its end',
    (_key, hz) => {
      const typed: Sound = t => (t >= 0.3 && t < 0.4 ? tone(...hz)(t) : 0);
      const { left, right } = record(0.8, speech(110), typed);
      expect(loudest(right)).toBe(0);
      expect(loudness(part(left, 300, 500))).toBeGreaterThan(0.05);
    },
  );

  test('has every tone silent also over a line that makes one quieter, and with somebody breathing', () => {
    const typed: Sound = t =>
      0.004 * Math.sin(7000 * t * t) + (t >= 0.3 && t < 0.36 ? 0.5 * tone(770)(t) + 0.2 * tone(1336)(t) : 0);
    expect(loudest(record(0.8, silence, typed).right)).toBeLessThan(0.006);
  });

  test('keeps what people say: voices are no keys', () => {
    for (const pitch of [95, 140, 210, 260]) {
      const ear = new DtmfEar(rate);
      const say = speech(pitch);
      let heard = 0;
      for (let from = 0; from < 10 * rate; from += block)
        heard += Number(ear.hear(Float32Array.from({ length: block }, (_, i) => say((from + i) / rate))));
      expect(heard, `a voice at ${pitch} Hz`).toBeLessThanOrEqual(2);
    }
  });

  test('is counted: one peak a tenth of a second for each side', () => {
    const { cutter } = record(1.04, tone(300), silence);
    const { peaks } = cutter.take();
    expect(peaks).toHaveLength((1000 / peakMs) * 2);
    expect(peaks[4]).toBeCloseTo(0.2 * 255, -1);
    expect([...peaks].filter((_, i) => i % 2 === 1)).toEqual(Array(10).fill(0));
    expect(cutter.take().peaks).toHaveLength(0);
  });
});
