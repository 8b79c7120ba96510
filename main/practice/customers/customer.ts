/** A customer with a telephone: registers, answers or does not, calls, and talks. One call at a time. */
import { Inviter, Registerer, RegistererState, SIPExtension, SessionState, UserAgent } from 'sip.js';
import type { Invitation, Referral, Session } from 'sip.js';
import type { Character } from './character.ts';
import { Conversation } from './conversation.ts';
import type { ConversationOptions } from './conversation.ts';
import type { Speech } from './speech.ts';

export interface CustomerOptions {
  server: string;
  domain: string;
  password: string;
  speech: Speech;
}

/** Seconds; the binding ends with the connection anyway. */
const REGISTRATION = 86_400;
const TRANSFERS = 3;

export class Customer {
  readonly character: Character;
  readonly #options: CustomerOptions;
  readonly #agent: UserAgent;
  readonly #registerer: Registerer;
  readonly #conversations = new Map<Session, Conversation>();
  #ringing: ReturnType<typeof setTimeout> | null = null;
  /** The last one that is over. */
  #latest: Conversation | null = null;
  #transfers = 0;

  constructor(character: Character, options: CustomerOptions) {
    this.character = character;
    this.#options = options;
    const { server, domain, password } = options;
    const uri = UserAgent.makeURI(`sip:${character.number}@${domain}`);
    if (!uri) throw new Error(`no SIP address for ${character.id}`);
    this.#agent = new UserAgent({
      uri,
      displayName: character.name.en,
      authorizationUsername: character.number,
      authorizationPassword: password,
      transportOptions: { server },
      userAgentString: 'Hatif practice customer',
      logBuiltinEnabled: false,
      sendInitialProvisionalResponse: false, // a busy phone does not ring
      sipExtensionReplaces: SIPExtension.Supported,
      sessionDescriptionHandlerFactory: session => this.#conversationOf(session).openMedia(),
      delegate: { onInvite: invitation => this.#invited(invitation) },
    });
    this.#registerer = new Registerer(this.#agent, { expires: REGISTRATION });
  }

  /** Resolves when registered; rejects when refused. */
  async start(): Promise<void> {
    await this.#agent.start();
    this.#guard();
    await new Promise<void>((resolve, reject) => {
      this.#registerer.stateChange.addListener(state => {
        if (state === RegistererState.Registered) resolve();
      });
      const onReject = (): void => reject(new Error(`${this.character.id} was not registered`));
      this.#registerer.register({ requestDelegate: { onReject } }).catch(reject);
    });
  }

  /** Ends every call; the telephone itself goes with its process. */
  async hangUp(): Promise<void> {
    this.#stopRinging();
    await Promise.all([...this.#conversations.values()].map(conversation => conversation.end()));
  }

  get busy(): boolean {
    return this.#conversations.size > 0;
  }

  /** What was heard in the newest call, or in the last one that is over; null before the first. */
  get heard(): Conversation['heard'] | null {
    return ([...this.#conversations.values()].at(-1) ?? this.#latest)?.heard ?? null;
  }

  /** Calls a user of the exchange; gives up when the patience ends. */
  call(user: string): void {
    const target = UserAgent.makeURI(`sip:${user}@${this.#options.domain}`);
    if (!target || this.busy) return;
    this.#transfers = 0;
    this.#dial(new Inviter(this.#agent, target));
  }

  /** SIP.js throws at some messages, and then its socket never delivers another. */
  #guard(): void {
    const { transport } = this.#agent;
    const receive = transport.onMessage;
    transport.onMessage = message => {
      try {
        receive?.(message);
      } catch {
        // The message is as good as lost, as it would be on a bad line.
      }
    };
  }

  #dial(inviter: Inviter): void {
    this.#conversationOf(inviter).follow(inviter);
    this.#ringing = setTimeout(() => {
      if (inviter.state === SessionState.Establishing) inviter.cancel().catch(() => {});
    }, this.character.patience * 1000);
    inviter.stateChange.addListener(state => {
      if (state === SessionState.Established || state === SessionState.Terminated) this.#stopRinging();
    });
    inviter.invite().catch(() => this.#conversations.get(inviter)?.dispose());
  }

  #invited(invitation: Invitation): void {
    // A call that takes the place of the present one (RFC 3891) is no second call.
    const replaced = invitation.replacee;
    if (this.busy && !replaced) return void invitation.reject({ statusCode: 486 }).catch(() => {});
    this.#transfers = 0;
    const { whenCalled } = this.character;
    this.#conversationOf(invitation).follow(invitation);
    invitation.stateChange.addListener(state => {
      if (state !== SessionState.Establishing) this.#stopRinging();
    });
    const later = (seconds: number, run: () => Promise<void>): void => {
      if (seconds > 0) invitation.progress().catch(() => {});
      this.#ringing = setTimeout(() => void run().catch(() => {}), seconds * 1000);
    };
    if (replaced) later(0, () => invitation.accept());
    else if (whenCalled.do === 'answer') later(whenCalled.afterSeconds, () => invitation.accept());
    else if (whenCalled.do === 'ring')
      later(whenCalled.forSeconds, () => invitation.reject({ statusCode: 480 }));
    else {
      const { status, reason, afterSeconds } = whenCalled;
      later(afterSeconds, () => invitation.reject({ statusCode: status, reasonPhrase: reason }));
    }
  }

  /** The agent passes this customer on: call who was named, and tell how it went (RFC 3515 2.4.5). */
  #referred(referral: Referral): void {
    const { host } = referral.referTo.uri;
    // A phone of this exchange, by its number or, as many ask for after a call with it, by its contact (RFC 7118 annex B).
    const here = host === this.#options.domain || host.endsWith('.invalid');
    if (!here || this.#transfers >= TRANSFERS)
      return void referral.reject({ statusCode: 603 }).catch(() => {});
    this.#transfers += 1;
    referral
      .accept()
      .then(() => this.#dial(referral.makeInviter()))
      .catch(() => {});
  }

  #conversationOf(session: Session): Conversation {
    const known = this.#conversations.get(session);
    if (known) return known;
    const options: ConversationOptions = {
      steps: this.character.steps,
      echoes: this.character.echoes === true,
      speech: this.#options.speech,
      domain: this.#options.domain,
      onRefer: referral => this.#referred(referral),
      onEnd: () => {
        this.#conversations.delete(session);
        // Somebody who was busy was no conversation.
        if (conversation.heard.packets > 0) this.#latest = conversation;
      },
    };
    const conversation = new Conversation(options);
    this.#conversations.set(session, conversation);
    return conversation;
  }

  #stopRinging(): void {
    if (this.#ringing) clearTimeout(this.#ringing);
    this.#ringing = null;
  }
}
