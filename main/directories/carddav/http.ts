/**
 * Requests to one server: what it may be, how long it may take, how much it may answer. User and password go to the origin
 * that was entered and to no other, whatever a redirect or a reference says.
 */
import type http from 'node:http';
import { literalRefused, type Resolve } from '../../followups/addresses.ts';
import { guardedRequest } from '../../followups/guarded-request.ts';
import { retryAfter } from '../../followups/http.ts';
import { DirectoryError, faultOf } from '../fault.ts';

export interface Limits {
  /** Ms for one request, redirects included. */
  within: number;
  /** Bytes of one answer. */
  bytes: number;
  redirects: number;
}
const usualLimits: Limits = { within: 60_000, bytes: 32_000_000, redirects: 5 };

export interface Session {
  origin: string;
  user: string;
  password: string;
  allowPrivate: boolean;
  allowHttp: boolean;
  signal: AbortSignal;
  limits?: Limits;
  resolve?: Resolve;
  /** PEM; for servers of a lab. */
  authority?: string;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** Where it came from in the end. */
  url: URL;
}

export interface Ask {
  method: 'PROPFIND' | 'REPORT' | 'GET' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
}

/** Rejects with DirectoryError; an answer of any status resolves. */
export async function request(session: Session, path: string | URL, ask: Ask): Promise<Answer> {
  const limits = session.limits ?? usualLimits;
  const deadline = AbortSignal.timeout(limits.within);
  const signal = AbortSignal.any([deadline, session.signal]);
  let url = new URL(path, session.origin);
  for (let hop = 0; ; hop += 1) {
    checkAddress(session, url);
    const answer = await once(session, url, ask, limits, signal).catch((error: unknown) => {
      if (session.signal.aborted) throw new DirectoryError('cancelled');
      if (deadline.aborted) throw new DirectoryError('slow');
      throw faultOf(error);
    });
    const to = redirectOf(answer);
    if (to === null) return meaningOf(answer);
    if (to.origin !== session.origin) throw new DirectoryError('elsewhere', to.href);
    if (hop >= limits.redirects) throw new DirectoryError('nonsense', 'too many redirects');
    url = to;
  }
}

function checkAddress({ origin, allowHttp, allowPrivate }: Session, url: URL): void {
  if (url.origin !== origin) throw new DirectoryError('elsewhere', url.href);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowHttp))
    throw new DirectoryError('refusedAddress', 'not encrypted');
  if (literalRefused(url, allowPrivate)) throw new DirectoryError('refusedAddress', 'private address');
}

function redirectOf({ status, headers, url }: Answer): URL | null {
  if (status < 301 || status > 308 || status === 304 || headers.location === undefined) return null;
  return URL.parse(headers.location, url.href);
}

/** What no caller can do anything about. */
function meaningOf(answer: Answer): Answer {
  const { status, headers } = answer;
  if (status === 401 || status === 407) throw new DirectoryError('signIn', String(status));
  if (status === 429 || status === 503)
    throw new DirectoryError('busy', String(status), retryAfter(headers['retry-after'], Date.now()));
  return answer;
}

async function once(
  { user, password, allowPrivate, resolve, authority }: Session,
  url: URL,
  { method, headers, body }: Ask,
  { bytes }: Limits,
  signal: AbortSignal,
): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  const asked = { method, headers: { authorization, ...headers }, body };
  const answer = await guardedRequest(url, { ...asked, allowPrivate, resolve, authority, signal, bytes });
  if (answer.cut) throw new DirectoryError('tooBig', `${bytes}`);
  return { ...answer, url };
}
