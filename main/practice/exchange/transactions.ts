/**
 * Requests that the proxy has passed on, from the request to its last response (RFC 3261 16.6–16.10, RFC 6026).
 *
 *   calling ──1xx──> proceeding ──final──> done (kept a while: a 2xx may come again, RFC 6026 7.3) ──> forgotten
 *      │                 └── timer C ──> cancelled ──final──> done
 *      └── timer B: nothing came back
 *
 * Transport is reliable, so nothing is retransmitted here.
 */
import type { SipRequest } from './message.ts';

export interface Timers {
  /** No response at all (RFC 3261 17.1.1.2, timer B; 17.1.2.2, timer F), ms. */
  silent: number;
  /** An INVITE that rings for ever (RFC 3261 16.6 step 11, timer C: more than three minutes), ms. */
  ringing: number;
  /** How long a finished one is remembered, ms. */
  linger: number;
}

export const TIMERS: Timers = { silent: 32_000, ringing: 185_000, linger: 32_000 };

export interface Transaction<Connection> {
  /** Of our Via; responses bring it back. */
  readonly branch: string;
  /** Who asked, and under which branch: what CANCEL and ACK name. */
  readonly upstream: Connection;
  readonly upstreamBranch: string;
  readonly downstream: Connection;
  /** As it came from upstream. */
  readonly received: SipRequest;
  /** As it went downstream. */
  readonly sent: SipRequest;
  state: 'calling' | 'proceeding' | 'done';
  /** The final response was not a 2xx, so its ACK ends here (RFC 3261 17.1.1.3). */
  refused: boolean;
  cancelled: boolean;
  timer: ReturnType<typeof setTimeout> | null;
}

export class Transactions<Connection> {
  readonly #byBranch = new Map<string, Transaction<Connection>>();

  get size(): number {
    return this.#byBranch.size;
  }

  add(transaction: Transaction<Connection>): void {
    this.#byBranch.set(transaction.branch, transaction);
  }

  byBranch(branch: string): Transaction<Connection> | null {
    return this.#byBranch.get(branch) ?? null;
  }

  byUpstream(upstream: Connection, branch: string, method: string): Transaction<Connection> | null {
    for (const transaction of this.#byBranch.values())
      if (
        transaction.upstream === upstream &&
        transaction.upstreamBranch === branch &&
        transaction.received.method === method
      )
        return transaction;
    return null;
  }

  /** Unfinished ones in which a connection takes part. */
  open(connection: Connection): Transaction<Connection>[] {
    return [...this.#byBranch.values()].filter(
      transaction =>
        transaction.state !== 'done' &&
        (transaction.upstream === connection || transaction.downstream === connection),
    );
  }

  /** One timer a transaction; a new one takes the place of the old. It does not keep the process alive. */
  after(transaction: Transaction<Connection>, ms: number, run: () => void): void {
    if (transaction.timer) clearTimeout(transaction.timer);
    transaction.timer = setTimeout(run, ms);
    transaction.timer.unref();
  }

  finish(transaction: Transaction<Connection>, linger: number): void {
    transaction.state = 'done';
    this.after(transaction, linger, () => this.#byBranch.delete(transaction.branch));
  }

  clear(): void {
    for (const { timer } of this.#byBranch.values()) if (timer) clearTimeout(timer);
    this.#byBranch.clear();
  }
}
