/**
 * One call: SIP.js's session and the media session on one side, the call machine on the other. It translates, in both
 * directions, and decides nothing.
 */
import { Core, Invitation, Inviter, SessionState } from 'sip.js';
import type { Notification, Referral, Session } from 'sip.js';
import { readReason } from '../../shared/call/causes.ts';
import { keptOf } from '../../shared/call/kept.ts';
import { transition } from '../../shared/call/machine.ts';
import { microphoneOpen, view } from '../../shared/call/projections.ts';
import type {
  AgentEvent,
  CallEffect,
  CallEvent,
  CallState,
  CallTimer,
  ReinvitePurpose,
  Transition,
} from '../../shared/call/state.ts';
import type { CallView, Party, Ties } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { FromExchange } from '../../shared/phone/call-headers.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { MediaPort } from '../media/port.ts';
import type { Clock } from './clock.ts';
import { sendDigits } from './digits.ts';
import { partyOf } from './identity.ts';
import { messageOf, type Log } from './log.ts';
import { errorCodeOf } from './media-error.ts';
import type { SdpOrigin } from './origin.ts';
import { refreshAfter, sendReinvite } from './reinvite.ts';
import { keptDialogOf, type KeptCall } from './resume.ts';
import { accept, endSession, listenTo } from './session-events.ts';
import { MediaDescription } from './session-description.ts';
import type { Tones } from './tones.ts';
import { SocketTransport } from './transport.ts';

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;
type Happening = DistributiveOmit<CallEvent, 'at'>;

export interface CallServices {
  media: MediaPort;
  clock: Clock;
  random: () => number;
  log: Log;
  tones: Tones;
  /** The view differs from the last one. */
  changed(call: LiveCall): void;
  /** The far end asks us to call somebody else instead. */
  referred(call: LiveCall, referral: Referral): void;
  /** A NOTIFY inside the call: how a transfer of ours goes. */
  notified(call: LiveCall, notification: Notification): void;
}

export class LiveCall {
  readonly account: () => AccountSettings;
  readonly #services: CallServices;
  readonly #timers = new Map<CallTimer, Disposable>();
  /** Our 180 waits for it: the card comes first. */
  readonly #beforeRinging: Promise<void>;
  #session: Session;
  #description: MediaDescription;
  #state: CallState;
  #answering: Promise<void> = Promise.resolve();
  #digits: Promise<void> = Promise.resolve();
  /** What came along with the call. */
  #handed: Handover | null;
  readonly #said: FromExchange | null;
  #waiting: Happening[] | null = null;

  constructor(
    services: CallServices,
    options: {
      session: Session;
      account: () => AccountSettings;
      first: Transition;
      beforeRinging: Promise<void>;
      handed: Handover | null;
      said: FromExchange | null;
      /** Of a call that our own death cut off. */
      origin?: SdpOrigin | null;
    },
  ) {
    this.#services = services;
    this.account = options.account;
    this.#session = options.session;
    this.#state = options.first.state;
    this.#beforeRinging = options.beforeRinging;
    this.#handed = options.handed;
    this.#said = options.said;
    this.#description = this.#describe(options.origin);
    this.#listen();
    // Not yet: SIP.js asks for the description handler by session, and the owner has to know this call by then.
    queueMicrotask(() => {
      for (const effect of options.first.effects) this.#try(effect);
    });
  }

  get id(): string {
    return this.#state.id;
  }

  get session(): Session {
    return this.#session;
  }

  get description(): MediaDescription {
    return this.#description;
  }

  get state(): CallState {
    return this.#state;
  }

