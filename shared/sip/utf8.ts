/** UTF-8 without TextDecoder: shared code knows neither Node nor the DOM. */

/** Any half of a surrogate pair, paired or not: most texts hold none, and are told apart quickly. */
const anySurrogate = /[\ud800-\udfff]/;
/** One that stands alone. */
const loneSurrogate = /[\ud800-\udfff]/u;

/** False when the text holds half a character: such a string has no UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !anySurrogate.test(text) || !loneSurrogate.test(text);
}

/** Length in bytes of `text` from `start` on, as UTF-8. Well-formed text only. */
export function utf8Length(text: string, start = 0): number {
  let bytes = text.length - start;
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate half is two of the four bytes of its character.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** The longest piece of `text` from `start` that has at most `bytes` bytes and does not break a character. */
export function sliceUtf8(text: string, start: number, bytes: number): string {
  let left = bytes;
  let at = start;
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (left < 0) break;
    at += point < 0x10000 ? 1 : 2;
  }
  return text.slice(start, at);
}

/** Unicode 3.9, table 3-7: overlong forms, surrogates and what lies above U+10FFFF are not UTF-8. */
function sequence(bytes: Uint8Array, at: number, end: number): { point: number; length: number } | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { point: first, length: 1 };
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0 || at + length > end) return null;
  let point = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return null;
    point = (point << 6) | (next & 0x3f);
  }
  const lowest = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  if (point < lowest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
  return { point, length };
}

/** Decodes strictly: null when any byte is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string | null {
  return decode(bytes, start, end, null);
}

/** Decodes every byte that is not UTF-8 as U+FFFD. */
export function decodeUtf8Loosely(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return decode(bytes, start, end, 0xfffd) ?? '';
}

function decode(bytes: Uint8Array, start: number, end: number, substitute: number | null): string | null {
  let text = '';
  let at = start;
  while (at < end) {
    const asciiEnd = endOfAscii(bytes, at, end);
    if (asciiEnd > at) {
      // Not spread: that would walk an iterator, at ten times the cost.
      text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, asciiEnd)) as string;
      at = asciiEnd;
      continue;
    }
    const found = sequence(bytes, at, end);
    if (found === null && substitute === null) return null;
    text += String.fromCodePoint(found?.point ?? substitute ?? 0);
    at += found?.length ?? 1;
  }
  return text;
}

/** At most 4,096 bytes on: fromCharCode takes its arguments from the stack. */
function endOfAscii(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + 4096);
  let stop = at;
  while (stop < limit && (bytes[stop] ?? 0x80) < 0x80) stop++;
  return stop;
}
