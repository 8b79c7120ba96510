/** Listens to how each call sounds, and keeps it with the call: the verdict and the figures behind it. */
import type { CallView } from '../../shared/call/view.ts';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import {
  measure,
  notMeasured,
  qualityOf,
  type CallQuality,
  type Measured,
} from '../../shared/media/quality.ts';
import type { MediaStats } from '../../shared/media/protocol.ts';
import type { QualityWord } from '../../shared/media/verdict.ts';
import type { Log } from '../app/log.ts';
import type { MediaPort } from '../media/port.ts';
import type { Store } from '../store/port.ts';
import type { Telephony } from '../telephony/port.ts';

/** Between two readings of a call, ms. What stands beside the call is read more often, by the window itself. */
const everyMs = 4_000;
/** What is kept in memory for a report. */
const most = { calls: 20, readings: 30 } as const;

export interface HeardCall {
  callId: string;
  answeredAt: number;
  quality: CallQuality | null;
  readings: readonly MediaStats[];
}

export interface CallSoundOptions {
  telephony: Telephony;
  media: MediaPort;
  store: Store;
  log: Log;
  /** Runs again and again until it is disposed; default: by the clock of the machine. */
  every?: (ms: number, run: () => void) => Disposable;
}

interface Listening {
  answeredAt: number;
  measured: Measured;
  word: QualityWord | null;
  readings: MediaStats[];
}

export class CallSound implements Disposable {
  readonly #options: CallSoundOptions;
  readonly #ends = new DisposableStore();
  readonly #calls = new Map<string, Listening>();
  #timer: Disposable | null = null;
  #over: HeardCall[] = [];

  constructor(options: CallSoundOptions) {
    this.#options = options;
    this.#ends.add(options.telephony.onCall((callId, view) => this.#changed(callId, view)));
  }

  /** The last calls, the latest at the end. */
  get heard(): readonly HeardCall[] {
    return [...this.#over, ...[...this.#calls].map(([callId, call]) => heardCall(callId, call))];
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#ends.dispose();
  }

  #changed(callId: string, view: CallView | null): void {
    const known = this.#calls.get(callId);
    if (view?.phase === 'established' && known === undefined) return this.#begin(callId, view);
    if (known !== undefined && (view === null || view.phase === 'ended')) this.#end(callId, known);
  }

  #begin(callId: string, view: CallView): void {
    this.#calls.set(callId, {
      answeredAt: view.answeredAt ?? view.startedAt,
      measured: notMeasured,
      word: null,
      readings: [],
    });
    this.#timer ??= (this.#options.every ?? repeatedly)(everyMs, () => void this.#listen());
  }

  async #listen(): Promise<void> {
    await Promise.all([...this.#calls.keys()].map(callId => this.#read(callId)));
  }

  async #read(callId: string): Promise<void> {
    const { media, telephony } = this.#options;
    // A media window that is being made anew has nothing to say; the next one has.
    const reading = await media.request('stats', { session: callId }).catch(() => null);
    const call = this.#calls.get(callId);
    const view = telephony.calls.find(each => each.id === callId);
    if (reading === null || call === undefined || view?.phase !== 'established') return;
    const { measured, word } = measure(call.measured, view, reading);
    call.measured = measured;
    call.readings = [...call.readings.slice(1 - most.readings), reading];
    if (word === call.word || word === 'measuring' || word === 'connecting') return;
    call.word = word;
    this.#write(store =>
      store.appendEvent({
        interactionId: callId,
        at: reading.at,
        kind: 'quality',
        phase: null,
        data: { word },
      }),
    );
  }

  #end(callId: string, call: Listening): void {
    this.#calls.delete(callId);
    if (this.#calls.size === 0) {
      this.#timer?.dispose();
      this.#timer = null;
    }
    const heard = heardCall(callId, call);
    this.#over = [...this.#over, heard].slice(-most.calls);
    const { quality } = heard;
    if (quality !== null) this.#write(store => store.saveQuality(callId, quality));
  }

  #write(how: (store: Store) => Promise<void>): void {
    how(this.#options.store).catch((cause: unknown) =>
      this.#options.log.error('how a call sounded could not be kept', cause),
    );
  }
}

function repeatedly(ms: number, run: () => void): Disposable {
  const timer = setInterval(run, ms);
  return { dispose: () => clearInterval(timer) };
}

const heardCall = (callId: string, { answeredAt, measured, readings }: Listening): HeardCall => ({
  callId,
  answeredAt,
  quality: qualityOf(measured),
  readings,
});
