/** A telephone of somebody else, on SIP.js with SIP.js's own ways, so that both sides do not share our mistakes. */
import {
  Core,
  Inviter,
  SIPExtension,
  SessionState,
  UserAgent,
  type BodyAndContentType,
  type Invitation,
  type InviterOptions,
  type Referral,
  type Session,
  type SessionDescriptionHandler,
  type SessionInviteOptions,
  type UserAgentOptions,
} from 'sip.js';
import { audioDirection, type Direction } from '../../../shared/call/direction.ts';
import { createGuard } from '../../../shared/sip/guard.ts';
import { systemClock } from '../clock.ts';
import { Registrar } from '../registrar.ts';
import { SocketTransport } from '../transport.ts';
import { answering, sdp, type SdpOptions } from './sdp.ts';
import { until } from './until.ts';

class PhoneDescription implements SessionDescriptionHandler {
  #offered = false;
  #remote: string | null = null;
  readonly #phone: Phone;

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  async getDescription(): Promise<BodyAndContentType> {
    const offer = this.#remote;
    this.#remote = null;
    this.#offered = offer === null;
    const direction: Direction =
      offer === null
        ? this.#phone.holds
          ? 'sendonly'
          : 'sendrecv'
        : answering(audioDirection(offer), this.#phone.holds);
    return { body: sdp({ ...this.#phone.says, direction }), contentType: 'application/sdp' };
  }

  async setDescription(description: string): Promise<void> {
    this.#phone.described.push(description);
    if (this.#offered) this.#offered = false;
    else this.#remote = description;
  }

  async rollbackDescription(): Promise<void> {
    this.#offered = false;
    this.#remote = null;
  }

  sendDtmf(): boolean {
    return false;
  }

  close(): void {
    this.#phone.closed++;
  }
}

export class Phone {
  readonly user: string;
  readonly userAgent: UserAgent;
  /** Descriptions of the other side. */
  readonly described: string[] = [];
  readonly digits: string[] = [];
  /** Status lines of NOTIFYs about our REFERs. */
  readonly reports: string[] = [];
  readonly invitations: Invitation[] = [];
  /** REFERs that nobody has answered yet. */
  readonly referrals: Referral[] = [];
  closed = 0;
  holds = false;
  says: SdpOptions = {};

  private constructor(user: string, server: string, options: UserAgentOptions) {
    this.user = user;
    class PhoneTransport extends SocketTransport {
      constructor() {
        super({
          server: () => server,
          guard: createGuard(),
          clock: systemClock,
          log: () => undefined,
          onScan: () => undefined,
          onHeard: () => undefined,
          onConnectFailed: () => undefined,
          onLost: () => undefined,
        });
      }
    }
    const uri = UserAgent.makeURI(`sip:${user}@exchange.test`);
    if (!uri) throw new Error('bad user');
    this.userAgent = new UserAgent({
      uri,
      displayName: user,
      logBuiltinEnabled: false,
      gracefulShutdown: false,
      sipExtensionReplaces: SIPExtension.Supported,
      ...options,
      transportConstructor: PhoneTransport,
      sessionDescriptionHandlerFactory: () => new PhoneDescription(this),
      delegate: {
        onInvite: invitation => {
          this.#listen(invitation);
          this.invitations.push(invitation);
        },
      },
    });
  }

  static async register(user: string, server: string, options: UserAgentOptions = {}): Promise<Phone> {
    const phone = new Phone(user, server, options);
    await phone.userAgent.start();
    const registrar = new Registrar(phone.userAgent, '6ba7b810-9dad-41d1-80b4-00c04fd430c8', systemClock);
    await new Promise<void>(resolve => registrar.register(600, () => resolve()));
    return phone;
  }

  /** Calls `user`; resolves once the INVITE is out. */
  async calls(user: string, headers: string[] = [], options: InviterOptions = {}): Promise<Inviter> {
    const uri = UserAgent.makeURI(`sip:${user}@exchange.test`);
    if (!uri) throw new Error('bad user');
    const inviter = new Inviter(this.userAgent, uri, { ...options, extraHeaders: headers });
    this.#listen(inviter);
    await inviter.invite();
    return inviter;
  }

  /** The next call that rings here. */
  async rings(): Promise<Invitation> {
    return until(`${this.user} rings`, () => this.invitations.shift());
  }

  async answers(): Promise<Invitation> {
    const invitation = await this.rings();
    await invitation.accept();
    await until('the ACK', () => confirmed(invitation));
    return invitation;
  }

  /** Sends a re-INVITE, once ours is acknowledged, and resolves with its final status. */
  async reinvites(
    session: Session,
    extraHeaders: string[] = [],
    options: SessionInviteOptions = {},
  ): Promise<number> {
    await until('no re-INVITE is open', () => confirmed(session));
    return new Promise((resolve, reject) => {
      session
        .invite({
          ...options,
          requestOptions: { extraHeaders },
          requestDelegate: {
            onAccept: ({ message }) => resolve(message.statusCode ?? 0),
            onReject: ({ message }) => resolve(message.statusCode ?? 0),
          },
        })
        .catch(reject);
    });
  }

  /** The next REFER that came in. */
  async isReferred(): Promise<Referral> {
    return until(`${this.user} is referred`, () => this.referrals.shift());
  }

  /** Accepts the next REFER and does what it asks, with SIP.js's own reports. */
  async followsReferral(): Promise<Inviter> {
    const referral = await this.isReferred();
    await referral.accept();
    const inviter = referral.makeInviter();
    this.#listen(inviter);
    await inviter.invite();
    return inviter;
  }

  /** Sends a NOTIFY about a REFER that it was sent. */
  reportsOn(
    session: Session,
    status: string | null,
    subscription = 'active;expires=60',
    event = 'refer',
  ): void {
    const { dialog } = session;
    if (!(dialog instanceof Core.SessionDialog)) throw new Error('no dialog');
    dialog.notify(undefined, {
      extraHeaders: [`Event: ${event}`, `Subscription-State: ${subscription}`],
      ...(status === null
        ? {}
        : {
            body: {
              contentDisposition: 'render',
              contentType: 'message/sipfrag',
              content: `SIP/2.0 ${status}\r\n`,
            },
          }),
    });
  }

  /** Sends an INFO and resolves once it is answered. */
  sendsInfo(session: Session): Promise<void> {
    return new Promise((resolve, reject) => {
      session
        .info({ requestDelegate: { onAccept: () => resolve(), onReject: () => resolve() } })
        .catch(reject);
    });
  }

  close(): void {
    this.userAgent.stop().catch(() => undefined);
  }

  #listen(session: Session): void {
    session.delegate = {
      onInfo: info => {
        const digit = /Signal=(\S+)/.exec(info.request.body)?.[1];
        if (digit) this.digits.push(digit);
        info.accept().catch(() => undefined);
      },
      onRefer: referral => void this.referrals.push(referral),
      onNotify: notification => {
        this.reports.push(notification.request.body.trim());
        notification.accept().catch(() => undefined);
      },
    };
  }
}

/** Neither the answer nor a re-INVITE of the other side waits for its ACK. */
function confirmed(session: Session): boolean {
  const { dialog } = session;
  if (!(dialog instanceof Core.SessionDialog)) return false;
  return dialog.sessionState === Core.SessionState.Confirmed && dialog.reinviteUserAgentServer === undefined;
}

export function ended(session: Session): boolean {
  return session.state === SessionState.Terminated;
}
