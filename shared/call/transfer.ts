/**
 * Handing a call on (RFC 3515, 5589), seen from whoever hands on. Pure, like the call machine beside which it runs: one of
 * these for each call that is being transferred.
 *
 *   ┌─────────┐ held   ┌───────────┐ 202   ┌────────┐ 180   ┌─────────┐
 *   │ holding │ ─────> │ referring │ ────> │ trying │ ────> │ ringing │      each NOTIFY moves it, in any order
 *   └─────────┘        └───────────┘       └────────┘       └─────────┘
 *       │                    │ refused          │  2xx, or BYE after the 202     │
 *       │ no hold            v                  v                                v
 *       └──────────────> ┌─────────┐  <── 3xx–6xx ──   ┌───────────┐
 *                        │ refused │                   │ succeeded │ our leg is ours to end
 *                        └─────────┘   ┌────────────┐  └───────────┘
 *          takeBack: resume │          │ unanswered │ no word: the agent decides, late word still counts
 *                           v          └────────────┘
 *                     ┌───────────┐          │ takeBack
 *                     │ takenBack │ <────────┘              over: the call ended in some other way
 *                     └───────────┘
 *
 * The caller waits on hold through all of it, and is never let go before somebody has said that the transfer stands.
 */
import { assertNever } from '../assert.ts';
import { HatifError } from '../errors.ts';
import { causeOf, noReason } from './causes.ts';
import type { Party, TransferFault, TransferView } from './view.ts';

export type TransferPhase = TransferView['phase'] | 'succeeded' | 'takenBack' | 'over';

export interface TransferState {
  readonly kind: 'blind' | 'attended';
  readonly target: Party;
  readonly phase: TransferPhase;
  readonly fault: TransferFault | null;
  /** Final status, 300–699, that refused it. */
  readonly status: number | null;
  /** The REFER was accepted (2xx): from now on a BYE of the far side means that it worked. */
  readonly accepted: boolean;
  /** Attended: the call with the target has ended, which is how some phone systems say that it worked. */
  readonly consultGone: boolean;
}

export type TransferEvent =
  /** The agent wants the caller back. */
  | { kind: 'takeBack' }
  /** The agent hangs the call up. */
  | { kind: 'hangUp' }
  /** The hold is negotiated. */
  | { kind: 'held' }
  /** The hold was refused, or lifted again. */
  | { kind: 'notHeld' }
  | { kind: 'accepted' }
  /** Final answer 300–699 to the REFER. */
  | { kind: 'rejected'; status: number }
  /** A NOTIFY: the status in its sipfrag, null when it has none; `final` when it is the last one. */
  | { kind: 'notified'; status: number | null; final: boolean }
  | { kind: 'bye' }
  | { kind: 'consultGone' }
  /** The call ended, and not by a BYE of the far side. */
  | { kind: 'gone' }
  | { kind: 'timer' };

export type TransferEffect =
  | { kind: 'hold' }
  | { kind: 'sendRefer' }
  /** Whether a BYE of the far side now means that the transfer worked. */
  | { kind: 'expectBye'; expected: boolean }
  | { kind: 'resume' }
  /** Ends our legs: the others talk without us. */
  | { kind: 'leave' }
  | { kind: 'hangUp' }
  | { kind: 'startTimer'; ms: number }
  | { kind: 'stopTimer' };

export interface TransferStep {
  state: TransferState;
  effects: TransferEffect[];
}

/** How long the transfer waits for what. Milliseconds. */
export const transferLimits = {
  hold: 10_000,
  /** From the 202 to the first NOTIFY, which RFC 3515 2.4.4 wants at once. */
  silence: 5_000,
  /** From a 100, or a NOTIFY that says nothing, to the next. */
  trying: 30_000,
  ringing: 90_000,
  /** After the consult call has ended: a refusal that is on its way counts. */
  consult: 2_000,
} as const;

const stop: TransferEffect = { kind: 'stopTimer' };
const start = (ms: number): TransferEffect => ({ kind: 'startTimer', ms });

/** `held`: the caller is on hold already. */
export function beginTransfer(kind: 'blind' | 'attended', target: Party, held: boolean): TransferStep {
  const state: TransferState = {
    kind,
    target,
    phase: held ? 'referring' : 'holding',
    fault: null,
    status: null,
    accepted: false,
    consultGone: false,
  };
  const effects: TransferEffect[] = held
    ? [{ kind: 'sendRefer' }]
    : [{ kind: 'hold' }, start(transferLimits.hold)];
  return { state, effects };
}

