/** Headsets with telephone buttons over WebHID. Without WebHID, or without such a headset, sound works as ever. */
import { driverOf, lampReports, readReport, type Driver, type Pressed } from '../../shared/headset/driver.ts';
import { layoutOf, type Collection, type Layout } from '../../shared/headset/layout.ts';
import { dark, type Lamps } from '../../shared/headset/types.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';

/** The parts of WebHID that are used; the types of the DOM do not have it. */
export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productName: string;
  readonly collections: readonly Collection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, bytes: BufferSource): Promise<void>;
}
export interface Hid extends EventTarget {
  getDevices(): Promise<HidDevice[]>;
}

interface Headset {
  driver: Driver;
  layout: Layout;
  pressed: Pressed;
}

/** More than this is no desk. */
const mostHeadsets = 8;

export function hidOf(navigator: object): Hid | null {
  return 'hid' in navigator && navigator.hid instanceof EventTarget ? (navigator.hid as Hid) : null;
}

export class Headsets {
  readonly #emit: (event: MediaEvent) => void;
  readonly #hid: Hid | null;
  readonly #open = new Map<HidDevice, Headset>();
  #lamps: Lamps = dark;

  constructor(emit: (event: MediaEvent) => void, hid: Hid | null) {
    this.#emit = emit;
    this.#hid = hid;
    const look = (): void => void this.#look();
    hid?.addEventListener('connect', look);
    hid?.addEventListener('disconnect', look);
    look();
  }

  /** Settles when every headset was told. */
  async light(lamps: Lamps): Promise<void> {
    this.#lamps = lamps;
    await Promise.all([...this.#open].map(([device, headset]) => this.#tell(device, headset)));
  }

  async #look(): Promise<void> {
    const devices = (await this.#hid?.getDevices().catch(() => [])) ?? [];
    const before = this.#open.size;
    let changed = false;
    for (const device of this.#open.keys())
      if (!devices.includes(device)) changed = this.#open.delete(device) || changed;
    for (const device of devices.slice(0, mostHeadsets)) changed = (await this.#take(device)) || changed;
    if (!changed && before === this.#open.size) return;
    const names = [...this.#open.keys()].map(({ productName }) => productName.slice(0, 256));
    this.#emit({ kind: 'headsets', names });
  }

  /** True when it is a headset that was not open. One that another program holds, or that will not open, is left. */
  async #take(device: HidDevice): Promise<boolean> {
    if (this.#open.has(device)) return false;
    const layout = layoutOf(device.collections);
    if (layout === null) return false;
    const headset: Headset = { driver: driverOf(device.vendorId), layout, pressed: new Set() };
    try {
      if (!device.opened) await device.open();
    } catch {
      return false;
    }
    this.#open.set(device, headset);
    device.addEventListener('inputreport', report => this.#heard(headset, report));
    await this.#tell(device, headset);
    return true;
  }

  #heard(headset: Headset, report: Event): void {
    const { reportId, data } = report as Event & { reportId: number; data: DataView };
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const { pressed, events } = readReport({ ...headset, lamps: this.#lamps }, reportId, bytes);
    headset.pressed = pressed;
    for (const event of events) this.#emit({ kind: 'headsetButton', event });
  }

  async #tell(device: HidDevice, { layout }: Headset): Promise<void> {
    for (const { reportId, bytes } of lampReports(layout, this.#lamps))
      await device.sendReport(reportId, bytes as Uint8Array<ArrayBuffer>).catch(() => undefined);
  }
}
