import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaEvent, NoiseSuppression } from '../../shared/media/protocol.ts';
import type { Cleaned } from './denoise.ts';
import { DeviceList } from './devicelist.ts';
import { Microphone, type MicrophoneLease, type Wish } from './microphone.ts';

/** A machine whose headsets can be pulled and plugged. */
class FakeTrack extends EventTarget {
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  readonly #device: Plug;
  readonly clones: FakeTrack[] = [];
  constructor(device: Plug) {
    super();
    this.#device = device;
  }
  get label(): string {
    return this.#device.label;
  }
  getSettings() {
    return { deviceId: this.#device.id };
  }
  clone(): FakeTrack {
    const clone = new FakeTrack(this.#device);
    clone.enabled = this.enabled;
    this.clones.push(clone);
    return clone;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  /** What the browser does to a track, and to its clones, when the device goes away. */
  lose(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    for (const clone of this.clones) clone.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}
interface Plug {
  id: string;
  label: string;
}

const headset: Plug = { id: 'h1', label: 'Headset' };
const laptop: Plug = { id: 'l1', label: 'Laptop' };

class Machine extends EventTarget {
  plugged: Plug[] = [];
  opened: FakeTrack[] = [];
  /** Whether the browser was asked to suppress noise, each time. */
  asked: boolean[] = [];
  refusal: string | null = null;

  async enumerateDevices() {
    return this.plugged.map(({ id, label }) => ({
      deviceId: id,
      label,
      groupId: `group of ${label}`,
      kind: 'audioinput',
    }));
  }
  async getUserMedia({ audio }: { audio: { deviceId?: { exact: string }; noiseSuppression: boolean } }) {
    if (this.refusal !== null) throw Object.assign(new Error('no'), { name: this.refusal });
    const wanted = audio.deviceId?.exact;
    const plug = wanted === undefined ? this.plugged[0] : this.plugged.find(({ id }) => id === wanted);
    if (plug === undefined) throw Object.assign(new Error('no'), { name: 'NotFoundError' });
    const track = new FakeTrack(plug);
    this.opened.push(track);
    this.asked.push(audio.noiseSuppression);
    return { getAudioTracks: () => [track] };
  }
  pull(plug: Plug): void {
    this.plugged = this.plugged.filter(each => each !== plug);
    for (const track of this.opened) if (track.label === plug.label) track.lose();
    this.dispatchEvent(new Event('devicechange'));
  }
  plug(plug: Plug): void {
    this.plugged.push(plug);
    this.dispatchEvent(new Event('devicechange'));
  }
  get recording(): string[] {
    return this.opened.filter(({ readyState }) => readyState === 'live').map(({ label }) => label);
  }
}

const wish = (microphone: string | null, noiseSuppression: NoiseSuppression = 'browser'): Wish => ({
  microphone,
  echoCancellation: true,
  noiseSuppression,
  autoGainControl: true,
});

/** The network: its track has a name of its own, as that of a Web Audio destination. */
class Network {
  broken = false;
  running = 0;
  readonly denoise = async (source: MediaStreamTrack): Promise<Cleaned> => {
    if (this.broken) throw new Error('no network');
    this.running += 1;
    const track = new FakeTrack({ id: '', label: `${source.label} without noise` });
    return { track: track as unknown as MediaStreamTrack, end: () => void (this.running -= 1) };
  };
}
let network: Network;
let machine: Machine;
let microphone: Microphone;
let told: MediaEvent[];
/** What the call sends now. */
let sent: MediaStreamTrack[];
const call = (): Promise<MicrophoneLease> => microphone.lease(track => void sent.push(track));
const settle = () => vi.advanceTimersByTimeAsync(1_000);

beforeEach(async () => {
  vi.useFakeTimers();
  machine = new Machine();
  machine.plugged = [laptop, headset];
  vi.stubGlobal('navigator', { mediaDevices: machine });
  told = [];
  sent = [];
  const devices = new DeviceList();
  network = new Network();
  microphone = new Microphone(devices, event => void told.push(event), network.denoise);
  await microphone.configure(wish('h1'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the microphone', () => {
  it('is opened once for two calls, and closed with the last', async () => {
    const [first, second] = [await call(), await call()];
    expect(machine.opened).toHaveLength(1);
    first.release();
    expect(machine.recording).toEqual(['Headset']);
    second.release();
    expect(machine.recording).toEqual([]);
  });

  it('muted in one call is heard in the other', async () => {
    const [first, second] = [await call(), await call()];
    first.track.enabled = false;
    expect(second.track.enabled).toBe(true);
  });

  it.each([
    ['NotAllowedError', 'microphoneDenied'],
    ['NotReadableError', 'microphoneBusy'],
    ['NotFoundError', 'microphoneMissing'],
  ])('that fails with %s says %s, and is tried anew for the next call', async (name, code) => {
    machine.refusal = name;
    await expect(call()).rejects.toMatchObject({ code });
    machine.refusal = null;
    expect((await call()).track.label).toBe('Headset');
  });

  it('that is away is replaced by another rather than losing the call', async () => {
    machine.plugged = [laptop];
    expect((await call()).track.label).toBe('Laptop');
  });

  it('changed in the settings changes in mid-call', async () => {
    const lease = await call();
    await microphone.configure(wish('l1'));
    expect(lease.track.label).toBe('Laptop');
    expect(sent.map(({ label }) => label)).toEqual(['Laptop']);
    expect(machine.recording).toEqual(['Laptop']);
  });
});

describe('a headset pulled in mid-call', () => {
  it('is replaced, the agent is told, and mute stays', async () => {
    const lease = await call();
    lease.track.enabled = false;
    machine.pull(headset);
    await settle();
    expect(told).toEqual([{ kind: 'microphone', lost: 'Headset', replacedBy: 'Laptop' }]);
    expect(sent.map(({ label }) => label)).toEqual(['Laptop']);
    expect(lease.track.label).toBe('Laptop');
    expect(lease.track.enabled).toBe(false);
  });

  it('is used again when it is back, under a new id', async () => {
    const lease = await call();
    machine.pull(headset);
    await settle();
    machine.plug({ id: 'h2', label: 'Headset' });
    await settle();
    expect(lease.track.label).toBe('Headset');
    expect(machine.recording).toEqual(['Headset']);
    expect(told.at(-1)).toEqual({ kind: 'deviceBack', device: 'Headset' });
  });

  it('with no other there is told, and the next one plugged in is used', async () => {
    machine.plugged = [headset];
    const lease = await call();
    machine.pull(headset);
    await settle();
    expect(told).toEqual([{ kind: 'microphone', lost: 'Headset', replacedBy: null }]);
    machine.plug(laptop);
    await settle();
    expect(lease.track.label).toBe('Laptop');
  });

  it('between calls opens nothing', async () => {
    (await call()).release();
    machine.pull(headset);
    await settle();
    expect(machine.recording).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is told of here in a call, and nowhere else between calls', async () => {
    expect(microphone.tells('group of Headset')).toBe(false);
    await call();
    expect(microphone.tells('group of Headset')).toBe(true);
    expect(microphone.tells('group of Laptop')).toBe(false);
  });
});

describe('noise suppression', () => {
  it('is the browser’s, or none, as wished', async () => {
    (await call()).release();
    await microphone.configure(wish('h1', 'off'));
    await call();
    expect(machine.asked).toEqual([true, false]);
    expect(network.running).toBe(0);
  });

  it('when strong, is done once for all calls, on a microphone that the browser left alone', async () => {
    await microphone.configure(wish('h1', 'strong'));
    const [first, second] = [await call(), await call()];
    expect([first, second].map(({ track }) => track.label)).toEqual(Array(2).fill('Headset without noise'));
    expect(first.label).toBe('Headset');
    expect(machine.asked).toEqual([false]);
    expect(network.running).toBe(1);
    first.release();
    second.release();
    expect(network.running).toBe(0);
    expect(machine.recording).toEqual([]);
  });

  it('changes in mid-call, there and back, and mute stays', async () => {
    const lease = await call();
    lease.track.enabled = false;
    await microphone.configure(wish('h1', 'strong'));
    await microphone.configure(wish('h1', 'off'));
    expect(sent.map(({ label, enabled }) => [label, enabled])).toEqual([
      ['Headset without noise', false],
      ['Headset', false],
    ]);
    expect(network.running).toBe(0);
  });

  it('that cannot be strong is the browser’s, the agent is told, and the call goes on', async () => {
    network.broken = true;
    await microphone.configure(wish('h1', 'strong'));
    expect((await call()).track.label).toBe('Headset');
    expect(machine.asked).toEqual([false, true]);
    expect(machine.recording).toEqual(['Headset']);
    expect(told).toEqual([{ kind: 'strongNoiseFailed' }]);
  });

  it('goes on with the next microphone when the headset is pulled', async () => {
    await microphone.configure(wish('h1', 'strong'));
    const lease = await call();
    machine.pull(headset);
    await settle();
    expect(lease.track.label).toBe('Laptop without noise');
    expect(network.running).toBe(1);
    expect(told).toEqual([{ kind: 'microphone', lost: 'Headset', replacedBy: 'Laptop' }]);
  });
});
