/** A phone that rings while the loudspeaker it rings on is pulled, and plugged in again. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MediaConfig, MediaEvent } from '../../shared/media/protocol.ts';
import { Studio } from './studio.ts';

// It runs in an audio worklet, which no page here has; nothing is said while a phone rings.
vi.mock('./denoise.ts', () => ({ denoiser: () => ({ ready: async () => undefined, denoise: null }) }));

interface Plug {
  deviceId: string;
  label: string;
  groupId: string;
  kind: 'audiooutput';
}
const plug = (deviceId: string, label: string): Plug => ({
  deviceId,
  label,
  groupId: `group of ${label}`,
  kind: 'audiooutput',
});
const headset = plug('h1', 'Headset');
const desk = plug('d1', 'Desk speaker');

class Machine extends EventTarget {
  plugged: Plug[] = [headset, desk];
  enumerateDevices = async () => this.plugged;
  now(...plugged: Plug[]): void {
    this.plugged = plugged;
    for (const context of contexts) context.lose(this.plugged);
    this.dispatchEvent(new Event('devicechange'));
  }
}

/** Plays on one device; when it goes away the context stops sounding. */
class FakeContext {
  sink = '';
  state: 'running' | 'suspended' = 'suspended';
  readonly sampleRate = 8_000;
  readonly destination = {};
  sounding = 0;
  constructor() {
    contexts.push(this);
  }
  async setSinkId(id: string): Promise<void> {
    if (id !== '' && !machine.plugged.some(({ deviceId }) => deviceId === id))
      throw new Error('NotFoundError');
    this.sink = id;
  }
  lose(plugged: Plug[]): void {
    if (this.sink !== '' && !plugged.some(({ deviceId }) => deviceId === this.sink)) this.state = 'suspended';
  }
  async resume(): Promise<void> {
    this.state = 'running';
  }
  async suspend(): Promise<void> {
    this.state = 'suspended';
  }
  createBuffer = () => ({ copyToChannel: () => undefined });
  createBufferSource() {
    const source = new EventTarget();
    const stop = (): void => {
      this.sounding -= 1;
      source.dispatchEvent(new Event('ended'));
    };
    const start = (): void => void (this.sounding += 1);
    return Object.assign(source, { connect: () => undefined, disconnect: () => undefined, start, stop });
  }
  get heardOn(): string | null {
    return this.sounding > 0 && this.state === 'running' ? this.sink : null;
  }
}

let machine: Machine;
let contexts: FakeContext[];
let told: MediaEvent[];
let studio: Studio;
/** Where it rings; null when it does not. */
const rings = (): string | null => contexts.map(({ heardOn }) => heardOn).find(each => each !== null) ?? null;
const settle = () => vi.advanceTimersByTimeAsync(1_000);

beforeEach(async () => {
  vi.useFakeTimers();
  contexts = [];
  told = [];
  machine = new Machine();
  vi.stubGlobal('navigator', { mediaDevices: machine });
  vi.stubGlobal('AudioContext', FakeContext);
  studio = new Studio(event => void told.push(event));
  const config: MediaConfig = {
    lines: {},
    microphone: null,
    speaker: null,
    ringDevice: 'h1',
    echoCancellation: true,
    noiseSuppression: 'browser',
    autoGainControl: true,
  };
  await studio.handlers.configure(config);
  await studio.handlers.play({ tone: 'ring', session: 'call' });
  await settle();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('goes on ringing on what is left, which is said, and on the headset again when it is back, which is said', async () => {
  expect(rings()).toBe('h1');
  machine.now(desk);
  await settle();
  expect(rings()).toBe('');
  expect(told).toContainEqual({ kind: 'deviceGone', device: 'Headset' });
  machine.now(desk, headset);
  await settle();
  expect(rings()).toBe('h1');
  expect(told).toContainEqual({ kind: 'deviceBack', device: 'Headset' });
  await studio.handlers.stopTone({ tone: 'ring' });
  expect(rings()).toBeNull();
});

it('rings on the headset that is back, also when there was nothing else to ring on', async () => {
  machine.now();
  await settle();
  machine.now(headset);
  await settle();
  expect(rings()).toBe('h1');
});
