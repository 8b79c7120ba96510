/** A softphone without a window: SIP.js over WebSocket, DTLS-SRTP by werift. The lab's own peer and its own check. */
import {
  Inviter,
  Registerer,
  RegistererState,
  SessionState,
  UserAgent,
  UserAgentState,
  type Invitation,
  type Session,
  type URI,
} from 'sip.js';
import type { IncomingResponse } from 'sip.js/lib/core/index.js';
import { isTone } from './audio.ts';
import { inTime, until } from '../support/until.ts';
import { WebMedia } from './webMedia.ts';
import { WebTransport, type WebTransportOptions } from './webTransport.ts';

export interface WebPhoneOptions extends WebTransportOptions {
  user: string;
  password: string;
  domain: string;
  tone: { hertz: number; amplitude: number };
}

export class WebPhone {
  readonly uri: string;
  readonly #agent: UserAgent;
  readonly #tone: { hertz: number; amplitude: number };
  readonly #registerer: Registerer;
  #session: Session | null = null;
  #media: WebMedia | null = null;
  #rejectedWith: number | null = null;

  constructor(options: WebPhoneOptions) {
    const { user, password, domain, tone, ...transportOptions } = options;
    this.uri = `sip:${user}@${domain}`;
    this.#tone = tone;
    this.#agent = new UserAgent({
      uri: address(this.uri),
      authorizationUsername: user,
      authorizationPassword: password,
      transportConstructor: WebTransport,
      transportOptions,
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: () => (this.#media = new WebMedia(this.#tone)),
      delegate: { onInvite: invitation => this.#ring(invitation) },
    });
    this.#registerer = new Registerer(this.#agent);
  }

  /** Connects, for the first time or again; rejects with the socket's own error. */
  async connect(): Promise<void> {
    const again = this.#agent.state === UserAgentState.Started;
    await (again ? this.#agent.reconnect() : this.#agent.start());
  }

  /** Registers and returns the final status: 200, or what the registrar said instead. */
  async register(): Promise<number> {
    const status = new Promise<number>((resolve, reject) => {
      const requestDelegate = {
        onAccept: () => resolve(200),
        onReject: ({ message }: IncomingResponse) => resolve(message.statusCode ?? 0),
      };
      this.#registerer.register({ requestDelegate }).catch(reject);
    });
    return inTime(`an answer to REGISTER of ${this.uri}`, status);
  }

  get registered(): boolean {
    return this.#registerer.state === RegistererState.Registered;
  }

  get connected(): boolean {
    return this.#agent.isConnected();
  }

  get established(): boolean {
    return this.#session?.state === SessionState.Established;
  }

  get ringing(): boolean {
    return this.#session?.state === SessionState.Initial;
  }

  /** Status that refused our last call, null when none did. */
  get rejectedWith(): number | null {
    return this.#rejectedWith;
  }

  async dial(target: string): Promise<void> {
    const inviter = new Inviter(this.#agent, address(target));
    this.#session = inviter;
    this.#rejectedWith = null;
    await inviter.invite({
      requestDelegate: { onReject: ({ message }) => void (this.#rejectedWith = message.statusCode ?? 0) },
    });
  }

  async answer(): Promise<void> {
    const invitation = this.#session as Invitation | null;
    await invitation?.accept();
  }

  async hangUp(): Promise<void> {
    await this.#session?.bye();
  }

  /** Waits until for a whole second no sound has come, only silence or no packets at all. */
  async hearsNothing(): Promise<void> {
    const silentFor = () => Date.now() - (this.#media?.soundAt ?? 0);
    await until(`${this.uri} hears nothing`, () => silentFor() > 1000);
  }

  async hears(hertz: number): Promise<void> {
    await until(
      `${this.uri} hears ${hertz} Hz`,
      () =>
        this.#media !== null && Date.now() - this.#media.soundAt < 100 && isTone(this.#media.heard, hertz),
      { seen: () => `a level of ${this.#media?.heard.level.toFixed(3) ?? 'nothing'}` },
    );
  }

  /** Leaves without ceremony: the socket is closed, and the registrar forgets what came over it. */
  async stop(): Promise<void> {
    this.#media?.close();
    await this.#agent.transport.dispose();
  }

  #ring(invitation: Invitation): void {
    this.#session = invitation;
  }
}

function address(text: string): URI {
  const uri = UserAgent.makeURI(text);
  if (uri === undefined) throw new Error(`Not a SIP address: ${text}`);
  return uri;
}
