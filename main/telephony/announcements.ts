/** Callers whose INVITE was scanned and that SIP.js may still bring: who they are, and the card that our 180 waits for. */
import type { Party } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import type { HeaderScan } from '../../shared/sip/port.ts';
import type { Clock } from './clock.ts';
import { calledOf, callerOf } from './identity.ts';
import type { Line } from './line.ts';
import { Listeners } from './listeners.ts';
import type { Log } from './log.ts';
import type { IncomingCaller } from './port.ts';

/** Milliseconds that the caller's card may take before our 180 goes out without it. */
const cardBudget = 150;
/** More are forgotten, oldest first. */
const mostAnnounced = 16;

export interface Announced {
  id: string;
  remote: Party;
  called: string | null;
  ready: Promise<void>;
}

export class Announcements implements Disposable {
  readonly onIncoming: Listeners<[caller: IncomingCaller], Promise<void>>;
  readonly #clock: Clock;
  readonly #newId: () => string;
  /** By Call-ID. */
  readonly #announced = new Map<string, Announced>();

  constructor({ clock, log, newId }: { clock: Clock; log: Log; newId: () => string }) {
    this.#clock = clock;
    this.#newId = newId;
    this.onIncoming = new Listeners(log);
  }

  has(sipCallId: string): boolean {
    return this.#announced.has(sipCallId);
  }

  /** Starts the look-up of the caller, milliseconds before SIP.js has parsed the INVITE. */
  announce(line: Line, scan: HeaderScan): void {
    const id = this.#newId();
    const remote = callerOf(scan, line.account.country);
    const caller: IncomingCaller = { callId: id, accountId: line.account.id, ...remote };
    const ready = Promise.all(this.onIncoming.call(caller)).then(() => undefined);
    this.#announced.set(scan.callId, {
      id,
      remote,
      called: calledOf(scan),
      ready: this.#atMost(cardBudget, ready),
    });
    if (this.#announced.size <= mostAnnounced) return;
    const [oldest] = this.#announced.keys();
    if (oldest !== undefined) this.#announced.delete(oldest);
  }

  take(sipCallId: string): Announced | undefined {
    const announced = this.#announced.get(sipCallId);
    this.#announced.delete(sipCallId);
    return announced;
  }

  dispose(): void {
    this.#announced.clear();
    this.onIncoming.dispose();
  }

  /** Settles when `work` does or the time is over, whichever is first; never rejects. */
  #atMost(ms: number, work: Promise<void>): Promise<void> {
    return new Promise(resolve => {
      const limit = this.#clock.after(ms, resolve);
      const finish = (): void => {
        limit.dispose();
        resolve();
      };
      work.then(finish, finish);
    });
  }
}
