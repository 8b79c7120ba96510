/**
 * Writes down what happens to each call, from the first ring on. Entries of one call reach the store in the order in
 * which they happened; a store that fails costs the record, never the call.
 */
import type { CallView } from '../../shared/call/view.ts';
import type { CallTransfer } from '../../shared/people/types.ts';
import type { Log } from '../app/log.ts';
import type { InteractionEvent, NewInteraction, Store } from '../store/port.ts';
import type { RefusedCaller } from '../telephony/port.ts';

type Step = Omit<InteractionEvent, 'interactionId' | 'at'>;

/** What is worth a line in the record when a call goes from `before` to `after`. */
export function stepsBetween(before: CallView | null, after: CallView): Step[] {
  const steps: Step[] = [];
  if (before?.phase !== after.phase) {
    const answered =
      after.phase === 'established' && after.answeredAt !== null ? { answeredAt: after.answeredAt } : {};
    const ended =
      after.end !== null && after.endedAt !== null
        ? {
            ended: {
              ...after.end,
              at: after.endedAt,
              talkSeconds:
                after.answeredAt === null ? 0 : Math.round((after.endedAt - after.answeredAt) / 1000),
            },
          }
        : {};
    const data = before === null && after.said !== undefined ? { said: after.said } : {};
    steps.push({ kind: 'phase', phase: after.phase, data, ...answered, ...ended });
  }
  if (before !== null) {
    if (before.hold !== after.hold) steps.push({ kind: 'hold', phase: null, data: { hold: after.hold } });
    if (before.muted !== after.muted) steps.push({ kind: 'mute', phase: null, data: { muted: after.muted } });
    if (before.media !== after.media)
      steps.push({ kind: 'media', phase: null, data: { media: after.media } });
    const handed = handOver(before, after);
    if (handed !== null) steps.push({ kind: 'transfer', phase: null, data: handed });
  }
  return steps;
}

/** What there is to write down of a transfer: to whom, and what became of it. Null when nothing did just now. */
function handOver(before: CallView, after: CallView): CallTransfer | null {
  const [was, is] = [before.transfer, after.transfer];
  const view = is ?? was;
  if (view === null) return null;
  const { name, number } = view.target;
  const step = (result: CallTransfer['result']): CallTransfer => ({
    to: number,
    name,
    asked: view.kind === 'attended',
    result,
    cause: view.cause,
  });
  if (after.phase === 'ended') {
    if (before.phase === 'ended') return null;
    return after.end?.cause === 'transferred' ? step('done') : null;
  }
  if (is === null) return after.phase === 'established' ? step('takenBack') : null;
  if (is.phase === 'refused' || is.phase === 'unanswered')
    return is.phase === was?.phase ? null : step(is.phase);
  return was === null ? step('begun') : null;
}

export class Journal {
  readonly #store: Store;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #last = new Map<string, CallView>();

  constructor(options: { store: Store; log: Log; now: () => number }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#now = options.now;
  }

  begin(row: NewInteraction): Promise<void> {
    return this.#then(row.id, () => this.#store.beginInteraction(row));
  }

  knows(callId: string): boolean {
    return this.#queues.has(callId);
  }

  /** Settles when what changed is on disk (or was given up with a line in the log). */
  note(view: CallView): Promise<void> {
    const before = this.#last.get(view.id) ?? null;
    this.#last.set(view.id, view);
    const at = this.#now();
    for (const step of stepsBetween(before, view))
      void this.#then(view.id, () => this.#store.appendEvent({ interactionId: view.id, at, ...step }));
    return this.settled(view.id);
  }

  /** It was refused, or sent on, before it could ring: somebody called, and the record says so. */
  refused({ cause, status, callId, ...caller }: RefusedCaller, at: number): Promise<void> {
    // Two at once: the second had been announced when the line was found to be taken.
    if (!this.knows(callId)) {
      const { accountId, number, e164, name } = caller;
      const who = { accountId, number, e164, name, called: null, personId: null };
      void this.begin({ ...who, id: callId, direction: 'inbound', at });
    }
    const by = cause === 'away' || cause === 'declined' ? 'local' : 'system';
    const ended = { by, cause, status, at, talkSeconds: 0 } as const;
    const data: Step['data'] = cause === 'away' ? { away: true } : {};
    const step: Step = { kind: 'phase', phase: 'ended', data, ended };
    return this.#then(callId, () => this.#store.appendEvent({ interactionId: callId, at, ...step }));
  }

  /** All that was noted of this call so far is on disk. */
  settled(callId: string): Promise<void> {
    return this.#queues.get(callId) ?? Promise.resolve();
  }

  forget(callId: string): void {
    this.#last.delete(callId);
    this.#queues.delete(callId);
  }

  #then(callId: string, write: () => Promise<void>): Promise<void> {
    const next = this.settled(callId)
      .then(write)
      .catch((cause: unknown) => this.#log.error('the record of a call could not be written', cause));
    this.#queues.set(callId, next);
    return next;
  }
}
