/** The app itself, and all that a window needs to draw itself from nothing. */
import { z } from 'zod';
import { callView } from '../call/view.ts';
import { selfCheckView } from '../diagnostics/types.ts';
import { lineView } from '../lines/types.ts';
import { lampBoard } from '../lamps/types.ts';
import { audioDevice } from '../media/protocol.ts';
import { draft, outcome } from '../outcome/types.ts';
import { callerContext, followUp, recentCall } from '../people/types.ts';
import { reachView } from '../reach/types.ts';
import { callScript } from '../script/run-state.ts';
import { settings } from '../settings/schema.ts';
import { agentView } from '../agent/types.ts';
import { toolbox } from '../followups/types.ts';
import { recordingView } from '../recording/types.ts';
import { outboxView } from '../outbox/types.ts';
import { wrapUpTime } from './agent.ts';
import { practiceView } from './practice.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

export const storeView = z.object({
  /** `memory`: the file could not be used; the phone works, history is not kept. */
  state: z.enum(['open', 'opening', 'newer', 'corrupt', 'locked', 'memory']),
  detail: z.string().nullable(),
  /** The disk is full or fails: so many entries wait to be written, `safe` in the emergency journal or else in memory alone. */
  short: z
    .object({ why: z.enum(['full', 'failing']), waiting: z.number().int(), safe: z.boolean() })
    .optional(),
});
export type StoreView = z.infer<typeof storeView>;

/** All that a window needs to draw itself from nothing. */
export const snapshot = z.object({
  settings,
  lines: z.array(lineView),
  calls: z.array(callView),
  contexts: z.array(callerContext),
  drafts: z.array(draft),
  outcomes: z.array(outcome),
  recent: z.array(recentCall),
  due: z.array(followUp),
  /** The reminder by which this window was opened. */
  upNext: z.string().nullable(),
  outbox: outboxView,
  toolbox,
  agent: agentView,
  wrapUpTimes: z.array(wrapUpTime),
  devices: z.array(audioDevice),
  practice: practiceView,
  callScripts: z.array(callScript),
  lamps: lampBoard,
  recordings: z.array(recordingView),
  store: storeView,
  selfCheck: selfCheckView,
  reach: reachView,
  /** A number that came before this window; null most of the time. */
  offered: z.string().nullable(),
  /** What runs underneath. */
  runtime: z.object({
    hatif: z.string(),
    electron: z.string(),
    chrome: z.string(),
    /** This Electron is the fallback for development and tests. */
    fallback: z.boolean(),
    /** The system's key chain protects passwords and the store's key; else only file permissions do. */
    keychain: z.boolean(),
    /** Where the store, settings and log lie. */
    dataFolder: z.string(),
  }),
});
export type Snapshot = z.infer<typeof snapshot>;

export const appProcedures = {
  'app.snapshot': { input: nothing, output: snapshot, windows: workspace },
  'app.quit': { input: nothing, output: nothing, windows: workspace },
  'store.startFresh': { input: nothing, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
