/** The lab's own phone: SIP.js, over any transport and with any media. It hears exactly, and obeys at once. */
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
  type UserAgentOptions,
} from 'sip.js';
import type { IncomingResponse } from 'sip.js/lib/core/index.js';
import { isTone, type Heard } from './audio.ts';
import type { HoldOptions, PhoneMedia } from './phoneMedia.ts';
import { inTime, until } from '../support/until.ts';

export interface SipPhoneOptions {
  user: string;
  password: string;
  domain: string;
  /** Once for each call. */
  media: () => PhoneMedia;
  /** How SIP travels: to SIP.js a constructor and what it is given. */
  transport: Pick<UserAgentOptions, 'transportConstructor' | 'transportOptions'>;
  /** Where requests of a dialog find the phone; a WebSocket phone has no such place (RFC 7118 section 5). */
  contact?: string;
}

export class SipPhone {
  readonly uri: string;
  readonly #agent: UserAgent;
  readonly #registerer: Registerer;
  #session: Session | null = null;
  #media: PhoneMedia | null = null;
  #rejectedWith: number | null = null;

  constructor(options: SipPhoneOptions) {
    const { user, password, domain, media, transport, contact } = options;
    this.uri = `sip:${user}@${domain}`;
    this.#agent = new UserAgent({
      uri: address(this.uri),
      authorizationUsername: user,
      authorizationPassword: password,
      ...transport,
      forceRport: true,
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: () => (this.#media = media()),
      delegate: { onInvite: invitation => this.#ring(invitation) },
    });
    if (contact !== undefined) this.#agent.contact.uri = address(contact);
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

  /** Where the other side wants requests of this call to go. */
  get peerContact(): string {
    return this.#session?.dialog?.remoteTarget.toString() ?? '';
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

  async hold(): Promise<void> {
    await this.#reinvite({ hold: true });
  }

  async resume(): Promise<void> {
    await this.#reinvite({ hold: false });
  }

  /** Keys that came as RTP events in the newest call; a WebRTC phone of the lab hears none. */
  get digits(): string {
    return this.#media?.digits ?? '';
  }

  /** Since when no sound has come in the newest call, ms; without end before there is one. */
  get silentFor(): number {
    return this.#media?.ear.silentFor ?? Infinity;
  }

  /** Waits until for a whole second no sound has come, only silence or no packets at all. */
  async hearsNothing(): Promise<void> {
    await until(`${this.uri} hears nothing`, () => this.#media === null || this.#media.ear.silentFor > 1000);
  }

  async hears(hertz: number): Promise<void> {
    await this.hearsSound(`${hertz} Hz`, heard => isTone(heard, hertz));
  }

  /** Waits until the last half second is as `probe` wants it, and still going on. */
  async hearsSound(what: string, probe: (heard: Heard) => boolean): Promise<void> {
    const look = () =>
      this.#media !== null && this.#media.ear.silentFor < 100 && probe(this.#media.ear.heard);
    const seen = () => `a level of ${this.#media?.ear.heard.level.toFixed(3) ?? 'nothing'}`;
    await until(`${this.uri} hears ${what}`, look, { seen });
  }

  /** Leaves without ceremony: the socket is closed, and the registrar forgets what came over it. */
  async stop(): Promise<void> {
    if (this.#session?.state !== SessionState.Terminated) this.#media?.close();
    await this.#agent.transport.dispose();
  }

  async #reinvite(options: HoldOptions): Promise<void> {
    const session = this.#session;
    if (session === null) throw new Error(`${this.uri} has no call`);
    const answered = new Promise<void>((resolve, reject) => {
      const requestDelegate = {
        onAccept: () => resolve(),
        onReject: ({ message }: IncomingResponse) => reject(new Error(`Refused with ${message.statusCode}`)),
      };
      session.invite({ requestDelegate, sessionDescriptionHandlerOptions: options }).catch(reject);
    });
    await inTime(`an answer to the re-INVITE of ${this.uri}`, answered);
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
