/** What is recorded and how, what a window is told of it. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const instant = z.number().int().nonnegative(); // ms since the epoch
const names = z.array(z.string().trim().min(1).max(200)).max(50);

/** `onDemand`: nothing is recorded before the agent says so. `never`: not even then. */
export const recordingMode = z.enum(['always', 'onDemand', 'never']);
export type RecordingMode = z.infer<typeof recordingMode>;

/** Holds for calls that are all of what it names; an empty list is any. */
export const recordingRule = z.strictObject({
  id,
  mode: recordingMode,
  direction: z.enum(['inbound', 'outbound', 'both']),
  /** Accounts, by id. */
  lines: z.array(id).max(16),
  /** What was called: line, queue or brand, as the phone system names it. */
  called: names,
  /** Lists and campaigns, by name. */
  lists: names,
  campaigns: names,
});
export type RecordingRule = z.infer<typeof recordingRule>;

export const recordingSettings = z.object({
  /** The first that holds for a call counts. */
  rules: z.array(recordingRule).max(30),
  /** For calls that no rule is for. */
  otherwise: recordingMode,
  /** Heard by both sides. Seconds from one to the next, with `every`. */
  beep: z.enum(['off', 'start', 'every']),
  beepSeconds: z.number().int().min(5).max(300),
  /** Copied along with back-ups. */
  inBackUp: z.boolean(),
});
export type RecordingSettings = z.infer<typeof recordingSettings>;

export const usualRecording: RecordingSettings = {
  rules: [],
  otherwise: 'onDemand',
  beep: 'start',
  beepSeconds: 15,
  inBackUp: false,
};

/** Why nothing is recorded; each has a sentence of its own. */
export const recordingRefusal = z.enum([
  'rule', // a rule says never
  'consent', // the customer does not want it
  'unknown', // who it is, and what they want, cannot be read now
  'diskFull',
  'failed',
]);
export type RecordingRefusal = z.infer<typeof recordingRefusal>;

/** Who holds a recording silent. */
export const pausedBy = z.enum(['agent', 'script']);

/** Of a call in hand. */
export const recordingView = z.object({
  callId: id,
  state: z.enum(['off', 'recording', 'paused']),
  /** While `paused`. */
  pausedBy: z.array(pausedBy),
  /** Since when it records; null while it does not. */
  since: instant.nullable(),
  /** Null: it can be begun. */
  refusal: recordingRefusal.nullable(),
});
export type RecordingView = z.infer<typeof recordingView>;

/** What the agent did by hand with the recording of a call: asked for it or ended it (null: neither), and paused it. */
export const recordingByHand = z.object({ wish: z.boolean().nullable(), paused: z.boolean() });
export type RecordingByHand = z.infer<typeof recordingByHand>;

export const recordingEnd = z.enum(['call', 'agent', 'refused', 'diskFull', 'failed', 'cut']);
export type RecordingEnd = z.infer<typeof recordingEnd>;

/** As it stands with its conversation. */
export const recordingBrief = z.object({
  id,
  milliseconds: z.number().int().nonnegative(),
  /** Null while it is being made. */
  end: recordingEnd.nullable(),
});
export type RecordingBrief = z.infer<typeof recordingBrief>;

export const recordingRow = recordingBrief.extend({
  interactionId: id,
  at: instant,
  startedBy: z.enum(['rule', 'agent']),
  /** Milliseconds of it that were held silent. */
  silenced: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  direction: z.enum(['inbound', 'outbound']),
  personId: id.nullable(),
  /** The person's, else what the phone system said. Hostile text. */
  name: z.string().nullable(),
  number: z.string().nullable(),
  called: z.string().nullable(),
});
export type RecordingRow = z.infer<typeof recordingRow>;

export const recordingFilter = z.strictObject({
  /** Part of a name or a number. */
  text: z.string().max(100),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  startedBy: z.enum(['rule', 'agent']).nullable(),
});
export type RecordingFilter = z.infer<typeof recordingFilter>;

/** What a player needs before the sound itself. */
export const openRecording = z.object({
  id,
  milliseconds: z.number().int().nonnegative(),
  /** Bytes of sound to be fetched. */
  bytes: z.number().int().nonnegative(),
  /** Loudest sample of each tenth of a second, 0–255: agent, customer, agent, customer … */
  peaks: z.instanceof(Uint8Array),
  /** `cut`: whole up to where it was cut off. `damaged`: what is behind was changed or taken away. */
  state: z.enum(['whole', 'cut', 'damaged']),
});
export type OpenRecording = z.infer<typeof openRecording>;

/** Tenths of a second: what one peak stands for. */
export const peakMs = 100;
