/** Whoever is on a list and was not spoken to for so many days is to be called. */
import { z } from 'zod';
import { searchHit } from './types.ts';

export const checkInRule = z.strictObject({
  days: z.number().int().min(1).max(1000),
  /** What the call is for, as it will stand among the follow-ups. */
  what: z.string().trim().min(1).max(120),
  active: z.boolean(),
});
export type CheckInRule = z.infer<typeof checkInRule>;

/** A part of those who would be due. */
export const dueForCheckIn = z.object({
  people: z.array(searchHit),
  count: z.number().int(),
  next: z.number().int().nullable(),
});
export type DueForCheckIn = z.infer<typeof dueForCheckIn>;
