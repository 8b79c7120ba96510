/** What the phone does with calls by itself, as set by the agent or by whoever sets the phone up. */
import { z } from 'zod';

/** A number or a user of the phone system, as one would dial it. */
export const dialled = z.string().trim().min(1).max(64);

/** `allow`: when the phone system asks for it. `force`: also when nobody does, after `seconds`. */
const autoAnswer = z.object({
  policy: z.enum(['forbid', 'allow', 'force']),
  seconds: z.number().int().min(0).max(60),
});
export type AutoAnswer = z.infer<typeof autoAnswer>;

/** Where calls go instead, told to the phone system with 302; null: nowhere. */
const forwarding = z.object({
  always: dialled.nullable(),
  busy: dialled.nullable(),
  noAnswer: dialled.nullable(),
  /** Of ringing, before nobody has answered. */
  seconds: z.number().int().min(5).max(120),
});

export const callRules = z.object({ autoAnswer, forwarding });
export type CallRules = z.infer<typeof callRules>;

export const usualRules: CallRules = {
  autoAnswer: { policy: 'forbid', seconds: 2 },
  forwarding: { always: null, busy: null, noAnswer: null, seconds: 20 },
};

export const codeUses = ['send', 'call', 'colleague', 'transfer', 'digits'] as const;

/**
 * A code of the phone system under a name. `send`: called in the background, as to log in to a queue. `call`: called like a
 * number. `colleague`: called with the number of a colleague behind it, as to listen in. In a call: `transfer` hands it on
 * to the code, as to park it; `digits` keys it in.
 */
export const featureCode = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(40),
  code: z
    .string()
    .trim()
    .regex(/^[0-9*#+]{1,32}$/),
  use: z.enum(codeUses),
});
export type FeatureCode = z.infer<typeof featureCode>;
