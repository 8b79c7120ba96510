/** What the agent is to others: shared/agent/machine.ts, kept in the store and told to the phone and the window. */
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import {
  refusing,
  resume,
  step,
  usedBreaks,
  type AgentEvent,
  type AgentState,
} from '../../shared/agent/machine.ts';
import type { AgentChoice, AgentSpan, AgentView } from '../../shared/agent/types.ts';
import type { CallView } from '../../shared/call/view.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';

export interface AgentOptions {
  telephony: Pick<Telephony, 'calls' | 'onCall' | 'setDoNotDisturb'>;
  store: Pick<Store, 'beginAgentSpan' | 'endAgentSpan' | 'agentSpans'>;
  emit: Emit;
  log: Log;
  now: () => number;
  refusal: () => Settings['agent']['refusal'];
  /** The choice that holds from now on, told to other systems. */
  chosen: (choice: AgentChoice) => void;
}

export class Agent implements Disposable {
  readonly #options: AgentOptions;
  readonly #ends = new DisposableStore();
  #state: AgentState;
  #spans: AgentSpan[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Spans reach the store in their order. */
  #written: Promise<void> = Promise.resolve();

  constructor(options: AgentOptions) {
    this.#options = options;
    const now = options.now();
    this.#state = { choice: { status: 'ready' }, since: now, next: null, busy: false, wrapUpUntil: null };
    this.#ends.add(options.telephony.onCall(() => this.#callsChanged()));
    this.#ends.add(() => clearTimeout(this.#timer));
  }

  get view(): AgentView {
    const { choice, since, next, wrapUpUntil } = this.#state;
    const used = usedBreaks(this.#spans, startOfDay(this.#options.now()));
    return { choice, since, next, refusing: refusing(this.#state), wrapUpUntil, used };
  }

  /** Reads today's spans; a break that a crash cut off goes on, else the day (or the run) begins ready. */
  async load(): Promise<void> {
    const { store, now, log } = this.#options;
    try {
      const began = startOfDay(now());
      this.#spans = await store.agentSpans(began);
      const resumed = resume(this.#spans, began);
      if (resumed !== null && this.#state.choice.status === 'ready')
        this.#state = { ...this.#state, ...resumed };
      else this.#write({ status: 'ready', reason: null, from: now() });
    } catch (cause) {
      log.error('the agent’s day could not be read', cause);
    }
    this.#options.chosen(this.#state.choice);
    this.#tell();
  }

  choose(choice: AgentChoice): void {
    this.#do({ type: 'choose', choice, at: this.#options.now() });
  }

  /** No call rings before `until` (ms since the epoch), whatever is finished before. */
  holdUntil(until: number): void {
    this.#do({ type: 'held', until, at: this.#options.now() });
  }

  /** The day is over, or this run is. */
  async end(): Promise<void> {
    await this.#written;
    await this.#options.store.endAgentSpan(this.#options.now());
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #callsChanged(): void {
    const busy = this.#options.telephony.calls.some(isBusy);
    if (busy !== this.#state.busy) this.#do({ type: 'busy', busy, at: this.#options.now() });
  }

  #do(event: AgentEvent): void {
    const { state, span } = step(this.#state, event);
    this.#state = state;
    if (span !== null) {
      this.#write(span);
      this.#options.chosen(state.choice);
    }
    clearTimeout(this.#timer);
    if (state.wrapUpUntil !== null)
      this.#timer = setTimeout(
        () => this.#do({ type: 'tick', at: this.#options.now() }),
        state.wrapUpUntil - event.at,
      );
    this.#tell();
  }

  #write(span: Omit<AgentSpan, 'to'>): void {
    const last = this.#spans.at(-1);
    if (last?.to === null) last.to = Math.max(last.from, span.from);
    this.#spans.push({ ...span, to: null });
    this.#written = this.#written
      .then(() => this.#options.store.beginAgentSpan(span))
      .catch((cause: unknown) => this.#options.log.error('a span of the agent’s day was not written', cause));
  }

  #tell(): void {
    const { telephony, emit, refusal } = this.#options;
    telephony.setDoNotDisturb(refusing(this.#state) === null ? null : refusal());
    emit('agent', this.view);
  }
}

/** A call that rings leaves the choice free; one that was a conversation is owed its wrap-up first. */
const isBusy = (call: CallView): boolean =>
  call.phase === 'ended'
    ? call.answeredAt !== null
    : call.direction === 'outbound' || call.phase !== 'ringing';

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
