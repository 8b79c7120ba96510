import { describe, expect, it } from 'vitest';
import { follow, noFlow, SILENCE_MS, type FlowReading } from './flow.ts';

/** Five readings a second, as the monitor makes them; returns what was told, with its time. */
function tell(readings: FlowReading[]): string[] {
  const told: string[] = [];
  let flow = noFlow(0);
  for (const reading of readings) {
    const step = follow(flow, reading);
    flow = step.flow;
    if (step.changed !== null) told.push(`${reading.at} ${step.changed ? 'heard' : 'silent'}`);
  }
  return told;
}
const stretch = (from: number, to: number, packets: (at: number) => number, due = true): FlowReading[] => {
  const readings: FlowReading[] = [];
  for (let at = from; at < to; at += 200) readings.push({ at, packets: packets(at), due });
  return readings;
};
const talking = (at: number) => at / 20;

describe('a call', () => {
  it('is heard from its first packet on, and told once', () => {
    expect(tell(stretch(200, 10_000, talking))).toEqual(['200 heard']);
  });
  it('that goes silent is told after five seconds, and again when it comes back', () => {
    const readings = [
      ...stretch(200, 2_000, talking),
      ...stretch(2_000, 9_000, () => talking(1_800)),
      ...stretch(9_000, 12_000, talking),
    ];
    expect(tell(readings)).toEqual(['200 heard', `${1_800 + SILENCE_MS} silent`, '9000 heard']);
  });
  it('in which nothing is ever heard is told as well', () => {
    expect(tell(stretch(0, 12_000, () => 0))).toEqual([`${SILENCE_MS} silent`]);
  });
  it('that rings is not silent: nothing is due yet', () => {
    expect(tell(stretch(0, 60_000, () => 0, false))).toEqual([]);
  });
  it('on hold for a minute is not silent', () => {
    const readings = [
      ...stretch(200, 2_000, talking),
      ...stretch(2_000, 62_000, () => 90, false),
      ...stretch(62_000, 64_000, at => 90 + (at - 61_800) / 20),
    ];
    expect(tell(readings)).toEqual(['200 heard']);
  });
  it('that stays silent after its resume is told five seconds later', () => {
    const readings = [
      ...stretch(200, 2_000, talking),
      ...stretch(2_000, 10_000, () => 90, false),
      ...stretch(10_000, 20_000, () => 90),
    ];
    expect(tell(readings)).toEqual(['200 heard', `${9_800 + SILENCE_MS} silent`]);
  });
  it('that was moved to a new stream is heard though the count begins anew', () => {
    const readings = [
      ...stretch(200, 2_000, talking),
      ...stretch(2_000, 8_000, () => 90),
      { at: 8_000, packets: 3, due: true },
    ];
    expect(tell(readings).at(-1)).toBe('8000 heard');
  });
});
