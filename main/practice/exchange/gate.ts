/** What a request must satisfy before it is routed (RFC 3261 16.3), in the order of that section. */
import { randomBytes } from 'node:crypto';
import { parseAddress, parseUri } from './address.ts';
import type { Uri } from './address.ts';
import type { Digest } from './digest.ts';
import { all, first, header, respond } from './message.ts';
import type { Header, SipRequest, SipResponse } from './message.ts';

export interface GateOptions {
  digest: Digest;
  /** Whether a Via was written by this exchange. */
  isOurs(hostPort: string): boolean;
  /** No more requests can be carried now. */
  isFull(): boolean;
}

/** The refusal, or null when the request may pass. `user` is who registered over its connection. */
export function refusal(
  request: SipRequest,
  target: Uri | null,
  user: string | null,
  { digest, isOurs, isFull }: GateOptions,
): SipResponse | null {
  if (target === null)
    return /^(?:sips?|tel):/i.test(request.uri)
      ? refuse(request, 400, 'Bad Request-URI')
      : refuse(request, 416, 'Unsupported URI Scheme');
  const hops = first(request, 'max-forwards') ?? '70';
  if (!/^\d{1,3}$/.test(hops)) return refuse(request, 400, 'Bad Max-Forwards');
  if (Number(hops) === 0) return refuse(request, 483, 'Too Many Hops');
  if (all(request, 'via').some(via => isOurs(sentBy(via)))) return refuse(request, 482, 'Loop Detected');
  const required = all(request, 'proxy-require').join(',');
  if (required !== '') return refuse(request, 420, 'Bad Extension', [header('Unsupported', required)]);
  if (isFull()) return refuse(request, 503, 'Service Unavailable', [header('Retry-After', '5')]);

  // Out of a dialog every request proves who sends it; inside, a connection that has registered is enough.
  const inDialog = parseAddress(first(request, 'to') ?? '').params.has('tag');
  const asksForHealth = request.method === 'OPTIONS' && target.user === null;
  if ((inDialog && user !== null) || asksForHealth) return null;
  return proof(request, digest);
}

function proof(request: SipRequest, digest: Digest): SipResponse | null {
  const results = all(request, 'proxy-authorization').map(sent =>
    digest.check(sent, request.method, request.uri),
  );
  const accepted = results.find(result => result.kind === 'accepted');
  if (!accepted) {
    const challenge = digest.challenge(results.some(result => result.kind === 'stale'));
    return refuse(request, 407, 'Proxy Authentication Required', [header('Proxy-Authenticate', challenge)]);
  }
  const claimed = parseUri(parseAddress(first(request, 'from') ?? '').uri);
  return claimed?.user === accepted.user ? null : refuse(request, 403, 'Forbidden');
}

/** A final answer of the exchange itself. */
export function refuse(
  request: SipRequest,
  status: number,
  reason: string,
  headers: Header[] = [],
): SipResponse {
  return respond(request, status, reason, { toTag: randomBytes(6).toString('hex'), headers });
}

function sentBy(via: string): string {
  return /^SIP\s*\/\s*2\.0\s*\/\s*\S+\s+([^;\s]+)/i.exec(via)?.[1]?.toLowerCase() ?? '';
}
