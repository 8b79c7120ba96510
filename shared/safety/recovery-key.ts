/**
 * The recovery key as a person writes it down: 160 bits in Crockford's base 32, which has no letters that look alike, in groups of four,
 * the last of which tells a slip of the pen.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const keyBytes = 20;
/** 160 bits are 32 letters; four more check them. */
const [keyLetters, checkLetters] = [32, 4];

/** `ABCD-EFGH-…`, nine groups. Throws RangeError for another length. */
export function sayKey(bytes: Uint8Array): string {
  if (bytes.length !== keyBytes) throw new RangeError(`a recovery key has ${keyBytes} bytes`);
  const said = inLetters(bytes) + checkOf(bytes);
  return said.match(/.{4}/g)?.join('-') ?? said;
}

/** Null for what is no key, or was written down wrong. Spaces, dashes, small letters, O for 0 and I or L for 1 are understood. */
export function readKey(text: string): Uint8Array | null {
  const said = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u200e\u200f\u2066-\u2069-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (said.length !== keyLetters + checkLetters || [...said].some(letter => !letters.includes(letter)))
    return null;
  const bytes = new Uint8Array(keyBytes);
  let [bits, value, at] = [0, 0, 0];
  for (const letter of said.slice(0, keyLetters)) {
    value = ((value << 5) | letters.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (value >> bits) & 0xff;
    at += 1;
  }
  return checkOf(bytes) === said.slice(keyLetters) ? bytes : null;
}

function inLetters(bytes: Uint8Array): string {
  let [bits, value, said] = [0, 0, ''];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0x1fff;
    for (bits += 8; bits >= 5; bits -= 5) said += letters[(value >> (bits - 5)) & 31] ?? '';
  }
  return said;
}

/** 20 bits of FNV-1a: it catches slips, not forgers. */
function checkOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return [15, 10, 5, 0].map(shift => letters[(hash >>> shift) & 31] ?? '').join('');
}
