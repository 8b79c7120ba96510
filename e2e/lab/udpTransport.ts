/** SIP over UDP for the lab's plain phone (RFC 3261 section 18); on loopback nothing is lost and nothing sent twice. */
import { createSocket, type Socket } from 'node:dgram';
import { EmitterImpl, TransportState, type Emitter, type Transport } from 'sip.js';
import type { Logger } from 'sip.js/lib/core/index.js';

export interface UdpTransportOptions {
  /** Our own port on 127.0.0.1, and the proxy's. */
  port: number;
  proxyPort: number;
}

export class UdpTransport implements Transport {
  readonly protocol = 'UDP';
  readonly #options: UdpTransportOptions;
  readonly #stateChange = new EmitterImpl<TransportState>();
  #socket: Socket | null = null;
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  constructor(_logger: Logger, options: UdpTransportOptions) {
    this.#options = options;
  }

  get state(): TransportState {
    return this.#socket === null ? TransportState.Disconnected : TransportState.Connected;
  }

  get stateChange(): Emitter<TransportState> {
    return this.#stateChange;
  }

  isConnected(): boolean {
    return this.#socket !== null;
  }

  async connect(): Promise<void> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(this.#options.port, '127.0.0.1', resolve);
    });
    socket.on('message', message => this.onMessage?.(message.toString('utf8')));
    this.#socket = socket;
    this.#stateChange.emit(TransportState.Connecting);
    this.#stateChange.emit(TransportState.Connected);
    this.onConnect?.();
  }

  async disconnect(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    await new Promise<void>(resolve => socket.close(resolve));
    this.#stateChange.emit(TransportState.Disconnected);
    this.onDisconnect?.();
  }

  async dispose(): Promise<void> {
    await this.disconnect();
  }

  async send(message: string): Promise<void> {
    this.#socket?.send(message, this.#options.proxyPort, '127.0.0.1');
  }
}
