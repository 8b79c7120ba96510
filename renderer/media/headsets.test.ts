import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordings } from '../../shared/headset/fixtures.ts';
import type { Collection } from '../../shared/headset/layout.ts';
import { dark } from '../../shared/headset/types.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import { Headsets, hidOf, type Hid, type HidDevice } from './headsets.ts';

class FakeDevice extends EventTarget implements HidDevice {
  opened = false;
  busy = false;
  readonly sent: [number, number[]][] = [];
  readonly vendorId: number;
  readonly productName: string;
  readonly collections: readonly Collection[];
  constructor(vendorId: number, productName: string, collections: readonly Collection[]) {
    super();
    this.vendorId = vendorId;
    this.productName = productName;
    this.collections = collections;
  }
  async open(): Promise<void> {
    if (this.busy) throw new DOMException('held by another program', 'InvalidStateError');
    this.opened = true;
  }
  async close(): Promise<void> {
    this.opened = false;
  }
  async sendReport(reportId: number, bytes: BufferSource): Promise<void> {
    this.sent.push([reportId, [...(bytes as Uint8Array)]]);
  }
  press(reportId: number, bytes: readonly number[]): void {
    const data = new DataView(Uint8Array.from(bytes).buffer);
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data }));
  }
}
class FakeHid extends EventTarget implements Hid {
  devices: FakeDevice[] = [];
  getDevices = () => Promise.resolve<HidDevice[]>([...this.devices]);
  plug(device: FakeDevice): void {
    this.devices.push(device);
    this.dispatchEvent(new Event('connect'));
  }
  unplug(): void {
    this.devices = [];
    this.dispatchEvent(new Event('disconnect'));
  }
}

const [jabra] = recordings;
const headset = () => new FakeDevice(0x0b0e, 'Jabra Evolve2 65', jabra?.collections ?? []);
let hid: FakeHid;
let heard: MediaEvent[];
let headsets: Headsets;
beforeEach(() => {
  hid = new FakeHid();
  heard = [];
  headsets = new Headsets(event => heard.push(event), hid);
});
const named = (names: string[]) =>
  vi.waitFor(() => expect(heard.at(-1)).toEqual({ kind: 'headsets', names }));

describe('a headset', () => {
  it('that is plugged in is opened, heard and shown the lamps', async () => {
    await headsets.light({ ...dark, ring: true });
    const device = headset();
    hid.plug(device);
    await named(['Jabra Evolve2 65']);
    expect(device.sent).toEqual([[2, [0b10, 0]]]);
    device.press(2, [1, 0]);
    expect(heard.at(-1)).toEqual({ kind: 'headsetButton', event: { button: 'hook', off: true } });
    await headsets.light({ ...dark, offHook: true });
    expect(device.sent.at(-1)).toEqual([2, [1, 0]]);
    hid.unplug();
    await named([]);
  });

  it('that another program holds, and what is none, is left alone', async () => {
    const held = headset();
    held.busy = true;
    const keyboard = new FakeDevice(0x046d, 'Keyboard', [{ usagePage: 1 }]);
    hid.devices = [held, keyboard];
    hid.plug(headset());
    await named(['Jabra Evolve2 65']);
    expect(keyboard.opened).toBe(false);
  });

  it('is not missed where there is no HID', async () => {
    expect(hidOf({})).toBeNull();
    await new Headsets(() => undefined, null).light(dark);
  });
});
