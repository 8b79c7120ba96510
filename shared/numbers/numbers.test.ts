import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latinDigits, showNumber, toE164 } from './index.ts';

describe('to E.164', () => {
  test.each([
    ['030 901820', 'DE', '+4930901820'],
    ['+49 (30) 90-18-20', 'DE', '+4930901820'],
    ['0049 30 901820', 'AT', '+4930901820'],
    ['0501234567', 'SA', '+966501234567'],
    ['٠٥٠١٢٣٤٥٦٧', 'SA', '+966501234567'],
    ['+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧', 'EG', '+966501234567'],
    ['۰۹۱۲۳۴۵۶۷۸۹', 'IR', '+989123456789'],
    ['\u202a+966 50 123 4567\u202c', 'SA', '+966501234567'],
    ['\u200f01001234567', 'EG', '+201001234567'],
    ['2025550143', 'US', '+12025550143'],
  ])('%s in %s is %s', (raw, country, e164) => {
    expect(toE164(raw, country)).toBe(e164);
  });

  test.each([
    ['6001', 'DE'],
    ['100', 'SA'],
    ['112', 'DE'],
    ['anonymous', 'DE'],
    ['', 'DE'],
    ['+', 'DE'],
    ['030 901820 <script>', 'DE'],
    ['0'.repeat(500), 'DE'],
    ['030901820', 'XX'],
    ['sip:030901820@evil.example', 'DE'],
  ])('%.40s in %s is none', (raw, country) => {
    expect(toE164(raw, country)).toBeNull();
  });

  test('whatever comes, it answers with E.164 or null', () => {
    const country = fc.constantFrom('DE', 'SA', 'EG', 'US', 'XX', '', '__proto__');
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'+0123456789 ()-٠٥۹') })),
        country,
        (raw, where) => {
          const e164 = toE164(raw, where);
          return e164 === null || /^\+\d{3,15}$/.test(e164);
        },
      ),
    );
  });

  test('an E.164 number read again is itself', () => {
    for (const number of ['+4930901820', '+966501234567', '+12025550143', '+201001234567']) {
      expect(toE164(number, 'DE')).toBe(number);
    }
  });
});

describe('shown', () => {
  test('national at home, international abroad', () => {
    expect(showNumber('+4930901820', 'DE')).toBe('030 901820');
    expect(showNumber('+4930901820', 'SA')).toBe('+49 30 901820');
  });

  test('what is no E.164 stays as it is', () => {
    expect(showNumber('6001', 'DE')).toBe('6001');
    expect(showNumber('anonymous', 'DE')).toBe('anonymous');
  });
});

test('digits of three scripts become ASCII', () => {
  expect(latinDigits('٠١٢۳۴۵６７＋')).toBe('01234567+');
});
