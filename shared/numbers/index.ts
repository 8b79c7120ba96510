/**
 * Phone numbers: read, keep as E.164, show, and find. The `min` metadata of libphonenumber-js (lengths and leading digits
 * of every country, 80 kB) is enough to read and format; `max` would add the kind of number, which nothing here asks.
 */
import { parsePhoneNumber, type CountryCode, type PhoneNumber } from 'libphonenumber-js/min';
import { latinDigits, withoutMarks } from './digits.ts';

export { latinDigits, withoutMarks };

/** Longer text is no number; it is not even looked at. */
const longest = 64;

/**
 * E.164 with `+`, or null when `raw` is no number in `country` (ISO 3166-1 alpha-2). Never throws. An international
 * number needs a possible length only, since new ranges open every month; a national one has to be valid, or the
 * extension 6001 would become +49 6001.
 */
export function toE164(raw: string, country: string): string | null {
  const number = read(raw, country);
  if (!number) return null;
  const international = /^\s*(\+|00)/.test(latinDigits(withoutMarks(raw)));
  const good = international ? number.isPossible() : number.isValid();
  return good ? number.number : null;
}

/** For the eye: national form inside `country`, international elsewhere; anything that is no E.164 stays as it is. */
export function showNumber(number: string, country: string): string {
  if (!/^\+\d{3,15}$/.test(number)) return number;
  const parsed = read(number, country);
  if (!parsed) return number;
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
}

function read(raw: string, country: string): PhoneNumber | null {
  if (raw.length > longest) return null;
  const text = latinDigits(withoutMarks(raw)).trim();
  if (!/^[\d+(][\d\s().\-/+]*$/.test(text)) return null;
  try {
    return parsePhoneNumber(text, { defaultCountry: country as CountryCode, extract: false });
  } catch {
    // ParseError: not a number, too long, too short, or a country that the metadata does not know.
    return null;
  }
}

/** Countries that a number in E.164 may be of: several share a calling code. None when nothing tells. */
export function countriesOf(e164: string): string[] {
  const parsed = read(e164, 'SA');
  if (!parsed) return [];
  return parsed.country ? [parsed.country] : parsed.getPossibleCountries();
}
