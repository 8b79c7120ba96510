/** Periodic check-ins with the people on a list. */
import { z } from 'zod';
import { checkInRule, dueForCheckIn } from '../people/check-ins.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const listId = z.string().min(1).max(64);

export const checkInProcedures = {
  'checkIn.of': { input: z.strictObject({ listId }), output: checkInRule.nullable(), windows: workspace },
  /** Who would be due now, of the part that begins behind the row `after`. */
  'checkIn.due': {
    input: z.strictObject({
      listId,
      days: z.number().int().min(1).max(1000),
      after: z.number().int().nonnegative(),
    }),
    output: dueForCheckIn,
    windows: workspace,
  },
  /** A rule at work makes its follow-ups at once. */
  'checkIn.save': {
    input: z.strictObject({ listId, rule: checkInRule }),
    output: nothing,
    windows: workspace,
  },
  /** The rule rests; what it made and nobody has done is taken back. Returns how many. */
  'checkIn.stop': {
    input: z.strictObject({ listId }),
    output: z.strictObject({ removed: z.number().int() }),
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
