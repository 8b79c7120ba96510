import { describe, expect, it } from 'vitest';
import { meanOpinion, notMeasured, qualityOf } from './quality.ts';

const said = { codec: 'pcmu', lossPercent: 0, roundTripMs: 40, jitterMs: 2 };

describe('the estimate of what people would say of it', () => {
  it.each([
    ['a clean line', said, 4.4],
    ['one in a hundred lost', { ...said, lossPercent: 1 }, 4.3],
    ['one in ten lost', { ...said, lossPercent: 10 }, 3.4],
    ['half a second there and back', { ...said, roundTripMs: 500 }, 3.9],
    ['a second there and back', { ...said, roundTripMs: 1000 }, 2.2],
    ['everything lost', { ...said, lossPercent: 100 }, 1.2],
    ['nothing known', { codec: null, lossPercent: 0, roundTripMs: null, jitterMs: null }, 4.4],
  ])('%s', (_what, of, mos) => {
    expect(meanOpinion(of)).toBeCloseTo(mos, 1);
  });

  it('never rises when something gets worse', () => {
    const all = [0, 2, 5, 10, 30].map(lossPercent => meanOpinion({ ...said, lossPercent }));
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });
});

describe('a whole call', () => {
  const of = (words: Record<string, number>, stretches: number) =>
    qualityOf({ ...notMeasured, stretches, mosTotal: 4 * stretches, words })?.verdict;
  it('is as bad as the worst that lasted', () => {
    expect(of({ clear: 12, losing: 3, cannotHearThem: 1 }, 16)).toBe('losing');
    expect(of({ clear: 5, cannotHearThem: 1 }, 6)).toBe('cannotHearThem');
    expect(of({ clear: 40, unsteady: 1 }, 41)).toBe('clear');
  });
  it('without a measure says nothing', () => {
    expect(qualityOf(notMeasured)).toBeNull();
  });
});
