/** Calls, and who is calling. */
import { z } from 'zod';
import { mediaStats } from '../media/protocol.ts';
import { override } from '../people/gate.ts';
import { callerContext, campaignName } from '../people/types.ts';
import { byCall, callId, digits, nothing, workspace, type Procedure } from './procedure.ts';

export const callProcedures = {
  'call.dial': {
    input: z.strictObject({
      target: z.string().min(1).max(256),
      accountId: z.string().nullable(),
      personId: z.string().nullable(),
      override: override.optional(),
      /** What the list is called for that the person was called from. */
      campaign: campaignName.optional(),
    }),
    output: z.strictObject({ callId }),
    windows: workspace,
  },
  /** The ringing call's card, context included, is in the DOM. Our 180 waits for it (at most 150 ms). */
  'card.shown': { input: byCall, output: nothing, windows: workspace },
  'call.answer': { input: byCall, output: nothing, windows: workspace },
  'call.decline': { input: byCall, output: nothing, windows: workspace },
  'call.silence': { input: byCall, output: nothing, windows: workspace },
  'call.hangUp': { input: byCall, output: nothing, windows: workspace },
  'call.hold': { input: z.strictObject({ callId, hold: z.boolean() }), output: nothing, windows: workspace },
  'call.mute': { input: z.strictObject({ callId, muted: z.boolean() }), output: nothing, windows: workspace },
  'call.dtmf': { input: z.strictObject({ callId, digits }), output: nothing, windows: workspace },
  /** Puts an ended call away; its wrap-up is finished or left owed. */
  'call.dismiss': { input: byCall, output: nothing, windows: workspace },
  'call.stats': { input: byCall, output: mediaStats.nullable(), windows: workspace },
  /** Who it is, chosen by the agent; null for "none of these". Everything of the call moves along. */
  'caller.choose': {
    input: z.strictObject({ callId, personId: z.string().nullable() }),
    output: callerContext,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
