/** One calendar of a CalDAV server (RFC 4791): write, read and remove single entries, each under the version that is known. */
import type { OutboxFault } from '../../../shared/outbox/types.ts';
import { AddressRefused, type Resolve } from '../addresses.ts';
import { oneLine } from '../attempt.ts';
import { guardedRequest, type GuardedAnswer } from '../guarded-request.ts';
import { retryAfter } from '../http.ts';

export interface CalendarServer {
  /** Of the calendar, ends in a slash. */
  url: string;
  user: string;
  password: string;
  /** It may be in this network. */
  allowPrivate: boolean;
}

export type DavAnswer =
  /** `etag` is null where the server names none that can be compared (RFC 4791, 5.3.4; RFC 9110, 8.8.3). */
  | { kind: 'done'; etag: string | null; body: string }
  /** Somebody else changed it, or it is there already (412). */
  | { kind: 'changed' }
  | { kind: 'gone' }
  /** `wait` in ms: the least that the server asked for. */
  | { kind: 'failed'; fault: OutboxFault; detail: string | null; wait: number };

/** Whatever is there may be written over. */
export const anyVersion = Symbol('any version');

const within = 20_000;
/** Octets of an answer that are read. */
const mostOctets = 262_144;

export class CalendarClient {
  readonly #server: CalendarServer;
  readonly #resolve: Resolve | undefined;
  readonly #now: () => number;

  constructor(server: CalendarServer, options: { resolve?: Resolve; now?: () => number } = {}) {
    this.#server = server;
    this.#resolve = options.resolve;
    this.#now = options.now ?? Date.now;
  }

  /** `etag`: the version that it replaces; null: there is none yet. */
  put(name: string, text: string, etag: string | null | typeof anyVersion): Promise<DavAnswer> {
    return this.#ask('PUT', name, {
      headers: { 'content-type': 'text/calendar; charset=utf-8', ...condition(etag) },
      body: text,
    });
  }

  get(name: string): Promise<DavAnswer> {
    return this.#ask('GET', name, { headers: { accept: 'text/calendar' } });
  }

  /** Whatever its version is. */
  remove(name: string): Promise<DavAnswer> {
    return this.#ask('DELETE', name, { headers: {} });
  }

  /** A password goes where it was typed for, and nowhere else: no redirect is followed. */
  async #ask(
    method: string,
    name: string,
    init: { headers: Record<string, string>; body?: string },
  ): Promise<DavAnswer> {
    const { url, user, password, allowPrivate } = this.#server;
    const signIn = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
    try {
      const answer = await guardedRequest(new URL(encodeURIComponent(name), url), {
        method,
        headers: { ...init.headers, ...(user === '' ? {} : { authorization: `Basic ${signIn}` }) },
        body: init.body,
        allowPrivate,
        resolve: this.#resolve,
        signal: AbortSignal.timeout(within),
        bytes: mostOctets,
      });
      return this.#meaning(answer);
    } catch (cause) {
      return cause instanceof AddressRefused
        ? failed('refusedAddress', cause.message)
        : failed('unreachable', reasonOf(cause));
    }
  }

  #meaning({ status, headers, body }: GuardedAnswer): DavAnswer {
    if (status >= 200 && status < 300) return { kind: 'done', etag: strong(headers.etag), body };
    if (status === 412) return { kind: 'changed' };
    if (status === 404 || status === 410) return { kind: 'gone' };
    const said = oneLine(`${status} ${body}`);
    const wait = retryAfter(headers['retry-after'], this.#now());
    if (status === 401 || status === 403 || status === 407) return failed('signIn', said);
    if (status >= 300 && status < 400) return failed('redirected', said);
    if (status === 429 || status === 503) return failed('busy', said, wait);
    return failed(status >= 500 ? 'server' : 'rejected', said, wait);
  }
}

const failed = (fault: OutboxFault, detail: string | null, wait = 0): DavAnswer => ({
  kind: 'failed',
  fault,
  detail,
  wait,
});

const condition = (etag: string | null | typeof anyVersion): Record<string, string> =>
  etag === anyVersion ? {} : etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };

/** A weak one says that two versions are much alike, which is not enough to write over one of them (RFC 9110, 13.1.1). */
const strong = (etag: string | undefined): string | null =>
  etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : null;

function reasonOf(thrown: unknown): string | null {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return oneLine(typeof code === 'string' ? code : thrown instanceof Error ? thrown.message : null);
}
