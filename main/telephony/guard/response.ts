/** The digest response itself (RFC 7616 3.4.1 to 3.4.3). */
import { createHash } from 'node:crypto';
import type { DigestAlgorithm } from '../../../shared/sip/challenge.ts';

export interface DigestInput {
  algorithm: DigestAlgorithm;
  username: string;
  realm: string;
  password: string;
  method: string;
  uri: string;
  nonce: string;
  /** Null for servers that offer no quality of protection (RFC 2069). */
  protection: {
    qop: 'auth' | 'auth-int';
    cnonce: string;
    /** Eight hexadecimal digits. */
    count: string;
  } | null;
  body: string;
}

const hashNames: Record<DigestAlgorithm, string> = { 'SHA-256': 'sha256', MD5: 'md5' };

/** Lower-case hexadecimal. */
export function digestResponse(input: DigestInput): string {
  const hash = (text: string): string =>
    createHash(hashNames[input.algorithm]).update(text, 'utf8').digest('hex');
  const secret = hash(`${input.username}:${input.realm}:${input.password}`);
  const entity = input.protection?.qop === 'auth-int' ? `:${hash(input.body)}` : '';
  const request = hash(`${input.method}:${input.uri}${entity}`);
  if (input.protection === null) return hash(`${secret}:${input.nonce}:${request}`);
  const { qop, cnonce, count } = input.protection;
  return hash(`${secret}:${input.nonce}:${count}:${cnonce}:${qop}:${request}`);
}
