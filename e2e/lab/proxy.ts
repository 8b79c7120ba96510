/**
 * The network between the softphone and its server, at our command: a WebSocket proxy that can cut, hang, refuse,
 * and lose, repeat, delay or reorder single SIP messages.
 */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Certificate } from './certificate.ts';
import { FrameQueue, type Direction, type Rule } from './fate.ts';

export interface ProxyOptions {
  /** Where it listens on 127.0.0.1. */
  port: number;
  /** With a certificate it is a wss:// proxy, else ws://. */
  certificate?: Certificate;
  /** ws:// URL behind it. */
  upstream: string;
}

interface Link {
  client: WebSocket;
  server: WebSocket;
}

export class Proxy {
  readonly url: string;
  readonly #options: ProxyOptions;
  readonly #links = new Set<Link>();
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #door: TcpServer | null = null;
  #waiting: (() => void)[] = [];
  #rule: Rule = () => 'pass';
  #hung = false;
  #accepted = 0;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.url = `${options.certificate === undefined ? 'ws' : 'wss'}://127.0.0.1:${options.port}`;
  }

  /** Connections that got as far as a WebSocket, since the beginning. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Connections that live now. */
  get open(): number {
    return this.#links.size;
  }

  /** Listens; after `refuse()` it listens again. */
  async admit(): Promise<void> {
    const { certificate, port } = this.#options;
    const http = certificate === undefined ? createHttpServer() : createHttpsServer(certificate);
    const sip = new WebSocketServer({ server: http, handleProtocols: () => 'sip', maxPayload: 1 << 20 });
    sip.on('connection', client => this.#join(client));
    // The TCP connection is taken here and handed on, so that a hung network can let even the TLS greeting wait.
    const door = createServer(socket => {
      this.#sockets.add(socket);
      socket.on('error', () => {}); // cut by us or by the other side
      socket.once('close', () => this.#sockets.delete(socket));
      const letIn = () => void http.emit('connection', socket);
      if (this.#hung) this.#waiting.push(letIn);
      else letIn();
    });
    await new Promise<void>((resolve, reject) => {
      door.once('error', reject);
      door.listen(port, '127.0.0.1', resolve);
    });
    this.#door = door;
  }

  /** Nobody listens any more: connections are cut and new ones refused. */
  async refuse(): Promise<void> {
    const door = this.#door;
    this.#door = null;
    if (door === null) return;
    const closed = new Promise<void>(resolve => door.close(() => resolve()));
    this.cut();
    await closed;
  }

  /** Breaks every connection at once, without a WebSocket close; new ones are welcome. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.terminate();
      server.terminate();
    }
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on nothing passes and nothing breaks, as with a cable pulled behind the next switch. */
  hang(): void {
    this.#hung = true;
    for (const link of this.#links) for (const end of [link.client, link.server]) end.pause();
  }

  /** The cable is back: what waited is delivered. */
  recover(): void {
    this.#hung = false;
    for (const link of this.#links) for (const end of [link.client, link.server]) end.resume();
    for (const letIn of this.#waiting.splice(0)) letIn();
  }

  /** Speaks over every frame from now on. */
  rule(rule: Rule): void {
    this.#rule = rule;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.refuse();
  }

  #join(client: WebSocket): void {
    this.#accepted++;
    const server = new WebSocket(this.#options.upstream, 'sip');
    const link = { client, server };
    this.#links.add(link);
    client.on('error', () => {});
    server.on('error', () => {}); // close follows
    const early: string[] = [];
    const toServer = this.#carry('toServer', server);
    client.on('message', data => {
      const text = asText(data);
      if (server.readyState === WebSocket.CONNECTING) early.push(text);
      else toServer(text);
    });
    server.once('open', () => early.splice(0).forEach(toServer));
    const toClient = this.#carry('toClient', client);
    server.on('message', data => toClient(asText(data)));
    client.once('close', () => {
      this.#links.delete(link);
      server.terminate();
    });
    server.once('close', () => client.terminate());
  }

  #carry(direction: Direction, to: WebSocket): (text: string) => void {
    const queue = new FrameQueue();
    const deliver = (text: string) => {
      if (to.readyState === WebSocket.OPEN) to.send(text);
    };
    return text => {
      for (const delivery of queue.arrive(text, this.#rule({ direction, text }))) {
        if (delivery.lateMs === 0) deliver(delivery.text);
        else this.#later(delivery.lateMs, () => deliver(delivery.text));
      }
    };
  }

  #later(ms: number, what: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, ms);
    this.#timers.add(timer);
  }
}

const asText = (data: WebSocket.RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');
