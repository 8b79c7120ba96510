/**
 * The border between main and the hidden media window: requests with one reply each, and events, over a MessagePort.
 * Everything that needs WebRTC happens behind it. `session` is a call's id; a session holds one RTCPeerConnection.
 */
import { z } from 'zod';
import { headsetEvent, lamps } from '../headset/types.ts';
import { codecName } from '../lines/types.ts';

const session = z.string().max(64);
const recording = z.string().max(64);
const sdp = z.string().max(65_536);
/** The account that a call belongs to; it counts with the first description of a session. */
const line = z.string().max(64).optional();

export const iceServer = z.object({
  urls: z.string().max(512),
  username: z.string().max(256).optional(),
  credential: z.string().max(256).optional(),
});
export type IceServer = z.infer<typeof iceServer>;

/** What calls of one line do otherwise than others. */
export const lineMedia = z.object({
  iceServers: z.array(iceServer).max(8),
  /** Offered in this order; empty for the browser's. */
  codecs: z.array(codecName).max(4),
});

export const toneKind = z.enum([
  'ring',
  'ringback',
  'busy',
  'callWaiting',
  'autoAnswer',
  'recording',
  'test',
]);
export type ToneKind = z.infer<typeof toneKind>;

/** `strong`: by a network of our own that runs on what the microphone hears; `browser`: by the browser's own. */
export const noiseSuppression = z.enum(['off', 'browser', 'strong']);
export type NoiseSuppression = z.infer<typeof noiseSuppression>;

export const mediaConfig = z.object({
  /** By account id. */
  lines: z.record(z.string().max(64), lineMedia),
  /** deviceId, or null for the system's default. */
  microphone: z.string().max(512).nullable(),
  speaker: z.string().max(512).nullable(),
  ringDevice: z.string().max(512).nullable(),
  echoCancellation: z.boolean(),
  noiseSuppression,
  autoGainControl: z.boolean(),
});
export type MediaConfig = z.infer<typeof mediaConfig>;

export const described = z.object({
  sdp,
  /** How long gathering took, ms, and what stopped it. */
  gatheredMs: z.number(),
  gatheredBy: z.enum(['complete', 'useful', 'cap', 'none']),
});

export const audioDevice = z.object({
  id: z.string(),
  label: z.string(),
  groupId: z.string(),
  kind: z.enum(['microphone', 'speaker']),
});
export type AudioDevice = z.infer<typeof audioDevice>;

/** One reading of getStats(); levels are 0–1 (RFC 6464 scaled), energies are cumulative as in webrtc-stats. */
export const mediaStats = z.object({
  at: z.number(), // ms since the epoch
  packetsReceived: z.number(),
  packetsSent: z.number(),
  packetsLost: z.number(),
  jitterMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
  levelIn: z.number().nullable(),
  levelOut: z.number().nullable(),
  energyIn: z.number(),
  energyOut: z.number(),
  concealedSamples: z.number(),
  codec: z.string().nullable(),
  ice: z.string(),
  dtls: z.string().nullable(),
});
export type MediaStats = z.infer<typeof mediaStats>;

