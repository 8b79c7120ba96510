/**
 * A phone system that behaves on the wire as Asterisk 22.10.1 with chan_pjsip was seen to: one WebSocket end that is the
 * other side of every dialog. It does nothing that was not seen there.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Leg } from './asterisk-leg.ts';
import { sdp } from './sdp.ts';
import { answerTo, cseqOf, field, methodOf, statusOf, tagOf, uriOf, userOf, write } from './sip-text.ts';

/** One WebSocket of a phone. */
export interface Seat {
  readonly address: string;
  /** Our last word over it was a BYE: Asterisk then never answers the closing handshake. */
  saidGoodbye: boolean;
  /** A SIP request came over it; one that stays silent is shut after 32 s. */
  spoke: boolean;
  send(...messages: string[]): void;
  /** A Contact as Asterisk stores it: by where it came from. */
  rewritten(contact: string): string;
  consultGone(callId: string): void;
  close(code: number): void;
  cut(): void;
}

interface Binding {
  user: string;
  contact: string;
  seat: Seat;
}

/** What an extension does with a call: a final status with its Reason, or a way to answer. */
type Extension =
  | { kind: 'echo' }
  | { kind: 'final'; status: string; reason: string | null; early?: boolean }
  | { kind: 'noCommonCodec' };

const q850 = (cause: number): string => `Q.850;cause=${cause}`;

/** Dial plan: what was seen for each cause, and the answering ones. */
export const dialPlan: Readonly<Record<string, Extension>> = {
  600: { kind: 'echo' },
  601: { kind: 'noCommonCodec' },
  602: { kind: 'final', status: '486 Busy Here', reason: q850(17), early: true },
  603: { kind: 'final', status: '486 Busy Here', reason: q850(17) },
  604: { kind: 'final', status: '403 Forbidden', reason: q850(21) },
  605: { kind: 'final', status: '408 Request Timeout', reason: q850(18) },
  606: { kind: 'final', status: '404 Not Found', reason: q850(1) },
  610: { kind: 'final', status: '503 Service Unavailable', reason: q850(34) },
  611: { kind: 'final', status: '488 Not Acceptable Here', reason: q850(58) },
  612: { kind: 'final', status: '480 Temporarily unavailable', reason: q850(19) },
  613: { kind: 'final', status: '603 Decline', reason: q850(16) },
  700: { kind: 'echo' },
};

export class Asterisk {
  readonly passwords = new Map([
    ['6001', 'pw6001'],
    ['6002', 'pw6002'],
  ]);
  readonly legs = new Map<string, Leg>();
  readonly bindings: Binding[] = [];
  /** Everything that phones said, whole. */
  readonly heard: string[] = [];
  /** Statuses of what phones answered outside calls, by method. */
  readonly answered: string[] = [];
  readonly seats: Seat[] = [];
  /** Configuration of the AOR and the endpoint. */
  maxContacts = 1;
  removeExisting = true;
  algorithms: ('MD5' | 'SHA-256')[] = ['MD5'];
  /** Sent after each REGISTER, without a subscription; null without a mailbox. */
  messagesWaiting: string | null = 'Messages-Waiting: no\r\nVoice-Message: 0/0 (0/0)\r\n';
  require100rel = false;
  /** Handles a request outside calls that Asterisk would send elsewhere; true when it did. */
  beyond: ((message: string, seat: Seat) => boolean) | null = null;
  readonly #http = createServer((_request, response) => response.writeHead(404).end());
  readonly #sockets: WebSocketServer;
  readonly #nonces = new Set<string>();

