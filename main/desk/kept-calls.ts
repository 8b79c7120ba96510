/**
 * Keeps in the store what it takes to go on with the calls that are talked in, and takes them up again after a crash. It is
 * written at each change of a call, and every few seconds, so that we know how long a call lived with us.
 */
import type { z } from 'zod';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import type { Log } from '../app/log.ts';
import type { KeptRow, Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';
import { keptCall } from '../telephony/resume.ts';
import { recordingByHand } from '../../shared/recording/types.ts';
import type { Recordings } from '../recording/recordings.ts';

/** Of a call, with what the agent did by hand with its recording. */
const kept = keptCall.extend({ recording: recordingByHand.nullish() });

/** Milliseconds between two signs of life. */
const beat = 5_000;
/**
 * Milliseconds after which a call is not taken up any more. Whoever comes back later does not expect to be heard by
 * somebody; and a phone system that hears nothing of us has given the call up by then.
 */
const longest = 120_000;

export interface KeptCallsOptions {
  telephony: Pick<Telephony, 'calls' | 'kept' | 'takeUp' | 'onCall'>;
  store: Pick<Store, 'keepCalls' | 'keptCalls'>;
  recordings: Pick<Recordings, 'byHand' | 'onByHand' | 'goesOn'>;
  log: Log;
  now: () => number;
}

export class KeptCalls implements Disposable {
  readonly #options: KeptCallsOptions;
  readonly #ends = new DisposableStore();
  /** Nothing is written before what the last run left was read. */
  #read = false;
  #written = '[]';
  #wanted = false;
  #writing: Promise<void> | null = null;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(options: KeptCallsOptions) {
    this.#options = options;
    this.#ends.add(options.telephony.onCall(() => this.#keep()));
    this.#ends.add(options.recordings.onByHand(() => this.#keep()));
    this.#ends.add(() => clearInterval(this.#beat));
  }

  /** Goes on with the calls that the end of the last run cut off. Before their record is closed as interrupted. */
  async takeUp(): Promise<void> {
    const { store, log } = this.#options;
    try {
      for (const row of await store.keptCalls()) this.#again(row);
    } catch (cause) {
      log.error('the calls of the last run could not be read', cause);
    }
    this.#read = true;
    this.#keep();
  }

  /** What was last kept is on disk. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #again({ interactionId, at, state }: KeptRow): void {
    const { telephony, recordings, log, now } = this.#options;
    if (now() - at > longest || telephony.calls.some(call => call.id === interactionId)) return;
    const found = read(state);
    if (found === null) return log.warn('a call that was kept cannot be read');
    const { recording, ...call } = found;
    try {
      // Before the call is there: not a moment of what was paused is recorded.
      if (recording != null) recordings.goesOn(interactionId, recording);
      if (telephony.takeUp(call, at)) log.info('a call goes on that the end of the last run cut off');
    } catch (cause) {
      // Those after it go on all the same.
      log.error('a call that was kept could not be taken up', cause);
    }
  }

  #keep(): void {
    if (!this.#read) return;
    this.#wanted = true;
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  async #write(): Promise<void> {
    // A change of a call comes seldom alone.
    await new Promise(setImmediate);
    while (this.#wanted) {
      this.#wanted = false;
      const rows = this.#rows();
      this.#live(rows.length > 0);
      const state = JSON.stringify(rows);
      if (state === this.#written) continue;
      try {
        await this.#options.store.keepCalls(rows);
        this.#written = state;
      } catch (cause) {
        this.#options.log.error('a call could not be kept', cause);
      }
    }
  }

  /** Calls that are nobody's business but ours (a line's self-check) are not kept. */
  #rows(): KeptRow[] {
    const { telephony, recordings, now } = this.#options;
    const shown = new Set(telephony.calls.map(call => call.id));
    return telephony.kept
      .filter(call => shown.has(call.state.id))
      .map(call => {
        const { id } = call.state;
        const state = JSON.stringify({ ...call, recording: recordings.byHand(id) });
        return { interactionId: id, at: now(), state };
      });
  }

  #live(alive: boolean): void {
    if (alive === (this.#beat !== undefined)) return;
    clearInterval(this.#beat);
    this.#beat = alive ? setInterval(() => this.#keep(), beat) : undefined;
  }
}

/** Null for what is none. The fault itself is not told: it would say what stands in it. */
function read(state: string): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(state));
  } catch {
    return null;
  }
}
