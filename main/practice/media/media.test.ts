/** Sound as bytes: codes, files, keys, ears and mouths. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { KeyReader, keyPackets } from './dtmf.ts';
import { Ear } from './ear.ts';
import { FRAME, SILENCE, codeOf, loudness, sampleOf } from './g711.ts';
import { Mouth } from './mouth.ts';
import { Pace } from './pace.ts';
import { readMuLaw } from './wav.ts';

const QUIET = new Uint8Array(FRAME).fill(SILENCE);
const LOUD = new Uint8Array(FRAME).fill(codeOf(8_000)).fill(codeOf(-8_000), FRAME / 2);

describe('µ-law', () => {
  it('knows the codes that G.711 names', () => {
    expect([0xff, 0x7f, 0x80, 0x00].map(code => sampleOf(code))).toEqual([0, 0, 32_124, -32_124]);
    expect([0, 32_767, -32_768].map(sample => codeOf(sample))).toEqual([SILENCE, 0x80, 0x00]);
  });

  it('is off by at most a sixteenth of the sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_000, max: 32_000 }), sample => {
        return Math.abs(sampleOf(codeOf(sample)) - sample) <= Math.abs(sample) / 16 + 8;
      }),
    );
  });

  it('tells a quiet packet from a loud one', () => {
    expect(loudness(QUIET)).toBe(0);
    expect(loudness(LOUD)).toBeCloseTo(8_000 / 32_768, 1);
    expect(loudness(new Uint8Array())).toBe(0);
  });
});

describe('a WAV file', () => {
  const file = (format: number, rate = 8_000): Buffer => {
    const head = Buffer.alloc(46);
    head.write('RIFF', 0, 'latin1').toString();
    head.write('WAVEfmt ', 8, 'latin1');
    head.writeUInt32LE(18, 16);
    head.writeUInt16LE(format, 20);
    head.writeUInt16LE(1, 22);
    head.writeUInt32LE(rate, 24);
    head.write('data', 38, 'latin1');
    head.writeUInt32LE(3, 42);
    return Buffer.concat([head, Buffer.of(1, 2, 3)]);
  };

  it('is read when it is µ-law at 8 kHz, and refused when not', () => {
    expect([...readMuLaw(file(7))]).toEqual([1, 2, 3]);
    expect(() => readMuLaw(file(1))).toThrow('not µ-law');
    expect(() => readMuLaw(file(7, 16_000))).toThrow('not µ-law');
    expect(() => readMuLaw(Buffer.from('hello'))).toThrow('not a WAV');
    expect(() => readMuLaw(file(7).subarray(0, 30))).toThrow('no sound');
  });
});

describe('keys', () => {
  it('are read once each, through repeated packets', () => {
    const reader = new KeyReader();
    const heard = [...'159#5'].flatMap((key, index) =>
      keyPackets(key, 100).map(({ payload }) => reader.read(payload, index * 1_000)),
    );
    expect(heard.filter(key => key !== null)).toEqual([...'159#5']);
  });

  it('grow longer and end three times', () => {
    const packets = keyPackets('7', 100);
    expect(packets.map(({ payload }) => payload.readUInt16BE(2))).toEqual([
      160, 320, 480, 640, 800, 800, 800, 800,
    ]);
    expect(packets.map(({ payload }) => (payload[1] ?? 0) >> 7)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    expect(packets.map(({ marker }) => marker)).toEqual([true, ...Array<boolean>(7).fill(false)]);
  });

  it('that are no keys give nothing', () => {
    expect(keyPackets('x', 100)).toEqual([]);
    expect(keyPackets('', 100)).toEqual([]);
    expect(new KeyReader().read(Buffer.alloc(3), 1)).toBeNull();
    expect(new KeyReader().read(Buffer.of(99, 0, 0, 0), 1)).toBeNull();
  });
});

describe('an ear', () => {
  const hear = (ear: Ear, packet: Uint8Array, times: number): (string | null)[] =>
    Array.from({ length: times }, () => ear.hear(packet)).filter(event => event !== null);

  it('notices speech and the pause after it, once each', () => {
    const ear = new Ear();
    expect(hear(ear, QUIET, 500)).toEqual([]);
    expect(hear(ear, LOUD, 50)).toEqual(['spoke']);
    expect(hear(ear, QUIET, 59)).toEqual([]);
    expect(hear(ear, QUIET, 100)).toEqual(['paused']);
    expect(ear.heard.spokenSeconds).toBeCloseTo(1);
    expect(ear.heard.packets).toBe(709);
  });

  it('takes neither a click for speech nor a breath for a pause', () => {
    const ear = new Ear();
    expect([...hear(ear, LOUD, 3), ...hear(ear, QUIET, 100)]).toEqual([]);
    hear(ear, LOUD, 20);
    expect([...hear(ear, QUIET, 40), ...hear(ear, LOUD, 1), ...hear(ear, QUIET, 40)]).toEqual([]);
  });

  it('says how loud it was lately and at most', () => {
    const ear = new Ear();
    hear(ear, LOUD, 200);
    expect(ear.heard.recent).toBeCloseTo(loudness(LOUD), 1);
    hear(ear, QUIET, 400);
    expect(ear.heard.recent).toBeLessThan(0.01);
    expect(ear.heard.peak).toBe(loudness(LOUD));
  });
});

describe('a mouth', () => {
  const sounds = (mouth: Mouth, times: number): number[] =>
    Array.from({ length: times }, () => mouth.next().payload[0] ?? -1);

  it('says a line to its end, fills the last packet with silence, and is silent then', () => {
    const ended = vi.fn();
    const mouth = new Mouth();
    mouth.say(new Uint8Array(FRAME + 1).fill(5), ended);
    expect(sounds(mouth, 1)).toEqual([5]);
    expect(mouth.next().payload.subarray(0, 3)).toEqual(Buffer.of(5, SILENCE, SILENCE));
    expect(ended).not.toHaveBeenCalled();
    expect(sounds(mouth, 2)).toEqual([SILENCE, SILENCE]);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('plays music round and round, under speech', () => {
    const mouth = new Mouth();
    mouth.play(new Uint8Array([...new Uint8Array(FRAME).fill(1), ...new Uint8Array(FRAME).fill(2)]));
    expect(sounds(mouth, 5)).toEqual([1, 2, 1, 2, 1]);
    mouth.say(new Uint8Array(FRAME).fill(9), () => {});
    expect(sounds(mouth, 2)).toEqual([9, 2]);
    mouth.play(null);
    expect(sounds(mouth, 1)).toEqual([SILENCE]);
  });

  it('presses keys with gaps, and says when it is done', () => {
    const ended = vi.fn();
    const mouth = new Mouth();
    mouth.press('12', ended);
    const kinds: string[] = [];
    while (ended.mock.calls.length === 0 && kinds.length < 1_000) kinds.push(mouth.next().kind);
    expect(kinds.join('').match(/(?:event)+(?:sound)+/g)).toHaveLength(2);
  });

  it('reports no end when it is hushed', () => {
    const ended = vi.fn();
    const mouth = new Mouth();
    mouth.say(new Uint8Array(FRAME), ended);
    mouth.press('1', ended);
    mouth.hush();
    sounds(mouth, 50);
    expect(ended).not.toHaveBeenCalled();
  });
});

describe('a pace', () => {
  it('makes up for a late timer, but does not burst after a long sleep', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    let beats = 0;
    const pace = new Pace(20, () => void (beats += 1));
    const wakeAt = (ms: number): number => {
      now = ms;
      vi.runOnlyPendingTimers();
      return beats;
    };
    pace.start();
    pace.start();
    expect(wakeAt(20)).toBe(1);
    expect(wakeAt(85)).toBe(4);
    expect(wakeAt(10_000)).toBe(5);
    expect(wakeAt(10_020)).toBe(6);
    pace.stop();
    expect(wakeAt(20_000)).toBe(6);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
});
