/** The self-check of a line, and what a report holds. */
import { z } from 'zod';

/** The legs of a call in the order in which they are tried. Catalogue keys `check.<name>`. */
export const checkLeg = z.enum(['dns', 'tcp', 'tls', 'webSocket', 'register', 'ice', 'microphone', 'echo']);
export type CheckLeg = z.infer<typeof checkLeg>;

/** What is broken; each has a sentence that says what to do (`checkFault.*`). `detail` fills it in. */
export const checkFault = z.enum([
  'badUrl',
  'insecureUrl',
  'hostNotFound',
  'refused',
  'timeout',
  'certificate',
  'notSip',
  'lost',
  'wrongPassword',
  'challengeRefused',
  'forbidden',
  'unknownUser',
  'serverBusy',
  'serverError',
  'rejected',
  'iceUnreachable', // neither STUN nor TURN answered
  'icePassword', // the TURN server refused user and password
  'microphoneMissing',
  'microphoneDenied',
  'microphoneBusy',
  'microphoneSilent',
  'echoRefused', // the call was not taken
  'echoDeaf', // taken, but no sound came at all
  'echoNotReturned', // sound came, but not ours
  'internal',
]);
export type CheckFault = z.infer<typeof checkFault>;

/** Why a leg was not tried (`checkSkipped.*`). */
export const checkSkipped = z.enum([
  'isAddress', // no name to look up
  'onThisMachine', // ws:// to loopback has no TLS
  'before', // an earlier leg is broken
  'noIceServer',
  'noEchoNumber',
  'inCall',
  'interrupted', // somebody called
  'cancelled',
]);
export type CheckSkipped = z.infer<typeof checkSkipped>;

export const checkStep = z.strictObject({
  leg: checkLeg,
  state: z.enum(['waiting', 'running', 'passed', 'failed', 'skipped']),
  fault: checkFault.nullable(),
  skipped: checkSkipped.nullable(),
  /** Host, status or device to fill into the sentence. Hostile text. */
  detail: z.string().max(300).nullable(),
  /** How long it took. */
  ms: z.number().nonnegative().nullable(),
});
export type CheckStep = z.infer<typeof checkStep>;

export const selfCheckView = z.strictObject({
  /** Null before the first. */
  accountId: z.string().nullable(),
  state: z.enum(['idle', 'running', 'over', 'cancelled']),
  steps: z.array(checkStep),
});
export type SelfCheckView = z.infer<typeof selfCheckView>;

export const noCheck: SelfCheckView = { accountId: null, state: 'idle', steps: [] };

/** One file of a report, as it will be written. */
export const reportPart = z.strictObject({ name: z.string().max(64), text: z.string().max(1_000_000) });
export type ReportPart = z.infer<typeof reportPart>;
