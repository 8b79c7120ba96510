/** What a customer sends, packet by packet: speech, music on hold, keys, else silence. Pure: whoever asks keeps the time. */
import { keyPackets } from './dtmf.ts';
import type { EventPacket } from './dtmf.ts';
import { FRAME, SILENCE } from './g711.ts';

export type Frame = { kind: 'sound'; payload: Buffer } | ({ kind: 'event' } & EventPacket);

const KEY_MS = 160;
const KEY_GAP_FRAMES = 6;
const MOST_ECHO = 10;

export class Mouth {
  readonly #quiet = Buffer.alloc(FRAME, SILENCE);
  #speech: { sound: Uint8Array; at: number; ended: () => void } | null = null;
  #music: { sound: Uint8Array; at: number } | null = null;
  #echo: Uint8Array[] = [];
  #keys: { frames: Frame[]; ended: () => void } | null = null;

  /** Takes the place of what is being said; `ended` is called when the last packet has left, not when it is stopped. */
  say(sound: Uint8Array, ended: () => void): void {
    this.#speech = { sound, at: 0, ended };
  }

  /** Round and round; null stops it. Speech goes first. */
  play(music: Uint8Array | null): void {
    this.#music = music === null ? null : { sound: music, at: 0 };
  }

  /** Goes out when its turn comes; more than a fifth of a second behind, the oldest is left out. */
  repeat(sound: Uint8Array): void {
    this.#echo = [...this.#echo.slice(1 - MOST_ECHO), sound];
  }

  press(keys: string, ended: () => void): void {
    const gap = Array.from({ length: KEY_GAP_FRAMES }, (): Frame => ({
      kind: 'sound',
      payload: this.#quiet,
    }));
    const frames = [...keys].flatMap(key => [
      ...keyPackets(key, KEY_MS).map((packet): Frame => ({ kind: 'event', ...packet })),
      ...gap,
    ]);
    this.#keys = { frames, ended };
  }

  /** Falls silent; nothing that was going on reports its end. */
  hush(): void {
    this.#speech = null;
    this.#music = null;
    this.#keys = null;
  }

  /** The next 20 ms. */
  next(): Frame {
    return (
      this.#nextKey() ??
      this.#nextSpeech() ??
      this.#nextEcho() ??
      this.#nextMusic() ?? { kind: 'sound', payload: this.#quiet }
    );
  }

  #nextKey(): Frame | null {
    const keys = this.#keys;
    const frame = keys?.frames.shift();
    if (keys && !frame) {
      this.#keys = null;
      keys.ended();
    }
    return frame ?? null;
  }

  #nextSpeech(): Frame | null {
    const speech = this.#speech;
    if (!speech) return null;
    if (speech.at >= speech.sound.length) {
      this.#speech = null;
      speech.ended();
      return null;
    }
    const payload = Buffer.alloc(FRAME, SILENCE);
    payload.set(speech.sound.subarray(speech.at, speech.at + FRAME));
    speech.at += FRAME;
    return { kind: 'sound', payload };
  }

  #nextEcho(): Frame | null {
    const sound = this.#echo.shift();
    return sound === undefined ? null : { kind: 'sound', payload: Buffer.from(sound) };
  }

  #nextMusic(): Frame | null {
    const music = this.#music;
    if (!music || music.sound.length < FRAME) return null;
    if (music.at + FRAME > music.sound.length) music.at = 0;
    const payload = Buffer.from(music.sound.subarray(music.at, music.at + FRAME));
    music.at += FRAME;
    return { kind: 'sound', payload };
  }
}
