import { expect, test } from 'vitest';
import { clip, firstLine } from './text.ts';

test('text is cut without breaking a character', () => {
  expect(clip('ab😀', 3)).toBe('ab');
  expect(clip('ab', 3)).toBe('ab');
});

test('the first line of a note is the first that says something, and fits one line', () => {
  expect(firstLine('\n  first \nsecond')).toBe('first');
  expect(firstLine(' \n ')).toBe('');
  expect(firstLine('x'.repeat(1_000))).toHaveLength(300);
});
