/** The name by which a registrar knows this phone again after a restart (RFC 5626 section 4.1: stable across reboots). */
import { createHash } from 'node:crypto';

/** A UUID (RFC 9562, version 8) made of the installation and the account: the same every time, different for each line. */
export function instanceOf(installation: string, accountId: string): string {
  const bytes = createHash('sha256').update(`${installation}\0${accountId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
