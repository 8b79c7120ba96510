/** How a file is imported: what the agent decided about it. Kept with each import, and for the next file of its kind. */
import { z } from 'zod';
import { matchBy, onDuplicate } from './duplicates.ts';
import { fields } from './fields.ts';

export const columnTarget = z.strictObject({
  field: z.enum(fields),
  of: z.number().int().min(0).max(500).nullable(),
});

export const importPlan = z.strictObject({
  mapping: z.array(columnTarget).max(500),
  matchBy: z.array(z.enum(matchBy)).max(matchBy.length),
  onDuplicate: z.enum(onDuplicate),
  /** Everybody in the file goes onto this list as well; null for none. */
  list: z.string().trim().min(1).max(120).nullable(),
});
export type ImportPlan = z.infer<typeof importPlan>;

export const usualPlan: Omit<ImportPlan, 'mapping'> = {
  matchBy: ['number', 'email'],
  onDuplicate: 'skip',
  list: null,
};
