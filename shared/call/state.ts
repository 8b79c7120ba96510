/** What the call machine knows, what it is told and what it asks for. All of it is data. */
import type { ErrorCode } from '../ipc/contract.ts';
import type { ToneKind } from '../media/protocol.ts';
import type { Reason } from './causes.ts';
import type { Direction, Holds } from './direction.ts';
import type { CallEnd, CallPhase, MediaState, Party } from './view.ts';

/** Why a re-INVITE goes out. A restart carries the present hold along. */
export type ReinvitePurpose = 'hold' | 'resume' | 'iceRestart' | 'refresh';

export interface CallState {
  readonly id: string;
  readonly accountId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly phase: CallPhase;
  readonly remote: Party;
  readonly called: string | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly end: CallEnd | null;

  /** The agent's wish; the microphone may be shut for other reasons too (see `microphoneOpen`). */
  readonly muted: boolean;
  readonly silenced: boolean;
  readonly digits: string;

  /** The agent's wish, which re-INVITEs make true. */
  readonly wantHold: boolean;
  /** What was negotiated. */
  readonly holds: Holds;
  readonly heldSince: number | null;
  /** The one re-INVITE of ours under way (RFC 3261 14.1 allows no second). */
  readonly reinvite: ReinvitePurpose | null;
  /** Waiting before the next attempt: 491, 500 or 503. */
  readonly reinviteWaits: boolean;
  /** Attempts refused in a row. */
  readonly reinviteAttempts: number;
  /** Our 200 in a dialog that took the place of another is not acknowledged: no re-INVITE may go out (RFC 3261 14.1). */
  readonly unacknowledged: boolean;
  /** Seconds of the session timer that is ours to refresh (RFC 4028); null when there is none. */
  readonly sessionExpires: number | null;
  readonly refreshOwed: boolean;
  /** The media path has to be negotiated anew: ICE failed, the socket or the media window was lost. */
  readonly restartOwed: boolean;

  /** The far end rings (180 without a description). */
  readonly alerting: boolean;
  readonly earlyMedia: boolean;
  readonly media: MediaState;
  /** Remote audio was heard at least once. */
  readonly heard: boolean;
  /** Remote audio stopped while it should flow. */
  readonly silent: boolean;
  /** An ICE restart was tried since audio last flowed. */
  readonly restartTried: boolean;
  /** No signalling: the socket is lost and not yet registered again. */
  readonly offline: boolean;
  /** When we died ourselves in this call, until the far side has taken it up again; null otherwise. */
  readonly cutOffAt: number | null;
  /** A transfer of ours was accepted: a BYE of the far side means that it worked. */
  readonly handingOver: boolean;
}

/** What the agent asks (directly or by pressing something else). Illegal ones throw `wrongState`. */
export type AgentEvent =
  | { kind: 'answer' }
  | { kind: 'decline' }
  | { kind: 'silence' }
  /** Sent on unanswered, by hand or (`system`) because nobody answered. */
  | { kind: 'forward'; to: string; by: 'local' | 'system' }
  | { kind: 'hangUp' }
  | { kind: 'hold'; hold: boolean }
  | { kind: 'mute'; muted: boolean }
  | { kind: 'dtmf'; digits: string };

/** What SIP brings. Illegal ones are noted and ignored: the network may say anything at any time. */
export type NetworkEvent =
  /** 180 or 183; `described` when it carries SDP, which makes it early media whatever its number. */
  | { kind: 'progress'; status: number; described: boolean }
  /** The 200 to our INVITE was taken and acknowledged. */
  | { kind: 'accepted' }
  /** The ACK to our 200, or to our answer of a re-INVITE. */
  | { kind: 'acknowledged' }
  /** Final answer 300–699 to our INVITE. */
  | { kind: 'rejected'; status: number; reason: Reason }
  | { kind: 'cancelled'; reason: Reason }
  | { kind: 'bye'; reason: Reason }
  /** An offer and its answer are in force, in either direction. */
  | { kind: 'negotiated'; offerer: 'local' | 'remote'; local: Direction; remote: Direction }
  | { kind: 'reinviteAccepted' }
  /** `retryAfter` in seconds; `random` in [0, 1) for the wait of RFC 3261 14.1. */
  | { kind: 'reinviteRejected'; status: number; retryAfter: number | null; random: number }
  /** P-Asserted-Identity in the dialog: somebody else is on the line now. */
  | { kind: 'identity'; party: Party }
  /** What an exchange said of the session timer: seconds when refreshing falls to us, else null. */
  | { kind: 'sessionTimer'; expires: number | null }
  /** An INVITE took the place of the session (RFC 3891): another dialog, and somebody else on it. */
  | { kind: 'replaced'; remote: Party }
  /** The SIP session ended without any of the above. */
  | { kind: 'sessionGone' };

/** What our own parts report. They may be late, so these too are noted and ignored when they do not fit. */
export type SystemEvent =
  | { kind: 'answerFailed'; code: ErrorCode }
  | { kind: 'offerFailed'; code: ErrorCode }
  | { kind: 'ice'; state: 'checking' | 'connected' | 'disconnected' | 'failed' }
  | { kind: 'audio'; flowing: boolean }
  | { kind: 'mediaReborn' }
  | { kind: 'socketLost' }
  | { kind: 'registeredAgain' }
  | { kind: 'handingOver'; expected: boolean }
  /** A REFER was carried out, `local` for ours: the others talk without this call. */
  | { kind: 'transferred'; by: 'local' | 'remote' }
  | { kind: 'timer'; timer: CallTimer };

export type CallEvent = (AgentEvent | NetworkEvent | SystemEvent) & { at: number };
export type CallEventKind = CallEvent['kind'];

export const callTimers = [
  'reinvite',
  'iceGrace',
  'recovery',
  'ringGrace',
  'gone',
  'ending',
  'refresh',
] as const;
export type CallTimer = (typeof callTimers)[number];

export type CallEffect =
  | { kind: 'sendInvite' }
  | { kind: 'sendRinging' }
  | { kind: 'sendAnswer' }
  /** `to`, with 302: who shall be called instead. */
  | { kind: 'sendReject'; status: number; to?: string }
  | { kind: 'sendCancel' }
  | { kind: 'sendBye' }
  | { kind: 'sendReinvite'; purpose: ReinvitePurpose; hold: boolean }
  | { kind: 'sendDtmf'; digits: string }
  | { kind: 'microphone'; open: boolean }
  /** What this call wants to be heard; null for nothing. */
  | { kind: 'tone'; tone: ToneKind | null }
  | { kind: 'closeMedia' }
  | { kind: 'startTimer'; timer: CallTimer; ms: number }
  | { kind: 'stopTimer'; timer: CallTimer }
  /** To the log. */
  | { kind: 'note'; what: CallNote; event: CallEventKind };

export const callNotes = ['ignored', 'holdFailed', 'resumeFailed', 'restartFailed', 'refreshFailed'] as const;
export type CallNote = (typeof callNotes)[number];

export interface Transition {
  state: CallState;
  effects: CallEffect[];
}
