/**
 * The requests of ours that wait for a final answer on a socket. When it breaks, each gets the 503 that RFC 3261 8.1.3.1
 * prescribes for a transport failure; SIP.js itself would only notice at its next send, or after 32 s.
 */
import type { HeaderScan } from '../../shared/sip/port.ts';

/** More are never under way in earnest; the oldest then wait for their own timers. */
const most = 256;

export class RequestsInFlight {
  readonly #requests = new Map<string, string>();

  /** `message` as we sent it; responses and ACK are not requests that wait. */
  sent(message: string): void {
    const method = /^([A-Z]+) \S+ SIP\/2\.0\r\n/.exec(message)?.[1];
    if (!method || method === 'ACK') return;
    const key = keyOf(message, method);
    if (!key) return;
    this.#requests.set(key, message);
    if (this.#requests.size <= most) return;
    const [oldest] = this.#requests.keys();
    if (oldest !== undefined) this.#requests.delete(oldest);
  }

  received(scan: HeaderScan, message: string): void {
    if (scan.status === null || scan.status < 200) return;
    const key = keyOf(message, scan.cseq.method);
    if (key) this.#requests.delete(key);
  }

  /** A 503 for each, as it would have come from the far side; none waits afterwards. */
  failAll(): string[] {
    const responses = [...this.#requests.values()].map(unavailable);
    this.#requests.clear();
    return responses;
  }
}

/** A client transaction is its topmost Via branch and the method of its CSeq (RFC 3261 17.1.3). */
function keyOf(message: string, method: string): string | null {
  const branch = /^(?:Via|v)[ \t]*:[^\r\n]*?;[ \t]*branch=([^;,\s]+)/im.exec(message)?.[1];
  return branch ? `${branch} ${method}` : null;
}

function unavailable(request: string): string {
  const header = (name: string): string => new RegExp(`^${name}:[^\r\n]*`, 'im').exec(request)?.[0] ?? '';
  const to = header('To');
  return [
    'SIP/2.0 503 Service Unavailable',
    header('Via'),
    /;\s*tag=/i.test(to) ? to : `${to};tag=local`,
    header('From'),
    header('Call-ID'),
    header('CSeq'),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
