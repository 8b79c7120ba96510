/**
 * What every window is told about one call. A picture of the call machine's state, complete in itself:
 * a window that opens in mid-call needs nothing else to draw the call.
 */
import { z } from 'zod';
import { fromExchange } from '../phone/call-headers.ts';
import { handover } from '../handover/types.ts';

/** Where a call stands. `answering` is ours alone: the agent said yes, the 200 is on its way and not yet acknowledged. */
export const callPhase = z.enum(['dialling', 'ringing', 'answering', 'established', 'ending', 'ended']);
export type CallPhase = z.infer<typeof callPhase>;

/** Hold as negotiated on the wire (RFC 3264 section 8.4), never as wished for. */
export const holdState = z.enum(['none', 'local', 'remote', 'both']);
export type HoldState = z.infer<typeof holdState>;

/** What the media path does. `lost`: ICE failed or no packet for five seconds; `recovering`: we are at it. */
export const mediaState = z.enum(['none', 'connecting', 'flowing', 'lost', 'recovering']);
export type MediaState = z.infer<typeof mediaState>;

/** Why a call ended, in terms that have a sentence of their own in each language (catalogue keys `callEnd.*`). */
export const endCause = z.enum([
  'hangup', // BYE, either side
  'cancelled', // the caller gave up, or we did, before an answer
  'declined', // 603, or the agent's decline
  'busy', // 486, 600
  'noAnswer', // 408, 480, our own ring limit
  'notFound', // 404, 410, 604
  'invalidNumber', // 484, 414, 416
  'forbidden', // 401/407 twice, 403
  'answeredElsewhere', // CANCEL with Reason: SIP;cause=200
  'forwarded', // 3xx, or we sent it on
  'unsupportedMedia', // 415, 488, 606, or a BYE within a second of the 200
  'serverError', // 5xx
  'networkLost', // no signalling and no media left
  'microphone', // no microphone, or it was refused
  'transferred',
  'away', // refused without ringing: the agent takes no calls
  'internal',
]);
export type EndCause = z.infer<typeof endCause>;

const instant = z.number().int().nonnegative(); // milliseconds since 1970-01-01T00:00Z

export const callEnd = z.object({
  by: z.enum(['local', 'remote', 'system']),
  cause: endCause,
  /** Final SIP status, 300–699, where there was one. */
  status: z.number().int().min(300).max(699).nullable(),
});
export type CallEnd = z.infer<typeof callEnd>;

export const party = z.object({
  /** What stands in the user part, as sent: often a number, sometimes a name. Hostile text. */
  number: z.string().max(256),
  /** E.164 with `+` when it can be read as a number in the account's country, else null. */
  e164: z.string().max(20).nullable(),
  /** Display name as sent. Hostile text. */
  name: z.string().max(256).nullable(),
});
export type Party = z.infer<typeof party>;

/** Why a call could not be handed on; each has a sentence of its own (catalogue keys `transfer.fault*`). */
export const transferFault = z.enum([
  'hold', // the caller could not be put on hold, so nothing was sent
  'system', // the phone system refused the REFER
  'target', // whom it should go to: busy, declined, not there …
  'consult', // the call with the target ended before it was asked for
]);
export type TransferFault = z.infer<typeof transferFault>;

/** A transfer of ours that is under way or has failed. `unanswered`: the phone system accepted it and fell silent. */
export const transferView = z.object({
  kind: z.enum(['blind', 'attended']),
  target: party,
  phase: z.enum(['holding', 'referring', 'trying', 'ringing', 'refused', 'unanswered']),
  fault: transferFault.nullable(),
  /** Why the target cannot be reached, where that is known. */
  cause: endCause.nullable(),
  /** Final status that refused it. */
  status: z.number().int().min(300).max(699).nullable(),
});
export type TransferView = z.infer<typeof transferView>;

/** What ties a call to another one. */
export const ties = z.object({
  transfer: transferView.nullable(),
  /** The call that waits on hold while the agent asks here: this is a consult call. */
  consultFor: z.string().nullable(),
  /** `joined`: the other party of the conference and this one hear each other, unless one of them is on hold. */
  conference: z.enum(['joining', 'joined']).nullable(),
});
export type Ties = z.infer<typeof ties>;
export const noTies: Ties = { transfer: null, consultFor: null, conference: null };

export const callView = /* @__PURE__ */ ties.extend({
  id: z.string(), // UUIDv7; also the interaction's id
  accountId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  phase: callPhase,
  remote: party,
  /** What was called: the line, queue or brand (To, Diversion). */
  called: z.string().max(256).nullable(),
  startedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  muted: z.boolean(),
  hold: holdState,
  /** Since when the hold lasts; null when not held. */
  heldSince: instant.nullable(),
  /** A re-INVITE of ours is under way: hold and resume wait. */
  busyHold: z.boolean(),
  /** The far end plays to us before it answers (183 with SDP): no local ringback. */
  earlyMedia: z.boolean(),
  media: mediaState,
  /** DTMF digits sent in this call; kept in memory only. */
  digits: z.string().max(128),
  /** Ringing made silent by the agent. */
  silenced: z.boolean(),
  end: callEnd.nullable(),
  /** What whoever handed the call to us says of it; absent when nobody did. Hostile text. */
  handed: handover.optional(),
  /** What the phone system says of it; absent when nothing. Hostile text. */
  said: fromExchange.optional(),
});
export type CallView = z.infer<typeof callView>;
