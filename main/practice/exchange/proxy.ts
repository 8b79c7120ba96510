/** A proxy with transactions and without forks (RFC 3261 16): checks a request, finds where it goes, brings the answer back. */
import { randomBytes } from 'node:crypto';
import { dialled, parseAddress, parseParams, parseUri } from './address.ts';
import type { Uri } from './address.ts';
import type { Digest } from './digest.ts';
import { refusal, refuse } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { Location } from './location.ts';
import { all, cseq, first, header, respond, without } from './message.ts';
import type { Header, SipRequest, SipResponse } from './message.ts';
import { Transactions } from './transactions.ts';
import type { Timers, Transaction } from './transactions.ts';

/** A phone on the other end of a socket. */
export interface Connection {
  /** Who registered over it; requests inside a dialog need no further proof. */
  user: string | null;
  send(message: SipRequest | SipResponse): void;
}

export interface ProxyOptions {
  /** Host and port this exchange listens on; names it in Via and Record-Route. */
  hostPort: string;
  domain: string;
  /** For numbers dialled the national way, digits only. */
  countryCode: string;
  timers: Timers;
  digest: Digest;
  location: Location<Connection>;
  knows(user: string): boolean;
  now(): number;
}

interface Target {
  uri: string;
  connection: Connection;
}

interface Unreachable {
  status: number;
  reason: string;
}

const OPENS_DIALOG = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);
const ALLOW =
  'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, REFER, NOTIFY, SUBSCRIBE, INFO, MESSAGE, UPDATE, PRACK';

export class Proxy {
  readonly #options: ProxyOptions;
  readonly #transactions = new Transactions<Connection>();

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  request(from: Connection, request: SipRequest): void {
    if (request.method === 'ACK') this.#acknowledge(from, request);
    else if (request.method === 'CANCEL') this.#cancel(from, request);
    else {
      const uri = parseUri(request.uri);
      const refused = refusal(request, uri, from.user, {
        digest: this.#options.digest,
        isOurs: hostPort => this.#isOurs(hostPort),
        isFull: () => this.#transactions.size >= LIMITS.transactions,
      });
      if (refused) from.send(refused);
      else if (uri) this.#route(from, request, uri);
    }
  }

  response(from: Connection, response: SipResponse): void {
    const [via, ...others] = all(response, 'via');
    const transaction = this.#transactions.byBranch(branchOf(via));
    if (transaction?.downstream !== from || cseq(response)?.method !== transaction.sent.method) return;
    const rest = [...without(response.headers, 'via'), ...others.map(value => header('Via', value))];
    const onward: SipResponse = { ...response, headers: viaFirst(rest) };
    const invite = transaction.sent.method === 'INVITE';
    const final = response.status >= 200;
    const repeated = transaction.state === 'done';

    // A refusal is acknowledged hop by hop, each time it comes (RFC 3261 17.1.1.3).
    if (invite && response.status >= 300) from.send(this.#ackFor(transaction, response));
    if (response.status === 100 || (repeated && (!invite || response.status >= 300 || !final))) return;
    if (final) {
      transaction.refused = response.status >= 300;
      this.#transactions.finish(transaction, this.#options.timers.linger);
    } else if (invite) {
      transaction.state = 'proceeding';
      if (!transaction.cancelled)
        this.#transactions.after(transaction, this.#options.timers.ringing, () =>
          this.#ringsForEver(transaction),
        );
    }
    transaction.upstream.send(onward);
  }

  /** The socket is gone: who waited for it is told, what it asked for is called off. */
  closed(connection: Connection): void {
    for (const transaction of this.#transactions.open(connection)) {
      if (transaction.upstream === connection) this.#callOff(transaction);
      else this.#giveUp(transaction, 480, 'Temporarily Unavailable');
    }
  }

  dispose(): void {
    this.#transactions.clear();
  }

  #route(from: Connection, request: SipRequest, uri: Uri): void {
    const [next, ...rest] = all(request, 'route');
    const ours = next !== undefined && this.#isOurs(parseUri(parseAddress(next).uri)?.host);
    // Nothing lies beyond this exchange.
    if (rest.length > 0 || (next !== undefined && !ours))
      return from.send(refuse(request, 403, 'Relaying Denied'));
    if (uri.user === null) return from.send(this.#ourself(request, uri));
    const target = this.#find(request.uri, uri);
    if ('connection' in target) this.#forward(from, request, target);
    else from.send(refuse(request, target.status, target.reason));
  }

  #find(text: string, uri: Uri): Target | Unreachable {
    const { location, domain, countryCode, knows, now } = this.#options;
    const direct = location.byContact(text, now());
    if (direct) return { uri: text, connection: direct.connection };
    if (uri.scheme !== 'tel' && uri.host !== domain && !this.#isOurs(uri.host))
      // A contact of a WebSocket phone (RFC 7118 annex B) that is not bound has lost its connection (RFC 5626 5.3).
      return uri.host.endsWith('.invalid')
        ? { status: 430, reason: 'Flow Failed' }
        : { status: 404, reason: 'Not Found' };
    const user = knows(uri.user ?? '') ? (uri.user ?? '') : dialled(uri.user ?? '', countryCode);
    const newest = location.of(user, now()).at(-1);
    if (newest) return { uri: newest.uri, connection: newest.connection };
    return knows(user)
      ? { status: 480, reason: 'Temporarily Unavailable' }
      : { status: 404, reason: 'Not Found' };
  }

  /** A request for the exchange itself: OPTIONS asks whether it is well (RFC 3261 11). */
  #ourself(request: SipRequest, uri: Uri): SipResponse {
    if (uri.host !== this.#options.domain && !this.#isOurs(uri.host))
      return refuse(request, 404, 'Not Found');
    if (request.method !== 'OPTIONS')
      return refuse(request, 405, 'Method Not Allowed', [header('Allow', ALLOW)]);
    return refuse(request, 200, 'OK', [header('Allow', ALLOW), header('Accept', 'application/sdp')]);
  }

