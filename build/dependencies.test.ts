import { expect, test } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/ws': { version: '8.23.0', integrity: 'sha512-ws' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-mac', optional: true },
  },
};
const ws = { 'node_modules/ws': { version: '8.23.0', integrity: 'sha512-ws' } };

test('an installation that npm did not finish is none', () => {
  expect(isInstalled(lock, null)).toBe(false);
});

test('what the lock file says is there, and another platform’s parts need not be', () => {
  expect(isInstalled(lock, { packages: ws })).toBe(true);
});

test('another version, other contents or a missing package ask for a new installation', () => {
  expect(
    isInstalled(lock, { packages: { 'node_modules/ws': { version: '8.22.0', integrity: 'sha512-ws' } } }),
  ).toBe(false);
  expect(
    isInstalled(lock, { packages: { 'node_modules/ws': { version: '8.23.0', integrity: 'sha512-no' } } }),
  ).toBe(false);
  expect(isInstalled(lock, { packages: {} })).toBe(false);
});
