/** Something done to many people at once. */
import { z } from 'zod';
import { bulkAction, bulkDraftPage, bulkJob, bulkPreviewPart } from '../people/bulk.ts';
import { peopleSelection } from '../people/selection.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const byId = z.strictObject({ id: z.string().min(1).max(64) });
const changes = { output: nothing, windows: workspace } as const;
const wanted = { action: bulkAction, selection: peopleSelection };

export const bulkProcedures = {
  /** The last ones, newest first. */
  'bulk.jobs': { input: nothing, output: z.array(bulkJob), windows: workspace },
  /** A part of those who would be reached and left out, after `after`. */
  'bulk.preview': {
    input: z.strictObject({ ...wanted, after: z.string().max(64).nullable() }),
    output: bulkPreviewPart,
    windows: workspace,
  },
  'bulk.start': { input: z.strictObject(wanted), output: byId, windows: workspace },
  'bulk.cancel': { input: byId, ...changes },
  'bulk.resume': { input: byId, ...changes },
  'bulk.undo': { input: byId, ...changes },
  /** What it wrote that waits to be seen, after `after`. */
  'bulk.drafts': {
    input: byId.extend({ after: z.number().int().nullable() }),
    output: bulkDraftPage,
    windows: workspace,
  },
  /** Lets them go; of those for the mail program the next one. */
  'bulk.send': { input: byId, ...changes },
} as const satisfies Record<string, Procedure>;
