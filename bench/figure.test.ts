import { describe, expect, test } from 'vitest';
import { figureLine, isSound, quantile, type Figure } from './figure.ts';

const popup: Figure = {
  measured: ['pop÷floor p50 1.18 (≤1.25)', 'card-before-180 10000/10000'],
  holds: true,
  control: null,
  n: 10_000,
};

describe('a figure', () => {
  test('is one line: the id first, the verdict last', () => {
    expect(figureLine('P1', popup)).toBe(
      'P1 pop÷floor p50 1.18 (≤1.25) card-before-180 10000/10000 n=10000: holds',
    );
    expect(figureLine('P1', { ...popup, holds: false })).toMatch(/: falls short$/);
  });

  test('has no verdict when its control did not fail', () => {
    const figure = { ...popup, control: { text: 'stock SIP.js leaks 0', failed: false } };
    expect(figureLine('S4', figure)).toMatch(/control stock SIP\.js leaks 0 n=10000: no verdict/);
    expect(isSound(figure)).toBe(false);
    expect(isSound({ ...figure, control: { text: 'stock SIP.js leaks 9', failed: true } })).toBe(true);
  });

  test('of no samples measured nothing', () => {
    expect(figureLine('P1', { ...popup, n: 0 })).toMatch(/: nothing was measured$/);
    expect(isSound({ ...popup, n: 0 })).toBe(false);
  });

  test('that falls short is sound all the same', () => {
    expect(isSound({ ...popup, holds: false })).toBe(true);
  });
});

test('quantiles are by nearest rank', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.95, 1].map(share => quantile(samples, share))).toEqual([1, 3, 5, 5]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
