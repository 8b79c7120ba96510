/**
 * Subscriptions of one line (RFC 6665). They die with the socket without a word, so each registration begins them anew;
 * SIP.js's Subscriber would go on saying "Subscribed". What is refused is asked for again, ever more seldom.
 */
import type { Core, UserAgent } from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import { dialAddress } from './address.ts';
import type { Clock } from './clock.ts';
import { messageOf, type Log } from './log.ts';

export interface Subject {
  /** Whose state, as dialled. */
  number: string;
  event: 'dialog' | 'presence' | 'message-summary';
}

export interface SubscriptionServices {
  clock: Clock;
  random: () => number;
  log: Log;
  /** The exchange tells something; `fresh`: it is the first notice of a new subscription. */
  notified(subject: Subject, body: string, fresh: boolean): void;
  /** Nothing is told any more; `status` says why, where the exchange refused. */
  silent(subject: Subject, status: number | null): void;
}

/** Seconds that are asked for. */
const expires = 600;
/** Milliseconds. */
const times = { between: 20, soon: 1_000, retry: 30_000, mostRetry: 600_000 } as const;
/** More would be a directory, not a row of lamps. */
const mostSubjects = 128;

const accepts: Record<Subject['event'], string> = {
  dialog: 'application/dialog-info+xml',
  presence: 'application/pidf+xml',
  'message-summary': 'application/simple-message-summary',
};

interface Watch {
  subject: Subject;
  request: { waitNotifyStop(): void; dispose(): void } | null;
  dialog: Core.Subscription | null;
  timer: Disposable | null;
  /** Refused in a row. */
  attempts: number;
}

export class Subscriptions implements Disposable {
  readonly #userAgent: UserAgent;
  readonly #domain: string;
  readonly #services: SubscriptionServices;
  readonly #watches = new Map<string, Watch>();
  #online = false;

  constructor(userAgent: UserAgent, domain: string, services: SubscriptionServices) {
    this.#userAgent = userAgent;
    this.#domain = domain;
    this.#services = services;
  }

