/**
 * One recording as a file: sealed chunks, appended as they come (shared/recording/format.ts). A file that ends anywhere is
 * read up to its last whole chunk; what was changed is seen and said.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import {
  chunkAt,
  header,
  headerLength,
  headOf,
  nonceOf,
  saltLength,
  saltOf,
  type ChunkKind,
} from '../../shared/recording/format.ts';
import { peakMs, type OpenRecording } from '../../shared/recording/types.ts';

const algorithm = 'aes-256-gcm';
/** The disk has it for certain after so many chunks: a computer that loses its power takes a few seconds with it. */
const syncEvery = 8;

/** A key for this file alone: the store's, drawn out with the file's salt (RFC 5869). */
const fileKey = (key: string, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), salt, 'hatif recording 1', 32));

/** What was written, in chunks that are whole. */
export interface Written {
  bytes: number;
  chunks: number;
  milliseconds: number;
}

export class RecordingWriter {
  readonly #handle: FileHandle;
  readonly #key: Buffer;
  #at = headerLength;
  #index = 0;
  #peaks = 0;
  /** One after the other; a chunk that failed leaves none of itself behind. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(handle: FileHandle, key: Buffer) {
    this.#handle = handle;
    this.#key = key;
  }

  /** Rejects when the file cannot be made; one that is there already is never touched. */
  static async create(file: string, key: string): Promise<RecordingWriter> {
    const salt = randomBytes(saltLength);
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.write(header(salt), 0, headerLength, 0);
    } catch (cause) {
      await handle.close();
      throw cause;
    }
    return new RecordingWriter(handle, fileKey(key, salt));
  }

  get written(): Written {
    return { bytes: this.#at, chunks: this.#index, milliseconds: (this.#peaks / 2) * peakMs };
  }

  /** Rejects when it cannot be written: the disk is full, or away. What was written before stays whole. */
  add(sound: Uint8Array, peaks: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      if (sound.length > 0) await this.#append('sound', sound);
      if (peaks.length === 0) return;
      await this.#append('peaks', peaks);
      this.#peaks += peaks.length;
    });
  }

  /** Says that this is all, and closes. The file is closed also when that cannot be said. */
  end(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#append('end', new Uint8Array(0));
        await this.#handle.datasync();
      } finally {
        await this.#handle.close();
      }
    });
  }

  /** A chunk of another file. */
  copy(kind: ChunkKind, plain: Uint8Array): Promise<void> {
    return this.#inTurn(() => this.#append(kind, plain));
  }

  /** Without saying that this is all. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#handle.datasync();
      await this.#handle.close();
    });
  }

  async #append(kind: ChunkKind, plain: Uint8Array): Promise<void> {
    const head = headOf(kind, plain.length);
    const cipher = createCipheriv(algorithm, this.#key, nonceOf(this.#index)).setAAD(head);
    const chunk = Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    try {
      let done = 0;
      while (done < chunk.length) {
        const { bytesWritten } = await this.#handle.write(chunk, done, chunk.length - done, this.#at + done);
        done += bytesWritten;
      }
    } catch (cause) {
      await this.#handle.truncate(this.#at).catch(() => undefined);
      throw cause;
    }
    this.#at += chunk.length;
    this.#index += 1;
    if (this.#index % syncEvery === 0) await this.#handle.datasync();
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Whether this key opens it. One that holds nothing yet is opened by any. */
export async function opensWith(file: string, key: string): Promise<boolean> {
  const bytes = await readFile(file);
  const salt = saltOf(bytes);
  if (salt === null) return false;
  const first = chunkAt(bytes, headerLength);
  return typeof first === 'string' ? first !== 'bad' : unseal(fileKey(key, salt), 0, first) !== null;
}

/** Writes what `theirs` opens under `ours`, as far as it is whole; what was cut off stays cut off. Rejects when it is none of ours. */
export async function resealRecording(from: string, theirs: string, to: string, ours: string): Promise<void> {
  const bytes = await readFile(from);
  const salt = saltOf(bytes);
  if (salt === null) throw new Error('it is no recording');
  const key = fileKey(theirs, salt);
  const writer = await RecordingWriter.create(to, ours);
  try {
    for (let at = headerLength, index = 0; ; index += 1) {
      const found = chunkAt(bytes, at);
      const plain = typeof found === 'string' ? null : unseal(key, index, found);
      if (typeof found === 'string' || plain === null) break;
      await writer.copy(found.kind, plain);
      at = found.next;
    }
  } finally {
    await writer.close();
  }
}

export interface ReadRecording {
  /** WebM with Opus, as the browser made it. */
  sound: Buffer;
  peaks: Uint8Array<ArrayBuffer>;
  state: OpenRecording['state'];
  chunks: number;
  /** Of the file. */
  bytes: number;
}

/**
 * Reads a file as far as it is whole. `expected`: how many chunks it was said to have; fewer are damage, and not a cut. Null
 * when it is none of ours, or cannot be opened with this key.
 */
export async function readRecording(
  file: string,
  key: string,
  expected: number | null = null,
): Promise<ReadRecording | null> {
  const bytes = await readFile(file);
  const salt = saltOf(bytes);
  if (salt === null) return null;
  const own = fileKey(key, salt);
  const sound: Buffer[] = [];
  const peaks: Buffer[] = [];
  let at = headerLength;
  let index = 0;
  let ended = false;
  let state: OpenRecording['state'] = 'cut';
  for (;;) {
    const found = chunkAt(bytes, at);
    if (found === 'end') {
      if (ended) state = 'whole';
      break;
    }
    if (found === 'cut') break;
    const plain = found === 'bad' || ended ? null : unseal(own, index, found);
    if (found === 'bad' || plain === null) {
      state = 'damaged';
      break;
    }
    if (found.kind === 'sound') sound.push(plain);
    else if (found.kind === 'peaks') peaks.push(plain);
    else ended = true;
    index += 1;
    at = found.next;
  }
  if (state !== 'whole' && expected !== null && index < expected) state = 'damaged';
  if (index === 0 && bytes.length > headerLength && state === 'damaged') return null;
  return {
    sound: Buffer.concat(sound),
    peaks: new Uint8Array(Buffer.concat(peaks)),
    state,
    chunks: index,
    bytes: bytes.length,
  };
}

function unseal(
  key: Buffer,
  index: number,
  { head, sealed, tag }: { head: Uint8Array; sealed: Uint8Array; tag: Uint8Array },
): Buffer | null {
  const decipher = createDecipheriv(algorithm, key, nonceOf(index)).setAAD(head).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return null;
  }
}
