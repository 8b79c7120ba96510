/**
 * A small phone exchange on loopback: registrar with digest, and a proxy between the sockets of those who registered. It
 * does nothing by itself that a test cannot see or forbid.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What a test does with a message that came in: undefined lets the exchange go on, null drops it, text is sent back. */
export type Script = (message: string, from: Connection) => string | null | undefined;

export interface Connection {
  id: number;
  socket: WebSocket;
  /** Users registered over it. */
  users: Set<string>;
  send(message: string): void;
}

export class Exchange {
  /** First line and Call-ID of everything that came in. */
  readonly heard: string[] = [];
  readonly connections = new Map<number, Connection>();
  /** User to connection, by address of record and by contact user. */
  readonly bindings = new Map<string, Connection>();
  passwords: Record<string, string> = {};
  script: Script | null = null;
  realm = 'exchange.test';
  /** Seconds granted. */
  grants = 600;
  readonly #server: WebSocketServer;
  readonly #nonce = randomUUID();
  #count = 0;
  #tls: TlsServer | null = null;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', socket => this.#connected(socket));
  }

  static async open(port = 0): Promise<Exchange> {
    const server = new WebSocketServer({ host: '127.0.0.1', port, handleProtocols });
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
    return new Exchange(server);
  }

  /** Behind TLS; reached as wss://localhost. */
  static async openSecure(certificate: { key: string; cert: string }): Promise<Exchange> {
    const tls = createServer(certificate);
    const exchange = new Exchange(new WebSocketServer({ server: tls, handleProtocols }));
    exchange.#tls = tls;
    await new Promise<void>(resolve => tls.listen(0, 'localhost', resolve));
    return exchange;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return this.#tls ? `wss://localhost:${this.port}/ws` : `ws://127.0.0.1:${this.port}/ws`;
  }

  count(method: string): number {
    return this.heard.filter(line => line.startsWith(`${method} `)).length;
  }

  connectionOf(user: string): Connection {
    const connection = this.bindings.get(user);
    if (!connection) throw new Error(`${user} is not registered`);
    return connection;
  }

  /** Stops reading what `user` sends, PING included, as a half-open socket would. */
  freeze(user: string): void {
    this.connectionOf(user).socket.pause();
  }

  /** Cuts the socket of `user` without a word. */
  cut(user: string): void {
    this.connectionOf(user).socket.terminate();
  }

  async close(): Promise<void> {
    for (const { socket } of this.connections.values()) socket.terminate();
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
    this.#tls?.closeAllConnections();
    this.#tls?.close();
  }

  #connected(socket: WebSocket): void {
    const id = ++this.#count;
    const connection: Connection = {
      id,
      socket,
      users: new Set(),
      send: message => socket.send(message),
    };
    this.connections.set(id, connection);
    socket.on('message', data => {
      if (Buffer.isBuffer(data)) this.#receive(data.toString('utf8'), connection);
    });
    socket.on('close', () => {
      this.connections.delete(id);
      for (const [user, bound] of this.bindings) if (bound === connection) this.bindings.delete(user);
    });
  }

  #receive(message: string, from: Connection): void {
    if (message.trim() === '') return;
    this.heard.push(message.slice(0, message.indexOf('\r\n')));
    const scripted = this.script?.(message, from);
    if (scripted === null) return;
    if (scripted !== undefined) return from.send(scripted);
    if (message.startsWith('SIP/2.0 ')) return this.#forwardResponse(message);
    const method = message.slice(0, message.indexOf(' '));
    if (method === 'REGISTER') return this.#register(message, from);
    if (method === 'OPTIONS') return from.send(respond(message, 200, 'OK'));
    this.#forwardRequest(message, from);
  }

  #register(message: string, from: Connection): void {
    const user = /^To:.*?sip:([^@]+)@/im.exec(message)?.[1] ?? '';
    const password = this.passwords[user];
    if (password !== undefined && !this.#authorised(message, password)) {
      from.send(
        respond(message, 401, 'Unauthorized', [
          `WWW-Authenticate: Digest realm="${this.realm}", nonce="${this.#nonce}", algorithm=MD5, qop="auth"`,
        ]),
      );
      return;
    }
    const contact = /^Contact: <([^>]+)>.*?;expires=(\d+)/im.exec(message);
    const contactUser = /sip:([^@]+)@/.exec(contact?.[1] ?? '')?.[1] ?? '';
    if (contact?.[2] === '0') {
      this.bindings.delete(user);
      this.bindings.delete(contactUser);
      from.users.delete(user);
      from.send(respond(message, 200, 'OK'));
      return;
    }
    // A question what is bound (RFC 3261 10.2.3).
    if (contact === null) return from.send(respond(message, 200, 'OK'));
    this.bindings.set(user, from);
    this.bindings.set(contactUser, from);
    from.users.add(user);
    from.send(respond(message, 200, 'OK', [`Contact: <${contact?.[1]}>;expires=${this.grants}`]));
  }

  #authorised(message: string, password: string): boolean {
    const field = (name: string): string =>
      new RegExp(`^Authorization:.*?\\b${name}="?([^",\r\n]+)`, 'im').exec(message)?.[1] ?? '';
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    if (field('nonce') !== this.#nonce) return false;
    const user = md5(`${field('username')}:${this.realm}:${password}`);
    const request = md5(`REGISTER:${field('uri')}`);
    const expected = md5([user, this.#nonce, field('nc'), field('cnonce'), 'auth', request].join(':'));
    return field('response') === expected;
  }

  #forwardRequest(message: string, from: Connection): void {
    const user = /^\S+ sip:([^@\s]+)@/.exec(message)?.[1] ?? '';
    const to = this.bindings.get(user);
    const ack = message.startsWith('ACK ');
    if (!to) {
      if (!ack) from.send(respond(message, 404, 'Not Found'));
      return;
    }
    const branch = /^Via:.*?;branch=([^;\s]+)/im.exec(message)?.[1] ?? '';
    const via = `Via: SIP/2.0/WS exchange.invalid;branch=${branch}x;flow=${from.id}`;
    to.send(message.replace('\r\n', `\r\n${via}\r\n`));
  }

  #forwardResponse(message: string): void {
    const flow = Number(/^Via:.*?;flow=(\d+)/im.exec(message)?.[1] ?? 0);
    this.connections.get(flow)?.send(message.replace(/^Via:[^\r\n]*;flow=\d+[^\r\n]*\r\n/im, ''));
  }
}

function handleProtocols(protocols: Set<string>): string | false {
  return protocols.has('sip') ? 'sip' : false;
}

/** A complete response to `request`. */
export function respond(request: string, status: number, phrase: string, headers: string[] = []): string {
  const lines = request.slice(0, request.indexOf('\r\n\r\n')).split('\r\n');
  const named = (name: string): string[] =>
    lines.filter(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  const to = named('To')[0] ?? '';
  return [
    `SIP/2.0 ${status} ${phrase}`,
    ...named('Via'),
    /;\s*tag=/i.test(to) ? to : `${to};tag=exchange`,
    ...named('From'),
    ...named('Call-ID'),
    ...named('CSeq'),
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
