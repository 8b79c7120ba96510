/** The time of each wrap-up: it begins with the end of a conversation, can be extended, and ends in the system's own code. */
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import type { CallView } from '../../shared/call/view.ts';
import type { WrapUpTime } from '../../shared/ipc/agent.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Telephony } from '../telephony/port.ts';
import type { Agent } from './agent.ts';
import type { Desk } from './desk.ts';
import { WrapUpClock } from './wrap-up-clock.ts';

export interface WrapUpsOptions {
  telephony: Pick<Telephony, 'onCall'>;
  desk: Pick<Desk, 'expireWrapUp'>;
  agent: Pick<Agent, 'holdUntil'>;
  rules: () => Settings['wrapUp'];
  emit: Emit;
  log: Log;
  now: () => number;
}

export class WrapUps implements Disposable {
  readonly #options: WrapUpsOptions;
  readonly #clock: WrapUpClock;
  readonly #consults = new Set<string>();
  readonly #ends = new DisposableStore();

  constructor(options: WrapUpsOptions) {
    this.#options = options;
    const { telephony, desk, emit, log, rules, now } = options;
    this.#clock = new WrapUpClock({
      rules,
      now,
      changed: times => emit('wrapUpTimes', times),
      over: interactionId => {
        desk
          .expireWrapUp(interactionId)
          .catch((cause: unknown) => log.error('a wrap-up could not be closed in time', cause));
      },
    });
    this.#ends.add(telephony.onCall((callId, view) => this.#changed(callId, view)));
    this.#ends.add(() => this.#clock.dispose());
  }

  get times(): WrapUpTime[] {
    return this.#clock.times;
  }

  extend(interactionId: string): void {
    this.#hold(this.#clock.extend(interactionId));
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #changed(callId: string, view: CallView | null): void {
    if (view === null) {
      this.#consults.delete(callId);
      return this.#clock.end(callId);
    }
    // What the agent asked a colleague is wrapped up with the call that it was asked for.
    if (view.consultFor !== null) this.#consults.add(callId);
    const owed = view.phase === 'ended' && view.answeredAt !== null && !this.#consults.has(callId);
    if (owed) this.#hold(this.#clock.begin(callId));
  }

  /** Where a wrap-up may not be left early, finishing it does not let calls ring. */
  #hold(until: number | null): void {
    if (until !== null && this.#options.rules().mode === 'timedStrict') this.#options.agent.holdUntil(until);
  }
}
