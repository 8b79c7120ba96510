/** The local API: HTTP and WebSocket on loopback, for a CRM or a script on this computer. See docs/local-api.md. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { CallView } from '../../shared/call/view.ts';
import { DisposableStore } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/ipc/contract.ts';
import type { Log } from '../app/log.ts';
import type { Telephony } from '../telephony/port.ts';
import { ApiGuard } from './api-guard.ts';

export interface LocalApiOptions {
  telephony: Telephony;
  /** As the agent's own dialling: with the record and the caller's card. */
  dial: (target: string, accountId: string | null) => Promise<string>;
  /** SHA-256 of the token; null when there is none. */
  fingerprint: () => string | null;
  now: () => number;
  log: Log;
}

/** Bytes of a request, and of a message of the WebSocket. */
const mostBytes = 4_096;
const mostListeners = 8;

const noBody = z.strictObject({});
const bodies = {
  dial: z.strictObject({ target: z.string().min(1).max(256), accountId: z.string().max(64).nullish() }),
  answer: noBody,
  hangUp: noBody,
  hold: z.strictObject({ hold: z.boolean() }),
  mute: z.strictObject({ muted: z.boolean() }),
} as const;

const statusOf: Partial<Record<ErrorCode, number>> = {
  barred: 403,
  badInput: 400,
  badNumber: 422,
  notFound: 404,
  wrongState: 409,
  noLine: 503,
  tooManyCalls: 409,
};

export class LocalApi {
  readonly #options: LocalApiOptions;
  readonly #guard: ApiGuard;
  readonly #ends = new DisposableStore();
  readonly #listeners = new Set<WebSocket>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: mostBytes, clientTracking: false });
  #server: Server | null = null;
  #port = 0;

  constructor(options: LocalApiOptions) {
    this.#options = options;
    this.#guard = new ApiGuard(options.now);
    const { telephony } = options;
    this.#ends.add(
      telephony.onCall((callId, view) =>
        this.#tell(view === null ? { type: 'gone', callId } : { type: 'call', call: callOf(view) }),
      ),
    );
    this.#ends.add(telephony.onLines(() => this.#tell({ type: 'lines', lines: this.#lines() })));
  }

  /** Port 0 takes any. False when somebody else has it. Returns once it listens. */
  async listen(port: number): Promise<boolean> {
    await this.close();
    const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 5_000 }, (request, response) => {
      void this.#serve(request, response);
    });
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    const listens = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!listens) return false;
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    this.#server = server;
    return true;
  }

  get port(): number {
    return this.#port;
  }

  /** Whoever holds an old token is cut off. */
  drop(): void {
    for (const socket of this.#listeners) socket.terminate();
  }

  async close(): Promise<void> {
    this.drop();
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>(resolve => server.close(() => resolve()));
  }

  dispose(): void {
    this.#ends.dispose();
    void this.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = this.#guard.refuse(request.headers, this.#port, this.#options.fingerprint());
    const answer =
      refused === null
        ? await this.#answer(request).catch((thrown: unknown) => this.#failure(thrown))
        : { status: refused.status, body: { error: { code: 'forbidden', message: refused.why } } };
    if (refused !== null) request.resume();
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(answer.status === 429 ? { 'retry-after': '60' } : {}),
      // A body that was not read would be taken for the next request.
      connection: 'close',
    });
    response.end(JSON.stringify(answer.body));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { telephony, dial } = this.#options;
    const route = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    if (route === 'GET /v1/calls') return done({ calls: telephony.calls.map(callOf) });
    if (route === 'GET /v1/lines') return done({ lines: this.#lines() });
    if (route === 'POST /v1/dial') {
      const { target, accountId } = await bodyOf(request, bodies.dial);
      return { status: 201, body: { callId: await dial(target, accountId ?? null) } };
    }
    const [, id = '', what = ''] =
      /^POST \/v1\/calls\/([\w-]{1,64})\/(answer|hangUp|hold|mute)$/.exec(route) ?? [];
    if (telephony.calls.every(call => call.id !== id))
      throw new HatifError('notFound', 'there is no such thing');
    switch (what) {
      case 'answer':
        await bodyOf(request, bodies.answer);
        await telephony.answer(id);
        break;
      case 'hangUp': {
        await bodyOf(request, bodies.hangUp);
        const call = telephony.calls.find(each => each.id === id);
        const rings = call?.phase === 'ringing' && call.direction === 'inbound';
        await (rings ? telephony.decline(id) : telephony.hangUp(id));
        break;
      }
      case 'hold':
        await telephony.setHold(id, (await bodyOf(request, bodies.hold)).hold);
        break;
      default:
        await telephony.setMuted(id, (await bodyOf(request, bodies.mute)).muted);
    }
    return done({});
  }

  #failure(thrown: unknown): { status: number; body: unknown } {
    if (!(thrown instanceof HatifError)) {
      this.#options.log.error('a request of the local API failed', thrown);
      return { status: 500, body: { error: { code: 'internal', message: 'it failed' } } };
    }
    const { code, message } = thrown;
    return { status: statusOf[code] ?? 500, body: { error: { code, message } } };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refused =
      this.#guard.refuse(request.headers, this.#port, this.#options.fingerprint()) ??
      (request.url === '/v1/events' ? null : { status: 404 }) ??
      (this.#listeners.size < mostListeners ? null : { status: 429 });
    if (refused !== null) {
      socket.end(`HTTP/1.1 ${refused.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, listener => {
      this.#listeners.add(listener);
      listener.on('error', () => listener.terminate());
      listener.on('close', () => this.#listeners.delete(listener));
      // Events go one way; who asks for something uses HTTP.
      listener.on('message', () => listener.close(1008));
      const { telephony } = this.#options;
      const now = { type: 'now', calls: telephony.calls.map(callOf), lines: this.#lines() };
      listener.send(JSON.stringify(now));
    });
  }

  #lines(): unknown[] {
    return this.#options.telephony.lines.map(({ accountId, name, state }) => ({ accountId, name, state }));
  }

  #tell(event: object): void {
    const text = JSON.stringify(event);
    for (const listener of this.#listeners) listener.send(text);
  }
}

const done = (body: unknown): { status: number; body: unknown } => ({ status: 200, body });

async function bodyOf<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > mostBytes) throw new HatifError('badInput', 'too long');
  }
  // A page can send any text without asking, but not JSON by its name.
  const type = request.headers['content-type'] ?? '';
  if (text !== '' && !/^application\/json\b/i.test(type)) throw new HatifError('badInput', 'JSON is needed');
  const json = parsed(text === '' ? '{}' : text);
  const read = schema.safeParse(json);
  if (!read.success) throw new HatifError('badInput', z.prettifyError(read.error).slice(0, 300));
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HatifError('badInput', 'this is no JSON');
  }
}

/** What a program may know of a call; what was said or noted is not its business. */
function callOf(call: CallView): object {
  const { id, accountId, direction, phase, remote, startedAt, answeredAt, endedAt, hold, muted, end } = call;
  return { id, accountId, direction, phase, remote, startedAt, answeredAt, endedAt, hold, muted, end };
}
