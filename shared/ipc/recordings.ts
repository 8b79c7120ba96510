/** Recordings of calls. */
import { z } from 'zod';
import { openRecording, recordingFilter, recordingRow } from '../recording/types.ts';
import { callId, nothing, workspace, type Procedure } from './procedure.ts';

const id = z.string().min(1).max(64);
const byId = z.strictObject({ id });

export const recordingProcedures = {
  /** Begins or ends by hand. HatifError `wrongState` when the call may not be recorded. */
  'recording.wish': {
    input: z.strictObject({ callId, on: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
  /** HatifError `wrongState` when nothing is recorded. */
  'recording.pause': {
    input: z.strictObject({ callId, paused: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
  /** Newest first, after the one that is named (null: from the newest). */
  'recording.list': {
    input: z.strictObject({
      filter: recordingFilter,
      after: z.strictObject({ at: z.number().int(), id }).nullable(),
    }),
    output: z.object({ rows: z.array(recordingRow), count: z.number().int(), bytes: z.number().int() }),
    windows: workspace,
  },
  /** HatifError `notFound`, `badRecording`. */
  'recording.open': { input: byId, output: openRecording, windows: workspace },
  /** The sound of one that was opened, from a byte on, at most a megabyte. */
  'recording.part': {
    input: z.strictObject({ id, from: z.number().int().nonnegative() }),
    output: z.instanceof(Uint8Array),
    windows: workspace,
  },
  /** Saves what the player made of it, by the system's dialogue; written into the audit log. */
  'recording.giveOut': {
    input: z.strictObject({ id, wav: z.instanceof(Uint8Array) }),
    output: z.object({ saved: z.boolean() }),
    windows: workspace,
  },
  'recording.remove': { input: byId, output: nothing, windows: workspace },
  /** HatifError `notFound` when it is too late. */
  'recording.restore': { input: byId, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
