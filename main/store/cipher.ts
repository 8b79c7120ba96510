/**
 * How the file is encrypted: SQLCipher 4 format with a raw 256-bit key. SQLCipher keeps a 16-byte salt in clear at the
 * head of the file. We derive it from the key, so that a file that will not open can tell us whether it was written with
 * our key and is damaged, or was written with another key.
 */
import { createHmac } from 'node:crypto';

const saltLength = 16;
/** Two unrelated salts differ in 64 bits of 128; damage changes a few. 32 is met by chance once in 10^8. */
const likelyOurs = 32;

export function assertKey(key: string): void {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new TypeError('the key of a store is 64 lower-case hex digits');
}

function saltOf(key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'hex'))
    .update('hatif store salt')
    .digest()
    .subarray(0, saltLength);
}

/** The pragmas that must be the first words spoken on a connection. */
export function cipherPragmas(key: string): readonly string[] {
  assertKey(key);
  return ["cipher='sqlcipher'", 'legacy=4', `key="x'${key}${saltOf(key).toString('hex')}'"`];
}

/** Writes the file anew under another key, on a connection that has it open and no WAL. */
export function rekeyPragma(key: string): string {
  assertKey(key);
  return `rekey="x'${key}${saltOf(key).toString('hex')}'"`;
}

/** Given the first bytes of a file that did not open with `key`: whether the key is another's, or the file is damaged. */
export function whyUnreadable(head: Buffer, key: string): 'locked' | 'corrupt' {
  const salt = head.subarray(0, saltLength);
  const plain = salt.toString('latin1').startsWith('SQLite format 3');
  if (salt.length < saltLength || plain || salt.every(byte => byte === salt[0])) return 'corrupt';
  return differingBits(salt, saltOf(key)) < likelyOurs ? 'corrupt' : 'locked';
}

function differingBits(a: Buffer, b: Buffer): number {
  let count = 0;
  for (const [index, byte] of a.entries())
    for (let rest = byte ^ (b[index] ?? 0); rest > 0; rest &= rest - 1) count += 1;
  return count;
}