  private constructor() {
    this.#sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip' });
    this.#http.on('upgrade', (request, socket, head) => {
      const { pathname } = new URL(request.url ?? '/', 'ws://x');
      const status =
        pathname !== '/ws' ? 404 : request.headers['sec-websocket-protocol'] !== 'sip' ? 400 : null;
      if (status !== null) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
      this.#sockets.handleUpgrade(request, socket, head, ws => {
        if (socket instanceof Socket) this.#connected(ws, socket);
      });
    });
  }

  static async start(port = 0): Promise<Asterisk> {
    const asterisk = new Asterisk();
    await new Promise<void>((resolve, reject) => {
      asterisk.#http.once('error', reject);
      asterisk.#http.listen(port, '127.0.0.1', resolve);
    });
    return asterisk;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  /** What phones sent of a method. */
  requests(method: string): string[] {
    return this.heard.filter(message => methodOf(message) === method);
  }

  /** Nonces last less long than registrations: the next refresh meets a stale one. */
  nonceExpires(): void {
    this.#nonces.clear();
  }

  /** 32 s after they connected: those without a SIP request are shut. */
  idleTimeout(): void {
    for (const seat of this.seats) if (!seat.spoke) seat.close(1000);
  }

  /** Calls every contact that Dial(PJSIP/user) would: one of them. */
  calls(user: string, headers: readonly string[] = [], from = '"Customer" <sip:+4930123@pbx-host>'): Leg {
    const binding = this.bindings.find(each => each.user === user);
    if (!binding) throw new Error(`${user} is not registered`);
    const target = binding.seat.rewritten(`<${binding.contact}>`);
    const leg = new Leg({
      seat: binding.seat,
      callId: randomUUID(),
      user,
      local: `${from};tag=${randomUUID()}`,
      remote: `<${target}>`,
      target,
      contact: 'sip:asterisk@pbx-host:5060;transport=ws',
      extensions: new Set(Object.keys(dialPlan)),
    });
    this.legs.set(leg.callId, leg);
    leg.invites(headers);
    return leg;
  }

  /** `core restart now` or TERM: BYE to all, then the sockets break without a Close frame. */
  async stop(): Promise<void> {
    for (const leg of this.legs.values()) if (!leg.ended) leg.hangsUp();
    await this.kill();
  }

  /** kill -9: nobody is told anything. */
  async kill(): Promise<void> {
    for (const seat of [...this.seats]) seat.cut();
    this.#sockets.close();
    await new Promise<void>(resolve => this.#http.close(() => resolve()));
  }

  /** A request outside calls, as qualify sends; the status that came back is in `answered`. */
  sendsOut(method: string, user: string, headers: readonly string[] = [], body = ''): string {
    const binding = this.bindings.find(each => each.user === user);
    if (!binding) throw new Error(`${user} is not registered`);
    const message = this.#outOfDialog(method, binding, headers, body);
    binding.seat.send(message);
    return message;
  }

  /** Several OPTIONS in one TCP segment. */
  qualifyBurst(user: string, count: number): void {
    const binding = this.bindings.find(each => each.user === user);
    if (!binding) throw new Error(`${user} is not registered`);
    binding.seat.send(...Array.from({ length: count }, () => this.#outOfDialog('OPTIONS', binding, [], '')));
  }

  #outOfDialog(method: string, binding: Binding, headers: readonly string[], body: string): string {
    const target = binding.seat.rewritten(`<${binding.contact}>`);
    return write(
      `${method} ${target} SIP/2.0`,
      [
        `Via: SIP/2.0/WS 127.0.0.1:18088;rport;branch=z9hG4bKPj${randomUUID()};alias`,
        `From: <sip:asterisk@pbx-host>;tag=${randomUUID()}`,
        `To: <${target}>`,
        'Contact: <sip:asterisk@pbx-host:5060;transport=ws>',
        `Call-ID: ${randomUUID()}`,
        `CSeq: 1 ${method}`,
        'Max-Forwards: 70',
        ...headers,
      ],
      body,
    );
  }

  #connected(ws: WebSocket, socket: Socket): void {
    const address = `127.0.0.1:${socket.remotePort ?? 0}`;
    const seat: Seat = {
      address,
      saidGoodbye: false,
      spoke: false,
      send: (...messages) => {
        // One segment for all.
        socket.cork();
        for (const message of messages) if (ws.readyState === ws.OPEN) ws.send(message);
        socket.uncork();
      },
      rewritten: contact => {
        const [, user = '', host = ''] = /sip:([^@]+)@([^;:>]+)/.exec(contact) ?? [];
        return `sip:${user}@${address};transport=ws;x-ast-orig-host=${host}`;
      },
      consultGone: callId => this.legs.get(callId)?.hangsUp(),
      close: code => ws.close(code),
      cut: () => ws.terminate(),
    };
    this.seats.push(seat);
    const { close } = ws;
    // What `ws` calls to answer a Close frame.
    ws.close = (...reason): void => (seat.saidGoodbye ? undefined : close.apply(ws, reason));
    ws.on('message', data => {
      if (Buffer.isBuffer(data)) this.#receive(data.toString('utf8'), seat);
    });
    ws.on('close', () => {
      this.seats.splice(this.seats.indexOf(seat), 1);
      // The contact goes at once; the calls stay.
      for (let i = this.bindings.length - 1; i >= 0; i--)
        if (this.bindings[i]?.seat === seat) this.bindings.splice(i, 1);
    });
  }

  #receive(message: string, seat: Seat): void {
    // A CRLF of the client is taken and not answered.
    if (message.trim() === '') return;
    this.heard.push(message);
    const leg = this.legs.get(field(message, 'Call-ID'));
    if (statusOf(message) > 0) {
      if (leg) leg.receive(message, seat);
      else this.answered.push(`${cseqOf(message).split(' ')[1]} ${statusOf(message)}`);
      return;
    }
    seat.spoke = true;
    if (methodOf(message) === 'CANCEL') return this.#cancelled(message, seat);
    if (leg && tagOf(field(message, 'To')) !== '') return leg.receive(message, seat);
    if (methodOf(message) === 'ACK') return;
    if (methodOf(message) === 'OPTIONS') return seat.send(answerTo(message, '200 OK', randomUUID()));
    // Of no dialog there is, such as a subscription from before the socket broke: that comes before the password.
    if (tagOf(field(message, 'To')) !== '' && this.beyond?.(message, seat) !== true)
      return seat.send(answerTo(message, '481 Call/Transaction Does Not Exist', 'x'));
    if (!this.#admits(message, seat)) return;
    if (methodOf(message) === 'REGISTER') return this.#register(message, seat);
    if (methodOf(message) === 'INVITE') return this.#invited(message, seat);
    if (this.beyond?.(message, seat) === true) return;
    if (methodOf(message) === 'MESSAGE') return seat.send(answerTo(message, '202 Accepted', randomUUID()));
    seat.send(answerTo(message, '404 Not Found', randomUUID()));
  }

  /** Digest (RFC 7616): each new request is challenged; an old nonce is stale. */
  #admits(message: string, seat: Seat): boolean {
    const user = userOf(field(message, 'From'));
    const password = this.passwords.get(user);
    if (password === undefined) {
      seat.send(answerTo(message, '403 Forbidden', randomUUID()));
      return false;
    }
    const given = field(message, 'Authorization');
    const value = (name: string): string => new RegExp(`[ ,]${name}="?([^",]*)`).exec(given)?.[1] ?? '';
    const algorithm = value('algorithm') || 'MD5';
    const hash = (text: string): string =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const known = this.#nonces.has(value('nonce'));
    const offered = this.algorithms.some(each => each === algorithm);
    const secret = hash(`${value('username')}:asterisk:${password}`);
    const request = hash(`${methodOf(message)}:${value('uri')}`);
    const expected = hash([secret, value('nonce'), value('nc'), value('cnonce'), 'auth', request].join(':'));
    if (given !== '' && known && offered && value('response') === expected) return true;
    const nonce = `${Date.now()}/${randomUUID().replaceAll('-', '')}`;
    this.#nonces.add(nonce);
    const stale = given !== '' && !known ? ',stale=true' : '';
    seat.send(
      answerTo(
        message,
        '401 Unauthorized',
        randomUUID(),
        this.algorithms.map(
          each =>
            `WWW-Authenticate: Digest realm="asterisk",nonce="${nonce}",opaque="2d8a6c0b",algorithm=${each},qop="auth"${stale}`,
        ),
      ),
    );
    return false;
  }

  #register(message: string, seat: Seat): void {
    const user = userOf(field(message, 'To'));
    const value = field(message, 'Contact');
    const contact = uriOf(value);
    const asked = Number(/;expires=(\d+)/.exec(value)?.[1] ?? field(message, 'Expires') ?? 120);
    const mine = this.bindings.filter(each => each.user === user);
    const again = mine.find(each => userOf(each.contact) === userOf(contact));
    const forget = (binding: Binding): void => void this.bindings.splice(this.bindings.indexOf(binding), 1);
    if (again) forget(again);
    if (asked === 0) return seat.send(answerTo(message, '200 OK', randomUUID()));
    if (!again && mine.length >= this.maxContacts) {
      if (!this.removeExisting) return seat.send(answerTo(message, '403 Forbidden', randomUUID()));
      // Silently: the phone that had it is told nothing.
      mine.forEach(forget);
    }
    const granted = Math.min(600, Math.max(30, asked));
    const binding = { user, contact, seat };
    this.bindings.push(binding);
    seat.send(
      answerTo(message, '200 OK', randomUUID(), [
        `Contact: <${contact}>;expires=${granted - 1}`,
        `Expires: ${granted}`,
        'Supported: path',
      ]),
      this.#outOfDialog('OPTIONS', binding, [], ''),
    );
    if (this.messagesWaiting === null) return;
    seat.send(
      this.#outOfDialog(
        'NOTIFY',
        binding,
        [
          'Event: message-summary',
          'Subscription-State: terminated',
          'Content-Type: application/simple-message-summary',
        ],
        this.messagesWaiting,
      ),
    );
  }

  #invited(message: string, seat: Seat): void {
    const called = userOf(message.slice(0, message.indexOf('\r\n')));
    const extension = dialPlan[called];
    const tag = randomUUID();
    const supported = field(message, 'Supported');
    if (this.require100rel && !supported.includes('100rel'))
      return seat.send(answerTo(message, '421 Extension Required', tag, ['Require: 100rel']));
    seat.send(answerTo(message, '100 Trying', tag));
    if (!extension) return seat.send(answerTo(message, '404 Not Found', tag));
    const leg = new Leg({
      seat,
      callId: field(message, 'Call-ID'),
      user: userOf(field(message, 'From')),
      local: `${field(message, 'To')};tag=${tag}`,
      remote: field(message, 'From'),
      target: seat.rewritten(field(message, 'Contact')),
      // By the leg: here the port of the web server.
      contact: `sip:127.0.0.1:${this.port};transport=ws`,
      extensions: new Set(Object.keys(dialPlan)),
    });
    if (extension.kind === 'final') {
      if (extension.early === true)
        seat.send(
          answerTo(
            message,
            '183 Session Progress',
            tag,
            ['Contact: <sip:127.0.0.1:18088;transport=ws>', 'Content-Type: application/sdp'],
            sdp(),
          ),
        );
      const reason = extension.reason === null ? [] : [`Reason: ${extension.reason}`];
      return seat.send(answerTo(message, extension.status, tag, reason));
    }
    this.legs.set(leg.callId, leg);
    leg.accepts(message);
    if (extension.kind === 'noCommonCodec') leg.hangsUp(16);
  }

  #cancelled(message: string, seat: Seat): void {
    seat.send(answerTo(message, '200 OK', randomUUID()));
    seat.send(
      answerTo(message.replace(/CSeq: (\d+) CANCEL/, 'CSeq: $1 INVITE'), '487 Request Terminated', 'c'),
    );
  }
}
