/** What is compared when a number rings: keys that do not depend on how somebody wrote it. */
import { withoutMarks } from '../numbers/digits.ts';
import { foldDigits } from './fold.ts';

/** Digits of a subscriber number that, alone, are taken to name the same line in another notation. */
export const subscriberDigits = 9;
/** Fewer digits than this are an extension or a service number: never compared by their ending. */
const fewestDigits = 7;

/** User parts and display names that say "not shown" (RFC 3323 and what carriers send). */
const anonymous = new Set([
  '',
  'anonymous',
  'restricted',
  'unavailable',
  'unknown',
  'private',
  'withheld',
  'blocked',
]);

export function isAnonymous(number: string): boolean {
  return anonymous.has(number.trim().toLowerCase());
}

/** All digits of a number as 0–9, in order; letters and signs are dropped. */
export function digitsOf(number: string): string {
  return foldDigits(number).replace(/[^0-9]/g, '');
}

export function reversed(digits: string): string {
  return Array.from(digits).reverse().join('');
}

/** What a remembered choice and the history of an unknown caller hang on. Null for a caller who does not show a number. */
export function numberKey(caller: { number: string; e164: string | null }): string | null {
  if (caller.e164 !== null) return caller.e164;
  if (isAnonymous(caller.number)) return null;
  const digits = digitsOf(caller.number);
  // A user part such as `alice` or `desk2` is a name: its case means nothing to a person.
  return looksLikeNumber(caller.number) && digits !== '' ? digits : caller.number.trim().toLowerCase();
}

/** The last digits, last first, that a number in another notation must share to be the same line. Null when too short. */
export function subscriberKey(number: string): string | null {
  if (!looksLikeNumber(number)) return null;
  // A trunk prefix (0) or an international one (00) is no part of the subscriber's number.
  const digits = digitsOf(number).replace(/^0+/, '');
  return digits.length < fewestDigits ? null : reversed(digits).slice(0, subscriberDigits);
}

/** Only digits and the signs that people write between them. */
export function looksLikeNumber(text: string): boolean {
  const plain = foldDigits(withoutMarks(text));
  return /^[+\d\s().\-/]*$/.test(plain) && /\d/.test(plain);
}
