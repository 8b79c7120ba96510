/**
 * Strong noise suppression: RNNoise, a small recurrent network, as an AudioWorklet between the microphone and the calls.
 * It is loaded when it is first wished for, proved to let sound through before anybody relies on it, and sleeps while no
 * call is up. It works at 48 kHz in frames of 10 ms, and costs some 20 ms of delay.
 */
import { RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';
import wasmUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import workletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';
import { silentContext } from './silent.ts';

/** A track without the noise of the one it was made from; `end` lets the network go. The source stays its owner's. */
export interface Cleaned {
  track: MediaStreamTrack;
  end(): void;
}

/** Rejects where it cannot be had; then the next attempt begins anew. */
export type Denoise = (source: MediaStreamTrack) => Promise<Cleaned>;

interface Loaded {
  context: AudioContext;
  wasm: ArrayBuffer;
}

/** A worklet that has not spoken by then never will. */
const PROOF_MS = 3_000;
const LOOK_MS = 10;

export function denoiser(): { ready(): Promise<void>; denoise: Denoise } {
  let loading: Promise<Loaded> | null = null;
  let using = 0;

  const loaded = (): Promise<Loaded> =>
    (loading ??= load().catch((thrown: unknown) => {
      loading = null;
      throw thrown;
    }));

  return {
    ready: async () => {
      const { context } = await loaded();
      if (using === 0) await context.suspend();
    },
    async denoise(source) {
      const { context, wasm } = await loaded();
      using += 1;
      await context.resume();
      const input = context.createMediaStreamSource(new MediaStream([source]));
      const node = network({ context, wasm });
      const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      input.connect(node).connect(out);
      const [track] = out.stream.getAudioTracks();
      const end = (): void => {
        input.disconnect();
        node.disconnect();
        node.destroy();
        track?.stop();
        using -= 1;
        if (using === 0) void context.suspend();
      };
      if (track !== undefined) return { track, end };
      end();
      throw new Error('no track without noise');
    },
  };
}

/** One channel: of a microphone with two the network would clean the left and silence the right. */
function network({ context, wasm }: Loaded): RnnoiseWorkletNode {
  const node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary: wasm });
  node.channelCount = 1;
  node.channelCountMode = 'explicit';
  return node;
}

async function load(): Promise<Loaded> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the network is not there: ${response.status}`);
  const wasm = await response.arrayBuffer();
  const context = silentContext({ sampleRate: 48_000 });
  try {
    await context.audioWorklet.addModule(workletUrl);
    await prove({ context, wasm });
    return { context, wasm };
  } catch (thrown) {
    await context.close();
    throw thrown;
  }
}

/** A worklet whose network did not start says nothing of it, and lets nothing through: the agent would not be heard. */
async function prove(loaded: Loaded): Promise<void> {
  const { context } = loaded;
  const tone = context.createOscillator();
  const node = network(loaded);
  const ear = context.createAnalyser();
  tone.connect(node).connect(ear);
  tone.start();
  const samples = new Float32Array(ear.fftSize);
  const end = performance.now() + PROOF_MS;
  try {
    for (;;) {
      ear.getFloatTimeDomainData(samples);
      if (samples.some(sample => sample !== 0)) return;
      if (performance.now() > end) throw new Error('nothing comes out of the network');
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    tone.stop();
    tone.disconnect();
    node.disconnect();
    node.destroy();
  }
}
