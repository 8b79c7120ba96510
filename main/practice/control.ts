/** What the parent and the practice process say to each other. Both sides check what they get. */
import { z } from 'zod';

export const DOMAIN = 'practice.hatif.invalid';
export const AGENT = 'agent';
/** Plays back what it hears. */
export const ECHO = '*43';

const customerId = z.string().min(1).max(64);

export const command = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), greet: z.boolean() }),
  /** Null: the next in turn. */
  z.strictObject({ kind: z.literal('callMe'), customerId: customerId.nullable() }),
  z.strictObject({ kind: z.literal('heard'), customerId }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type Command = z.infer<typeof command>;

/** What a customer hears from the agent. Loudness is a root mean square, 0 to 1. */
export const heard = z.strictObject({
  packets: z.number().int().min(0),
  spokenSeconds: z.number().min(0),
  recent: z.number().min(0),
  peak: z.number().min(0),
  /** Keys the agent pressed, by RTP event or INFO. */
  keys: z.string(),
  /** The agent holds the call. */
  held: z.boolean(),
});
export type HeardByCustomer = z.infer<typeof heard>;

export const report = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ready'),
    port: z.number().int().min(1).max(65_535),
    password: z.string().min(16).max(256),
  }),
  z.strictObject({ kind: z.literal('failed'), message: z.string().max(2_000) }),
  /** Answer to `heard`; null when that customer had no call yet, or is not known. */
  z.strictObject({ kind: z.literal('heard'), customerId, heard: heard.nullable() }),
  /** Answer to `callMe`: who calls; null when nobody can. */
  z.strictObject({ kind: z.literal('calling'), customerId: customerId.nullable() }),
]);
export type Report = z.infer<typeof report>;
