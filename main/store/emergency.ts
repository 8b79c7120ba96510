/**
 * The emergency journal: what could not be written into the store because the disk is full or fails. Its room is taken
 * while there is some, and written over in place: a full disk has space for what it has given away already. Encrypted with a
 * key derived from the store's. Two halves take turns, so that the journal can be tidied without ever being half there.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/** Bytes of one half. */
const halfSize = 2 << 20;
/** Of a half: generation (4 bytes), then entries; of an entry: length, nonce, tag, text. Length 0 ends them. */
const headSize = 4;
const [nonceSize, tagSize, lengthSize] = [12, 16, 4];

export class EmergencyJournal {
  readonly #path: string;
  readonly #key: Buffer;
  #half = 0;
  #generation = 0;
  /** Where the next entry goes, in its half. */
  #end = headSize;

  constructor(storeFile: string, storeKey: string) {
    this.#path = `${storeFile}.emergency`;
    this.#key = createHmac('sha256', Buffer.from(storeKey, 'hex')).update('hatif emergency journal').digest();
  }

  /** Takes the room. Never throws: without it the journal is in memory alone when it is needed. */
  reserve(): void {
    attempt(() => {
      const handle = openSync(this.#path, constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        const there = fstatSync(handle).size;
        for (let at = there; at < 2 * halfSize; at += 1 << 16)
          writeSync(handle, Buffer.alloc(Math.min(1 << 16, 2 * halfSize - at)), 0, null, at);
        if (there < 2 * halfSize) fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    });
  }

  /** What was left there, in its order; what cannot be read ends it. */
  read(): unknown[] {
    if (!existsSync(this.#path)) return [];
    const bytes = attempt(() => this.#bytes()) ?? Buffer.alloc(0);
    if (bytes.length < 2 * halfSize) return [];
    const generations = [bytes.readUInt32BE(0), bytes.readUInt32BE(halfSize)] as const;
    this.#half = generations[1] > generations[0] ? 1 : 0;
    this.#generation = Math.max(...generations);
    const half = bytes.subarray(this.#half * halfSize, (this.#half + 1) * halfSize);
    const entries: unknown[] = [];
    this.#end = headSize;
    for (;;) {
      const entry = this.#decrypt(half.subarray(this.#end));
      if (entry === null) return entries;
      entries.push(entry.value);
      this.#end += entry.size;
    }
  }

  /** True once it is on the disk. */
  add(value: unknown): boolean {
    const entry = this.#encrypt(value);
    // The end mark behind it must fit as well.
    if (this.#end + entry.length + lengthSize > halfSize) return false;
    const at = this.#half * halfSize + this.#end;
    if (!this.#write([[Buffer.concat([entry, Buffer.alloc(lengthSize)]), at]])) return false;
    this.#end += entry.length;
    return true;
  }

  /** These and no others, from now on. True once they are on the disk; the earlier ones stand otherwise. */
  replace(values: readonly unknown[]): boolean {
    const body = Buffer.concat([...values.map(value => this.#encrypt(value)), Buffer.alloc(lengthSize)]);
    if (headSize + body.length > halfSize) return false;
    const other = 1 - this.#half;
    const generation = Buffer.alloc(headSize);
    generation.writeUInt32BE(this.#generation + 1);
    const written =
      this.#write([[body, other * halfSize + headSize]]) && this.#write([[generation, other * halfSize]]);
    if (!written) return false;
    const left = this.#end;
    const from = this.#half;
    this.#half = other;
    this.#generation += 1;
    this.#end = headSize + body.length - lengthSize;
    // What was there is not to be found any more, not even encrypted.
    if (left > headSize)
      this.#write([[Buffer.alloc(left - headSize + lengthSize), from * halfSize + headSize]]);
    return true;
  }

  #write(parts: readonly (readonly [Buffer, number])[]): boolean {
    return (
      attempt(() => {
        const handle = openSync(this.#path, constants.O_RDWR);
        try {
          for (const [bytes, at] of parts)
            for (let done = 0; done < bytes.length;)
              done += writeSync(handle, bytes, done, bytes.length - done, at + done);
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
        return true;
      }) ?? false
    );
  }

  #bytes(): Buffer {
    const handle = openSync(this.#path, 'r');
    try {
      const bytes = Buffer.alloc(2 * halfSize);
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(handle);
    }
  }

  #encrypt(value: unknown): Buffer {
    const nonce = randomBytes(nonceSize);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    const length = Buffer.alloc(lengthSize);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, nonce, cipher.getAuthTag(), text]);
  }

  #decrypt(bytes: Buffer): { value: unknown; size: number } | null {
    const length = bytes.length < lengthSize ? 0 : bytes.readUInt32BE(0);
    const size = lengthSize + nonceSize + tagSize + length;
    if (length === 0 || size > bytes.length) return null;
    const [nonceAt, tagAt] = [lengthSize, lengthSize + nonceSize];
    return attempt(() => {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(nonceAt, tagAt));
      decipher.setAuthTag(bytes.subarray(tagAt, tagAt + tagSize));
      const text = Buffer.concat([decipher.update(bytes.subarray(tagAt + tagSize, size)), decipher.final()]);
      return { value: JSON.parse(text.toString('utf8')) as unknown, size };
    });
  }
}

/** Null when it fails: this file is what is left when files fail. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
