/**
 * The file of a recording: a header, then chunks that are each sealed by themselves (AES-256-GCM), so that a file cut off at
 * any byte is whole up to its last chunk.
 *
 *   header  "HATIFREC" · version 1 (1 byte) · salt (32 bytes); the file's own key is derived from the salt
 *   chunk   length of the sealed bytes (4 bytes, big-endian) · kind (1 byte) · sealed bytes · tag (16 bytes)
 *
 * The nonce is the number of the chunk, which no key sees twice; length and kind are authenticated with it. A chunk that was
 * moved, doubled, left out or changed by one bit does not open. The last chunk says that it is the last: where it is missing
 * the file was cut off.
 */
export const magic = new TextEncoder().encode('HATIFREC');
export const version = 1;
export const saltLength = 32;
export const headerLength = magic.length + 1 + saltLength;
export const tagLength = 16;
export const chunkHead = 5;
/** No chunk of ours is near; a length beyond is damage. */
export const longestChunk = 16 * 1024 * 1024;

export const chunkKinds = { sound: 1, peaks: 2, end: 3 } as const;
export type ChunkKind = keyof typeof chunkKinds;

export function header(salt: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headerLength);
  bytes.set(magic);
  bytes[magic.length] = version;
  bytes.set(salt, magic.length + 1);
  return bytes;
}

/** The salt; null for a file that is none of ours. */
export function saltOf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < headerLength || magic.some((byte, i) => bytes[i] !== byte)) return null;
  return bytes[magic.length] === version ? bytes.slice(magic.length + 1, headerLength) : null;
}

/** Length and kind: what stands before the sealed bytes, and is authenticated with them. */
export function headOf(kind: ChunkKind, length: number): Uint8Array {
  const bytes = new Uint8Array(chunkHead);
  new DataView(bytes.buffer).setUint32(0, length);
  bytes[4] = chunkKinds[kind];
  return bytes;
}

/** 96 bits (NIST SP 800-38D section 8.2.1): the number of the chunk under a key that only this file has. */
export function nonceOf(index: number): Uint8Array {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(index));
  return bytes;
}

export interface FoundChunk {
  kind: ChunkKind;
  head: Uint8Array;
  sealed: Uint8Array;
  tag: Uint8Array;
  next: number;
}

/** The chunk that begins at `at`: `end` at the end of the file, `cut` where it goes on too short, `bad` where it is none. */
export function chunkAt(bytes: Uint8Array, at: number): FoundChunk | 'end' | 'cut' | 'bad' {
  if (at === bytes.length) return 'end';
  if (at + chunkHead > bytes.length) return 'cut';
  const head = bytes.subarray(at, at + chunkHead);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
  const kind = (Object.keys(chunkKinds) as ChunkKind[]).find(each => chunkKinds[each] === head[4]);
  if (kind === undefined || length > longestChunk) return 'bad';
  const from = at + chunkHead;
  const next = from + length + tagLength;
  if (next > bytes.length) return 'cut';
  return {
    kind,
    head,
    sealed: bytes.subarray(from, from + length),
    tag: bytes.subarray(from + length, next),
    next,
  };
}
