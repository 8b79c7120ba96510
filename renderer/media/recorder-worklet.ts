/** Runs the cutter where the sound is: two inputs of one channel, one output of two. Loaded into the recorder's context. */
import { Cutter } from '../../shared/recording/cutter.ts';

/** What the types of the DOM lack of the world that a worklet lives in (Web Audio API section 1.32). */
declare const sampleRate: number;
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void;

export type ToCutter =
  | { kind: 'pause'; on: boolean }
  | { kind: 'hold'; on: boolean }
  | { kind: 'key'; ms: number }
  /** Asks for what was counted since the last time. */
  | { kind: 'take' };
export interface FromCutter {
  peaks: Uint8Array<ArrayBuffer>;
  silenced: number;
}

const nobody = new Float32Array(128);

registerProcessor(
  'cutter',
  class extends AudioWorkletProcessor {
    readonly #cutter = new Cutter(sampleRate);

    constructor() {
      super();
      this.port.addEventListener('message', ({ data }: MessageEvent<ToCutter>) => {
        if (data.kind === 'pause') this.#cutter.pause(data.on);
        else if (data.kind === 'hold') this.#cutter.hold(data.on);
        else if (data.kind === 'key') this.#cutter.key(data.ms);
        else this.port.postMessage(this.#cutter.take() satisfies FromCutter);
      });
      this.port.start();
    }

    process([agent, customer]: Float32Array[][], [out]: Float32Array[][]): boolean {
      const { left, right } = this.#cutter.cut(agent?.[0] ?? nobody, customer?.[0] ?? nobody);
      out?.[0]?.set(left);
      out?.[1]?.set(right);
      return true;
    }
  },
);
