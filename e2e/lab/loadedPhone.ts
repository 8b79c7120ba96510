/** Our telephony without a window, on the lab's phone system: it takes every call that it may, and puts it away. */
import type { CallView } from '../../shared/call/view.ts';
import { createTelephony } from '../../main/telephony/index.ts';
import { systemClock, type Clock } from '../../main/telephony/clock.ts';
import type { Telephony } from '../../main/telephony/port.ts';
import { FakeMedia } from '../../main/telephony/testing/fake-media.ts';
import { until } from '../support/until.ts';
import { domain, passwords, type User } from './lab.ts';

/** What a phone that did its work has left: nothing but what keeps its line. */
export interface Remains {
  calls: number;
  mediaSessions: number;
  tones: number;
  /** Timers of ours that run. */
  timers: number;
}

class CountingClock implements Clock {
  readonly running = new Set<object>();

  now(): number {
    return systemClock.now();
  }

  after(ms: number, task: () => void): { dispose(): void } {
    const timer = systemClock.after(ms, () => {
      this.running.delete(timer);
      task();
    });
    this.running.add(timer);
    return {
      dispose: () => {
        this.running.delete(timer);
        timer.dispose();
      },
    };
  }
}

export class LoadedPhone {
  readonly telephony: Telephony;
  readonly media = new FakeMedia();
  /** Calls that rang, were talked to, and ended. */
  rang = 0;
  answered = 0;
  ended = 0;
  /** Whether an ended call is put away, as a finished wrap-up does. */
  putsAway = true;
  readonly #clock = new CountingClock();
  readonly #phases = new Map<string, CallView['phase']>();
  #ids = 0;

  constructor(user: User, options: { server: string; ca: string }) {
    this.telephony = createTelephony({
      media: this.media,
      newId: () => `call-${++this.#ids}`,
      userAgent: 'Hatif/load',
      log: () => undefined,
      clock: this.#clock,
      ca: options.ca,
    });
    this.telephony.onCall((callId, view) => this.#changed(callId, view));
    this.telephony.addLine(
      {
        id: user,
        name: user,
        server: options.server,
        moreServers: [],
        user,
        authUser: null,
        domain,
        displayName: null,
        country: 'DE',
        iceServers: [],
        dtmf: 'auto',
        practice: false,
      },
      passwords[user],
    );
  }

  get remains(): Remains {
    return {
      calls: this.telephony.calls.length,
      mediaSessions: this.media.sessions.size,
      tones: this.media.playing.size,
      timers: this.#clock.running.size,
    };
  }

  async registered(): Promise<void> {
    await until('the line is registered', () => this.telephony.lines[0]?.state === 'registered');
  }

  #changed(callId: string, view: CallView | null): void {
    if (view === null) return void this.#phases.delete(callId);
    const before = this.#phases.get(callId);
    this.#phases.set(callId, view.phase);
    if (before === view.phase) return;
    if (view.phase === 'ringing') this.rang++;
    if (view.phase === 'established') this.answered++;
    if (view.phase === 'ended') {
      this.ended++;
      // The fake remembers all it was asked.
      this.media.asked.length = 0;
      if (this.putsAway) setImmediate(() => this.telephony.dismiss(callId));
    }
    setImmediate(() => this.#next());
  }

  /** One after the other, as a person does. */
  #next(): void {
    const living = this.telephony.calls.filter(({ phase }) => phase !== 'ended');
    const next = living.find(({ phase }) => phase === 'ringing');
    if (!next || living.some(({ phase }) => phase !== 'ringing')) return;
    this.telephony.answer(next.id).catch(() => undefined); // the caller gave up
  }
}
