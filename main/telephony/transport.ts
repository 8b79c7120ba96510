/**
 * SIP over WebSocket (RFC 7118) for SIP.js: our socket, our guard before its parser, our errors. It never reconnects by
 * itself; the line decides when.
 *
 *   Disconnected ── connect() ──> Connecting ── open ──> Connected ── disconnect() ──> Disconnecting
 *        ^ <──────── failed ──────────┘                      │ lost                         │
 *        └───────────────────────────────────────────────────┴──────────── closed, ½ s ─────┘
 */
import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import { WebSocket, type ClientOptions } from 'ws';
import type { Disposable } from '../../shared/disposable.ts';
import type { Guard, HeaderScan } from '../../shared/sip/port.ts';
import type { Clock } from './clock.ts';
import { LastAcks } from './last-acks.ts';
import { messageOf, type Log } from './log.ts';
import { RequestsInFlight } from './requests-in-flight.ts';
import { checkServerUrl } from './server-url.ts';
import { faultOfError, faultOfHttp, type SocketFault } from './socket-fault.ts';

export interface SocketTransportOptions {
  /** Asked anew for each connection. */
  server(): string;
  guard: Guard;
  clock: Clock;
  log: Log;
  /** Before SIP.js parses the message. */
  onScan(scan: HeaderScan): void;
  /** Anything came in, a PONG included. */
  onHeard(): void;
  onConnectFailed(fault: SocketFault): void;
  /** The socket broke, or was cut. Not called after disconnect(). */
  onLost(fault: SocketFault): void;
  /** Every SIP message as it is on the wire, before the guard. */
  onWire?: (direction: 'in' | 'out', text: string) => void;
  /** More roots, for servers with a private certificate authority. PEM. */
  ca?: string;
}

const limits = {
  /** Bytes of one frame; pjsip's own limit is 65,535. */
  maxPayload: 131_072,
  /** Milliseconds for DNS, TCP, TLS and the upgrade. */
  handshake: 10_000,
  /** Milliseconds that a close may take before the socket is cut: some servers never answer a Close frame. */
  close: 500,
} as const;

export class SocketTransport implements Transport {
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #options: SocketTransportOptions;
  readonly #inFlight = new RequestsInFlight();
  readonly #acks = new LastAcks();
  #server: string;
  #state = TransportState.Disconnected;
  #socket: WebSocket | null = null;
  #opening: Disposable | null = null;
  #closing: Disposable | null = null;

  constructor(options: SocketTransportOptions) {
    this.#options = options;
    this.#server = options.server();
  }

