/** The self-check of a line, and the report for whoever helps. */
import { z } from 'zod';
import { reportPart } from '../diagnostics/types.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

export const diagnosticsProcedures = {
  /** Begins; how it goes is told by the event `selfCheck`. */
  'check.start': { input: z.strictObject({ accountId: z.string() }), output: nothing, windows: workspace },
  'check.cancel': { input: nothing, output: nothing, windows: workspace },
  /** Makes the report, to be looked at before it is saved. */
  'report.prepare': {
    input: nothing,
    output: z.strictObject({ reportId: z.string(), parts: z.array(reportPart) }),
    windows: workspace,
  },
  /** Asks where to and writes what was looked at. False when nobody wanted it after all. */
  'report.save': {
    input: z.strictObject({ reportId: z.string() }),
    output: z.boolean(),
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
