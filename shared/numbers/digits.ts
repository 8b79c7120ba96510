/** Digits of other scripts, and what may stand between digits. */

/** Arabic-Indic (U+0660), Extended Arabic-Indic (U+06F0), fullwidth (U+FF10) digits, and the fullwidth plus, as ASCII. */
export function latinDigits(text: string): string {
  if (isAscii(text)) return text;
  return text
    .replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\uff10-\uff19]/g, digit => String(digit.charCodeAt(0) - 0xff10))
    .replaceAll('\uff0b', '+');
}

/** Invisible marks that copying from right-to-left text brings along (LRM, RLM, ALM, embeddings, isolates, BOM). */
export function withoutMarks(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '');
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);
