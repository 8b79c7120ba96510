/** What a headset's reports mean and how its lamps are set: the same for all, with what each maker does otherwise. Pure. */
import type { HeadsetEvent, Lamps } from './types.ts';
import { isSet, usage, type Field, type Layout } from './layout.ts';

export interface Driver {
  name: 'jabra' | 'poly' | 'epos' | 'logitech' | 'generic';
  vendorId: number | null;
  /** The usage by which a ringing call is declined. */
  reject: number;
  /** Tells the state of its mute switch after each lamp that we set: our own words, not the agent's. */
  repeatsMute: boolean;
}

export const drivers: readonly Driver[] = [
  { name: 'jabra', vendorId: 0x0b0e, reject: usage.programmable, repeatsMute: false },
  { name: 'poly', vendorId: 0x047f, reject: usage.drop, repeatsMute: true },
  { name: 'epos', vendorId: 0x1395, reject: usage.drop, repeatsMute: false },
  { name: 'logitech', vendorId: 0x046d, reject: usage.drop, repeatsMute: true },
];
const generic: Driver = {
  name: 'generic',
  vendorId: null,
  reject: usage.drop,
  repeatsMute: false,
};

export const driverOf = (vendorId: number): Driver =>
  drivers.find(driver => driver.vendorId === vendorId) ?? generic;

/** How the buttons stood in the last report. */
export type Pressed = ReadonlySet<number>;

/** What a report says that the one before did not. */
export function readReport(
  { driver, layout, pressed, lamps }: { driver: Driver; layout: Layout; pressed: Pressed; lamps: Lamps },
  reportId: number,
  bytes: Uint8Array,
): { pressed: Pressed; events: HeadsetEvent[] } {
  const events: HeadsetEvent[] = [];
  const next = new Set(pressed);
  for (const field of layout.inputs) {
    if (field.reportId !== reportId) continue;
    const was = pressed.has(field.usage);
    const is = isSet(field, bytes);
    if (is) next.add(field.usage);
    else next.delete(field.usage);
    if (was !== is) events.push(...eventOf(driver, field, is, lamps));
  }
  return { pressed: next, events };
}

function eventOf(driver: Driver, field: Field, is: boolean, lamps: Lamps): HeadsetEvent[] {
  switch (field.usage) {
    case usage.hookSwitch:
      if (!field.absolute) return is ? [{ button: 'hook', off: null }] : [];
      // It repeats what the lamp told it; only a ringing call can be meant otherwise.
      return is === lamps.offHook ? [] : [{ button: 'hook', off: is }];
    case usage.mute:
      if (!field.absolute) return is ? [{ button: 'mute', muted: null }] : [];
      return driver.repeatsMute && is === lamps.mute ? [] : [{ button: 'mute', muted: is }];
    case usage.flash:
      return is ? [{ button: 'flash' }] : [];
    default:
      return is && field.usage === driver.reject ? [{ button: 'reject' }] : [];
  }
}

/** The output reports that make the lamps so. */
export function lampReports(layout: Layout, lamps: Lamps): { reportId: number; bytes: Uint8Array }[] {
  const on: Record<number, boolean> = {
    [usage.lampOffHook]: lamps.offHook,
    [usage.lampRing]: lamps.ring,
    [usage.lampMute]: lamps.mute,
    [usage.lampHold]: lamps.hold,
  };
  const ids = [...new Set(layout.outputs.map(field => field.reportId))];
  return ids.map(reportId => {
    const bytes = new Uint8Array(layout.outputLength[reportId] ?? 0);
    for (const field of layout.outputs) {
      if (field.reportId !== reportId || on[field.usage] !== true || field.array !== null) continue;
      const byte = field.offset >> 3;
      bytes[byte] = (bytes[byte] ?? 0) | (1 << (field.offset & 7));
    }
    return { reportId, bytes };
  });
}
