/** What becomes of a call that comes in before anybody touches it: sent on, answered by itself, or left to ring. */
import type { Invitation, UserAgent } from 'sip.js';
import { decideAutoAnswer, readAutoAnswer } from '../../shared/call/auto-answer.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { usualRules, type CallRules as Rules } from '../../shared/phone/rules.ts';
import type { MediaPort } from '../media/port.ts';
import { redirectTo } from './address.ts';
import type { Clock } from './clock.ts';
import type { LiveCall } from './live-call.ts';
import { messageOf, type Log } from './log.ts';

/** Milliseconds of the beep that says: you are about to be heard. */
const beepLasts = 500;

export interface CallRulesServices {
  clock: Clock;
  log: Log;
  media: MediaPort;
  /** Calls that live besides this one. */
  others(call: LiveCall | null): boolean;
  answer(call: LiveCall): Promise<void>;
}

/** What to refuse an INVITE with; `contact` is where it shall go (302). */
export interface Refusal {
  status: number;
  contact?: string;
}

export class CallRules implements Disposable {
  readonly #services: CallRulesServices;
  readonly #waits = new Map<LiveCall, Disposable[]>();
  #rules: Rules = usualRules;

  constructor(services: CallRulesServices) {
    this.#services = services;
  }

  /** Calls that ring already keep the rules they came under. */
  set rules(rules: Rules) {
    this.#rules = rules;
  }

  /** Every call goes elsewhere: nobody here is to be asked or shown anything. */
  sendsOn(userAgent: UserAgent): boolean {
    const { always } = this.#rules.forwarding;
    return always !== null && elsewhere(userAgent, always) !== null;
  }

  /** Before it rings; null when it may. `refusal`: it could not ring anyway, as we are busy or take no calls. */
  refusal(invitation: Invitation, refusal: 480 | 486 | null): Refusal | null {
    const { always, busy } = this.#rules.forwarding;
    const contact = [always, refusal === null ? null : busy]
      .map(to => (to === null ? null : elsewhere(invitation.userAgent, to)))
      .find(to => to !== null);
    if (contact !== undefined) return { status: 302, contact };
    if (refusal !== null) return { status: refusal };
    return this.#decide(invitation, null).kind === 'refuse' ? { status: 403 } : null;
  }

  /** It rings. */
  rings(call: LiveCall, invitation: Invitation): void {
    const { clock } = this.#services;
    const waits: Disposable[] = [];
    const decision = this.#decide(invitation, call);
    if (decision.kind === 'answer')
      waits.push(clock.after(decision.seconds * 1_000, () => this.#beep(call, waits)));
    const { noAnswer, seconds } = this.#rules.forwarding;
    if (noAnswer !== null && elsewhere(invitation.userAgent, noAnswer) !== null)
      waits.push(
        clock.after(seconds * 1_000, () => {
          if (call.state.phase === 'ringing') call.command({ kind: 'forward', to: noAnswer, by: 'system' });
        }),
      );
    if (waits.length > 0) this.#waits.set(call, waits);
  }

  callChanged(call: LiveCall): void {
    if (call.state.phase === 'ringing') return;
    for (const wait of this.#waits.get(call) ?? []) wait.dispose();
    this.#waits.delete(call);
  }

  dispose(): void {
    for (const wait of [...this.#waits.values()].flat()) wait.dispose();
    this.#waits.clear();
  }

  #decide(invitation: Invitation, call: LiveCall | null): ReturnType<typeof decideAutoAnswer> {
    const asked = readAutoAnswer(name => invitation.request.getHeaders(name));
    return decideAutoAnswer(this.#rules.autoAnswer, asked, this.#services.others(call));
  }

  /** The ring gives way to a beep, and the beep to the call. */
  #beep(call: LiveCall, waits: Disposable[]): void {
    const { clock, log, media, others } = this.#services;
    const may = (): boolean => call.state.phase === 'ringing' && !others(call);
    if (!may()) return;
    call.command({ kind: 'silence' });
    const tell = (done: Promise<unknown>): void =>
      void done.catch((thrown: unknown) => {
        log('warn', 'A call did not answer itself', { call: call.id, error: messageOf(thrown) });
      });
    tell(media.request('play', { tone: 'autoAnswer', session: call.id }));
    waits.push(
      clock.after(beepLasts, () => {
        if (may()) tell(this.#services.answer(call));
      }),
    );
  }
}

/** The address to send it to; null for what cannot be called, and for ourselves: that would go round for ever. */
function elsewhere(userAgent: UserAgent, to: string): string | null {
  const own = userAgent.configuration.uri;
  const contact = redirectTo(to, own);
  return contact === null || contact.user === own.user ? null : contact.toString();
}
