/** The back-ups that are there, and whether one is being made. */
import { z } from 'zod';

export const backUpView = z.object({
  running: z.boolean(),
  /** The last one could not be made. */
  failed: z.boolean(),
  /** Null: none was chosen, none are made. */
  folder: z.string().nullable(),
  /** When the recovery key that opens new ones was made; null: there is none. */
  recoveryMadeAt: z.number().int().nullable(),
  /** Newest first. */
  files: z.array(z.object({ name: z.string(), size: z.number(), at: z.number().int() })),
});
export type BackUpView = z.infer<typeof backUpView>;
export const noBackUps: BackUpView = {
  running: false,
  failed: false,
  folder: null,
  recoveryMadeAt: null,
  files: [],
};

/** A back-up that was chosen to be restored, wherever it comes from. */
export const chosenBackUp = z.object({
  name: z.string(),
  size: z.number(),
  at: z.number().int(),
  /** With this computer's key, with a recovery key, or with nothing that is known. */
  opens: z.enum(['here', 'withKey', 'nobody']),
});
export type ChosenBackUp = z.infer<typeof chosenBackUp>;
