import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { cipherPragmas, whyUnreadable } from './cipher.ts';
import { key, otherKey } from './testing/fixtures.ts';

const saltIn = (key: string): Buffer => Buffer.from((cipherPragmas(key).at(-1) ?? '').slice(-34, -2), 'hex');

test('a key is 64 hex digits and nothing that could end a pragma', () => {
  for (const wrong of ['', 'ab', key.slice(1), `${key.slice(1)}'`, key.toUpperCase().replace('5', 'G')])
    expect(() => cipherPragmas(wrong)).toThrow(TypeError);
});

test('the head of a file tells a damaged one of ours from one under another key', () => {
  const ours = saltIn(key);
  const damaged = Buffer.from(ours);
  damaged[3] = (damaged[3] ?? 0) ^ 0xff;
  expect(ours).toHaveLength(16);
  expect(whyUnreadable(ours, key)).toBe('corrupt');
  expect(whyUnreadable(damaged, key)).toBe('corrupt');
  expect(whyUnreadable(saltIn(otherKey), key)).toBe('locked');
  for (let n = 0; n < 100; n += 1) expect(whyUnreadable(randomBytes(16), key)).toBe('locked');
});

test('a file that is not encrypted at all, emptied, zeroed or cut short is damaged', () => {
  for (const head of [
    Buffer.from('SQLite format 3\0'),
    Buffer.alloc(0),
    Buffer.alloc(16),
    Buffer.from('short'),
  ])
    expect(whyUnreadable(head, key)).toBe('corrupt');
});
