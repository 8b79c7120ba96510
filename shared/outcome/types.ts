/** Outcome codes (dispositions): how a conversation ended, and what that sets in motion. */
import { z } from 'zod';

export const outcome = z.object({
  id: z.string().min(1).max(64),
  name: z.object({ en: z.string().max(80), ar: z.string().max(80) }),
  group: z.enum(['done', 'later', 'notReached', 'never']),
  /** Counts as success in conversion. */
  success: z.boolean(),
  /** A time must be given for the follow-up this outcome makes. */
  needsTime: z.boolean(),
  followUp: z.enum(['none', 'callback', 'task']),
  /** Sets do-not-contact on the person. */
  doNotContact: z.boolean(),
  /** Written by the system, never offered to a person. */
  system: z.boolean(),
  order: z.number().int(),
});
export type Outcome = z.infer<typeof outcome>;

/** What an agent has typed or chosen for a call so far; saved with every change. */
export const draft = z.object({
  interactionId: z.string().min(1).max(64),
  note: z.string().max(20_000),
  outcomeId: z.string().max(64).nullable(),
  dueAt: z.number().int().nullable(),
  /** When main had it on disk; null for a draft not yet stored. */
  savedAt: z.number().int().nullable(),
});
export type Draft = z.infer<typeof draft>;
