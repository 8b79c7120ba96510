/** For how long things are kept, by kind. A kind without a rule is kept for ever. */
import { z } from 'zod';

export const retentionKinds = [
  'notes', // what was written and answered in conversations; that they were stays
  'history', // conversations whole
  'followUps', // done ones
  'outbox', // what was sent or given up
  'imports', // the accounts of imports
  'people', // whom nobody heard of since, who are owed nothing and refused nothing
  'audit',
  'recordings', // the sound of calls; that they were stays
] as const;
export const retentionKind = z.enum(retentionKinds);
export type RetentionKind = z.infer<typeof retentionKind>;

export const retentionDays = z.number().int().min(1).max(36_500);
/** Days by kind. */
export const retentionRules = z.partialRecord(retentionKind, retentionDays);
export type RetentionRules = z.infer<typeof retentionRules>;
/** How many by kind. */
export const retentionCounts = z.partialRecord(retentionKind, z.number().int());
export type RetentionCounts = z.infer<typeof retentionCounts>;
