/** Colleagues' phones, codes of the phone system, messages over it. */
import { z } from 'zod';
import { mostMessage } from '../phone/message.ts';
import { override } from '../people/gate.ts';
import { callId, nothing, workspace, type Procedure } from './procedure.ts';

const id = z.string().min(1).max(64);

export const phoneProcedures = {
  /** Sends a call that rings to somebody else; HatifError: badNumber, wrongState. */
  'call.forward': {
    input: z.strictObject({ callId, target: z.string().min(1).max(256) }),
    output: nothing,
    windows: workspace,
  },
  /** Takes the call that rings at a colleague. */
  'lamp.pickUp': {
    input: z.strictObject({ lampId: id }),
    output: z.strictObject({ callId }),
    windows: workspace,
  },
  /** A code of the settings: in a call, with the number of a lamp behind it, or on its own. HatifError `refused` and those of dialling. */
  'code.use': {
    input: z.strictObject({ codeId: id, callId: callId.nullable(), lampId: id.nullable() }),
    output: nothing,
    windows: workspace,
  },
  'message.send': {
    input: z.strictObject({
      target: z.string().min(1).max(256),
      text: z.string().trim().min(1).max(mostMessage),
      personId: id.nullable(),
      override: override.optional(),
    }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
