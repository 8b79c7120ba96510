/** One calendar of a CalDAV server (RFC 4791): write, read and remove single entries, each under the version that is known. */
import type { OutboxFault } from '../../../shared/outbox/types.ts';
import { oneLine } from '../attempt.ts';
import { retryAfter } from '../http.ts';

export interface CalendarServer {
  /** Of the calendar, ends in a slash. */
  url: string;
  user: string;
  password: string;
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
  readonly #fetch: typeof fetch;
  readonly #now: () => number;

  constructor(server: CalendarServer, options: { fetch?: typeof fetch; now?: () => number } = {}) {
    this.#server = server;
    this.#fetch = options.fetch ?? fetch;
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

  async #ask(method: string, name: string, init: { headers: object; body?: string }): Promise<DavAnswer> {
    const { url, user, password } = this.#server;
    const signIn = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
    try {
      const response = await this.#fetch(new URL(encodeURIComponent(name), url), {
        method,
        headers: { ...init.headers, ...(user === '' ? {} : { authorization: `Basic ${signIn}` }) },
        ...(init.body === undefined ? {} : { body: init.body }),
        // A password goes where it was typed for, and nowhere else.
        redirect: 'manual',
        signal: AbortSignal.timeout(within),
      });
      const body = await readSome(response);
      return this.#meaning(response, body);
    } catch (cause) {
      return failed('unreachable', reasonOf(cause));
    }
  }

  #meaning({ status, headers }: Response, body: string): DavAnswer {
    if (status >= 200 && status < 300) return { kind: 'done', etag: strong(headers.get('etag')), body };
    if (status === 412) return { kind: 'changed' };
    if (status === 404 || status === 410) return { kind: 'gone' };
    const said = oneLine(`${status} ${body}`);
    const wait = retryAfter(headers.get('retry-after') ?? undefined, this.#now());
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
const strong = (etag: string | null): string | null =>
  etag !== null && /^"[^"]*"$/.test(etag) ? etag : null;

async function readSome(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let octets = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
    chunks.push(part.value);
    octets += part.value.length;
    if (octets >= mostOctets) await reader.cancel();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undici says `fetch failed` and keeps the reason in the cause. */
function reasonOf(thrown: unknown): string | null {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : null;
  return oneLine(typeof code === 'string' ? code : cause instanceof Error ? cause.message : null);
}
