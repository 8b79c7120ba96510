import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { foldPairs } from './testing/fold-pairs.ts';

test('five hundred spellings of Arabic and Latin names fold to what is typed', () => {
  expect(foldPairs).toHaveLength(500);
  const apart = foldPairs.filter(([typed, stored]) => fold(typed) !== fold(stored));
  expect(apart).toEqual([]);
});

test('hardly any of them are alike without it', () => {
  const alike = foldPairs.filter(([typed, stored]) => typed.toLowerCase() === stored.toLowerCase());
  expect(alike.length).toBeLessThan(25);
});
