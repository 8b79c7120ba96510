import { expect, test } from 'vitest';
import { missingFromLock } from './lock-check.mjs';

test('a native part of any platform that is not locked is named with the package that offers it', () => {
  const packages = {
    'node_modules/oxlint': { optionalDependencies: { '@oxlint/linux': '1.0.0', '@oxlint/windows': '1.0.0' } },
    'node_modules/@oxlint/linux': {},
  };
  expect(missingFromLock({ packages })).toEqual(['node_modules/oxlint: @oxlint/windows']);
});

test('a part may lie beside its package, inside it, or above it', () => {
  const packages = {
    '': { optionalDependencies: { top: '1.0.0' } },
    'node_modules/top': {},
    'node_modules/a/node_modules/@b/c': {
      optionalDependencies: { beside: '1.0.0', inside: '1.0.0', top: '1.0.0' },
    },
    'node_modules/a/node_modules/beside': {},
    'node_modules/a/node_modules/@b/c/node_modules/inside': {},
  };
  expect(missingFromLock({ packages })).toEqual([]);
});
