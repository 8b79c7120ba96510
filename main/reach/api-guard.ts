/**
 * Who may speak to the local API. A web page in a browser of this computer can send to loopback too, also under a name of its
 * own that it makes point there (DNS rebinding): whoever names another host, or comes from a page at all, is refused before
 * the token is looked at.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Refusal = { status: 401 | 403 | 421 | 429; why: string };

export const fingerprintOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Within a minute: wrong tokens, and requests of any kind. */
const most = { wrong: 5, requests: 240 } as const;
const minute = 60_000;

export class ApiGuard {
  readonly #now: () => number;
  #wrong: number[] = [];
  #requests: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null when it may pass. `fingerprint` is of the token that was given out. */
  refuse(headers: IncomingHttpHeaders, port: number, fingerprint: string | null): Refusal | null {
    const at = this.#now();
    this.#requests = recent(this.#requests, at);
    if (this.#requests.length >= most.requests) return { status: 429, why: 'too many requests' };
    this.#requests.push(at);
    const host = headers.host ?? '';
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
      return { status: 421, why: 'this host is not served' };
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined)
      return { status: 403, why: 'web pages are not served' };
    this.#wrong = recent(this.#wrong, at);
    if (this.#wrong.length >= most.wrong) return { status: 429, why: 'too many wrong tokens' };
    const token = /^Bearer (\S{16,128})$/.exec(headers.authorization ?? '')?.[1];
    if (fingerprint === null || token === undefined || !same(fingerprintOf(token), fingerprint)) {
      this.#wrong.push(at);
      return { status: 401, why: 'a token is needed' };
    }
    return null;
  }
}

const recent = (times: readonly number[], at: number): number[] => times.filter(each => at - each < minute);

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