/** Throws HatifError `wrongState` for a take-back that is not possible now; whatever the network says is survived. */
export function transferStep(state: TransferState, event: TransferEvent): TransferStep {
  const { phase } = state;
  const asIs: TransferStep = { state, effects: [] };
  const to = (patch: Partial<TransferState>, ...effects: TransferEffect[]): TransferStep => ({
    state: { ...state, ...patch },
    effects,
  });
  const refused = (fault: TransferFault, status: number | null = null): TransferStep =>
    to({ phase: 'refused', fault, status }, stop, { kind: 'expectBye', expected: false });
  const succeeded = (): TransferStep => to({ phase: 'succeeded' }, stop, { kind: 'leave' });
  if (phase === 'succeeded' || phase === 'takenBack' || phase === 'over') return asIs;
  const under = phase === 'trying' || phase === 'ringing';
  const sent = phase === 'referring' || under || phase === 'unanswered';

  switch (event.kind) {
    case 'takeBack':
      // While it is tried it cannot be called off (RFC 3515 has no word for that): both would have the caller.
      if (phase === 'referring' || under) {
        throw new HatifError('wrongState', `a transfer that is ${phase} cannot be taken back`);
      }
      return to({ phase: 'takenBack' }, stop, { kind: 'expectBye', expected: false }, { kind: 'resume' });
    case 'hangUp':
      // Whoever was accepted goes on without us.
      if (sent && state.accepted) return succeeded();
      return to({ phase: 'over' }, stop, { kind: 'hangUp' });
    case 'held':
      return phase === 'holding' ? to({ phase: 'referring' }, stop, { kind: 'sendRefer' }) : asIs;
    case 'notHeld':
      return phase === 'holding' ? refused('hold') : asIs;
    case 'accepted': {
      if (!sent || state.accepted) return asIs;
      const expect: TransferEffect = { kind: 'expectBye', expected: true };
      if (state.consultGone)
        return to({ phase: 'trying', accepted: true }, expect, start(transferLimits.consult));
      // A NOTIFY may have overtaken the 202 (RFC 6665 4.1.2.4).
      if (phase !== 'referring') return to({ accepted: true }, expect);
      return to({ phase: 'trying', accepted: true }, expect, start(transferLimits.silence));
    }
    case 'rejected':
      return sent && !state.accepted ? refused('system', event.status) : asIs;
    case 'notified':
      return sent ? notified(event.status, event.final) : asIs;
    case 'bye':
      return to({ phase: (sent && state.accepted) || under ? 'succeeded' : 'over' }, stop, ...leaveConsult());
    case 'consultGone':
      if (state.kind === 'blind' || phase === 'refused') return asIs;
      if (phase === 'holding') return refused('consult');
      return to({ consultGone: true }, ...(state.accepted ? [start(transferLimits.consult)] : []));
    case 'gone':
      return to({ phase: 'over' }, stop);
    case 'timer':
      if (phase === 'holding') return refused('hold');
      if (!sent) return asIs;
      return state.consultGone && state.accepted ? succeeded() : to({ phase: 'unanswered' });
    default:
      return assertNever(event);
  }

  function notified(status: number | null, final: boolean): TransferStep {
    if (status !== null && status >= 300) return refused('target', status);
    // Asterisk says so when the target rings (it counts in-band ringing as an answer): accepted, not answered.
    if (status !== null && status >= 200) return succeeded();
    // A provisional status is not the last word even where it says so: SIP.js ends the subscription with each NOTIFY.
    if (final && status === null) return to({ phase: 'unanswered' }, stop);
    if (status === null || status < 180) {
      return to({ phase: phase === 'ringing' ? phase : 'trying' }, start(transferLimits.trying));
    }
    return to({ phase: 'ringing' }, start(transferLimits.ringing));
  }

  /** The far side has ended the caller's leg; the one with the target may still be up. */
  function leaveConsult(): TransferEffect[] {
    return state.kind === 'attended' && ((sent && state.accepted) || under) ? [{ kind: 'leave' }] : [];
  }
}

/** Null once there is nothing more to tell of it. */
export function transferView(state: TransferState): TransferView | null {
  const { kind, target, phase, fault, status } = state;
  if (phase === 'succeeded' || phase === 'takenBack' || phase === 'over') return null;
  const cause = fault === 'target' && status !== null ? causeOf(status, noReason) : null;
  return { kind, target, phase, fault, cause, status };
}
