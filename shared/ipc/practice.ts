/** The practice exchange, for those who learn or try. */
import { z } from 'zod';
import { nothing, workspace, type Procedure } from './procedure.ts';

export const practiceView = z.object({
  state: z.enum(['off', 'starting', 'running', 'failed']),
  /** Customers one can call or be called by. */
  customers: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      name: z.object({ en: z.string(), ar: z.string() }),
      behaviour: z.object({ en: z.string(), ar: z.string() }),
    }),
  ),
  sampleData: z.boolean(),
});
export type PracticeView = z.infer<typeof practiceView>;

/** What a customer hears from the agent in the latest call. Loudness is a root mean square of full scale, 0–1. */
export const practiceHeard = z.strictObject({
  packets: z.number().int().nonnegative(),
  spokenSeconds: z.number().nonnegative(),
  recent: z.number().nonnegative(),
  peak: z.number().nonnegative(),
  /** Keys the agent pressed, by RTP event or INFO. */
  keys: z.string(),
  /** The agent holds the call. */
  held: z.boolean(),
});

export const practiceProcedures = {
  'practice.start': { input: nothing, output: nothing, windows: workspace },
  'practice.stop': { input: nothing, output: nothing, windows: workspace },
  /** Asks a customer to call within two seconds; null picks the next. */
  'practice.callMe': {
    input: z.strictObject({ customerId: z.string().nullable() }),
    output: nothing,
    windows: workspace,
  },
  /** What that customer hears of the agent in the latest call; null before the first. */
  'practice.heard': {
    input: z.strictObject({ customerId: z.string() }),
    output: practiceHeard.nullable(),
    windows: workspace,
  },
  'practice.removeSampleData': { input: nothing, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
