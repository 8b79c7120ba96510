/** The calls there are, and what concerns more than one of them: who may ring, who is held, what is heard. */
import {
  Inviter,
  type Invitation,
  type Referral,
  type Session,
  type SessionDescriptionHandler,
  type URI,
} from 'sip.js';
import { takeUp } from '../../shared/call/kept.ts';
import { begin } from '../../shared/call/machine.ts';
import type { AgentEvent, Transition } from '../../shared/call/state.ts';
import type { CallView, Party } from '../../shared/call/view.ts';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import {
  readCallHeaders,
  usualCallHeaders,
  type CallHeader,
  type FromExchange,
} from '../../shared/phone/call-headers.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import type { HeaderScan } from '../../shared/sip/port.ts';
import type { MediaPort } from '../media/port.ts';
import { dialAddress } from './address.ts';
import { alongHeaders, readAlong } from './along.ts';
import { Announcements } from './announcements.ts';
import { CallRules, type Refusal } from './call-rules.ts';
import type { Clock } from './clock.ts';
import { callerIn, partyOf } from './identity.ts';
import type { Line } from './line.ts';
import { Listeners } from './listeners.ts';
import { LiveCall, type CallServices } from './live-call.ts';
import { messageOf, type Log } from './log.ts';
import type { RefusedCaller } from './port.ts';
import { follow, reportTo } from './referral.ts';
import { ResumedSession, type KeptCall } from './resume.ts';
import { Ties } from './ties.ts';
import { Tones } from './tones.ts';

