/** What a file is, by its bytes alone: what it is called and what a sender says of it may be a lie. */
import type { FileType } from './types.ts';

const marks: readonly (readonly [FileType, (bytes: Uint8Array) => boolean])[] = [
  ['image/png', bytes => begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', bytes => begins(bytes, [0xff, 0xd8, 0xff])],
  ['image/gif', bytes => says(bytes, 0, 'GIF87a') || says(bytes, 0, 'GIF89a')],
  ['image/webp', bytes => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')],
  ['application/pdf', bytes => says(bytes, 0, '%PDF-')],
];

/** Bytes that are looked at to tell text from anything else. */
const looked = 4_096;

export function sniff(bytes: Uint8Array): FileType {
  for (const [type, fits] of marks) if (fits(bytes)) return type;
  return isPlain(bytes) ? 'text/plain' : 'application/octet-stream';
}

/** Text without markup: SVG and HTML are programs as well as pictures and pages. */
function isPlain(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, looked);
  if (head.some(byte => byte < 9 || (byte > 13 && byte < 32))) return false;
  return !/<[!?/a-z]/i.test(String.fromCharCode(...head));
}

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  bytes.length > mark.length && mark.every((byte, at) => bytes[at] === byte);
const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, n) => bytes[at + n] === letter.charCodeAt(0));

/** A name that is a name and no path, no command and no trick of direction. */
export function fileName(name: string, type: FileType): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(-120);
  if (bare !== '') return bare;
  return type.startsWith('image/') ? `picture.${type.slice(6)}` : 'file';
}
