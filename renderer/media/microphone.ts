/**
 * One capture for all calls. Each call leases a clone of its track, so that muting one call leaves the others alone.
 * When the device goes away every lease gets a track of the next one; when the preferred device is back, of that.
 */
import type { MediaConfig, MediaEvent } from '../../shared/media/protocol.ts';
import type { Denoise } from './denoise.ts';
import type { DeviceList } from './devicelist.ts';
import { microphoneFault } from './fault.ts';

export interface MicrophoneLease {
  readonly track: MediaStreamTrack;
  /** Name of the device that is heard. */
  readonly label: string;
  release(): void;
}

export type Wish = Pick<
  MediaConfig,
  'microphone' | 'echoCancellation' | 'noiseSuppression' | 'autoGainControl'
>;

interface Holder {
  track: MediaStreamTrack;
  replaced: (track: MediaStreamTrack) => void;
}

interface Capture {
  /** What the device gives. */
  track: MediaStreamTrack;
  /** What the calls get: the same, or what strong noise suppression makes of it. */
  heard: MediaStreamTrack;
  /** Lets the noise suppression go. */
  end(): void;
  deviceId: string;
  /** Group of the system's device when this was opened. */
  systemGroup: string | null;
}

export class Microphone {
  readonly #devices: DeviceList;
  readonly #emit: (event: MediaEvent) => void;
  readonly #denoise: Denoise;
  readonly #holders = new Set<Holder>();
  #wish: Wish = {
    microphone: null,
    echoCancellation: true,
    noiseSuppression: 'browser',
    autoGainControl: true,
  };
  #capture: Capture | null = null;
  /** Opening and changing happen one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(devices: DeviceList, emit: (event: MediaEvent) => void, denoise: Denoise) {
    this.#devices = devices;
    this.#emit = emit;
    this.#denoise = denoise;
    devices.onChange(() => void this.#inTurn(() => this.#followDevices()));
  }

  /** Whether word of a device of this group comes from here: it has the wanted microphone, and a call is up. */
  tells(groupId: string): boolean {
    return this.#holders.size > 0 && this.#devices.groupOf(this.#wish.microphone) === groupId;
  }

  async configure(wish: Wish): Promise<void> {
    const same = JSON.stringify(wish) === JSON.stringify(this.#wish);
    this.#wish = wish;
    if (same || this.#holders.size === 0) return;
    // An open call keeps the old capture when the new one cannot be opened.
    await this.#inTurn(() => this.#reopen()).catch(() => undefined);
  }

  /** Opens the capture if it is not open. Rejects with a MediaFault of code `microphone…`. */
  lease(replaced: (track: MediaStreamTrack) => void): Promise<MicrophoneLease> {
    return this.#inTurn(async () => {
      if (this.#capture === null || this.#capture.track.readyState === 'ended') await this.#open();
      const capture = this.#capture;
      if (capture === null) throw microphoneFault(new DOMException('no capture', 'NotFoundError'));
      const holder: Holder = { track: capture.heard.clone(), replaced };
      this.#holders.add(holder);
      return {
        get track() {
          return holder.track;
        },
        label: capture.track.label,
        release: () => this.#release(holder),
      };
    });
  }

  #release(holder: Holder): void {
    holder.track.stop();
    this.#holders.delete(holder);
    // The system's microphone light goes out with the last call.
    if (this.#holders.size === 0) this.#stop();
  }

  async #open(): Promise<void> {
    if (this.#wish.noiseSuppression !== 'strong')
      return this.#openAs(this.#wish.noiseSuppression === 'browser');
    await this.#openAs(false);
    const capture = this.#capture;
    if (capture === null) return;
    try {
      const { track, end } = await this.#denoise(capture.track);
      capture.heard = track;
      capture.end = end;
    } catch {
      // Better a noise than a call without the agent.
      this.#emit({ kind: 'strongNoiseFailed' });
      await this.#openAs(true);
    }
  }

  async #openAs(noiseSuppression: boolean): Promise<void> {
    const { microphone, echoCancellation, autoGainControl } = this.#wish;
    await this.#devices.ready();
    const wanted = this.#devices.find(microphone, 'microphone');
    const processing = { echoCancellation, noiseSuppression, autoGainControl };
    const systemGroup = this.#devices.systemMicrophone;
    const track = await capture(
      wanted === null ? processing : { ...processing, deviceId: { exact: wanted.id } },
      wanted === null ? null : processing,
    );
    this.#stop();
    const deviceId = track.getSettings().deviceId ?? '';
    track.addEventListener('ended', () => void this.#inTurn(() => this.#lost(track)), { once: true });
    this.#capture = { track, heard: track, end: () => undefined, deviceId, systemGroup };
  }

  async #reopen(): Promise<void> {
    await this.#open();
    const capture = this.#capture;
    if (capture === null) return;
    for (const holder of this.#holders) {
      const { enabled } = holder.track;
      holder.track.stop();
      holder.track = capture.heard.clone();
      holder.track.enabled = enabled;
      holder.replaced(holder.track);
    }
  }

  /** `ended` fires only when the device or the permission went away, never for our own stop(). */
  async #lost(track: MediaStreamTrack): Promise<void> {
    if (this.#capture?.track !== track) return;
    this.#stop();
    if (this.#holders.size === 0) return;
    const replacedBy = await this.#reopen().then(
      () => this.#capture?.track.label ?? null,
      () => null,
    );
    this.#emit({ kind: 'microphone', lost: track.label, replacedBy });
  }

  async #followDevices(): Promise<void> {
    if (this.#holders.size === 0) return;
    const capture = this.#capture;
    const wanted = this.#devices.find(this.#wish.microphone, 'microphone');
    const preferredIsBack = wanted !== null && wanted.id !== capture?.deviceId;
    const system = this.#devices.systemMicrophone;
    const systemMoved = wanted === null && system !== null && system !== capture?.systemGroup;
    if (capture !== null && capture.track.readyState !== 'ended' && !preferredIsBack && !systemMoved) return;
    const had = capture?.deviceId;
    await this.#reopen().catch(() => undefined);
    const now = this.#capture;
    if (preferredIsBack && now?.deviceId === wanted.id && now.deviceId !== had)
      this.#emit({ kind: 'deviceBack', device: now.track.label });
  }

  #stop(): void {
    this.#capture?.end();
    this.#capture?.track.stop();
    this.#capture = null;
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Tries the wanted device, then any other. */
async function capture(
  first: MediaTrackConstraints,
  otherwise: MediaTrackConstraints | null,
): Promise<MediaStreamTrack> {
  try {
    return await oneTrack(first);
  } catch (thrown) {
    if (otherwise === null) throw microphoneFault(thrown);
    return oneTrack(otherwise).catch((again: unknown) => {
      throw microphoneFault(again);
    });
  }
}

async function oneTrack(audio: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new DOMException('a stream without audio', 'NotFoundError');
  return track;
}
