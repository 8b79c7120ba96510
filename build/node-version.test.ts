import { expect, test } from 'vitest';
import { isAtLeast } from './node-version.mjs';

test.each([
  ['20.20.0', true],
  ['20.20.2', true],
  ['20.19.9', false],
  ['18.99.9', false],
  ['24.0.0', true],
])('Node %s is new enough: %s', (version, enough) => {
  expect(isAtLeast(version, '20.20.0')).toBe(enough);
});
