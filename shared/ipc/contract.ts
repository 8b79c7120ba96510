/**
 * The border between main and its windows, written once. A procedure has an input, an output and the windows that may
 * call it; an event has a payload. Handlers in main, the preload bridge and the renderer's client derive from here.
 */
import { z } from 'zod';
import { callView } from '../call/view.ts';
import { accountSettings, lineView } from '../lines/types.ts';
import { audioDevice, mediaStats } from '../media/protocol.ts';
import { draft, outcome } from '../outcome/types.ts';
import { callerContext, followUp, recentCall, searchHit, timelineEntry, person } from '../people/types.ts';
import { language, settings } from '../settings/schema.ts';

export const windowRole = z.enum(['workspace', 'media']);
export type WindowRole = z.infer<typeof windowRole>;

const callId = z.string().min(1).max(64);
const byCall = z.strictObject({ callId });
const nothing = z.null();
const digits = z.string().regex(/^[0-9A-D*#]{1,32}$/i);

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

export const storeView = z.object({
  /** `memory`: the file could not be used; the phone works, history is not kept. */
  state: z.enum(['open', 'opening', 'newer', 'corrupt', 'locked', 'memory']),
  detail: z.string().nullable(),
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
  devices: z.array(audioDevice),
  practice: practiceView,
  store: storeView,
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

type Procedure = { input: z.ZodType; output: z.ZodType; windows: readonly WindowRole[] };
const workspace = ['workspace'] as const;

export const procedures = {
  'app.snapshot': { input: nothing, output: snapshot, windows: workspace },
  'app.quit': { input: nothing, output: nothing, windows: workspace },

  'settings.change': {
    input: settings
      .pick({
        language: true,
        colourScheme: true,
        agentName: true,
        audio: true,
        wrapUp: true,
        firstRunDone: true,
      })
      .partial()
      .strict(),
    output: settings,
    windows: workspace,
  },
  'settings.language': { input: language, output: nothing, windows: workspace },

  /** Adds or replaces an account; the password goes to the key chain and never comes back. Null keeps the stored one. */
  'line.save': {
    input: z.strictObject({ account: accountSettings, password: z.string().max(256).nullable() }),
    output: lineView,
    windows: workspace,
  },
  'line.remove': { input: z.strictObject({ accountId: z.string() }), output: nothing, windows: workspace },
  'line.retry': { input: z.strictObject({ accountId: z.string() }), output: nothing, windows: workspace },

  'call.dial': {
    input: z.strictObject({
      target: z.string().min(1).max(256),
      accountId: z.string().nullable(),
      personId: z.string().nullable(),
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

  'draft.save': { input: draft.omit({ savedAt: true }).strict(), output: draft, windows: workspace },
  /** One transaction: note, outcome, follow-up; the call leaves the owed list. */
  'wrapUp.finish': {
    input: z.strictObject({
      interactionId: z.string(),
      note: z.string().max(20_000),
      outcomeId: z.string(),
      dueAt: z.number().int().nullable(),
    }),
    output: nothing,
    windows: workspace,
  },
  /** Takes the last finish back, within its undo window of ten seconds. */
  'wrapUp.undo': {
    input: z.strictObject({ interactionId: z.string() }),
    output: nothing,
    windows: workspace,
  },

  'followUp.done': {
    input: z.strictObject({ followUpId: z.string(), done: z.boolean() }),
    output: nothing,
    windows: workspace,
  },

  'people.search': {
    input: z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    output: z.array(searchHit),
    windows: workspace,
  },
  'people.get': {
    input: z.strictObject({ personId: z.string() }),
    output: z.object({ person, history: z.array(timelineEntry), owed: z.array(followUp) }).nullable(),
    windows: workspace,
  },

  'audio.devices': { input: nothing, output: z.array(audioDevice), windows: workspace },
  'audio.test': {
    input: z.strictObject({ where: z.enum(['speaker', 'ringDevice']) }),
    output: nothing,
    windows: workspace,
  },

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

  'store.startFresh': { input: nothing, output: nothing, windows: workspace },
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
  devices: z.array(audioDevice),
  practice: practiceView,
  store: storeView,
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
  'microphoneMissing',
  'microphoneDenied',
  'microphoneBusy',
  'mediaGone', // the media window is being made anew
  'tooManyCalls',
  'storeUnavailable',
  'tooLate', // the undo window has closed
  'practiceFailed',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

export const failure = z.object({ code: errorCode, message: z.string(), retryable: z.boolean() });
export type Failure = z.infer<typeof failure>;
export type Reply<T> = { ok: true; value: T } | { ok: false; error: Failure };
