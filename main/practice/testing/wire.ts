/** A socket to the exchange with nothing in between: tests write SIP by hand and read what comes back. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { parseParams } from '../exchange/address.ts';
import { first, parse } from '../exchange/message.ts';
import type { SipMessage, SipRequest, SipResponse } from '../exchange/message.ts';
import { until } from './phone.ts';

export class Wire {
  readonly received: SipMessage[] = [];
  readonly texts: string[] = [];
  readonly #socket: WebSocket;

  static async open(url: string, options: { origin?: string; protocols?: string[] } = {}): Promise<Wire> {
    const socket = new WebSocket(
      url,
      options.protocols ?? ['sip'],
      options.origin ? { origin: options.origin } : {},
    );
    const wire = new Wire(socket);
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return wire;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', data => {
      const text = (data as Buffer).toString();
      this.texts.push(text);
      const parsed = parse(text);
      if (parsed.kind === 'message') this.received.push(parsed.message);
    });
  }

  get closed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  send(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  close(): void {
    this.#socket.terminate();
  }

  /** The first response to this CSeq method that is final, or has this status. */
  async answer(method: string, status?: number): Promise<SipResponse> {
    const fits = (message: SipMessage): message is SipResponse =>
      message.kind === 'response' &&
      (first(message, 'cseq') ?? '').endsWith(` ${method}`) &&
      (status === undefined ? message.status >= 200 : message.status === status);
    await until(`an answer to ${method}`, () => this.received.some(fits));
    const found = this.received.find(fits);
    if (!found) throw new Error('unreachable');
    this.received.splice(this.received.indexOf(found), 1);
    return found;
  }

  async request(method: string): Promise<SipRequest> {
    const fits = (message: SipMessage): message is SipRequest =>
      message.kind === 'request' && message.method === method;
    await until(`a ${method}`, () => this.received.some(fits));
    const found = this.received.find(fits);
    if (!found) throw new Error('unreachable');
    this.received.splice(this.received.indexOf(found), 1);
    return found;
  }

  /** Registers `user`, or whom they claim to be, with a password; gives back the last answer. */
  async register(user: string, password: string, lines: string[] = [], claimed = user): Promise<SipResponse> {
    const contact = `Contact: <sip:${claimed}@phone.invalid>`;
    const draft = { from: claimed, to: claimed, uri: `sip:${DOMAIN}`, lines: [contact, ...lines] };
    this.send(write('REGISTER', draft));
    const challenge = first(await this.answer('REGISTER'), 'www-authenticate') ?? '';
    const proof = `Authorization: ${prove(challenge, user, password, 'REGISTER', draft.uri)}`;
    this.send(write('REGISTER', { ...draft, lines: [...draft.lines, proof] }));
    return this.answer('REGISTER');
  }

  /** Sends a request, proves who we are when asked, and gives back what was sent the second time. */
  async ask(
    method: string,
    draft: Draft,
    password: string,
    user = draft.from ?? '',
  ): Promise<Required<Draft>> {
    const whole = fill(draft);
    this.send(write(method, whole));
    const challenge = first(await this.answer(method, 407), 'proxy-authenticate') ?? '';
    const proof = `Proxy-Authorization: ${prove(challenge, user, password, method, whole.uri)}`;
    const again = fill({ ...draft, lines: [...whole.lines, proof], callId: whole.callId });
    this.send(write(method, again));
    return again;
  }
}

export const DOMAIN = 'test.invalid';

export interface Draft {
  from?: string;
  to?: string;
  uri?: string;
  branch?: string;
  callId?: string;
  cseq?: number;
  toTag?: string;
  lines?: string[];
  body?: string;
}

let count = 0;

function fill(draft: Draft): Required<Draft> {
  count += 1;
  return {
    from: draft.from ?? 'alice',
    to: draft.to ?? 'bob',
    uri: draft.uri ?? `sip:${draft.to ?? 'bob'}@${DOMAIN}`,
    branch: draft.branch ?? `z9hG4bKwire${String(count)}`,
    callId: draft.callId ?? `wire-${String(count)}`,
    cseq: draft.cseq ?? count,
    toTag: draft.toTag ?? '',
    lines: draft.lines ?? [],
    body: draft.body ?? '',
  };
}

export function write(method: string, draft: Draft = {}): string {
  const whole = fill(draft);
  return [
    `${method} ${whole.uri} SIP/2.0`,
    `Via: SIP/2.0/WS wire.invalid;branch=${whole.branch}`,
    ...(whole.lines.some(line => line.startsWith('Max-Forwards')) ? [] : ['Max-Forwards: 70']),
    `From: <sip:${whole.from}@${DOMAIN}>;tag=from-tag`,
    `To: <sip:${whole.to}@${DOMAIN}>${whole.toTag === '' ? '' : `;tag=${whole.toTag}`}`,
    `Call-ID: ${whole.callId}`,
    `CSeq: ${String(whole.cseq)} ${method}`,
    ...whole.lines,
    `Content-Length: ${String(Buffer.byteLength(whole.body))}`,
    '',
    whole.body,
  ].join('\r\n');
}

/** A bare response to a request that arrived. */
export function reply(request: SipRequest, status: number, tag = 'to-tag'): string {
  const copied = request.headers
    .filter(({ key }) => ['via', 'from', 'to', 'call-id', 'cseq', 'record-route'].includes(key))
    .map(
      ({ key, name, value }) =>
        `${name}: ${value}${key === 'to' && !value.includes('tag=') ? `;tag=${tag}` : ''}`,
    );
  return [`SIP/2.0 ${String(status)} Whatever`, ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}

function prove(challenge: string, user: string, password: string, method: string, uri: string): string {
  const given = parseParams(challenge.replace(/^Digest /, ';').replaceAll(', ', ';'));
  const [realm, nonce, algorithm] = [
    given.get('realm') ?? '',
    given.get('nonce') ?? '',
    given.get('algorithm') ?? 'MD5',
  ];
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const response = hash(
    [hash(`${user}:${realm}:${password}`), nonce, '00000001', 'c', 'auth', hash(`${method}:${uri}`)].join(
      ':',
    ),
  );
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="c"`;
}
