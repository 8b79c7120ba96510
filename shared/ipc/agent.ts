/** What the agent is to others, and the time for the wrap-up. */
import { z } from 'zod';
import { agentChoice } from '../agent/types.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

/** A wrap-up whose time runs; ms since the epoch. */
export const wrapUpTime = z.object({
  interactionId: z.string(),
  until: z.number().int(),
  extensionsLeft: z.number().int(),
});
export type WrapUpTime = z.infer<typeof wrapUpTime>;

export const agentProcedures = {
  'agent.choose': { input: agentChoice, output: nothing, windows: workspace },
  /** HatifError `wrongState` when there is none left, or no time runs. */
  'wrapUp.extend': {
    input: z.strictObject({ interactionId: z.string().min(1).max(64) }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
