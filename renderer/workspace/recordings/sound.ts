/** The sound of one recording: fetched in parts, played by the browser's own player, so that speech keeps its pitch at any speed. */
import type { OpenRecording } from '../../../shared/recording/types.ts';
import { wavOf } from '../../../shared/recording/wav.ts';
import type { Commands } from '../state/commands.ts';

export type Side = 'both' | 'agent' | 'customer';
export const speeds = [0.75, 1, 1.25, 1.5, 2] as const;

/** As it was recorded; more would only make the file larger. */
const exportRate = 16_000;
/** Later than any recording ends. */
const beyond = 1e7;

/** Null after a refusal, which was said. */
export async function fetchSound(
  ask: Commands['ask'],
  { id, bytes }: OpenRecording,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const sound = new Uint8Array(bytes);
  for (let from = 0; from < bytes;) {
    const part = await ask('recording.part', { id, from });
    if (part === null || part.length === 0) return null;
    sound.set(part, from);
    from += part.length;
  }
  return sound;
}

export class SoundPlayer {
  readonly audio = new Audio();
  readonly #url: string;
  #context: AudioContext | null = null;
  /** From left and right to left and right. */
  #gains: readonly GainNode[] = [];
  #side: Side = 'both';

  private constructor(sound: Uint8Array<ArrayBuffer>) {
    this.#url = URL.createObjectURL(new Blob([sound], { type: 'audio/webm' }));
    this.audio.preservesPitch = true;
    this.audio.src = this.#url;
  }

  /** Ready to be played from anywhere. Rejects when it cannot be decoded. */
  static async open(sound: Uint8Array<ArrayBuffer>): Promise<SoundPlayer> {
    const player = new SoundPlayer(sound);
    const { audio } = player;
    try {
      await heard(audio, 'loadedmetadata');
      // What is recorded live says no length and has no index: to look beyond its end makes the browser find both.
      audio.currentTime = beyond;
      await heard(audio, 'seeked');
      audio.currentTime = 0;
      await heard(audio, 'seeked');
      return player;
    } catch (cause) {
      player.dispose();
      throw cause;
    }
  }

  async play(): Promise<void> {
    this.#wire();
    await this.#context?.resume();
    await this.audio.play();
  }

  hear(side: Side): void {
    this.#side = side;
    const on: Record<Side, readonly number[]> = {
      both: [1, 0, 0, 1],
      agent: [1, 1, 0, 0],
      customer: [0, 0, 1, 1],
    };
    for (const [i, gain] of this.#gains.entries()) gain.gain.value = on[side][i] ?? 0;
  }

  dispose(): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
    URL.revokeObjectURL(this.#url);
    void this.#context?.close();
  }

  #wire(): void {
    if (this.#context !== null) return;
    const context = (this.#context = new AudioContext());
    const split = context.createChannelSplitter(2);
    const join = context.createChannelMerger(2);
    context.createMediaElementSource(this.audio).connect(split);
    this.#gains = [0, 1].flatMap(from =>
      [0, 1].map(to => {
        const gain = context.createGain();
        split.connect(gain, from);
        gain.connect(join, 0, to);
        return gain;
      }),
    );
    join.connect(context.destination);
    this.hear(this.#side);
  }
}

/** The whole of it as a WAV file. Rejects when it cannot be decoded. */
export async function asWav(sound: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const decoded = await new OfflineAudioContext(2, 1, exportRate).decodeAudioData(sound.slice().buffer);
  const left = decoded.getChannelData(0);
  return wavOf(left, decoded.numberOfChannels > 1 ? decoded.getChannelData(1) : left, exportRate);
}

function heard(audio: HTMLAudioElement, event: 'loadedmetadata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    audio.addEventListener(event, () => resolve(), { once: true });
    audio.addEventListener('error', () => reject(new Error('it cannot be decoded')), { once: true });
  });
}
