/** Phone numbers as files have them, spreadsheets' damage included. */
import { getCountryCallingCode, type CountryCode } from 'libphonenumber-js/min';
import { foldDigits } from '../match/fold.ts';
import { toE164, withoutMarks } from '../numbers/index.ts';
import { RowError } from './contact.ts';
import { tidy } from './text.ts';

/** 9.66501E+11: the cell was a number to a spreadsheet, and its last digits are gone. */
const rounded = /^\d[.,]\d+E\+?\d+$/i;

/**
 * The number and its E.164 form; null for text that nobody could dial (`n/a`). Letters of a vanity number stay in `raw`.
 * Throws RowError `rounded`.
 */
export function readNumber(text: string, country: string): { raw: string; e164: string | null } | null {
  const raw = unprotected(tidy(withoutMarks(text))).replace(/^tel:/i, '');
  const plain = foldDigits(raw);
  if (rounded.test(plain)) throw new RowError('rounded', 'phone');
  if ((plain.match(/\d/g) ?? []).length < 2 || plain.includes(':::')) return null;
  // RFC 3966: ;ext= and other parameters are not part of what libphonenumber reads.
  const number = plain.replace(/;.*$/, '');
  return { raw, e164: toE164(number, country) ?? withLostPlus(number, country) };
}

/** `="0501234567"` and a leading apostrophe are how spreadsheets are told to leave a number alone. */
function unprotected(text: string): string {
  return text.replace(/^="(.*)"$/, '$1').replace(/^'(?=[+\d(])/, '');
}

/** Spreadsheets take the + of an international number for arithmetic: 966501234567. */
function withLostPlus(plain: string, country: string): string | null {
  const digits = plain.replace(/[\s().\-/]/g, '');
  const code = callingCode(country);
  if (code === null || !/^\d{10,15}$/.test(digits) || !digits.startsWith(code)) return null;
  return toE164(`+${digits}`, country);
}

function callingCode(country: string): string | null {
  try {
    return getCountryCallingCode(country as CountryCode);
  } catch {
    return null;
  }
}
