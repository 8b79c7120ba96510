import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaEvent } from '../../shared/media/protocol.ts';
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
  refusal: string | null = null;

  async enumerateDevices() {
    return this.plugged.map(({ id, label }) => ({
      deviceId: id,
      label,
      groupId: `group of ${label}`,
      kind: 'audioinput',
    }));
  }
  async getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }) {
    if (this.refusal !== null) throw Object.assign(new Error('no'), { name: this.refusal });
    const wanted = audio.deviceId?.exact;
    const plug = wanted === undefined ? this.plugged[0] : this.plugged.find(({ id }) => id === wanted);
    if (plug === undefined) throw Object.assign(new Error('no'), { name: 'NotFoundError' });
    const track = new FakeTrack(plug);
    this.opened.push(track);
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

const wish = (microphone: string | null): Wish => ({
  microphone,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
});
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
  microphone = new Microphone(devices, event => void told.push(event));
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
});
