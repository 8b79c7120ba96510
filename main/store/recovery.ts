/**
 * The recovery key opens a back-up where the key chain that holds the store's key is lost. It is never stored: the store's key is wrapped
 * with it once, and the wrapped key stands at the end of each back-up, behind the last page, where SQLite reads nothing.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { whyUnreadable } from './cipher.ts';
import { readHead } from './files.ts';

const mark = Buffer.from('HATIF-RECOVERY-1', 'latin1');
const [nonceSize, tagSize, wrappedSize] = [12, 16, 32];
const trailerSize = mark.length + nonceSize + tagSize + wrappedSize;

/** A store's key that a recovery key opens; says nothing without it. */
export interface WrappedKey {
  /** Base 64. */
  wrapped: string;
  /** Tells which store's key it is, and not the key. */
  of: string;
}

export const newRecoveryKey = (bytes: number): Uint8Array => randomBytes(bytes);

/** A short name of the store's key. */
export const nameOfKey = (storeKey: string): string =>
  createHash('sha256').update(`hatif key name ${storeKey}`).digest('hex').slice(0, 16);

export function wrapKey(storeKey: string, recoveryKey: Uint8Array): WrappedKey {
  const nonce = randomBytes(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', derived(recoveryKey), nonce);
  const text = Buffer.concat([cipher.update(Buffer.from(storeKey, 'hex')), cipher.final()]);
  return {
    wrapped: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64'),
    of: nameOfKey(storeKey),
  };
}

/** 64 hex digits; null when this key does not open it. */
export function unwrapKey({ wrapped }: Pick<WrappedKey, 'wrapped'>, recoveryKey: Uint8Array): string | null {
  const bytes = Buffer.from(wrapped, 'base64');
  if (bytes.length !== nonceSize + tagSize + wrappedSize) return null;
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      derived(recoveryKey),
      bytes.subarray(0, nonceSize),
    ).setAuthTag(bytes.subarray(nonceSize, nonceSize + tagSize));
    return Buffer.concat([decipher.update(bytes.subarray(nonceSize + tagSize)), decipher.final()]).toString(
      'hex',
    );
  } catch {
    return null;
  }
}

/** Puts the wrapped key behind the last page of a back-up. */
export const addTrailer = (file: string, { wrapped }: WrappedKey): void =>
  appendFileSync(file, Buffer.concat([mark, Buffer.from(wrapped, 'base64')]));

/** Null for a back-up without one. */
export function readTrailer(file: string): Pick<WrappedKey, 'wrapped'> | null {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(trailerSize);
    const at = fstatSync(handle).size - trailerSize;
    if (at < 0 || readSync(handle, bytes, 0, trailerSize, at) !== trailerSize) return null;
    if (!bytes.subarray(0, mark.length).equals(mark)) return null;
    return { wrapped: bytes.subarray(mark.length).toString('base64') };
  } finally {
    closeSync(handle);
  }
}

/** The store's key that lies in a back-up; null where this key does not open it, or there is none. */
export function keyInside(file: string, recoveryKey: Uint8Array): string | null {
  const trailer = readTrailer(file);
  return trailer === null ? null : unwrapKey(trailer, recoveryKey);
}

/** Whether a back-up opens with this store's key, with the recovery key that was made beside it, or with nothing that we know of. */
export function whoOpens(file: string, storeKey: string): 'here' | 'withKey' | 'nobody' {
  if (whyUnreadable(readHead(file, 16), storeKey) === 'corrupt') return 'here';
  return readTrailer(file) === null ? 'nobody' : 'withKey';
}

function derived(recoveryKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, Buffer.alloc(0), 'hatif recovery of a store’s key', 32));
}
