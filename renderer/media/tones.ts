/** Plays ringing and the other tones, each on its device, and ends those of a call with the call. */
import type { ToneKind } from '../../shared/media/protocol.ts';
import { keyTone, tones, waveform, type Tone } from './cadence.ts';

/** Audio Output Devices API for Web Audio, which the types of the DOM do not have yet. */
type RoutedContext = AudioContext & { setSinkId(deviceId: string): Promise<void> };

interface Playing {
  session: string | null;
  stop(): void;
}

export class Tones {
  readonly #outlets = { ring: new Outlet(), voice: new Outlet() };
  readonly #playing = new Map<ToneKind, Playing>();

  /** Device ids; `''` is the system's. */
  route(devices: { ring: string; voice: string }): Promise<unknown> {
    return Promise.all([this.#outlets.ring.route(devices.ring), this.#outlets.voice.route(devices.voice)]);
  }

  /** Plays until stopped, or once for the test tone. `session` is the call that it ends with. */
  play(kind: ToneKind, session: string | null): void {
    this.stop(kind);
    const tone = tones[kind];
    const stop = this.#outlets[tone.device].play(tone, () => this.#playing.delete(kind));
    this.#playing.set(kind, { session, stop });
  }

  /** Null stops all. */
  stop(kind: ToneKind | null): void {
    for (const [each, { stop }] of [...this.#playing]) {
      if (kind !== null && each !== kind) continue;
      this.#playing.delete(each);
      stop();
    }
  }

  /** Ends what plays for this call; of one kind, or all. */
  stopFor(session: string, kind: ToneKind | null = null): void {
    for (const [each, playing] of [...this.#playing]) {
      if (playing.session === session && (kind === null || kind === each)) this.stop(each);
    }
  }

  /** What the agent hears of a key that goes out as an RTP event. */
  key(digit: string): void {
    const tone = keyTone(digit);
    if (tone !== null) this.#outlets[tone.device].play(tone, () => undefined);
  }
}

/** One output device. Its context sleeps while nothing plays, so that the device may too. */
class Outlet {
  #context: RoutedContext | null = null;
  #device = '';
  #sounding = 0;

  async route(deviceId: string): Promise<void> {
    this.#device = deviceId;
    const context = this.#context;
    if (context === null) return;
    await context.setSinkId(deviceId).catch(() => context.setSinkId('').catch(() => undefined));
    // A device that was pulled while it sounded took the context to sleep with it.
    if (this.#sounding > 0) await context.resume();
  }

  /** Returns its end; `ended` is called when it ends by itself. */
  play(tone: Tone, ended: () => void): () => void {
    const context = this.#open();
    const wave = waveform(tone, context.sampleRate);
    const buffer = context.createBuffer(1, wave.length, context.sampleRate);
    buffer.copyToChannel(wave, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.loop = tone.repeats;
    source.connect(context.destination);
    this.#sounding += 1;
    let stopped = false;
    source.addEventListener('ended', () => {
      source.disconnect();
      this.#sounding -= 1;
      if (this.#sounding === 0) void context.suspend();
      if (!stopped) ended();
    });
    void context.resume();
    source.start();
    return () => {
      stopped = true;
      source.stop();
    };
  }

  #open(): RoutedContext {
    if (this.#context !== null) return this.#context;
    this.#context = new AudioContext({ latencyHint: 'interactive' }) as RoutedContext;
    void this.route(this.#device);
    return this.#context;
  }
}
