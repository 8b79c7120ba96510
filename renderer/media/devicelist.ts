/** The audio devices of this machine, and word of every change. */
import type { Disposable } from '../../shared/disposable.ts';
import type { AudioDevice } from '../../shared/media/protocol.ts';
import { audioDevices, findDevice, systemGroup } from './devices.ts';

/** Plugging one headset in gives several events. */
const SETTLE_MS = 150;

export class DeviceList implements Disposable {
  #present: AudioDevice[] = [];
  #groups = { audioinput: null as string | null, audiooutput: null as string | null };
  readonly #known = new Map<string, AudioDevice>();
  readonly #listeners = new Set<() => void>();
  readonly #end = new AbortController();
  #read = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const changed = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#changed(), SETTLE_MS);
    };
    navigator.mediaDevices.addEventListener('devicechange', changed, this.#end);
  }

  get present(): readonly AudioDevice[] {
    return this.#present;
  }

  /** Group of the microphone that the system has chosen, null when it does not say. */
  get systemMicrophone(): string | null {
    return this.#groups.audioinput;
  }

  /** Reads the list once; afterwards changes keep it right, and a call need not wait for it. */
  async ready(): Promise<void> {
    if (!this.#read) await this.refresh();
  }

  async refresh(): Promise<readonly AudioDevice[]> {
    const raw = await navigator.mediaDevices.enumerateDevices();
    this.#read = true;
    this.#present = audioDevices(raw);
    this.#groups = {
      audioinput: systemGroup(raw, 'audioinput'),
      audiooutput: systemGroup(raw, 'audiooutput'),
    };
    for (const each of this.#present) if (each.label !== '') this.#known.set(`${each.kind} ${each.id}`, each);
    return this.#present;
  }

  /** The wanted device, or null: it is not here, or null (the system's) was wanted. */
  find(wanted: string | null, kind: AudioDevice['kind']): AudioDevice | null {
    return wanted === null ? null : findDevice(wanted, kind, this.#present, [...this.#known.values()]);
  }

  /** Group of a microphone that is or was here; null of one never seen. */
  groupOf(microphone: string | null): string | null {
    const seen = [...this.#present, ...this.#known.values()].find(
      each => each.kind === 'microphone' && each.id === microphone,
    );
    return seen?.groupId ?? null;
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#end.abort();
    this.#listeners.clear();
  }

  async #changed(): Promise<void> {
    await this.refresh();
    for (const listener of this.#listeners) listener();
  }
}
