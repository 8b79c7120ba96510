/** SIP over WebSocket for the lab's own user agents (RFC 7118), with a certificate of the lab's trusted or not. */
import { EmitterImpl, TransportState, type Emitter, type Transport } from 'sip.js';
import type { Logger } from 'sip.js/lib/core/index.js';
import { WebSocket } from 'ws';

export interface WebTransportOptions {
  /** ws:// or wss:// URL. */
  server: string;
  /** PEM that a wss:// server must be signed by; without it, nobody new is trusted. */
  ca?: string;
}

export class WebTransport implements Transport {
  readonly protocol: string;
  readonly #options: WebTransportOptions;
  readonly #stateChange = new EmitterImpl<TransportState>();
  #socket: WebSocket | null = null;
  #state: TransportState = TransportState.Disconnected;
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  constructor(_logger: Logger, options: WebTransportOptions) {
    this.#options = options;
    this.protocol = new URL(options.server).protocol === 'wss:' ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  get stateChange(): Emitter<TransportState> {
    return this.#stateChange;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  async connect(): Promise<void> {
    this.#enter(TransportState.Connecting);
    const { server, ca } = this.#options;
    const socket = new WebSocket(server, 'sip', ca === undefined ? {} : { ca });
    this.#socket = socket;
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
    } catch (error) {
      this.#enter(TransportState.Disconnected);
      throw error;
    }
    socket.on('error', () => {}); // close follows
    socket.on('message', data => this.onMessage?.((data as Buffer).toString('utf8')));
    socket.once('close', () => {
      this.#enter(TransportState.Disconnected);
      this.onDisconnect?.(new Error('The socket was closed'));
    });
    this.#enter(TransportState.Connected);
    this.onConnect?.();
  }

  async disconnect(): Promise<void> {
    this.#socket?.removeAllListeners('close');
    this.#socket?.terminate();
    this.#enter(TransportState.Disconnected);
    this.onDisconnect?.();
  }

  async dispose(): Promise<void> {
    await this.disconnect();
  }

  async send(message: string): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) throw new Error('Not connected');
    this.#socket.send(message);
  }

  #enter(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChange.emit(state);
  }
}