/** Every request, its argument and its reply. */
export const mediaRequests = {
  configure: { input: mediaConfig, output: z.null() },
  /** Opens the microphone, then makes an offer. `iceRestart` for recovery; `hold` asks for sendonly/inactive. */
  offer: {
    input: z.object({ session, line, iceRestart: z.boolean(), hold: z.boolean() }),
    output: described,
  },
  /**
   * While an INVITE rings: all of an answer that needs no microphone, so that answering is a matter of milliseconds.
   * Nothing is sent to the far end. `answer` with the same offer and no hold uses it; `close` drops it.
   */
  prepare: { input: z.object({ session, line, offer: sdp }), output: z.null() },
  /** Takes a remote offer and answers it. */
  answer: { input: z.object({ session, line, offer: sdp, hold: z.boolean() }), output: described },
  /** The far end's answer to our offer; `provisional` for 183 with SDP. */
  accept: { input: z.object({ session, answer: sdp }), output: z.null() },
  /** Another far end takes the call over: the connection is dropped, and the next description begins with a new one. */
  renew: { input: z.object({ session }), output: z.null() },
  rollback: { input: z.object({ session }), output: z.null() },
  mute: { input: z.object({ session, muted: z.boolean() }), output: z.null() },
  /**
   * A conference: each of these calls hears the other one besides the microphone, while neither is on hold. Fewer than two:
   * nobody is mixed. Calls that are not there yet join when they come.
   */
  mix: { input: z.object({ sessions: z.array(session).max(2) }), output: z.null() },
  /** RFC 4733 events; false when telephone-event was not negotiated. Digits 0–9 * # A–D. */
  dtmf: {
    input: z.object({ session, tones: z.string().regex(/^[0-9A-D*#,]{1,64}$/i) }),
    output: z.boolean(),
  },
  /** Begins to record a call that is up; what was recorded comes as events. `beep`: both sides hear it, once or again and again. */
  record: {
    input: z.object({
      session,
      recording,
      paused: z.boolean(),
      beep: z.object({ every: z.number().int().min(5).max(300).nullable() }).nullable(),
    }),
    output: z.null(),
  },
  pauseRecording: { input: z.object({ session, paused: z.boolean() }), output: z.null() },
  /** Replies when the last of it was sent; nothing to do when there is none. */
  stopRecording: { input: z.object({ session }), output: z.null() },
  close: { input: z.object({ session }), output: z.null() },
  play: { input: z.object({ tone: toneKind, session: session.nullable() }), output: z.null() },
  stopTone: { input: z.object({ tone: toneKind.nullable() }), output: z.null() },
  stats: { input: z.object({ session }), output: mediaStats.nullable() },
  /** Asks one STUN or TURN server. `refused`: it was reached, and did not accept user and password. */
  tryIce: {
    input: z.object({ server: iceServer }),
    output: z.object({ reached: z.boolean(), refused: z.boolean() }),
  },
  /** Opens the microphone and waits so long for somebody to speak. */
  listen: {
    input: z.object({ ms: z.number().int().max(20_000) }),
    output: z.object({ heard: z.boolean(), label: z.string().max(300) }),
  },
  /** Sends a tone in place of the microphone and waits so long until it comes back. */
  echo: {
    input: z.object({ session, ms: z.number().int().max(20_000) }),
    output: z.object({ arrived: z.boolean(), returned: z.boolean() }),
  },
  /** What the lamps of every headset show. */
  lamps: { input: lamps, output: z.null() },
  devices: { input: z.null(), output: z.array(audioDevice) },
  /** Fills the candidate pool and the certificate, so that the first call starts warm. */
  warm: { input: z.null(), output: z.null() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type MediaRequest = keyof typeof mediaRequests;
export type MediaInput<R extends MediaRequest> = z.infer<(typeof mediaRequests)[R]['input']>;
export type MediaOutput<R extends MediaRequest> = z.infer<(typeof mediaRequests)[R]['output']>;

/** Why the media window could not do what was asked. `microphone*` have sentences of their own for the agent. */
export const mediaErrorCode = z.enum([
  'microphoneMissing',
  'microphoneDenied',
  'microphoneBusy',
  'unknownSession',
  'badDescription',
  'deviceMissing',
  'closed',
  'internal',
]);
export type MediaErrorCode = z.infer<typeof mediaErrorCode>;

export const mediaEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ice'),
    session,
    state: z.enum(['new', 'checking', 'connected', 'completed', 'disconnected', 'failed', 'closed']),
  }),
  z.object({ kind: z.literal('dtls'), session, state: z.string().max(32) }),
  /** Remote audio began, or stopped for five seconds, while it should flow. */
  z.object({ kind: z.literal('audio'), session, flowing: z.boolean() }),
  z.object({ kind: z.literal('levels'), session, in: z.number(), out: z.number() }),
  z.object({ kind: z.literal('devices'), devices: z.array(audioDevice) }),
  /** Headsets whose buttons work, by their names. */
  z.object({ kind: z.literal('headsets'), names: z.array(z.string().max(256)).max(8) }),
  z.object({ kind: z.literal('headsetButton'), event: headsetEvent }),
  /** About a second of a recording. `peaks` as in shared/recording/types.ts; `silenced`: ms that a pause left out, in all. */
  z.object({
    kind: z.literal('recorded'),
    session,
    recording,
    sound: z.instanceof(Uint8Array),
    peaks: z.instanceof(Uint8Array),
    silenced: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal('recordingEnded'), session, recording, failed: z.boolean() }),
  /** The microphone in use went away; `replacedBy` is the label of what is used now, null when there is none. */
  z.object({ kind: z.literal('microphone'), lost: z.string(), replacedBy: z.string().nullable() }),
  /** A device that the agent chose went away (another is used), or is back and used again. */
  z.object({ kind: z.literal('deviceGone'), device: z.string() }),
  z.object({ kind: z.literal('deviceBack'), device: z.string() }),
  /** Strong noise suppression cannot be had here: the browser's own is used in its place. */
  z.object({ kind: z.literal('strongNoiseFailed') }),
]);
export type MediaEvent = z.infer<typeof mediaEvent>;

/** The frames on the port. */
export const toMedia = z.object({ id: z.number().int(), request: z.string(), input: z.unknown() });
export const fromMedia = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), code: mediaErrorCode, message: z.string() }),
  z.object({ event: mediaEvent }),
]);
export type ToMedia = z.infer<typeof toMedia>;
export type FromMedia = z.infer<typeof fromMedia>;
