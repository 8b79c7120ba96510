/** Digest access authentication as a server gives it (RFC 3261 22, RFC 7616, RFC 8760). */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

export type DigestResult =
  | { kind: 'accepted'; user: string }
  /** Right but too old, or sent twice: the client may try again with the new nonce without asking a person. */
  | { kind: 'stale' }
  | { kind: 'refused' };

export interface DigestOptions {
  realm: string;
  algorithm: DigestAlgorithm;
  /** Null for a user that is not known. */
  passwordOf(user: string): string | null;
  now(): number;
  /** How long a nonce may be used, in ms. */
  nonceLife: number;
}

const REMEMBERED_COUNTS = 1024;

export class Digest {
  readonly #options: DigestOptions;
  /** Nonces vouch for themselves (time and keyed hash), so that a flood of challenges costs no memory. */
  readonly #secret = randomBytes(32);
  /** The last count seen with a nonce that was accepted, oldest nonce first. */
  readonly #counts = new Map<string, number>();

  constructor(options: DigestOptions) {
    this.#options = options;
  }

  challenge(stale = false): string {
    const { realm, algorithm } = this.#options;
    const end = stale ? ', stale=true' : '';
    return `Digest realm="${realm}", nonce="${this.#nonce()}", algorithm=${algorithm}, qop="auth"${end}`;
  }

  /** `credentials` is an Authorization or Proxy-Authorization value. */
  check(credentials: string, method: string, requestUri: string): DigestResult {
    const sent = parseCredentials(credentials);
    const { realm, algorithm } = this.#options;
    if (sent?.get('realm') !== realm || (sent.get('algorithm') ?? 'MD5') !== algorithm)
      return { kind: 'refused' };
    if (sent.get('uri') !== requestUri || sent.get('qop') !== 'auth') return { kind: 'refused' };

    const user = sent.get('username') ?? '';
    const nonce = sent.get('nonce') ?? '';
    const count = sent.get('nc') ?? '';
    const password = this.#options.passwordOf(user);
    const issued = this.#issued(nonce);
    if (password === null || issued === null || !/^[0-9a-f]{8}$/i.test(count)) return { kind: 'refused' };

    const hash = (text: string) =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const secret = hash(`${user}:${realm}:${password}`);
    const wanted = hash(
      `${secret}:${nonce}:${count}:${sent.get('cnonce') ?? ''}:auth:${hash(`${method}:${requestUri}`)}`,
    );
    if (!equal(wanted, sent.get('response') ?? '')) return { kind: 'refused' };
    if (this.#options.now() - issued > this.#options.nonceLife) return { kind: 'stale' };
    return this.#countIsNew(nonce, Number.parseInt(count, 16))
      ? { kind: 'accepted', user }
      : { kind: 'stale' };
  }

  #nonce(): string {
    const body = `${this.#options.now().toString(36)}.${randomBytes(6).toString('hex')}`;
    return `${body}.${this.#sign(body)}`;
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#secret).update(body).digest('hex').slice(0, 32);
  }

  /** When the nonce was given out; null when it was not ours. */
  #issued(nonce: string): number | null {
    const dot = nonce.lastIndexOf('.');
    if (dot < 0 || !equal(this.#sign(nonce.slice(0, dot)), nonce.slice(dot + 1))) return null;
    return Number.parseInt(nonce, 36);
  }

  /** RFC 7616 3.3: a count that does not grow is a replay. */
  #countIsNew(nonce: string, count: number): boolean {
    if (count <= (this.#counts.get(nonce) ?? 0)) return false;
    this.#counts.set(nonce, count);
    const oldest = this.#counts.keys().next().value;
    if (this.#counts.size > REMEMBERED_COUNTS && oldest !== undefined) this.#counts.delete(oldest);
    return true;
  }
}

function parseCredentials(text: string): Map<string, string> | null {
  if (!/^digest\s/i.test(text)) return null;
  const params = new Map<string, string>();
  for (const match of text.slice(7).matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi))
    params.set((match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
  return params;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
