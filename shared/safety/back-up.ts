/** The back-ups that are there, and whether one is being made. */
import { z } from 'zod';

export const backUpView = z.object({
  running: z.boolean(),
  /** The last one could not be made. */
  failed: z.boolean(),
  /** Null: none was chosen, none are made. */
  folder: z.string().nullable(),
  /** Newest first. */
  files: z.array(z.object({ name: z.string(), size: z.number(), at: z.number().int() })),
});
export type BackUpView = z.infer<typeof backUpView>;
export const noBackUps: BackUpView = { running: false, failed: false, folder: null, files: [] };
