/** Buttons and lamps of a headset, whatever its maker. */
import { z } from 'zod';

export const headsetEvent = z.discriminatedUnion('button', [
  /** Lifted or hung up; null when the button only says that it was pressed. */
  z.object({ button: z.literal('hook'), off: z.boolean().nullable() }),
  /** Muted at the headset or not; null when the button only says that it was pressed. */
  z.object({ button: z.literal('mute'), muted: z.boolean().nullable() }),
  /** Hold and resume. */
  z.object({ button: z.literal('flash') }),
  z.object({ button: z.literal('reject') }),
]);
export type HeadsetEvent = z.infer<typeof headsetEvent>;

export const lamps = z.object({
  offHook: z.boolean(),
  ring: z.boolean(),
  mute: z.boolean(),
  hold: z.boolean(),
});
export type Lamps = z.infer<typeof lamps>;

export const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false };

/** Usage page of telephones (HID Usage Tables 1.5, chapter 14): no other device is ever opened. */
export const telephonyPage = 0x0b;
