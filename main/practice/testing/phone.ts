/** A plain SIP telephone for tests: SIP.js for the talk, the same werift media as the customers, and a tone for a voice. */
import { Inviter, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';
import type { Core, Invitation, Referral, Session } from 'sip.js';
import { WebSocket } from 'ws';
import { Ear } from '../media/ear.ts';
import { FRAME, codeOf } from '../media/g711.ts';
import { Mouth } from '../media/mouth.ts';
import { Peer } from '../media/peer.ts';

Object.assign(globalThis, { WebSocket });

export interface PhoneOptions {
  server: string;
  domain: string;
  user: string;
  password: string;
}

/** Half a second of 440 Hz at half of full scale. */
export const TONE = Uint8Array.from({ length: 25 * FRAME }, (_, index) =>
  codeOf(Math.round(16_000 * Math.sin((2 * Math.PI * 440 * index) / 8_000))),
);

export class Phone {
  readonly ear = new Ear();
  readonly mouth = new Mouth();
  readonly invitations: Invitation[] = [];
  readonly referrals: Referral[] = [];
  readonly agent: UserAgent;
  /** Keys heard. */
  keys = '';
  held = false;
  connected = 0;
  /** Status of the latest call: provisional, then final. */
  status: number | null = null;
  readonly #registerer: Registerer;
  readonly #domain: string;
  readonly #peers = new Map<Session, Peer>();

  constructor(options: PhoneOptions) {
    this.#domain = options.domain;
    const uri = UserAgent.makeURI(`sip:${options.user}@${options.domain}`);
    if (!uri) throw new Error('bad address');
    this.agent = new UserAgent({
      uri,
      authorizationUsername: options.user,
      authorizationPassword: options.password,
      transportOptions: { server: options.server },
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: session => this.#peer(session),
      delegate: {
        onInvite: invitation => {
          this.follow(invitation);
          this.invitations.push(invitation);
        },
      },
    });
    this.#registerer = new Registerer(this.agent, { expires: 60 });
  }

  /** Resolves with the final status. */
  async register(): Promise<number> {
    if (!this.agent.isConnected()) await this.agent.start();
    return new Promise((resolve, reject) => {
      const requestDelegate = {
        onAccept: () => resolve(200),
        onReject: ({ message }: Core.IncomingResponse) => resolve(message.statusCode ?? 0),
      };
      this.#registerer.register({ requestDelegate }).catch(reject);
    });
  }

  get registered(): boolean {
    return this.#registerer.state === RegistererState.Registered;
  }

  /** Rings someone; `status` gets each answer. */
  call(user: string): Inviter {
    const target = UserAgent.makeURI(`sip:${user}@${this.#domain}`);
    if (!target) throw new Error('bad target');
    const inviter = new Inviter(this.agent, target);
    this.status = null;
    this.follow(inviter);
    const requestDelegate = {
      // SIP.js may tell of the ringing after the end.
      onProgress: ({ message }: Core.IncomingResponse) => (this.status ??= message.statusCode ?? 0),
      onAccept: () => (this.status = 200),
      onReject: ({ message }: Core.IncomingResponse) => (this.status = message.statusCode ?? 0),
    };
    inviter.invite({ requestDelegate }).catch(() => (this.status = 0));
    return inviter;
  }

  follow(session: Inviter | Invitation): void {
    session.delegate = { onRefer: referral => void this.referrals.push(referral) };
    session.stateChange.addListener(state => {
      if (state === SessionState.Terminated) this.#peers.get(session)?.close();
    });
  }

  /** Speaks without end; null falls silent. */
  speak(sound: Uint8Array | null): void {
    this.mouth.play(sound);
  }

  async stop(): Promise<void> {
    for (const peer of this.#peers.values()) peer.close();
    await this.agent.transport.disconnect();
  }

  /** As when the program that holds the media has died: the next offer comes from a new one. */
  loseMedia(): void {
    for (const peer of this.#peers.values()) void peer.restart();
  }

  #peer(session: Session): Peer {
    const peer = new Peer({
      frame: () => this.mouth.next(),
      heard: sound => void this.ear.hear(sound),
      key: key => void (this.keys += key),
      connected: () => void (this.connected += 1),
      maySend: may => void (this.held = !may),
    });
    this.#peers.set(session, peer);
    return peer;
  }
}

/**
 * Waits until something is so; fails with `what` when it never comes to be. A customer tries a change that met another up to
 * six times, four seconds apart.
 */
export async function until(what: string, holds: () => boolean, within = 30_000): Promise<void> {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
