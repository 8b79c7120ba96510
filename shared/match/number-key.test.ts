import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitsOf, isAnonymous, looksLikeNumber, numberKey, reversed, subscriberKey } from './number-key.ts';

test.each(['', ' ', 'anonymous', 'Anonymous', 'RESTRICTED', 'unavailable', 'unknown', 'private', 'withheld'])(
  'a caller who sends "%s" does not show a number',
  number => {
    expect(isAnonymous(number)).toBe(true);
    expect(numberKey({ number, e164: null })).toBeNull();
  },
);

test.each([
  [{ number: '0501234567', e164: '+966501234567' }, '+966501234567'],
  [{ number: '050 123-4567', e164: null }, '0501234567'],
  [{ number: '٠٥٠١٢٣٤٥٦٧', e164: null }, '0501234567'],
  [{ number: '200', e164: null }, '200'],
  [{ number: 'Alice', e164: null }, 'alice'],
  [{ number: 'desk2', e164: null }, 'desk2'],
])('%o is kept under %s', (caller, key) => {
  expect(numberKey(caller)).toBe(key);
});

test.each([
  ['+966501234567', '765432105'],
  ['0501234567', '765432105'],
  ['00966501234567', '765432105'],
  ['\u202a+966 50 123 4567\u202c', '765432105'],
  ['1234567', '7654321'],
  ['01234567', '7654321'],
])('%s ends as a subscriber in %s', (number, key) => {
  expect(subscriberKey(number)).toBe(key);
});

test.each(['200', '012345', 'alice', 'desk1234567', ''])(
  '%s is too short or no number to go by its ending',
  number => {
    expect(subscriberKey(number)).toBeNull();
  },
);

test.each(['+44 (0)20 7946-0018', '٠٥٠ ١٢٣', '020/7946.0018', '7'])('%s is written as a number', text => {
  expect(looksLikeNumber(text)).toBe(true);
});

test.each(['desk2', 'Omar', '+', '', '12a', '#31#'])('%s is not written as a number', text => {
  expect(looksLikeNumber(text)).toBe(false);
});

const character = fc.constantFrom(...'0123456789٠١٢٣۴۵۶７８９+-() x²');

test('digits keep their order, and reversing twice gives them back', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 40 }), text => {
      const digits = digitsOf(text);
      expect(digits).toMatch(/^[0-9]*$/);
      expect(reversed(reversed(digits))).toBe(digits);
    }),
  );
});

test('hostile text of any length is judged at once', () => {
  const long = '+'.repeat(100_000);
  expect(looksLikeNumber(`${long}x`)).toBe(false);
  expect(looksLikeNumber(`${'1 '.repeat(50_000)}x`)).toBe(false);
});
