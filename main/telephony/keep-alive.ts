/**
 * Notices a dead socket (sleep, Wi-Fi change, an idle proxy): every 20–25 s a WebSocket PING and a SIP OPTIONS, with a
 * deadline for an answer. CRLF pings are not used: some servers never answer them and some parse them as bad SIP.
 */
import type { Disposable } from '../../shared/disposable.ts';
import type { Clock } from './clock.ts';

/** Milliseconds. */
export interface KeepAliveLimits {
  readonly interval: number;
  /** Added to the interval, by chance. */
  readonly jitter: number;
  readonly deadline: number;
}

const defaultLimits: KeepAliveLimits = { interval: 20_000, jitter: 5_000, deadline: 8_000 };

export interface KeepAliveOptions {
  clock: Clock;
  random: () => number;
  limits?: KeepAliveLimits;
  sendPing(): void;
  /** Sends OPTIONS; `answered` is called for any final answer that came over the wire. */
  sendOptions(answered: () => void): void;
  /** Neither came back in time. */
  dead(): void;
}

export class KeepAlive implements Disposable {
  readonly #options: KeepAliveOptions;
  #limits: KeepAliveLimits;
  #timer: Disposable | null = null;
  #heard = false;
  #optionsAnswered = false;
  /** Not every server answers OPTIONS; one that did once is expected to do it again. */
  #answersOptions = false;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
    this.#limits = options.limits ?? defaultLimits;
  }

  /**
   * The server counts a flow as dead that was silent for so many seconds (RFC 5626 4.4.1: a ping at 80–100 % of that);
   * null when it does not say. Over a WebSocket a PING is what keeps it (RFC 7118 6).
   */
  keepWithin(seconds: number | null): void {
    const usual = this.#options.limits ?? defaultLimits;
    const most = (seconds ?? Infinity) * 1_000;
    const interval = Math.min(usual.interval, most * 0.8);
    this.#limits = { ...usual, interval, jitter: Math.min(usual.jitter, most - interval) };
    if (interval < usual.interval && this.#timer !== null) this.start();
  }

  start(): void {
    const { interval, jitter } = this.#limits;
    this.#next(interval + this.#options.random() * jitter, () => this.#ping());
  }

  /** Anything came over the socket. */
  heard(): void {
    this.#heard = true;
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  #ping(): void {
    this.#heard = false;
    this.#optionsAnswered = false;
    this.#next(this.#limits.deadline, () => this.#judge());
    this.#options.sendPing();
    this.#options.sendOptions(() => {
      this.#optionsAnswered = true;
      this.#answersOptions = true;
    });
  }

  #judge(): void {
    const alive = this.#optionsAnswered || (this.#heard && !this.#answersOptions);
    if (alive) return this.start();
    this.dispose();
    this.#options.dead();
  }

  #next(ms: number, task: () => void): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.after(ms, task);
  }
}
