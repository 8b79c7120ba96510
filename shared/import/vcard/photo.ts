/** The picture of a card, where it stands in the card itself. An address is never asked for one. */
import { sniff } from '../../files/sniff.ts';
import { isPicture, mostBytes, type FileType } from '../../files/types.ts';
import { valueAt } from './v21.ts';

export const isPhoto = (line: string): boolean => /^(?:[\w-]+\.)?PHOTO[;:]/i.test(line);

/** Characters of its line: base64 of the largest that is kept, and what says so. */
export const mostPhoto = Math.ceil(mostBytes.photo / 3) * 4 + 1_000;

/** The bytes of a picture that can be shown, by what they are; null for an address, for anything else and for what is too big. */
export function photoIn(line: string): Uint8Array<ArrayBuffer> | null {
  if (line.length > mostPhoto) return null;
  const at = valueAt(line);
  const head = line.slice(0, at - 1);
  // vCard 3.0 escapes commas and semicolons in any value.
  const value = line.slice(at).replaceAll('\\', '').trim();
  const inline = /^data:[\w.+/-]*(?:;[\w.=+-]*)*;base64,/i.exec(value);
  if (inline === null && !/;(?:ENCODING=)?(?:B|BASE64)(?:;|$)/i.test(head)) return null;
  const bytes = fromBase64(value.slice(inline?.[0].length ?? 0));
  if (bytes === null || bytes.length === 0 || bytes.length > mostBytes.photo) return null;
  return isPicture(sniff(bytes)) ? bytes : null;
}

export interface CardPhoto {
  type: FileType;
  base64: string;
}

/** Its content line, not folded (RFC 2426 3.1.4, RFC 6350 6.2.4). */
export function photoLine({ type, base64 }: CardPhoto, version: '3.0' | '4.0'): string {
  return version === '4.0'
    ? `PHOTO:data:${type};base64,${base64}`
    : `PHOTO;ENCODING=b;TYPE=${type.replace('image/', '').toUpperCase()}:${base64}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Int8Array(128).fill(-1);
for (const [sextet, sign] of [...alphabet].entries()) sextets[sign.charCodeAt(0)] = sextet;

/** Null for what is no base64. White space is let go: some programs leave it where they folded. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const plain = text.replace(/\s+/g, '').replace(/=+$/, '');
  if (plain.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let [bits, held, filled] = [0, 0, 0];
  for (let at = 0; at < plain.length; at += 1) {
    const sextet = sextets[plain.charCodeAt(at)] ?? -1;
    if (sextet < 0) return null;
    held = ((held << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[filled] = (held >> bits) & 0xff;
    filled += 1;
  }
  return bytes;
}
