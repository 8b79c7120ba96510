import { expect, test } from 'vitest';
import { packagingArguments } from './packaging.mjs';

const official = { dist: '/opt/electron', version: '45.4.1', source: 'official' as const };
const fallback = { dist: '/cache/electron', version: '33.2.1', source: 'fallback' as const };

test('a release is packed with the official Electron', () => {
  expect(packagingArguments(official, { version: '1.2.3', fallbackAllowed: false })).toEqual([
    '--config=electron-builder.yml',
    '-c.electronDist=/opt/electron',
    '-c.electronVersion=45.4.1',
  ]);
});

test('the fallback goes into no release', () => {
  expect(() => packagingArguments(fallback, { version: '1.2.3', fallbackAllowed: false })).toThrow(
    /development and tests/,
  );
});

test('the fallback, packed to look at, says so in its version', () => {
  expect(packagingArguments(fallback, { version: '1.2.3', fallbackAllowed: true })).toContain(
    '-c.extraMetadata.version=1.2.3-dev-fallback',
  );
});
