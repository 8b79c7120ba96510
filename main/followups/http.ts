/** One request to a hook: where it may go, how long it may take, how much of the answer is read, and what the answer means. */
import http from 'node:http';
import https from 'node:https';
import type { HookRequest } from '../../shared/followups/request.ts';
import { AddressRefused, guardedLookup, literalRefused, type Resolve } from './addresses.ts';
import { done, lost, notReached, refused, type Attempt } from './attempt.ts';

export interface HttpPolicy {
  allowPrivate: boolean;
  allowHttp: boolean;
  /** The other side tells repetitions by a key. */
  keyed: boolean;
}

export interface HttpLimits {
  /** Ms for the whole of it, redirects included. */
  within: number;
  /** Bytes of the answer that are read. */
  bytes: number;
  redirects: number;
}

export const usualLimits: HttpLimits = { within: 20_000, bytes: 65_536, redirects: 3 };

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

export async function sendRequest(
  request: HookRequest,
  policy: HttpPolicy,
  options: { limits?: HttpLimits; resolve?: Resolve; now?: () => number } = {},
): Promise<Attempt> {
  const limits = options.limits ?? usualLimits;
  const deadline = AbortSignal.timeout(limits.within);
  let { url } = request;
  for (let hop = 0; ; hop += 1) {
    const forbidden = whyForbidden(url, policy);
    if (forbidden !== null) return refused('refusedAddress', forbidden, null);
    const answer = await ask({ ...request, url }, policy, limits, deadline, options.resolve);
    if ('result' in answer) return answer;
    const next = redirectOf(answer, url);
    if (next === null) return meaningOf(answer, policy, options.now ?? Date.now);
    // Only 307 and 308 keep the method (RFC 9110, 15.4.8); to another origin a key or a secret must not go.
    if (next === 'elsewhere') return refused('redirected', `${answer.status}`, null);
    if (hop >= limits.redirects) return refused('redirected', 'too many redirects', null);
    url = next;
  }
}

function whyForbidden(url: URL, policy: HttpPolicy): string | null {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy.allowHttp)) return 'not encrypted';
  if (url.username !== '' || url.password !== '') return 'a password in the address';
  return literalRefused(url, policy.allowPrivate) ? 'private address' : null;
}

function redirectOf({ status, headers }: Answer, from: URL): URL | 'elsewhere' | null {
  if (status < 300 || status > 399) return null;
  if ((status !== 307 && status !== 308) || headers.location === undefined) return 'elsewhere';
  const to = URL.parse(headers.location, from.href);
  return to !== null && to.origin === from.origin ? to : 'elsewhere';
}

/** Resolves with the answer, or with how the attempt ended without one. Never rejects. */
function ask(
  { method, url, headers, body }: HookRequest,
  policy: HttpPolicy,
  limits: HttpLimits,
  deadline: AbortSignal,
  resolve?: Resolve,
): Promise<Answer | Attempt> {
  return new Promise(settle => {
    /** From here on it may have arrived. */
    let spoken = false;
    const bytes = Buffer.from(body, 'utf8');
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      headers: { accept: 'application/json, */*;q=0.5', ...headers, 'content-length': bytes.length },
      agent: false,
      lookup: guardedLookup(policy.allowPrivate, resolve),
      signal: deadline,
      maxHeaderSize: 32_768,
    });
    outgoing.on('socket', socket => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        spoken = true;
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof AddressRefused) settle(refused('refusedAddress', error.message, null));
      else if (spoken)
        settle(lost('broke', deadline.aborted ? 'no answer in time' : (error.code ?? error.name)));
      else settle(notReached(deadline.aborted ? { name: 'no connection in time' } : error));
    });
    outgoing.on('response', response => {
      const { statusCode: status = 0, headers: received } = response;
      const chunks: Buffer[] = [];
      let length = 0;
      // The status says it all: what is missing of the body, or too much, changes nothing about what was done.
      const end = (): void => {
        settle({ status, headers: received, text: Buffer.concat(chunks).toString('utf8') });
        response.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= limits.bytes) end();
      });
      response.on('end', end);
      response.on('close', end);
      response.on('error', end);
    });
    outgoing.end(bytes);
  });
}

/** RFC 9110, 15; 425 is RFC 8470, and 409 under a key says that the first request with it is still being worked on. */
function meaningOf({ status, headers, text }: Answer, policy: HttpPolicy, now: () => number): Attempt {
  const said = `${status} ${text}`;
  if (status >= 200 && status < 300) return done(`${status}`, text);
  const later = retryAfter(headers['retry-after'], now());
  if (status === 401 || status === 403 || status === 407) return refused('signIn', said, null);
  if (status === 408 || status === 425 || status === 429 || status === 503)
    return refused('busy', said, later);
  if (status === 409 && policy.keyed) return refused('busy', said, later);
  if (status === 501 || status === 505 || status < 500) return refused('rejected', said, null);
  return lost('server', said);
}

/** Seconds or a date (RFC 9110, 10.2.3), as ms from now. */
export function retryAfter(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
