/**
 * The border between main and its windows, written once, an area a file. A procedure has an input, an output and the
 * windows that may call it; an event has a payload. Handlers in main, the preload bridge and the renderer's client derive
 * from here.
 */
import { z } from 'zod';
import { callView } from '../call/view.ts';
import { lineView } from '../lines/types.ts';
import { lampBoard } from '../lamps/types.ts';
import { audioDevice } from '../media/protocol.ts';
import { draft, outcome } from '../outcome/types.ts';
import { callerContext, followUp, recentCall } from '../people/types.ts';
import { barred } from '../people/gate.ts';
import { callScript } from '../script/run-state.ts';
import { settings } from '../settings/schema.ts';
import { agentView } from '../agent/types.ts';
import { toolbox } from '../followups/types.ts';
import { outboxView } from '../outbox/types.ts';
import { agentProcedures, wrapUpTime } from './agent.ts';
import { appProcedures, storeView } from './app.ts';
import { bulkJob } from '../people/bulk.ts';
import { bulkProcedures } from './bulk.ts';
import { callProcedures } from './calls.ts';
import { checkInProcedures } from './check-ins.ts';
import { contactProcedures } from './contacts.ts';
import { directoryView } from '../directories/types.ts';
import { directoryProcedures } from './directories.ts';
import { exportView, importView } from '../import/view.ts';
import { reachView } from '../reach/types.ts';
import { fileProcedures } from './files.ts';
import { importProcedures } from './import.ts';
import { selfCheckView } from '../diagnostics/types.ts';
import { diagnosticsProcedures } from './diagnostics.ts';
import { followUpProcedures } from './follow-ups.ts';
import { peopleProcedures } from './people.ts';
import { phoneProcedures } from './phone.ts';
import { practiceProcedures, practiceView } from './practice.ts';
import { callId, type Procedure } from './procedure.ts';
import { recordingView } from '../recording/types.ts';
import { recordingProcedures } from './recordings.ts';
import { ringCard, ringingProcedures } from './ringing.ts';
import { safetyProcedures } from './safety.ts';
import { backUpView } from '../safety/back-up.ts';
import { scriptProcedures } from './scripts.ts';
import { settingsProcedures } from './settings.ts';
import { transferProcedures } from './transfer.ts';
import { wrapUpProcedures } from './wrap-up.ts';

export type { Snapshot, StoreView } from './app.ts';
export type { PracticeView } from './practice.ts';
export type { OpenScript, ScriptFigures, ScriptSummary } from './scripts.ts';
export type { WindowRole } from './procedure.ts';

export const procedures = {
  ...appProcedures,
  ...settingsProcedures,
  ...callProcedures,
  ...phoneProcedures,
  ...ringingProcedures,
  ...transferProcedures,
  ...wrapUpProcedures,
  ...followUpProcedures,
  ...agentProcedures,
  ...peopleProcedures,
  ...fileProcedures,
  ...importProcedures,
  ...contactProcedures,
  ...directoryProcedures,
  ...checkInProcedures,
  ...bulkProcedures,
  ...safetyProcedures,
  ...recordingProcedures,
  ...practiceProcedures,
  ...scriptProcedures,
  ...diagnosticsProcedures,
} as const satisfies Record<string, Procedure>;

export type ProcedureName = keyof typeof procedures;
export type Input<P extends ProcedureName> = z.infer<(typeof procedures)[P]['input']>;
export type Output<P extends ProcedureName> = z.infer<(typeof procedures)[P]['output']>;

/** Events carry a whole slice each, so that a missed one is mended by the next. */
export const events = {
  settings: settings,
  lines: z.array(lineView),
  calls: z.array(callView),
  /** A call's context was found or changed. Sent before the phone answers 180. */
  context: callerContext,
  drafts: z.array(draft),
  recent: z.array(recentCall),
  due: z.array(followUp),
  /** The agent came by a reminder: this follow-up is next. */
  upNext: z.string().nullable(),
  /** People, organisations or lists were changed: open pages read theirs again. Counts up. */
  contacts: z.number().int(),
  outcomes: z.array(outcome),
  outbox: outboxView,
  toolbox: toolbox,
  agent: agentView,
  wrapUpTimes: z.array(wrapUpTime),
  devices: z.array(audioDevice),
  practice: practiceView,
  /** Of all calls in hand. */
  callScripts: z.array(callScript),
  lamps: lampBoard,
  store: storeView,
  importing: importView,
  exporting: exportView,
  directories: z.array(directoryView),
  selfCheck: selfCheckView,
  reach: reachView,
  /** A number from a link, a key or a command line: it is shown, and never dialled by itself. */
  offered: z.string(),
  /** What was done to many, the latest first. */
  bulk: z.array(bulkJob),
  backUp: backUpView,
  /** Of the calls that are up. */
  recordings: z.array(recordingView),
  /** To the card of a call that rings, alone. */
  ringing: ringCard,
  levels: z.object({ callId, in: z.number(), out: z.number() }),
  /** Something to tell the agent in a sentence: a catalogue key and what to fill in. */
  notice: z.object({
    key: z.string(),
    values: z.record(z.string(), z.string()),
    tone: z.enum(['info', 'warning', 'error']),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;

/** Errors cross the border as data; each code has a sentence in both catalogues (`error.*`). */
export const errorCode = z.enum([
  'forbidden', // this window may not call that
  'badInput',
  'notFound',
  'wrongState', // the call has moved on
  'noLine', // nothing registered to call from
  'badNumber',
  'refused', // the phone system does not do that
  'microphoneMissing',
  'microphoneDenied',
  'microphoneBusy',
  'mediaGone', // the media window is being made anew
  'tooManyCalls',
  'storeUnavailable',
  'tooLate', // the undo window has closed
  'nameTaken', // another list or field has it
  'changedMeanwhile', // somebody else changed the same field
  'barred', // somebody is not to be contacted that way, or is to be asked about: see `barred`
  'badTemplate',
  'noMail', // e-mail is not set up
  'practiceFailed',
  'diskFull', // what was to be written waits in memory
  'diskFailing', // the same: the disk does not take it
  'badBackUp', // no back-up of this store, or a damaged one
  'badRecording', // its file is gone, was changed, or is sealed by another key
  'recordingsNotBack', // the store was restored, some of its recordings were not
  'wrongKey', // a recovery key that does not open this back-up, or none was given
  'fileTooBig', // more than is kept of a photo or a file
  'tooManyFiles',
  'noPicture', // a photo that is none that can be shown
  'fileNotWritten', // a folder that is full or not ours
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

export const failure = z.object({
  code: errorCode,
  message: z.string(),
  retryable: z.boolean(),
  /** With the code `barred`. */
  barred: barred.optional(),
});
export type Failure = z.infer<typeof failure>;
export type Reply<T> = { ok: true; value: T } | { ok: false; error: Failure };