/** A second call may knock; a third is told that we are busy. */
const mostCalls = 2;
export class Calls implements Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #newId: () => string;
  readonly #services: CallServices;
  readonly #tones: Tones;
  readonly rules: CallRules;
  headers: readonly CallHeader[] = usualCallHeaders;
  /** Transfers and consult calls. */
  readonly ties: Ties;
  readonly #calls = new Map<string, LiveCall>();
  readonly #bySession = new WeakMap<Session, LiveCall>();
  readonly #lines = new WeakMap<LiveCall, Line>();
  /** The view that was told last. */
  readonly #seen = new WeakMap<LiveCall, string>();
  /** Ended, but their BYE waits for the line. */
  readonly #owing = new Set<LiveCall>();
  readonly #ends = new DisposableStore();
  #refusal: 480 | 486 | null = null;
  readonly onCall: Listeners<[callId: string, view: CallView | null]>;
  readonly announcements: Announcements;
  readonly onRefused: Listeners<[caller: RefusedCaller]>;

  constructor(options: {
    media: MediaPort;
    clock: Clock;
    random: () => number;
    log: Log;
    newId: () => string;
  }) {
    const { clock, log, media, random } = options;
    this.#clock = clock;
    this.#log = log;
    this.#newId = options.newId;
    this.onCall = new Listeners(log);
    this.announcements = new Announcements(options);
    this.onRefused = new Listeners(log);
    this.#tones = new Tones({ media, clock, log, talking: () => this.#talking });
    this.#services = {
      media,
      clock,
      random,
      log,
      tones: this.#tones,
      changed: call => this.#changed(call),
      referred: (call, referral) => this.#referred(call, referral),
      notified: (call, notification) => this.ties.notified(call, notification),
    };
    this.ties = new Ties({
      media,
      clock,
      log,
      living: () => this.#living,
      callOut: (first, uri, remote, along) => this.#consult(first, uri, remote, along),
      resume: call => this.#resume(call),
      changed: call => this.#tell(call),
    });
    this.rules = new CallRules({
      media,
      clock,
      log,
      others: call => this.#living.some(each => each !== call),
      answer: call => this.answer(call.id),
    });
    this.#ends.add(media.onEvent(event => this.#heard(event)));
    this.#ends.add(media.onReborn(() => this.#reborn()));
  }

  get views(): CallView[] {
    return [...this.#calls.values()].map(call => this.#viewOf(call));
  }

  get #living(): LiveCall[] {
    return [...this.#calls.values()].filter(call => call.alive);
  }

  get #talking(): boolean {
    return this.#living.some(({ state }) => state.phase === 'established' || state.phase === 'answering');
  }

  of(line: Line): LiveCall[] {
    return this.#living.filter(call => this.#lines.get(call) === line);
  }

  offline(line: Line): void {
    for (const call of this.of(line)) call.offline();
  }

  online(line: Line): void {
    for (const call of [...this.of(line), ...this.#owing]) {
      if (this.#lines.get(call) !== line) continue;
      this.#owing.delete(call);
      call.online();
    }
  }

  /** A call that our own death cut off at `cutOffAt`. Throws HatifError `badInput`. */
  takeUp(line: Line, { state, dialog, handed, said }: KeptCall, cutOffAt: number): void {
    const session = new ResumedSession(line.userAgent, dialog);
    const first = takeUp(state, cutOffAt);
    const beforeRinging = Promise.resolve();
    const parts = { session, first, beforeRinging, handed, said, origin: dialog.origin };
    const call = this.#join(line, parts);
    if (line.registered) queueMicrotask(() => call.online());
  }

  get kept(): KeptCall[] {
    return this.#living.flatMap(call => call.kept ?? []);
  }

  descriptionOf(session: Session): SessionDescriptionHandler {
    const call = this.#bySession.get(session);
    if (!call) throw new Error('A session without a call asks for media.');
    return call.description;
  }

  /** Starts the look-up of the caller, milliseconds before SIP.js has parsed the INVITE. */
  scanned(line: Line, scan: HeaderScan): void {
    if (scan.replaces) return;
    const known =
      this.announcements.has(scan.callId) || this.#living.some(call => callIdOf(call) === scan.callId);
    if (known || this.#full || this.#refusal !== null || this.rules.sendsOn(line.userAgent)) return;
    this.announcements.announce(line, scan);
  }

  /** SIP.js brings an INVITE in the same tick as its scan; one that was not announced found us full or away. */
  invited(line: Line, invitation: Invitation): void {
    const announced = this.announcements.take(invitation.request.callId);
    if (invitation.request.hasHeader('replaces')) return this.#replaced(line, invitation);
    const full = this.#full || !announced ? 486 : null;
    const refusal = this.rules.refusal(invitation, this.#refusal ?? full);
    if (refusal || !announced) {
      const answer = refusal ?? { status: 486 };
      this.onRefused.call({
        callId: announced?.id ?? this.#newId(),
        accountId: line.account.id,
        ...callerIn(invitation, line.account.country),
        status: answer.status,
        cause: this.#causeOf(answer),
      });
      return this.#refuse(invitation, answer);
    }
    const { id, remote, called, ready } = announced;
    const call = this.#add(
      line,
      invitation,
      { id, direction: 'inbound', remote, called },
      ready,
      readAlong(invitation.request),
      readCallHeaders(this.headers, invitation.request),
    );
    this.rules.rings(call, invitation);
  }

  /** SIP.js has found the dialog that is meant, or the header could not be read. */
  #replaced(line: Line, invitation: Invitation): void {
    const { replacee } = invitation;
    const call = replacee ? this.#bySession.get(replacee) : undefined;
    if (!call) return this.#refuse(invitation, { status: 400 });
    // RFC 3891 section 3: a dialog that is not confirmed, or is none any more, is not there to be replaced.
    if (call.session !== replacee || call.state.phase !== 'established')
      return this.#refuse(invitation, { status: 481 });
    const remote = callerIn(invitation, line.account.country);
    this.#bySession.set(invitation, call);
    call.replaceLeg(invitation, remote, readAlong(invitation.request)).catch((thrown: unknown) => {
      this.#log('warn', 'A call could not be taken over', { call: call.id, error: messageOf(thrown) });
      this.#refuse(invitation, { status: 488 });
    });
  }

  #causeOf({ status, contact }: Refusal): RefusedCaller['cause'] {
    if (contact !== undefined) return 'forwarded';
    if (status === 403) return 'declined';
    return this.#refusal === null ? 'busy' : 'away';
  }

  #refuse(invitation: Invitation, { status, contact }: Refusal): void {
    const extraHeaders = contact === undefined ? [] : [`Contact: <${contact}>`];
    invitation.reject({ statusCode: status, extraHeaders }).catch((thrown: unknown) => {
      this.#log('info', 'A call could not be refused', { error: messageOf(thrown) });
    });
  }

  /** `replaces`: the call takes the place of another one. Throws HatifError: badNumber, tooManyCalls. */
  dial(line: Line, target: string, replaces: string | null = null): string {
    const { country, domain } = line.account;
    const { uri, user } = dialAddress(target, domain);
    const headers = replaces === null ? [] : [`Replaces: ${replaces}`, 'Require: replaces'];
    return this.#dial(line, uri, partyOf(user, null, country), headers).id;
  }

  async answer(callId: string): Promise<void> {
    const call = this.get(callId);
    call.command({ kind: 'answer' });
    this.#holdOthers(call);
    await call.answered;
  }

  /** Sends a call that rings to somebody else. Throws HatifError: badNumber, wrongState. */
  forward(callId: string, target: string): void {
    const call = this.get(callId);
    dialAddress(target, this.#lines.get(call)?.account.domain ?? '');
    call.command({ kind: 'forward', to: target, by: 'local' });
  }

  setHold(callId: string, hold: boolean): void {
    const call = this.get(callId);
    if (hold) call.command({ kind: 'hold', hold });
    else if (!this.ties.resume(call)) this.#resume(call);
  }

  hangUp(callId: string): void {
    const call = this.get(callId);
    if (!this.ties.hangUp(call)) call.command({ kind: 'hangUp' });
  }

  command(callId: string, event: AgentEvent): void {
    const call = this.get(callId);
    call.command(event);
    if (event.kind !== 'mute') return;
    // In conference one key makes the agent unheard by all.
    for (const other of this.#living)
      if (other !== call && this.ties.together(call, other)) other.command(event);
  }

  dismiss(callId: string): void {
    const call = this.get(callId);
    if (call.alive) throw new HatifError('wrongState', 'The call goes on.');
    this.#calls.delete(callId);
    this.onCall.call(callId, null);
  }

  hangUpAll(line?: Line): void {
    for (const call of line ? this.of(line) : this.#living) call.command({ kind: 'hangUp' });
  }

  dispose(): void {
    this.hangUpAll();
    this.#owing.clear();
    this.ties.dispose();
    this.rules.dispose();
    this.#tones.dispose();
    this.#ends.dispose();
    this.onCall.dispose();
    this.announcements.dispose();
    this.onRefused.dispose();
  }

  setDoNotDisturb(refusal: 480 | 486 | null): void {
    this.#refusal = refusal;
  }

  get #full(): boolean {
    return this.#living.length >= mostCalls;
  }

  /** Throws HatifError `notFound`. */
  get(callId: string): LiveCall {
    const call = this.#calls.get(callId);
    if (!call) throw new HatifError('notFound', 'There is no such call.');
    return call;
  }

  #dial(line: Line, uri: URI, remote: Party, extraHeaders: string[]): LiveCall {
    if (this.#full) throw new HatifError('tooManyCalls', `${mostCalls} calls are the most.`);
    return this.#callOut(line, new Inviter(line.userAgent, uri, { extraHeaders }), remote);
  }

  #consult(first: LiveCall, uri: URI, remote: Party, along: Handover | null): LiveCall {
    const line = this.#lines.get(first);
    if (!line?.registered) throw new HatifError('noLine', 'The line is not registered.', { retryable: true });
    return this.#dial(line, uri, remote, alongHeaders(along));
  }

  #callOut(line: Line, session: Inviter, remote: Party): LiveCall {
    const call = { id: this.#newId(), direction: 'outbound', remote, called: null } as const;
    const live = this.#add(line, session, call, Promise.resolve());
    this.#holdOthers(live);
    return live;
  }

  #add(
    line: Line,
    session: Session,
    call: Pick<Parameters<typeof begin>[0], 'id' | 'direction' | 'remote' | 'called'>,
    beforeRinging: Promise<void>,
    handed: Handover | null = null,
    said: FromExchange | null = null,
  ): LiveCall {
    const first = begin({ ...call, accountId: line.account.id, at: this.#clock.now() });
    return this.#join(line, { session, first, beforeRinging, handed, said });
  }

  #join(
    line: Line,
    parts: Omit<ConstructorParameters<typeof LiveCall>[1], 'account'> & { first: Transition },
  ): LiveCall {
    const { session } = parts;
    const live = new LiveCall(this.#services, { ...parts, account: () => line.account });
    this.#calls.set(live.id, live);
    this.#bySession.set(session, live);
    this.#lines.set(live, line);
    this.#changed(live);
    return live;
  }

  #resume(call: LiveCall): void {
    call.command({ kind: 'hold', hold: false });
    this.#holdOthers(call);
  }

  /** Only one call is talked to. */
  #holdOthers(call: LiveCall): void {
    for (const other of this.#living) {
      const talks = other.state.phase === 'established' && !other.state.wantHold;
      if (other !== call && talks && !this.ties.together(call, other))
        other.command({ kind: 'hold', hold: true });
    }
  }

  #changed(call: LiveCall): void {
    if (call.owesBye) this.#owing.add(call);
    this.#tones.refresh();
    this.ties.callChanged(call);
    this.rules.callChanged(call);
    this.#tell(call);
  }

  #viewOf(call: LiveCall): CallView {
    return call.view(this.ties.viewOf(call));
  }

  #tell(call: LiveCall): void {
    const view = this.#viewOf(call);
    // Much of the machine's state is nobody's business.
    const seen = JSON.stringify(view);
    if (this.#seen.get(call) === seen || this.#calls.get(call.id) !== call) return;
    this.#seen.set(call, seen);
    this.onCall.call(call.id, view);
  }

  #heard(event: MediaEvent): void {
    if (event.kind === 'audio') {
      this.#calls.get(event.session)?.tell({ kind: 'audio', flowing: event.flowing });
    }
    if (event.kind !== 'ice') return;
    const state = event.state === 'completed' ? 'connected' : event.state;
    if (state === 'new' || state === 'closed') return;
    this.#calls.get(event.session)?.tell({ kind: 'ice', state });
  }

  #reborn(): void {
    for (const call of this.#living) call.tell({ kind: 'mediaReborn' });
    this.ties.reborn();
    this.#tones.refresh({ anew: true });
  }

  /** The far end hands us on (RFC 3515): call whom it names, and end this call when that one stands. */
  #referred(call: LiveCall, referral: Referral): void {
    const line = this.#lines.get(call);
    const followed = line && !this.#full ? follow(referral, call.session, line.account.domain) : null;
    const answer = followed ? referral.accept() : referral.reject({ statusCode: 603 });
    answer.catch((thrown: unknown) => {
      this.#log('info', 'A REFER could not be answered', { call: call.id, error: messageOf(thrown) });
    });
    if (!line || !followed) return;
    const { inviter, user } = followed;
    const next = this.#callOut(line, inviter, partyOf(user, null, line.account.country));
    const following = this.onCall.add((callId, view) => {
      if (callId !== next.id || !view) return;
      if (view.phase !== 'established' && view.phase !== 'ended') return;
      following.dispose();
      if (call.alive) reportTo(call.session, view);
      if (view.phase === 'established') call.tell({ kind: 'transferred', by: 'remote' });
      else if (call.alive && call.state.wantHold) call.command({ kind: 'hold', hold: false });
    });
  }
}

function callIdOf(call: LiveCall): string {
  return (
    call.session.dialog?.callId ??
    ('request' in call.session ? (call.session as Invitation).request.callId : '')
  );
}