  #forward(from: Connection, request: SipRequest, target: Target): void {
    const upstreamBranch = branchOf(first(request, 'via'));
    if (this.#transactions.byUpstream(from, upstreamBranch, request.method)) return; // the same one again
    const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
    const sent = this.#passedOn(request, target.uri, branch);
    const transaction: Transaction<Connection> = {
      branch,
      upstream: from,
      upstreamBranch,
      downstream: target.connection,
      received: request,
      sent,
      state: 'calling',
      refused: false,
      cancelled: false,
      timer: null,
    };
    this.#transactions.add(transaction);
    this.#transactions.after(transaction, this.#options.timers.silent, () => this.#silent(transaction));
    if (request.method === 'INVITE') from.send(respond(request, 100, 'Trying'));
    target.connection.send(sent);
  }

  /** RFC 3261 16.6: a copy with our Via, one hop fewer, and our place in the dialog. */
  #passedOn(request: SipRequest, uri: string, branch: string): SipRequest {
    const { hostPort } = this.#options;
    const hops = Number(first(request, 'max-forwards') ?? '71') - 1;
    const kept = request.headers.filter(
      ({ key }) => !['max-forwards', 'proxy-authorization', 'route'].includes(key),
    );
    const ours = [
      header('Via', `SIP/2.0/WS ${hostPort};branch=${branch}`),
      header('Max-Forwards', String(hops)),
      ...(OPENS_DIALOG.has(request.method)
        ? [header('Record-Route', `<sip:${hostPort};transport=ws;lr>`)]
        : []),
    ];
    return { ...request, uri, headers: viaFirst([...ours, ...kept]) };
  }

  #acknowledge(from: Connection, request: SipRequest): void {
    const answered = this.#transactions.byUpstream(from, branchOf(first(request, 'via')), 'INVITE');
    if (answered?.refused || from.user === null) return;
    const uri = parseUri(request.uri);
    const target = uri ? this.#find(request.uri, uri) : null;
    if (target === null || !('connection' in target) || Number(first(request, 'max-forwards') ?? '70') === 0)
      return;
    target.connection.send(this.#passedOn(request, target.uri, `z9hG4bK${randomBytes(8).toString('hex')}`));
  }

  #cancel(from: Connection, request: SipRequest): void {
    const transaction = this.#transactions.byUpstream(from, branchOf(first(request, 'via')), 'INVITE');
    if (!transaction) return from.send(refuse(request, 481, 'Call/Transaction Does Not Exist'));
    from.send(refuse(request, 200, 'OK')); // hop by hop, RFC 3261 16.10
    this.#callOff(transaction);
  }

  /** Only an INVITE can be called off, and only before its final response (RFC 3261 9.1). */
  #callOff(transaction: Transaction<Connection>): void {
    if (transaction.state === 'done' || transaction.cancelled || transaction.sent.method !== 'INVITE') return;
    transaction.cancelled = true;
    transaction.downstream.send(this.#hopRequest(transaction, 'CANCEL', first(transaction.sent, 'to') ?? ''));
    this.#transactions.after(transaction, this.#options.timers.silent, () =>
      this.#giveUp(transaction, 487, 'Request Terminated'),
    );
  }

  #silent(transaction: Transaction<Connection>): void {
    // RFC 4320 4.2: a 408 to anything but INVITE only adds to the load, so it is never sent.
    if (transaction.sent.method === 'INVITE') this.#giveUp(transaction, 408, 'Request Timeout');
    else this.#transactions.finish(transaction, 0);
  }

  #ringsForEver(transaction: Transaction<Connection>): void {
    this.#callOff(transaction);
    this.#giveUp(transaction, 408, 'Request Timeout');
  }

  #giveUp(transaction: Transaction<Connection>, status: number, reason: string): void {
    transaction.refused = true;
    this.#transactions.finish(transaction, this.#options.timers.linger);
    transaction.upstream.send(refuse(transaction.received, status, reason));
  }

  #ackFor(transaction: Transaction<Connection>, response: SipResponse): SipRequest {
    return this.#hopRequest(transaction, 'ACK', first(response, 'to') ?? '');
  }

  /** CANCEL and the ACK to a refusal repeat the INVITE they speak of, with our one Via (RFC 3261 9.1, 17.1.1.3). */
  #hopRequest({ sent }: Transaction<Connection>, method: 'ACK' | 'CANCEL', to: string): SipRequest {
    const kept = sent.headers.filter(({ key }) => ['from', 'call-id'].includes(key));
    const headers = [
      header('Via', first(sent, 'via') ?? ''),
      header('Max-Forwards', '70'),
      header('To', to),
      ...kept,
      header('CSeq', `${String(cseq(sent)?.number ?? 1)} ${method}`),
    ];
    return { kind: 'request', method, uri: sent.uri, headers, body: '' };
  }

  #isOurs(hostPort: string | undefined): boolean {
    return hostPort === this.#options.hostPort;
  }
}

function branchOf(via: string | undefined): string {
  const semicolon = via?.indexOf(';') ?? -1;
  return (semicolon < 0 ? null : parseParams(via?.slice(semicolon) ?? '').get('branch')) ?? via ?? '';
}

/** Via leads, so that a reader finds it without parsing the rest (RFC 3261 7.3.1). */
function viaFirst(headers: readonly Header[]): Header[] {
  return [...headers.filter(({ key }) => key === 'via'), ...headers.filter(({ key }) => key !== 'via')];
}
