/** What the agent's phone does by itself, and whom and what it shows of the phone system. */
import { z } from 'zod';
import { watched } from '../lamps/types.ts';
import { callHeader, mostCallHeaders, usualCallHeaders } from './call-headers.ts';
import { callRules, dialled, featureCode, usualRules } from './rules.ts';

export const phoneSettings = z.object({
  rules: callRules,
  codes: z.array(featureCode).max(24),
  lamps: z.array(watched).max(60),
  /** Dialled before the number of a phone that rings, to take its call. */
  pickUpCode: dialled.nullable(),
  /** Dialled to hear what waits. */
  voicemail: dialled.nullable(),
  /** Where a call that rings is sent, so that a message can be left. */
  takesMessages: dialled.nullable().default(null),
  /** A call that rings while another program is in front shows a card above it. */
  ringCard: z.boolean().default(true),
  /** Header fields that are shown with a call. */
  headers: z
    .array(callHeader)
    .max(mostCallHeaders)
    .default(() => [...usualCallHeaders]),
});
export type PhoneSettings = z.infer<typeof phoneSettings>;

export const usualPhone: PhoneSettings = {
  rules: usualRules,
  codes: [],
  lamps: [],
  pickUpCode: null,
  voicemail: null,
  takesMessages: null,
  ringCard: true,
  headers: usualCallHeaders,
};
