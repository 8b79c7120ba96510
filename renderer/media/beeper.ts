/** Tells both sides of a call that it is recorded: the far end in place of the microphone, the agent by the tone beside. */
import { tones, waveform } from './cadence.ts';
import type { Session } from './session.ts';

/** Around the tone, so that it is not cut off where one track takes over from the other. */
const AROUND_MS = 120;

export class Beeper {
  readonly #session: Session;
  readonly #context: AudioContext;
  readonly #aloud: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, context: AudioContext, aloud: () => void) {
    this.#session = session;
    this.#context = context;
    this.#aloud = aloud;
  }

  /** At once, and then every so many seconds (null: not again). */
  start(every: number | null): void {
    this.stop();
    this.#beep();
    if (every !== null) this.#timer = setInterval(() => this.#beep(), every * 1000);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#session.sendOver(null);
  }

  #beep(): void {
    const { outgoing, bothWays } = this.#session;
    // Whoever is on hold hears music, and nobody is recorded.
    if (outgoing === null || !bothWays) return;
    const context = this.#context;
    const wave = waveform(tones.recording, context.sampleRate);
    const buffer = context.createBuffer(1, wave.length, context.sampleRate);
    buffer.copyToChannel(wave, 0);
    const tone = context.createBufferSource();
    const out = context.createMediaStreamDestination();
    const voice = context.createMediaStreamSource(new MediaStream([outgoing]));
    tone.buffer = buffer;
    tone.connect(out);
    voice.connect(out);
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) return;
    this.#session.sendOver(track);
    this.#aloud();
    tone.start(context.currentTime + AROUND_MS / 1000);
    tone.addEventListener('ended', () => {
      setTimeout(() => {
        this.#session.sendOver(null, track);
        voice.disconnect();
        track.stop();
      }, AROUND_MS);
    });
  }
}
