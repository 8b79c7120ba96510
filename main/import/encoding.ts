/** What the bytes of a file mean: told by its first bytes, by its being valid UTF-8, or by the letters it would hold. */
import { analyse } from 'chardet';
import { createReadStream } from 'node:fs';
import { encodings, type Encoding } from '../../shared/import/view.ts';

/** Enough letters to tell a language by. */
const evidence = 64 * 1024;
const pieceBytes = 256 * 1024;

/** Reads the whole file once: a single byte near its end can show that it is no UTF-8. */
export async function sniffEncoding(path: string, signal?: AbortSignal): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const foreign: Buffer[] = [];
  let [collected, valid, first] = [0, true, true];
  for await (const piece of bytesOf(path, signal)) {
    if (first) {
      const told = toldByFirstBytes(piece);
      if (told !== null) return told;
      first = false;
    }
    if (valid) valid = isValid(strict, piece);
    if (collected < evidence) {
      const lines = linesWithForeignLetters(piece);
      foreign.push(lines);
      collected += lines.length;
    } else if (!valid) break;
  }
  if (valid && isValid(strict, null)) return 'utf-8';
  return likeliest(Buffer.concat(foreign).subarray(0, evidence));
}

export function bytesOf(path: string, signal?: AbortSignal): AsyncIterable<Buffer> {
  return createReadStream(path, {
    highWaterMark: pieceBytes,
    ...(signal ? { signal } : {}),
  }) as AsyncIterable<Buffer>;
}

/** A byte order mark, or zeros where UTF-16 has them in text of Latin letters, digits and commas. */
function toldByFirstBytes(bytes: Buffer): Encoding | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 16;
  if (odd > many && odd > even * 8) return 'utf-16le';
  return even > many && even > odd * 8 ? 'utf-16be' : null;
}

function isValid(decoder: InstanceType<typeof TextDecoder>, piece: Buffer | null): boolean {
  try {
    if (piece === null) decoder.decode();
    else decoder.decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Lines with bytes beyond ASCII: English column names and numbers say nothing, and would drown what does. */
function linesWithForeignLetters(piece: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let from = 0; from < piece.length;) {
    const found = piece.indexOf(0x0a, from);
    const to = found === -1 ? piece.length : found + 1;
    const line = piece.subarray(from, to);
    if (line.some(byte => byte > 0x7f)) kept.push(line);
    from = to;
  }
  return Buffer.concat(kept);
}

/** ISO 8859 is what the standard took, Windows' own is what is written: where one contains the other, it is that one. */
const same: Readonly<Record<string, Encoding>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-2': 'windows-1250',
  'iso-8859-5': 'windows-1251',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-9': 'windows-1254',
};

function likeliest(sample: Buffer): Encoding {
  for (const { name } of analyse(sample)) {
    const lower = name.toLowerCase();
    const known = same[lower] ?? encodings.find(one => one === lower);
    if (known !== undefined && known !== 'utf-8') return known;
  }
  return 'windows-1252';
}
