/**
 * A telephone exchange on loopback: SIP over WebSocket (RFC 7118) with a registrar and a proxy. Its users are given at the
 * start; nobody else is served, and nothing leaves the machine.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { RawData } from 'ws';
import type { Disposable } from '../../../shared/disposable.ts';
import { Digest } from './digest.ts';
import type { DigestAlgorithm } from './digest.ts';
import { LIMITS } from './limits.ts';
import { Location } from './location.ts';
import { all, header, parse, print, respond } from './message.ts';
import type { SipRequest } from './message.ts';
import { Proxy } from './proxy.ts';
import type { Connection } from './proxy.ts';
import { Registrar } from './registrar.ts';
import { TIMERS } from './transactions.ts';
import type { Timers } from './transactions.ts';

export interface ExchangeOptions {
  domain: string;
  /** User part and password of everyone who may register. */
  users: ReadonlyMap<string, string>;
  /** For numbers dialled the national way, digits only. */
  countryCode: string;
  /** 0 or absent: any free port. */
  port?: number;
  algorithm?: DigestAlgorithm;
  /** ms; 5 minutes. */
  nonceLife?: number;
  timers?: Timers;
  now?: () => number;
}

export interface Exchange {
  readonly port: number;
  readonly url: string;
  /** Told at each registration that was accepted, also when it is only refreshed. */
  onRegistered(listener: (user: string) => void): Disposable;
  close(): Promise<void>;
}

const NONCE_LIFE = 300_000;

export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: options.port ?? 0,
    maxPayload: LIMITS.frameBytes,
    verifyClient: isPhone,
    handleProtocols: () => 'sip',
    perMessageDeflate: false,
  });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const port = (server.address() as AddressInfo).port;
  const hostPort = `127.0.0.1:${String(port)}`;

  const now = options.now ?? Date.now;
  const { domain, users, countryCode } = options;
  const location = new Location<Connection>();
  const digest = new Digest({
    realm: domain,
    algorithm: options.algorithm ?? 'MD5',
    passwordOf: user => users.get(user) ?? null,
    nonceLife: options.nonceLife ?? NONCE_LIFE,
    now,
  });
  const registrar = new Registrar({ location, domain, now, newTag });
  const proxy = new Proxy({
    hostPort,
    domain,
    countryCode,
    timers: options.timers ?? TIMERS,
    digest,
    location,
    knows: user => users.has(user),
    now,
  });
  const listeners = new Set<(user: string) => void>();

  function register(connection: Connection, request: SipRequest): void {
    const results = all(request, 'authorization').map(sent =>
      digest.check(sent, request.method, request.uri),
    );
    const accepted = results.find(result => result.kind === 'accepted');
    if (!accepted) {
      const challenge = digest.challenge(results.some(result => result.kind === 'stale'));
      const headers = [header('WWW-Authenticate', challenge)];
      connection.send(respond(request, 401, 'Unauthorized', { toTag: newTag(), headers }));
      return;
    }
    const response = registrar.register(request, accepted.user, connection);
    if (response.status === 200) connection.user = accepted.user;
    connection.send(response);
    if (response.status === 200) for (const listener of listeners) listener(accepted.user);
  }

  function receive(socket: WebSocket, connection: Connection, data: RawData): void {
    const text = decode(data);
    if (text === null) return;
    // RFC 5626 4.4.1: a double CRLF asks whether we live, a single one says so.
    if (/^(?:\r\n)+$/.test(text)) return text.length >= 4 ? socket.send('\r\n') : undefined;
    const parsed = parse(text);
    if (parsed.kind === 'refuse')
      connection.send(respond(parsed.request, parsed.status, parsed.reason, { toTag: newTag() }));
    if (parsed.kind !== 'message') return;
    const { message } = parsed;
    if (message.kind === 'response') proxy.response(connection, message);
    else if (message.method === 'REGISTER') register(connection, message);
    else proxy.request(connection, message);
  }

  server.on('connection', socket => {
    if (server.clients.size > LIMITS.connections) return socket.close(1013);
    const connection: Connection = {
      user: null,
      send(message) {
        if (socket.readyState !== WebSocket.OPEN) return;
        if (socket.bufferedAmount > LIMITS.sendBuffer) socket.terminate();
        else socket.send(print(message));
      },
    };
    socket.on('error', () => {}); // 'close' follows and does the work
    socket.on('message', data => receive(socket, connection, data));
    socket.on('close', () => {
      location.drop(connection);
      proxy.closed(connection);
    });
  });

  return {
    port,
    url: `ws://${hostPort}`,
    onRegistered(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>(resolve => server.close(() => resolve()));
      proxy.dispose();
    },
  };
}

/** Web pages always send an Origin and phones do not: no page may talk to the exchange of the person who visits it. */
function isPhone({ req }: { req: IncomingMessage }): boolean {
  const protocols = req.headers['sec-websocket-protocol']?.split(',').map(name => name.trim()) ?? [];
  return req.headers.origin === undefined && protocols.includes('sip');
}

/** Text, or binary that is UTF-8 (RFC 7118 5 allows both); null for anything else. */
function decode(data: RawData): string | null {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function newTag(): string {
  return randomBytes(6).toString('hex');
}
