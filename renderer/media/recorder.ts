/**
 * Records one call: both tracks go through the cutter, which leaves out what is to be left out, and from there as two
 * channels into the browser's own encoder. What comes out is handed on every second, so that no end of this page takes more
 * than the last one with it.
 */
import type { MediaEvent, MediaInput } from '../../shared/media/protocol.ts';
import { Beeper } from './beeper.ts';
import type { FromCutter, ToCutter } from './recorder-worklet.ts';
import type { Session } from './session.ts';
import { silentContext } from './silent.ts';
// oxlint-disable-next-line import/default -- the bundler makes it: the address of the module, bundled
import worklet from './recorder-worklet.ts?worker&url';

/** Wideband speech; what a telephone sends has no more. */
const RATE = 16_000;
/** For both channels together: clear speech, without one side being heard in the other (docs/decisions/0052). */
const BITS_PER_SECOND = 64_000;
const EVERY_MS = 1_000;
const TYPE = 'audio/webm;codecs=opus';

interface Sides {
  agent: MediaStreamTrack | null;
  customer: MediaStreamTrack | null;
}

export class Recorder {
  readonly id: string;
  readonly #session: Session;
  readonly #emit: (event: MediaEvent) => void;
  readonly #context: AudioContext;
  readonly #beeper: Beeper;
  readonly #sources: Record<keyof Sides, MediaStreamAudioSourceNode | null> = { agent: null, customer: null };
  #sides: Sides = { agent: null, customer: null };
  #cutter: AudioWorkletNode | null = null;
  #recorder: MediaRecorder | null = null;
  #paused: boolean;
  #held = false;
  /** What is under way to main keeps its order. */
  #sending: Promise<void> = Promise.resolve();
  #over = false;

  constructor(
    session: Session,
    { recording, paused }: MediaInput<'record'>,
    parts: { emit: (event: MediaEvent) => void; aloud: () => void },
  ) {
    this.id = recording;
    this.#session = session;
    this.#emit = parts.emit;
    this.#paused = paused;
    this.#context = silentContext({ sampleRate: RATE });
    this.#beeper = new Beeper(session, this.#context, parts.aloud);
  }

  async start(beep: MediaInput<'record'>['beep']): Promise<void> {
    const context = this.#context;
    await context.audioWorklet.addModule(worklet);
    if (this.#over) return;
    const cutter = (this.#cutter = new AudioWorkletNode(context, 'cutter', {
      numberOfInputs: 2,
      outputChannelCount: [2],
      channelCount: 1,
      channelCountMode: 'explicit',
    }));
    this.#tell({ kind: 'pause', on: this.#paused });
    const out = context.createMediaStreamDestination();
    cutter.connect(out);
    this.update();
    const recorder = (this.#recorder = new MediaRecorder(out.stream, {
      mimeType: TYPE,
      audioBitsPerSecond: BITS_PER_SECOND,
    }));
    recorder.addEventListener('dataavailable', ({ data }) => this.#send(data));
    recorder.addEventListener('error', () => void this.end(true));
    recorder.start(EVERY_MS);
    if (beep !== null) this.#beeper.start(beep.every);
  }

  /** To be called at every change of what the call hears, says and holds. */
  update(): void {
    if (this.#cutter === null) return;
    const sides: Sides = { agent: this.#session.microphone, customer: this.#session.heard };
    for (const [input, side] of (['agent', 'customer'] as const).entries()) {
      if (sides[side] === this.#sides[side]) continue;
      this.#sources[side]?.disconnect();
      const track = sides[side];
      this.#sources[side] =
        track === null ? null : this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#sources[side]?.connect(this.#cutter, 0, input);
    }
    this.#sides = sides;
    const held = !this.#session.bothWays;
    if (held !== this.#held) this.#tell({ kind: 'hold', on: held });
    this.#held = held;
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#tell({ kind: 'pause', on: paused });
  }

  key(ms: number): void {
    this.#tell({ kind: 'key', ms });
  }

  /** Settles when the last of it was handed on. */
  async end(failed = false): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#beeper.stop();
    const recorder = this.#recorder;
    if (recorder !== null && recorder.state !== 'inactive') {
      const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }));
      recorder.stop();
      await stopped;
    }
    await this.#sending;
    this.#emit({ kind: 'recordingEnded', session: this.#session.id, recording: this.id, failed });
    void this.#context.close();
  }

  #send(data: Blob): void {
    this.#sending = this.#sending.then(async () => {
      const [sound, { peaks, silenced }] = await Promise.all([data.arrayBuffer(), this.#counted()]);
      if (sound.byteLength === 0 && peaks.length === 0) return;
      const bytes = new Uint8Array(sound);
      this.#emit({
        kind: 'recorded',
        session: this.#session.id,
        recording: this.id,
        sound: bytes,
        peaks,
        silenced,
      });
    });
  }

  #counted(): Promise<FromCutter> {
    const port = this.#cutter?.port;
    if (port === undefined) return Promise.resolve({ peaks: new Uint8Array(0), silenced: 0 });
    return new Promise(resolve => {
      port.addEventListener('message', ({ data }: MessageEvent<FromCutter>) => resolve(data), { once: true });
      port.start();
      this.#tell({ kind: 'take' });
    });
  }

  #tell(what: ToCutter): void {
    this.#cutter?.port.postMessage(what);
  }
}
