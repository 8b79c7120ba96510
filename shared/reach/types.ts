/** How other programs and the whole keyboard reach Hatif. */
import { z } from 'zod';

/** What a key does from any program. Catalogue keys `reach.key.<name>`. */
export const globalAction = z.enum(['answer', 'hangUp', 'mute', 'hold', 'dial']);
export type GlobalAction = z.infer<typeof globalAction>;

/** Electron's notation; a modifier besides Shift is needed, so that nobody loses a letter in every program. */
export const accelerator = z
  .string()
  .max(64)
  .regex(
    /^(?=.*(?:Control|Alt|Super|Command)\+)(?:(?:Control|Alt|Shift|Super|Command)\+){1,4}(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Insert|Delete|Home|End|PageUp|PageDown|Up|Down|Left|Right|num[0-9])$/,
  );

export const reachSettings = z.strictObject({
  /** tel:, sip: and callto: links of this computer come here. */
  links: z.boolean(),
  keys: z.strictObject({
    answer: accelerator.nullable(),
    hangUp: accelerator.nullable(),
    mute: accelerator.nullable(),
    hold: accelerator.nullable(),
    dial: accelerator.nullable(),
  }),
  api: z.strictObject({ on: z.boolean(), port: z.number().int().min(1024).max(65_535) }),
});
export type ReachSettings = z.infer<typeof reachSettings>;

export const reachAtFirst: ReachSettings = {
  links: false,
  keys: { answer: null, hangUp: null, mute: null, hold: null, dial: null },
  api: { on: false, port: 38_477 },
};

export const reachView = z.strictObject({
  /** Keys that another program, or the system, has. */
  taken: z.array(globalAction),
  /** The system sends such links to Hatif. */
  linksComeHere: z.boolean(),
  api: z.enum(['off', 'on', 'portTaken']),
  /** Headsets whose buttons work. */
  headsets: z.array(z.string().max(256)),
  /** A token was made; only its fingerprint is kept. */
  token: z.boolean(),
});
export type ReachView = z.infer<typeof reachView>;

export const noReach: ReachView = { taken: [], linksComeHere: false, api: 'off', headsets: [], token: false };