  /** From now on these, and no others. */
  want(subjects: readonly Subject[]): void {
    const wanted = new Map(subjects.slice(0, mostSubjects).map(subject => [keyOf(subject), subject]));
    for (const [key, watch] of [...this.#watches]) {
      if (wanted.has(key)) continue;
      this.#watches.delete(key);
      this.#leave(watch);
    }
    for (const [key, subject] of wanted) {
      if (this.#watches.has(key)) continue;
      const watch: Watch = { subject, request: null, dialog: null, timer: null, attempts: 0 };
      this.#watches.set(key, watch);
      if (this.#online) this.#subscribe(watch);
    }
  }

  /** Registered: one after the other, so that an exchange is not hit by all at once. */
  online(): void {
    this.#online = true;
    [...this.#watches.values()].forEach((watch, i) => {
      this.#forget(watch);
      watch.attempts = 0;
      this.#later(watch, i * times.between, () => this.#subscribe(watch));
    });
  }

  /** The socket is gone. */
  offline(): void {
    this.#online = false;
    for (const watch of this.#watches.values()) {
      this.#forget(watch);
      this.#services.silent(watch.subject, null);
    }
  }

  dispose(): void {
    this.#online = false;
    for (const watch of this.#watches.values()) this.#forget(watch);
    this.#watches.clear();
  }

  #subscribe(watch: Watch): void {
    const { userAgentCore: core, configuration, contact } = this.#userAgent;
    const { subject } = watch;
    this.#forget(watch);
    try {
      const { uri } = dialAddress(subject.number, this.#domain);
      const message = core.makeOutgoingRequestMessage('SUBSCRIBE', uri, configuration.uri, uri, {}, [
        `Event: ${subject.event}`,
        `Expires: ${expires}`,
        `Accept: ${accepts[subject.event]}`,
        `Contact: ${contact.toString()}`,
      ]);
      const request = core.subscribe(message, {
        onNotify: ({ request: notice, subscription }) => {
          if (watch.request !== request) return void notice.accept();
          watch.request = null;
          this.#begun(watch, subscription ?? null);
          this.#notified(watch, notice, true);
        },
        onNotifyTimeout: () => mine(() => this.#refused(watch, 408)),
        onRedirect: ({ message: response }) => mine(() => this.#refused(watch, response.statusCode ?? 500)),
        onReject: ({ message: response }) => mine(() => this.#refused(watch, response.statusCode ?? 500)),
      });
      const mine = (act: () => void): void => {
        if (watch.request === request) act();
      };
      watch.request = request as Core.OutgoingSubscribeRequest & { dispose(): void };
    } catch (thrown) {
      this.#services.log('info', 'What was to be watched cannot be', { error: messageOf(thrown) });
      this.#services.silent(subject, null);
    }
  }

  #begun(watch: Watch, dialog: Core.Subscription | null): void {
    watch.dialog = dialog;
    watch.attempts = 0;
    if (dialog === null) return;
    dialog.delegate = {
      onNotify: notice => this.#notified(watch, notice, false),
      onTerminated: () => {
        // 481 to a refresh, or no notice after one.
        if (watch.dialog === dialog) this.#again(watch, times.soon);
      },
    };
    this.#refreshLater(watch, dialog);
  }

  /** At 50–75 % of what was granted, as registrations. */
  #refreshLater(watch: Watch, dialog: Core.Subscription): void {
    const share = 0.5 + 0.25 * this.#services.random();
    const ms = Math.max(5, dialog.subscriptionExpires) * 1_000 * share;
    this.#later(watch, ms, () => {
      if (watch.dialog !== dialog) return;
      const failed = (): void => {
        if (watch.dialog === dialog) this.#subscribe(watch);
      };
      dialog.refresh().delegate = { onRedirect: failed, onReject: failed };
      this.#refreshLater(watch, dialog);
    });
  }

  #notified(watch: Watch, notice: Core.IncomingNotifyRequest, fresh: boolean): void {
    notice.accept();
    const { message } = notice;
    const type = message.getHeader('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (message.body !== '' && type === accepts[watch.subject.event])
      this.#services.notified(watch.subject, message.body, fresh);
    const ended = /^\s*terminated\s*(?:;(.*))?$/i.exec(message.getHeader('subscription-state') ?? '');
    if (!ended) return;
    const reason = /\breason\s*=\s*"?([a-z]+)/i.exec(ended[1] ?? '')?.[1]?.toLowerCase();
    const after = Number(/\bretry-after\s*=\s*(\d{1,6})/i.exec(ended[1] ?? '')?.[1] ?? Number.NaN);
    // RFC 6665 4.1.3: what was only deactivated may be asked for at once.
    if (reason === 'deactivated' || reason === 'timeout') return this.#again(watch, times.soon);
    if (reason === 'rejected' || reason === 'noresource') return this.#refused(watch, 404);
    this.#again(watch, Number.isNaN(after) ? times.retry : Math.min(after * 1_000, times.mostRetry));
  }

  #refused(watch: Watch, status: number): void {
    this.#services.silent(watch.subject, status);
    const wait = Math.min(times.mostRetry, times.retry * 2 ** Math.min(watch.attempts++, 8));
    // There is no such state, or we may not know it: seldom, for somebody may set it up.
    const final = status < 500 && status !== 408 && status !== 423 && status !== 480;
    this.#again(watch, final ? times.mostRetry : wait * (0.75 + 0.5 * this.#services.random()));
  }

  #again(watch: Watch, ms: number): void {
    this.#forget(watch);
    if (this.#online) this.#later(watch, ms, () => this.#subscribe(watch));
  }

  #later(watch: Watch, ms: number, task: () => void): void {
    watch.timer?.dispose();
    watch.timer = this.#services.clock.after(ms, task);
  }

  /** Unsubscribes. */
  #leave(watch: Watch): void {
    const { dialog } = watch;
    if (dialog !== null && this.#online) dialog.unsubscribe();
    this.#forget(watch);
  }

  /** Without a word. */
  #forget(watch: Watch): void {
    watch.timer?.dispose();
    watch.timer = null;
    const { request, dialog } = watch;
    watch.request = null;
    watch.dialog = null;
    request?.waitNotifyStop();
    if (dialog === null) return;
    dialog.delegate = {};
    dialog.dispose();
  }
}

const keyOf = ({ number, event }: Subject): string => `${event} ${number}`;
