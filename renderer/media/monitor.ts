/** Reads the statistics of every living call five times a second: levels for the meters, and whether audio flows. */
import type { MediaEvent } from '../../shared/media/protocol.ts';
import { follow, noFlow, type Flow } from './flow.ts';
import type { Session } from './session.ts';
import { mediaStats } from './stats.ts';

const EVERY_MS = 200;

export class Monitor {
  readonly #emit: (event: MediaEvent) => void;
  readonly #flows = new Map<Session, Flow>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(emit: (event: MediaEvent) => void) {
    this.#emit = emit;
  }

  watch(session: Session): void {
    this.#flows.set(session, noFlow(performance.now()));
    this.#timer ??= setInterval(() => void this.#look(), EVERY_MS);
  }

  unwatch(session: Session): void {
    this.#flows.delete(session);
    if (this.#flows.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    await Promise.all([...this.#flows.keys()].map(session => this.#lookAt(session)));
  }

  async #lookAt(session: Session): Promise<void> {
    const report = await session.report().catch(() => null);
    const before = this.#flows.get(session);
    // Ended while it was read.
    if (report === null || before === undefined) return;
    const { packetsReceived, levelIn, levelOut } = mediaStats(report.values(), Date.now());
    const { flow, changed } = follow(before, {
      at: performance.now(),
      packets: packetsReceived,
      due: session.expectsAudio,
    });
    this.#flows.set(session, flow);
    if (changed !== null) this.#emit({ kind: 'audio', session: session.id, flowing: changed });
    if (flow.flowing !== null)
      this.#emit({ kind: 'levels', session: session.id, in: levelIn ?? 0, out: levelOut ?? 0 });
  }
}
