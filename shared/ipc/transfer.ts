/** Two calls that have to do with each other: handing one on, asking somebody first, talking to both. */
import { z } from 'zod';
import { handover } from '../handover/types.ts';
import { override } from '../people/gate.ts';
import { byCall, callId, nothing, workspace, type Procedure } from './procedure.ts';

const target = z.string().min(1).max(256);
/** What is known of the call is sent along with it. */
const along = z.boolean();

export const transferProcedures = {
  /** Hands the call on without asking there. How it goes is told with the call; `name` is only for telling. */
  'call.transfer': {
    input: z.strictObject({
      callId,
      target,
      name: z.string().max(256).nullable(),
      along,
      override: override.optional(),
    }),
    output: nothing,
    windows: workspace,
  },
  /** Holds the call and calls somebody else; `join`: who answers is joined with it. */
  'call.consult': {
    input: z.strictObject({
      callId,
      target,
      personId: z.string().nullable(),
      join: z.boolean(),
      along,
      override: override.optional(),
    }),
    output: z.strictObject({ callId }),
    windows: workspace,
  },
  /** What would be sent along with the call, as it would arrive. */
  'call.along': { input: byCall, output: handover, windows: workspace },
  /** Opens the address that came along with the call, in the browser. HatifError `notFound`. */
  'call.openLink': { input: byCall, output: nothing, windows: workspace },
  /** Connects the two others and leaves. */
  'call.complete': { input: byCall, output: nothing, windows: workspace },
  /** After a transfer that failed, or of which nothing is heard: talks to the caller again. */
  'call.takeBack': { input: byCall, output: nothing, windows: workspace },
  /** All three hear each other. */
  'call.join': { input: byCall, output: nothing, windows: workspace },
  /** Back to two calls; this one is talked to. */
  'call.split': { input: byCall, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
