/** The desk's surroundings for stories: a phone and a store that do what the story says, and a window that remembers. */
import type { CallView } from '../../shared/call/view.ts';
import type { EventName } from '../../shared/ipc/contract.ts';
import type { Draft } from '../../shared/outcome/types.ts';
import type { CallerContext, Person } from '../../shared/people/types.ts';
import type { InteractionEvent, NewInteraction, Store } from '../store/port.ts';
import type { IncomingCaller, RefusedCaller, Telephony } from '../telephony/port.ts';
import type { Emit, Together } from '../ipc/serve.ts';
import { unknownCaller } from './cards.ts';

export const layla: Person = {
  id: 'layla',
  name: 'Layla Haddad',
  otherName: 'ليلى حداد',
  organisation: null,
  role: null,
  language: 'ar',
  timeZone: 'Asia/Riyadh',
  city: 'Jeddah',
  email: null,
  numbers: [],
  lists: [],
  consent: { call: true, email: true, message: false },
  doNotContact: false,
  provisional: false,
  sample: false,
};

export const callOf = (id: string, change: Partial<CallView> = {}): CallView => ({
  id,
  accountId: 'service',
  direction: 'inbound',
  phase: 'ringing',
  remote: { number: '+966505550142', e164: '+966505550142', name: null },
  called: null,
  startedAt: 1000,
  answeredAt: null,
  endedAt: null,
  muted: false,
  hold: 'none',
  heldSince: null,
  busyHold: false,
  earlyMedia: false,
  transfer: null,
  consultFor: null,
  conference: null,
  media: 'none',
  digits: '',
  silenced: false,
  end: null,
  ...change,
});

export class FakePhone {
  calls: CallView[] = [];
  readonly dismissed: string[] = [];
  #onCall: (id: string, view: CallView | null) => void = () => undefined;
  #onRefused: (caller: RefusedCaller) => void = () => undefined;
  #onIncoming: (caller: IncomingCaller) => Promise<void> = () => Promise.resolve();

  readonly port = {
    lines: [],
    onCall: (listener: (id: string, view: CallView | null) => void) => {
      this.#onCall = listener;
      return { dispose: () => undefined };
    },
    onIncoming: (listener: (caller: IncomingCaller) => Promise<void>) => {
      this.#onIncoming = listener;
      return { dispose: () => undefined };
    },
    onRefused: (listener: (caller: RefusedCaller) => void) => {
      this.#onRefused = listener;
      return { dispose: () => undefined };
    },
    onLines: () => ({ dispose: () => undefined }),
    dial: (target: string) => {
      this.shows(
        callOf('out', {
          direction: 'outbound',
          phase: 'dialling',
          remote: { number: target, e164: target, name: null },
        }),
      );
      return 'out';
    },
    dismiss: (id: string) => {
      this.dismissed.push(id);
      this.calls = this.calls.filter(call => call.id !== id);
      this.#onCall(id, null);
    },
  };

  get telephony(): Telephony {
    // The stories use the part above; `calls` has to be read through.
    return Object.defineProperty(this.port, 'calls', {
      get: () => this.calls,
      configurable: true,
    }) as unknown as Telephony;
  }

  /** An INVITE was scanned; settles when the phone may say "ringing". */
  scans(callId: string): Promise<void> {
    return this.#onIncoming({
      callId,
      accountId: 'service',
      number: '+966505550142',
      e164: '+966505550142',
      name: null,
    });
  }

  /** An INVITE came that did not ring; by itself: the agent takes no calls. */
  refuses(callId: string, cause: RefusedCaller['cause'] = 'away', status = 480): void {
    const caller = { callId, accountId: 'service', number: '+966505550142', e164: '+966505550142' };
    this.#onRefused({ ...caller, name: null, cause, status });
  }

  shows(view: CallView): void {
    this.calls = [...this.calls.filter(call => call.id !== view.id), view];
    this.#onCall(view.id, view);
  }
}

/** Keeps what it is told, in order; `broken` makes every promise reject. */
export class FakeStore {
  broken = false;
  readonly written: (NewInteraction | InteractionEvent)[] = [];
  readonly consults: string[] = [];
  readonly linked: [string, string | null][] = [];
  #drafts: Draft[] = [];

  readonly #do = <T>(value: () => T): Promise<T> =>
    this.broken ? Promise.reject(new Error('no store')) : Promise.resolve().then(value);

  readonly #knows = (callId: string): CallerContext => ({
    ...unknownCaller(callId),
    match: { rule: 'directLine', number: '+966505550142', lastContactAt: null },
    person: layla,
  });

  readonly port = {
    sweep: () => this.#do(() => 0),
    callerContext: ({ callId }: { callId: string }) => this.#do(() => this.#knows(callId)),
    beginInteraction: (row: NewInteraction) => this.#do(() => void this.written.push(row)),
    appendEvent: (event: InteractionEvent) => this.#do(() => void this.written.push(event)),
    linkPerson: (id: string, personId: string | null) =>
      this.#do(() => {
        this.linked.push([id, personId]);
        return this.#knows(id);
      }),
    saveDraft: (draft: Omit<Draft, 'savedAt'>, at: number) =>
      this.#do(() => {
        const saved = { ...draft, savedAt: at };
        this.#drafts = [...this.#drafts.filter(each => each.interactionId !== draft.interactionId), saved];
        return saved;
      }),
    drafts: () => this.#do(() => this.#drafts),
    closeConsult: (id: string) => this.#do(() => void this.consults.push(id)),
    finishWrapUp: () => this.#do(() => undefined),
    closeInterrupted: () => this.#do(() => 0),
    outcomes: () => this.#do(() => []),
    recent: () => this.#do(() => []),
    due: () => this.#do(() => []),
  };

  get store(): Store {
    return this.port as unknown as Store;
  }
}

export class FakeWindow {
  readonly heard: [EventName, unknown][] = [];
  /** What came in each message. */
  readonly messages: EventName[][] = [];
  #open: EventName[] | null = null;
  readonly emit: Emit = (event, payload) => {
    this.heard.push([event, payload]);
    if (this.#open === null) this.messages.push([event]);
    else this.#open.push(event);
  };
  readonly together: Together = tell => {
    if (this.#open !== null) return tell();
    const message: EventName[] = (this.#open = []);
    tell();
    this.#open = null;
    if (message.length > 0) this.messages.push(message);
  };
  last(event: EventName): unknown {
    return this.heard.findLast(([name]) => name === event)?.[1];
  }
}
