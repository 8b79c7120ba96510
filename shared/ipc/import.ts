/** Contacts from files and to files. Windows name a file by the id that main gave it; paths stay in main. */
import { z } from 'zod';
import { importPlan } from '../import/plan.ts';
import { exportFormat, exportView, importBatch, importView, told } from '../import/view.ts';
import { peopleSelection } from '../people/selection.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const fileId = z.string().min(1).max(64);
const byBatch = z.strictObject({ batchId: z.string().min(1).max(64) });

export const importProcedures = {
  'import.view': {
    input: nothing,
    output: z.object({ importing: importView, exporting: exportView, batches: z.array(importBatch) }),
    windows: workspace,
  },
  /** Asks for a file by the system's own dialogue and looks at it. */
  'import.choose': { input: nothing, output: nothing, windows: workspace },
  /** Looks again, with what the agent knows better. */
  'import.look': { input: z.strictObject({ fileId, told }), output: nothing, windows: workspace },
  /** Reads it all and asks who is known; changes nothing. */
  'import.check': {
    input: z.strictObject({ fileId, plan: importPlan }),
    output: nothing,
    windows: workspace,
  },
  'import.run': { input: z.strictObject({ fileId, plan: importPlan }), output: nothing, windows: workspace },
  /** Stops what goes on; what an import has entered so far is taken out again. */
  'import.cancel': { input: nothing, output: nothing, windows: workspace },
  /** Puts the file away. */
  'import.close': { input: nothing, output: nothing, windows: workspace },
  'import.revert': { input: byBatch, output: nothing, windows: workspace },
  /** Goes on with an import that was interrupted. */
  'import.resume': { input: byBatch, output: nothing, windows: workspace },
  /** Looks at the same file again, with the plan of that import. */
  'import.again': { input: byBatch, output: nothing, windows: workspace },
  /** Writes the rows that failed to a file; how many, or null when no file was named. */
  'import.saveFailures': { input: byBatch, output: z.number().int().nullable(), windows: workspace },
  'export.save': {
    input: z.strictObject({ selection: peopleSelection, format: exportFormat }),
    output: nothing,
    windows: workspace,
  },
  'export.cancel': { input: nothing, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
