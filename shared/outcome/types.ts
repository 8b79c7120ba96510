/** Outcome codes (dispositions): how a conversation ended, and what that sets in motion. */
import { z } from 'zod';
import { callbackBy, plannedActions } from '../followups/types.ts';

const names = z.array(z.string().max(120)).max(30);

export const outcome = z.object({
  id: z.string().min(1).max(64),
  name: z.object({ en: z.string().max(80), ar: z.string().max(80) }),
  group: z.enum(['done', 'later', 'notReached', 'never']),
  /** Counts as success in conversion. */
  success: z.boolean(),
  /** A note must be written. */
  needsNote: z.boolean(),
  /** A time must be given for the follow-up this outcome makes. */
  needsTime: z.boolean(),
  followUp: z.enum(['none', 'callback', 'task']),
  /** The retry rule: when the follow-up is due if no time is given, and after how many in a row there is none any more. */
  delayMinutes: z.number().int().min(1).max(525_600).nullable(),
  mostInARow: z.number().int().min(1).max(99).nullable(),
  /** Sets do-not-contact on the person. */
  doNotContact: z.boolean(),
  /** Queues and lines, campaigns, and lists by name; absent or empty: everywhere. */
  offered: z.object({ queues: names, campaigns: names, lists: names }).optional(),
  /** Written by the system, never offered to a person. */
  system: z.boolean(),
  /** Offered no more; old calls still name it. */
  archived: z.boolean(),
  order: z.number().int(),
});
export type Outcome = z.infer<typeof outcome>;

/** What an agent has typed or chosen for a call so far; saved with every change. */
export const draft = z.object({
  interactionId: z.string().min(1).max(64),
  note: z.string().max(20_000),
  outcomeId: z.string().max(64).nullable(),
  dueAt: z.number().int().nullable(),
  /** Who makes the callback that the outcome asks for; absent: who promises it. */
  dueBy: callbackBy.optional(),
  /** What finishing will do besides the outcome. */
  actions: plannedActions,
  /** When main had it on disk; null for a draft not yet stored. */
  savedAt: z.number().int().nullable(),
});
export type Draft = z.infer<typeof draft>;
