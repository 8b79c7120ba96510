import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyBytes, readKey, sayKey } from './recovery-key.ts';

const key = fc.uint8Array({ minLength: keyBytes, maxLength: keyBytes });

test('any key that is said can be read again, in small letters, without dashes, with O for 0 and l for 1', () => {
  fc.assert(
    fc.property(key, bytes => {
      const said = sayKey(bytes);
      expect(said).toMatch(/^(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}$/);
      for (const written of [
        said,
        said.toLowerCase(),
        said.replaceAll('-', ' '),
        ` ${said.replaceAll('-', '')}`,
        said.replaceAll('0', 'O').replaceAll('1', 'l'),
      ])
        // prettier-ignore
        expect(readKey(written)).toEqual(bytes);
    }),
  );
});

test('a slip of the pen is no other key', () => {
  const said = sayKey(Uint8Array.from({ length: keyBytes }, (_, n) => n * 11));
  for (let at = 0; at < said.length; at += 1) {
    if (said[at] === '-') continue;
    const slip = `${said.slice(0, at)}${said[at] === '7' ? '8' : '7'}${said.slice(at + 1)}`;
    expect(readKey(slip), slip).toBeNull();
  }
});

test.each(['', 'ABCD', 'U'.repeat(36), 'ü'.repeat(36), '0'.repeat(35), '<script>'])('%j is no key', text => {
  expect(readKey(text)).toBeNull();
});

test('nothing of another length is said', () => {
  expect(() => sayKey(new Uint8Array(19))).toThrow(RangeError);
});
