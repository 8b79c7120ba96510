/** Photos, and what came with a letter, a fax or a mail. Which file is chosen by the system's dialogue: no path crosses the border. */
import { z } from 'zod';
import { storedFile } from '../files/types.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const id = z.string().min(1).max(64);

export const fileProcedures = {
  /** Their own, and those of what is on their timeline. */
  'files.of': { input: z.strictObject({ personId: id }), output: z.array(storedFile), windows: workspace },
  /** As a data: URL; null for what is no picture or is gone. */
  'file.picture': { input: z.strictObject({ id }), output: z.string().nullable(), windows: workspace },
  /** Null when nobody chose one after all. */
  'file.add': {
    input: z.union([
      z.strictObject({ personId: id, photo: z.boolean() }),
      z.strictObject({ entryId: id, photo: z.literal(false) }),
    ]),
    output: storedFile.nullable(),
    windows: workspace,
  },
  'file.save': {
    input: z.strictObject({ id }),
    output: z.object({ saved: z.boolean() }),
    windows: workspace,
  },
  'file.remove': { input: z.strictObject({ id }), output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