  /** For Via (RFC 7118 section 5.1). */
  get protocol(): string {
    return this.#server.trim().toLowerCase().startsWith('ws:') ? 'WS' : 'WSS';
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** Rejects when it fails; the fault has been told by then. */
  connect(): Promise<void> {
    if (this.#state === TransportState.Connected) return Promise.resolve();
    this.#server = this.#options.server();
    const checked = checkServerUrl(this.#server);
    if ('fault' in checked) {
      this.#options.onConnectFailed({ fault: checked.fault, detail: null });
      return Promise.reject(new Error(checked.fault));
    }
    this.#drop();
    this.#become(TransportState.Connecting);
    return new Promise((resolve, reject) => {
      this.#open(checked.url, resolve, reject);
    });
  }

  async disconnect(): Promise<void> {
    const socket = this.#socket;
    if (!socket || this.#state === TransportState.Disconnected) return;
    const wasConnected = this.#state === TransportState.Connected;
    this.#become(TransportState.Disconnecting);
    await new Promise<void>(resolve => {
      socket.once('close', () => resolve());
      this.#closing = this.#options.clock.after(limits.close, () => socket.terminate());
      socket.close(1000);
    });
    if (this.#socket !== socket) return;
    this.#drop();
    this.#become(TransportState.Disconnected);
    if (wasConnected) this.onDisconnect?.();
  }

  /** Cuts the socket now, as if it had broken. */
  cut(fault: SocketFault): void {
    const socket = this.#socket;
    if (!socket) return;
    if (this.#state === TransportState.Connected) this.#lost(fault);
    else this.#abandon();
  }

  dispose(): Promise<void> {
    this.#abandon();
    this.onConnect = this.onDisconnect = this.onMessage = undefined;
    this.stateChange.removeAllListeners();
    return Promise.resolve();
  }

  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (!socket || this.#state !== TransportState.Connected)
      return Promise.reject(new Error('Not connected.'));
    this.#inFlight.sent(message);
    this.#acks.sent(message);
    this.#options.onWire?.('out', message);
    return new Promise((resolve, reject) => {
      socket.send(message, error => (error ? reject(error) : resolve()));
    });
  }

  /** On a new socket: the ACK that may have died with the old one. */
  acknowledgeAgain(callId: string): void {
    const ack = this.#acks.of(callId);
    if (ack !== null && this.isConnected()) this.#reply(ack);
  }

  ping(): void {
    if (this.#state === TransportState.Connected) this.#socket?.ping();
  }

  #open(url: string, resolve: () => void, reject: (error: Error) => void): void {
    const { host } = new URL(url);
    const options: ClientOptions = {
      maxPayload: limits.maxPayload,
      perMessageDeflate: false,
      followRedirects: false,
      // SIP.js finishes an ACK in microtasks. Two frames of one segment in one tick would make it refuse the re-INVITE
      // that follows the ACK.
      allowSynchronousEvents: false,
      ...(this.#options.ca === undefined ? {} : { ca: this.#options.ca }),
    };
    const socket = new WebSocket(url, 'sip', options);
    this.#socket = socket;
    // The time-out of `ws` starts anew when TLS begins, and again for the upgrade.
    this.#opening?.dispose();
    this.#opening = this.#options.clock.after(limits.handshake, () =>
      failed({ fault: 'timeout', detail: host }),
    );
    const mine = (): boolean => this.#socket === socket;
    const failed = (fault: SocketFault): void => {
      if (mine() && this.#state === TransportState.Connecting) {
        this.#drop();
        this.#become(TransportState.Disconnected);
        this.#options.onConnectFailed(fault);
      }
      reject(new Error(fault.fault));
    };

    socket.on('open', () => {
      if (!mine()) return;
      this.#opening?.dispose();
      this.#become(TransportState.Connected);
      this.onConnect?.();
      resolve();
    });
    socket.on('unexpected-response', (request, response) => {
      response.resume();
      request.destroy();
      failed(faultOfHttp(response.statusCode ?? 0));
    });
    socket.on('error', error => {
      const fault = faultOfError(error, host);
      if (mine() && this.#state === TransportState.Connected) this.#lost(fault);
      else failed(fault);
    });
    socket.on('close', (code, reason) => {
      const text = messageOf(reason.toString('utf8'));
      const fault: SocketFault = { fault: 'lost', detail: text ? `${code} ${text}` : String(code) };
      if (mine() && this.#state === TransportState.Connected) this.#lost(fault);
      else failed(fault);
    });
    socket.on('message', (data, isBinary) => {
      if (!mine() || !Buffer.isBuffer(data)) return;
      this.#receive(isBinary ? data : data.toString('utf8'));
    });
    socket.on('pong', () => {
      if (mine()) this.#options.onHeard();
    });
  }

  #receive(frame: string | Uint8Array): void {
    const { log } = this.#options;
    this.#options.onHeard();
    this.#options.onWire?.('in', typeof frame === 'string' ? frame : Buffer.from(frame).toString('utf8'));
    const verdict = this.#options.guard(frame);
    switch (verdict.kind) {
      case 'pass':
        this.#inFlight.received(verdict.scan, verdict.text);
        return this.#deliver(verdict.text, verdict.scan);
      case 'answer':
        log('info', 'A SIP message was answered before it was parsed', { reason: verdict.reason });
        return this.#reply(verdict.response);
      case 'drop':
        log('info', 'A SIP message was dropped', { reason: verdict.reason });
        return;
      case 'keepAlive':
        if (verdict.pong !== null) this.#reply(verdict.pong);
    }
  }

  /** What is thrown on the way through SIP.js would freeze the receiver of the socket, and every call with it. */
  #deliver(text: string, scan: HeaderScan | null = null): void {
    try {
      if (scan) this.#options.onScan(scan);
      this.onMessage?.(text);
    } catch (thrown) {
      this.#options.log('warn', 'A SIP message was too much for the stack', { error: messageOf(thrown) });
    }
  }

  #reply(text: string): void {
    this.#options.onWire?.('out', text);
    this.#socket?.send(text, error => {
      if (error) this.#options.log('debug', 'A reply could not be sent', { error: messageOf(error) });
    });
  }

  #lost(fault: SocketFault): void {
    this.#drop();
    this.#become(TransportState.Disconnected);
    this.#options.onLost(fault);
    this.onDisconnect?.(new Error(fault.fault));
    // RFC 3261 8.1.3.1: for the requests under way a transport failure is a 503. Without it SIP.js would keep a
    // re-INVITE open for 32 s and refuse the one that saves the call.
    for (const response of this.#inFlight.failAll()) this.#deliver(response);
  }

  #abandon(): void {
    const wasConnected = this.#state === TransportState.Connected;
    this.#drop();
    if (this.#state === TransportState.Disconnected) return;
    this.#become(TransportState.Disconnected);
    if (wasConnected) this.onDisconnect?.(new Error('closed'));
  }

  /** Lets go of the socket; what it still says is not heard. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#opening?.dispose();
    this.#opening = null;
    this.#closing?.dispose();
    this.#closing = null;
    if (!socket) return;
    // An error after this moment has nobody to tell, and would end the process untold.
    socket.on('error', () => undefined);
    socket.terminate();
  }

  #become(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.stateChange.emit(state);
  }
}
