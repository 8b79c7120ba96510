/** Runs the time of each wrap-up where the setting wants one, and says when it is over. */
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { WrapUpTime } from '../../shared/ipc/agent.ts';
import type { Settings } from '../../shared/settings/schema.ts';

export interface WrapUpClockOptions {
  rules: () => Settings['wrapUp'];
  now: () => number;
  changed: (times: WrapUpTime[]) => void;
  over: (interactionId: string) => void;
}

type Running = WrapUpTime & { timer: ReturnType<typeof setTimeout> };

export class WrapUpClock implements Disposable {
  readonly #options: WrapUpClockOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: WrapUpClockOptions) {
    this.#options = options;
  }

  get times(): WrapUpTime[] {
    return [...this.#running.values()].map(({ timer: _, ...time }) => time);
  }

  /** The call is over. Returns when its wrap-up will be, ms since the epoch; null when no time runs. */
  begin(interactionId: string): number | null {
    const { mode, seconds, extensions } = this.#options.rules();
    if (mode !== 'timed' && mode !== 'timedStrict') return null;
    const known = this.#running.get(interactionId);
    if (known !== undefined) return known.until;
    const until = this.#options.now() + seconds * 1000;
    this.#run({ interactionId, until, extensionsLeft: extensions });
    return until;
  }

  /** As long again. HatifError `wrongState` when it was extended as often as it may be, or no time runs. Returns the new end. */
  extend(interactionId: string): number {
    const known = this.#running.get(interactionId);
    if (known === undefined || known.extensionsLeft < 1)
      throw new HatifError('wrongState', 'this wrap-up cannot be extended');
    const until = known.until + this.#options.rules().seconds * 1000;
    this.#run({ interactionId, until, extensionsLeft: known.extensionsLeft - 1 });
    return until;
  }

  /** It was finished. */
  end(interactionId: string): void {
    clearTimeout(this.#running.get(interactionId)?.timer);
    if (this.#running.delete(interactionId)) this.#options.changed(this.times);
  }

  dispose(): void {
    for (const { timer } of this.#running.values()) clearTimeout(timer);
    this.#running.clear();
  }

  #run(time: WrapUpTime): void {
    clearTimeout(this.#running.get(time.interactionId)?.timer);
    const timer = setTimeout(() => {
      this.end(time.interactionId);
      this.#options.over(time.interactionId);
    }, time.until - this.#options.now());
    this.#running.set(time.interactionId, { ...time, timer });
    this.#options.changed(this.times);
  }
}
