/** A line: one SIP account, what it needs to register, and how it fares. */
import { z } from 'zod';

/** wss://host[:port]/path; ws:// only to loopback. */
const serverUrl = z.string().min(1).max(512);

export const codecName = z.enum(['opus', 'g722', 'pcmu', 'pcma']);
export type CodecName = z.infer<typeof codecName>;

/** A STUN or TURN server; the password of a user is kept with the secrets. */
export const iceServerSettings = z.strictObject({
  /** stun:, stuns:, turn: or turns: (RFC 7064, RFC 7065). */
  url: z.string().regex(/^(stuns?|turns?):[^\s/]{1,500}$/i),
  user: z.string().max(256).nullable(),
});
export type IceServerSettings = z.infer<typeof iceServerSettings>;
/** What a keypad has. */
export const featureCode = z.string().regex(/^[0-9*#+]{0,32}$/);

/** What a person types under *Connect my phone system*. */
export const accountSettings = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  server: serverUrl,
  /** Servers besides `server`, whose weight is `usualWeight`. Weight 0: only when no other can be had. */
  moreServers: z
    .array(z.strictObject({ url: serverUrl, weight: z.number().int().min(0).max(100) }))
    .max(7)
    .default([]),
  user: z.string().min(1).max(128),
  /** User for digest when it differs from `user`. */
  authUser: z.string().max(128).nullable(),
  domain: z.string().min(1).max(253),
  displayName: z.string().max(80).nullable(),
  /** ISO 3166-1 alpha-2; reads national numbers. */
  country: z.string().length(2),
  iceServers: z.array(iceServerSettings).max(6),
  /** Offered in this order; absent for the usual one. */
  codecs: z.array(codecName).max(4).optional(),
  /** A number that plays back what it hears, for the self-check. */
  echoNumber: z.string().max(128).optional(),
  dtmf: z.enum(['auto', 'rtp', 'info']),
  /** Feature codes by which the phone system hears what the agent chose to be; an empty one is not dialled. */
  statusCodes: z.strictObject({ ready: featureCode, break: featureCode, offline: featureCode }).optional(),
  /** Created for, and removed with, the practice exchange. */
  practice: z.boolean(),
});
/** Weight of a server that was given none. */
export const usualWeight = 10;
export type AccountSettings = z.infer<typeof accountSettings>;

/** Why a line is not registered, each with a sentence that says what to do (catalogue keys `lineFault.*`). */
export const lineFault = z.enum([
  'badUrl',
  'insecureUrl',
  'hostNotFound',
  'refused',
  'timeout',
  'certificate',
  'notSip', // the HTTP answer was not a WebSocket that speaks sip
  'wrongPassword',
  'challengeRefused', // a digest challenge that we do not answer: another realm, or an algorithm too weak or unknown
  'forbidden',
  'unknownUser',
  'serverBusy', // 503, with Retry-After where given
  'serverError',
  'rejected', // any other final answer, status given
  'lost', // the socket broke
]);
export type LineFault = z.infer<typeof lineFault>;

export const lineView = z.object({
  accountId: z.string(),
  name: z.string(),
  practice: z.boolean(),
  state: z.enum(['off', 'connecting', 'registering', 'registered', 'retrying', 'failed']),
  fault: lineFault.nullable(),
  /** Host, status or certificate reason to fill into the sentence. Hostile text. */
  faultDetail: z.string().max(300).nullable(),
  /** Next attempt, ms since the epoch. */
  retryAt: z.number().nullable(),
  registeredAt: z.number().nullable(),
  /** Host of the server in use or last tried; null before the first. */
  server: z.string().max(300).nullable(),
});
export type LineView = z.infer<typeof lineView>;
