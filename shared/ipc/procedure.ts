/** What a procedure of the border is made of; each area's file beside this one is a list of them. */
import { z } from 'zod';

export const windowRole = z.enum(['workspace', 'media', 'ringing']);
export type WindowRole = z.infer<typeof windowRole>;

export type Procedure = { input: z.ZodType; output: z.ZodType; windows: readonly WindowRole[] };

export const workspace = ['workspace'] as const;
export const nothing = z.null();
export const callId = z.string().min(1).max(64);
export const byCall = z.strictObject({ callId });
export const digits = z.string().regex(/^[0-9A-D*#]{1,32}$/i);