  view(ties: Ties): CallView {
    const [handed, said] = [this.#handed, this.#said];
    const along = { ...(handed === null ? {} : { handed }), ...(said === null ? {} : { said }) };
    return { ...view(this.#state, ties), ...along };
  }

  /** What it takes to go on with it after our own death; null when nothing can. */
  get kept(): KeptCall | null {
    const state = keptOf(this.#state);
    const dialog = keptDialogOf(this.session, this.description.origin);
    return state && dialog && { state, dialog, handed: this.#handed, said: this.#said };
  }

  get alive(): boolean {
    return this.#state.phase !== 'ended';
  }

  /** What the agent wants. Throws HatifError `wrongState`. */
  command(event: AgentEvent): void {
    if (!this.alive && event.kind !== 'hangUp') throw new HatifError('wrongState', 'The call has ended.');
    this.#take(event);
  }

  /** What happened. Never throws. */
  tell(event: Happening): void {
    if (this.#waiting) this.#waiting.push(event);
    else this.#take(event);
  }

  /** Settles when the 200 is out; rejects with HatifError when it could not be. */
  get answered(): Promise<void> {
    return this.#answering;
  }

  /** When SIP.js is done with the message: to end the call while it still is would send a BYE against a BYE. */
  #tellSoon(event: Happening): void {
    // Not a microtask: Electron runs those in mid-stack, whenever a native call (a message to a window) returns.
    setImmediate(() => this.tell(event));
  }

  /** The socket is gone, and with it whatever was under way on it. */
  offline(): void {
    // The ACK that would end a re-INVITE of theirs died with the socket; SIP.js would refuse ours for ever.
    const { dialog } = this.session;
    if (dialog instanceof Core.SessionDialog) dialog.reinviteUserAgentServer = undefined;
    this.tell({ kind: 'socketLost' });
  }

  /** The line is registered again, over a new socket. */
  online(): void {
    const { dialog, userAgent } = this.session;
    if (dialog && this.#state.offline && userAgent.transport instanceof SocketTransport) {
      userAgent.transport.acknowledgeAgain(dialog.callId);
    }
    if (this.alive) this.tell({ kind: 'registeredAgain' });
    else if (this.owesBye) this.#watch(this.session.bye(), 'The BYE could not be sent');
  }

  /** It ended while the line was off the air, and the far side cannot know. */
  get owesBye(): boolean {
    return !this.alive && this.#state.offline && this.session.state === SessionState.Established;
  }

  /**
   * `invitation` takes the place of the session there is (RFC 3891): the same call, with whoever sent it. The media window
   * has one connection for a call, so the old one is given up for it. Rejects when it cannot be; the old session then
   * gets a new connection.
   */
  async replaceLeg(invitation: Invitation, remote: Party, handed: Handover | null): Promise<void> {
    const before = this.#description;
    const description = this.#describe();
    try {
      await this.#services.media.request('renew', { session: this.id });
      this.#description = description;
      await description.prepare(invitation.body ? invitation.body : null);
      if (this.#state.phase !== 'established') throw new HatifError('wrongState', 'The call has ended.');
    } catch (thrown) {
      this.#description = before;
      this.tell({ kind: 'mediaReborn' });
      throw thrown;
    }
    before.abandon();
    this.#session = invitation;
    this.#listen();
    this.#handed = handed ?? this.#handed;
    this.tell({ kind: 'replaced', remote });
    // SIP.js sends the BYE to the session that was replaced.
    await accept(invitation, event => this.tell(event));
  }

  #take(event: Happening): void {
    const queue: Happening[] = (this.#waiting = []);
    const before = this.#state;
    try {
      for (let next: Happening | undefined = event; next; next = queue.shift()) {
        const step = transition(this.#state, { ...next, at: this.#services.clock.now() });
        this.#state = step.state;
        for (const effect of step.effects) this.#try(effect);
      }
    } finally {
      this.#waiting = null;
    }
    if (before.phase !== 'ended' && this.#state.phase === 'ended') this.#release();
    if (before !== this.#state) this.#services.changed(this);
  }

  /** SIP.js throws where it might reject; the other effects are done all the same. */
  #try(effect: CallEffect): void {
    try {
      this.#run(effect);
    } catch (thrown) {
      const error = messageOf(thrown);
      this.#services.log('warn', 'An effect of a call failed', { call: this.id, effect: effect.kind, error });
    }
  }

  #run(effect: CallEffect): void {
    const { clock, log, media, tones } = this.#services;
    switch (effect.kind) {
      case 'sendInvite':
        return this.#watch(this.#invite(), 'The INVITE could not be sent');
      case 'sendRinging':
        return this.#watch(this.#ring(), 'The 180 could not be sent');
      case 'sendAnswer':
        this.#answering = this.#answer();
        return this.#watch(this.#answering, 'The call could not be answered');
      case 'sendReject':
        return this.#finish(effect.status, effect.to);
      case 'sendCancel':
      case 'sendBye':
        return this.#finish(480);
      case 'sendReinvite':
        return this.#watch(this.#reinvite(effect.purpose), 'The re-INVITE could not be sent');
      case 'sendDtmf':
        this.#digits = this.#digits
          .then(() => sendDigits(this, effect.digits, media, log))
          .catch((thrown: unknown) => {
            log('warn', 'Digits could not be sent', { call: this.id, error: messageOf(thrown) });
          });
        return;
      case 'microphone':
        return this.#microphone(effect.open);
      case 'tone':
        return tones.want(this.id, effect.tone);
      case 'closeMedia':
        return this.description.close();
      case 'startTimer':
        this.#timers.get(effect.timer)?.dispose();
        this.#timers.set(
          effect.timer,
          clock.after(effect.ms, () => this.tell({ kind: 'timer', timer: effect.timer })),
        );
        return;
      case 'stopTimer':
        this.#timers.get(effect.timer)?.dispose();
        return;
      case 'note':
        return log('info', 'Call', { call: this.id, what: effect.what, event: effect.event });
    }
  }

  async #invite(): Promise<void> {
    const { session } = this;
    if (!(session instanceof Inviter)) return;
    await session.invite({
      requestDelegate: {
        onProgress: ({ message }) => this.#watch(this.#progress(message), 'A provisional answer was lost'),
        onAccept: ({ message }) => this.tell({ kind: 'sessionTimer', expires: refreshAfter(message) }),
        onRedirect: response => this.#rejected(response),
        onReject: response => this.#rejected(response),
      },
    });
  }

  async #progress(message: Core.IncomingResponse['message']): Promise<void> {
    const described =
      message.body.length > 0 && this.description.hasDescription(message.getHeader('content-type') ?? '');
    this.tell({ kind: 'progress', status: message.statusCode ?? 180, described });
    if (!described) return;
    await this.description.early(message.body);
    this.#shutIfShut();
  }

  #rejected({ message }: Core.IncomingResponse): void {
    this.tell({
      kind: 'rejected',
      status: message.statusCode ?? 500,
      reason: readReason(message.getHeaders('reason')),
    });
  }

  async #ring(): Promise<void> {
    await this.#beforeRinging;
    const { session } = this;
    if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
    await session.progress();
    if (!session.body || this.#state.phase !== 'ringing') return;
    this.#watch(this.description.warm(session.body), 'The answer could not be prepared');
  }

  async #answer(): Promise<void> {
    const { session } = this;
    if (!(session instanceof Invitation)) return;
    try {
      await this.description.prepare(session.body ? session.body : null);
    } catch (thrown) {
      const code = errorCodeOf(thrown);
      this.tell({ kind: 'answerFailed', code });
      throw new HatifError(code, messageOf(thrown), { cause: thrown, retryable: code !== 'internal' });
    }
    if (this.#state.phase === 'answering') await accept(session, event => this.tell(event));
    if (!this.alive) throw new HatifError('wrongState', 'The call ended before it was answered.');
  }

  #reinvite(purpose: ReinvitePurpose): Promise<void> {
    return sendReinvite(this, purpose, event => this.tell(event), this.#services.random);
  }

  #microphone(open: boolean): void {
    const { log, media } = this.#services;
    media.request('mute', { session: this.id, muted: !open }).catch((thrown: unknown) => {
      // Before the first description there is nothing to mute yet; `#shutIfShut` follows it.
      log('debug', 'The microphone is not there yet', { call: this.id, error: messageOf(thrown) });
    });
  }

  /** A new description may come with a new microphone track, which is open. */
  #shutIfShut(): void {
    if (!microphoneOpen(this.#state) && this.alive) this.#microphone(false);
  }

  #describe(origin: SdpOrigin | null = null): MediaDescription {
    return new MediaDescription({
      origin,
      media: this.#services.media,
      session: this.id,
      line: this.account().id,
      wantsHold: () => this.#state.wantHold,
      log: this.#services.log,
      events: {
        negotiated: exchange => {
          this.tell({ kind: 'negotiated', ...exchange });
          this.#shutIfShut();
        },
        broken: () => this.tell({ kind: 'mediaReborn' }),
      },
    });
  }

  /** A session whose place another one took is not listened to any more. */
  #listen(): void {
    const { session } = this;
    const ours =
      <A extends unknown[]>(act: (...args: A) => void) =>
      (...args: A): void => {
        if (this.session === session) act(...args);
      };
    listenTo(session, {
      country: () => this.account().country,
      tell: ours(event => this.tell(event)),
      tellSoon: ours(event => this.#tellSoon(event)),
      accepted: ours(inviter => {
        this.tell({ kind: 'accepted' });
        this.#nameFromAnswer(inviter.assertedIdentity?.displayName);
      }),
      terminated: ours(() => {
        // SIP.js says that a request was refused only after it has said "Terminated".
        const failed = this.description.failure;
        if (failed && failed !== 'badDescription') {
          this.#tellSoon({ kind: 'offerFailed', code: errorCodeOf(failed) });
        }
        this.#tellSoon({ kind: 'sessionGone' });
      }),
      referred: ours(referral => this.#services.referred(this, referral)),
      notified: ours(notification => this.#services.notified(this, notification)),
      watch: (done, otherwise) => this.#watch(done, otherwise),
    });
  }

  /** Whom the phone system says we reached; what the agent dialled stays the number. */
  #nameFromAnswer(name: string | undefined): void {
    const { remote } = this.#state;
    if (!name || remote.name !== null) return;
    this.tell({ kind: 'identity', party: partyOf(remote.number, name, this.account().country) });
  }

  /** Ends the SIP session with whatever its state asks for. */
  #finish(status: number, to?: string): void {
    if (this.owesBye) return;
    const done = endSession(this.session, status, to);
    if (done) this.#watch(done, 'The end of a call could not be sent');
  }

  #release(): void {
    for (const timer of this.#timers.values()) timer.dispose();
    this.#timers.clear();
    this.#finish(480);
    this.description.close();
  }

  #watch(done: Promise<unknown>, otherwise: string): void {
    done.catch((thrown: unknown) => {
      this.#services.log('info', otherwise, { call: this.id, error: messageOf(thrown) });
    });
  }
}
