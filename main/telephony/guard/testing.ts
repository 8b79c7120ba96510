/** A stock SIP.js user agent on a transport that is an array: what one message does to it, and what it says in return. */
import { TransportState, URI, UserAgent, type Transport, type UserAgentOptions } from 'sip.js';

type StateListener = (state: TransportState) => void;

class ArrayTransport implements Transport {
  state = TransportState.Disconnected;
  readonly protocol = 'WSS';
  readonly sent: string[] = [];
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly #listeners = new Set<StateListener>();
  readonly stateChange = {
    addListener: (listener: StateListener): void => void this.#listeners.add(listener),
    removeListener: (listener: StateListener): void => void this.#listeners.delete(listener),
    on: (listener: StateListener): void => void this.#listeners.add(listener),
    off: (listener: StateListener): void => void this.#listeners.delete(listener),
    once: (listener: StateListener): void => void this.#listeners.add(listener),
  };

  async connect(): Promise<void> {
    this.state = TransportState.Connected;
    for (const listener of this.#listeners) listener(this.state);
    this.onConnect?.();
    return Promise.resolve();
  }

  async disconnect(): Promise<void> {
    this.state = TransportState.Disconnected;
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    return this.disconnect();
  }

  isConnected(): boolean {
    return this.state === TransportState.Connected;
  }

  async send(message: string): Promise<void> {
    this.sent.push(message);
    return Promise.resolve();
  }
}

export interface BareAgent {
  userAgent: UserAgent;
  /** Everything it sent, oldest first. */
  sent: readonly string[];
  /** Hands one message to SIP.js, as a socket would. Throws what SIP.js throws. */
  receive(text: string): void;
  stop(): Promise<void>;
}

/** Declines every call with 486. `user`: the user part that it takes for its own. */
export async function startBareAgent(
  user: string | undefined,
  options: UserAgentOptions = {},
): Promise<BareAgent> {
  const uri =
    user === undefined ? UserAgent.makeURI('sip:pbx.example.org') : new URI('sip', user, 'pbx.example.org');
  if (uri === undefined) throw new Error('SIP.js cannot read a plain URI.');
  const userAgent = new UserAgent({
    uri,
    viaHost: 'agent.invalid',
    logBuiltinEnabled: false,
    transportConstructor: ArrayTransport,
    delegate: { onInvite: call => void call.reject({ statusCode: 486 }).catch(() => undefined) },
    ...options,
  });
  await userAgent.start();
  const transport = userAgent.transport;
  if (!(transport instanceof ArrayTransport)) throw new Error('SIP.js made another transport.');
  return {
    userAgent,
    sent: transport.sent,
    receive: text => transport.onMessage?.(text),
    stop: () => userAgent.stop(),
  };
}
