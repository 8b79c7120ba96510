/**
 * The life of one call. Pure: time, ids and chance come in with the event, and what has to be done comes out as data.
 *
 *   outbound                                          inbound
 *      │ begin: sendInvite                               │ begin: sendRinging
 *      v            180, or any 1xx with SDP             v
 *  ┌──────────┐ ────────────────────> ┌─────────┐    ┌─────────┐ answerFailed (no microphone)
 *  │ dialling │                       │ ringing │    │ ringing │ <──────────────────┐
 *  └──────────┘                       └─────────┘    └─────────┘ ── answer ──> ┌───────────┐
 *      │   │        200                 │     │          │                     │ answering │
 *      │   └───────────────┬────────────┘     │          │                     └───────────┘
 *      │ hangUp: CANCEL    v                  │          │ CANCEL, decline         │     │ ACK
 *      │            ┌─────────────┐ <─────────┼──────────┼─────────────────────────┼─────┘
 *      │            │ established │ ⟲ hold, resume, ICE restart (re-INVITE, one at a time)
 *      v            └─────────────┘           │          │                         │
 *  ┌────────┐              │ BYE either way,  │          │                         │
 *  │ ending │              │ 481/408, gone    │ final    │                         │ CANCEL, no ACK
 *  └────────┘              │                  │ answer   │                         │
 *      │ 487, 200, 5 s     v                  v          v                         v
 *      └──────────────> ┌─────────────────────────────────────────────────────────────┐
 *                       │ ended: absorbs everything                                   │
 *                       └─────────────────────────────────────────────────────────────┘
 *
 * A lost socket never ends an established call: it goes on, and once the line is registered again a re-INVITE with ICE
 * restart moves the dialog to the new socket. Hold is a wish (`wantHold`) that re-INVITEs make true, so that glare,
 * double presses and reconnects need no queue: what is wished and what is negotiated are compared after every event.
 */
import { assertNever } from '../assert.ts';
import { HatifError } from '../errors.ts';
import { answeredElsewhere, causeOf } from './causes.ts';
import { holdState, negotiate, noHold } from './direction.ts';
import { callLimits } from './limits.ts';
import { onAudio, onIce, recover } from './media-path.ts';
import { microphoneOpen, nobodyThere, wantedTone } from './projections.ts';
import { afterRejection } from './reinvite.ts';
import type { CallEffect, CallEvent, CallState, ReinvitePurpose, Transition } from './state.ts';
import type { CallEnd, EndCause, Party } from './view.ts';

export function begin(call: {
  id: string;
  accountId: string;
  direction: 'inbound' | 'outbound';
  remote: Party;
  called: string | null;
  at: number;
}): Transition {
  const state: CallState = {
    id: call.id,
    accountId: call.accountId,
    direction: call.direction,
    phase: call.direction === 'inbound' ? 'ringing' : 'dialling',
    remote: call.remote,
    called: call.called,
    startedAt: call.at,
    answeredAt: null,
    endedAt: null,
    end: null,
    muted: false,
    silenced: false,
    digits: '',
    wantHold: false,
    holds: noHold,
    heldSince: null,
    reinvite: null,
    reinviteWaits: false,
    reinviteAttempts: 0,
    unacknowledged: false,
    sessionExpires: null,
    refreshOwed: false,
    restartOwed: false,
    alerting: false,
    earlyMedia: false,
    media: 'none',
    heard: false,
    silent: false,
    restartTried: false,
    offline: false,
    handingOver: false,
    cutOffAt: null,
  };
  const effects: CallEffect[] = [{ kind: call.direction === 'inbound' ? 'sendRinging' : 'sendInvite' }];
  const tone = wantedTone(state);
  if (tone) effects.push({ kind: 'tone', tone });
  return { state, effects };
}

/** Throws HatifError `wrongState` for what the agent cannot do now; whatever the network says is survived. */
export function transition(before: CallState, event: CallEvent): Transition {
  if (before.phase === 'ended') return { state: before, effects: [] };
  const step = take(before, event);
  if (step === 'wrongState') {
    throw new HatifError('wrongState', `${event.kind} does not fit a call that is ${before.phase}`);
  }
  if (step === 'ignored') {
    return { state: before, effects: [{ kind: 'note', what: 'ignored', event: event.kind }] };
  }
  return settle(before, step);
}

type Step = Transition | 'wrongState' | 'ignored';

function take(state: CallState, event: CallEvent): Step {
  const { phase } = state;
  const inbound = state.direction === 'inbound';
  const incoming = inbound && phase === 'ringing';
  const outgoing = !inbound && (phase === 'dialling' || phase === 'ringing');
  const established = phase === 'established';
  const to = (patch: Partial<CallState>, ...effects: CallEffect[]): Transition => ({
    state: { ...state, ...patch },
    effects,
  });
  const ended = (end: CallEnd, ...effects: CallEffect[]): Transition =>
    to({ phase: 'ended', end, endedAt: state.cutOffAt ?? event.at }, ...effects);
  // One that cannot be taken up again ended with us, not now.
  const lost = (...effects: CallEffect[]): Transition =>
    ended(endOf('system', state.cutOffAt === null ? 'networkLost' : 'internal'), ...effects);

  switch (event.kind) {
    case 'answer':
      return incoming ? to({ phase: 'answering', silenced: false }, { kind: 'sendAnswer' }) : 'wrongState';
    case 'decline':
      return incoming ? declined() : 'wrongState';
    case 'forward':
      if (!incoming) return 'wrongState';
      return ended(endOf(event.by, 'forwarded'), { kind: 'sendReject', status: 302, to: event.to });
    case 'silence':
      return incoming ? to({ silenced: true }) : 'wrongState';
    case 'hangUp':
      if (incoming) return declined();
      if (outgoing) {
        return to(
          { phase: 'ending' },
          { kind: 'sendCancel' },
          { kind: 'startTimer', timer: 'ending', ms: callLimits.ending },
        );
      }
      return phase === 'ending' ? to({}) : ended(endOf('local', 'hangup'), { kind: 'sendBye' });
    case 'hold':
      return established ? to({ wantHold: event.hold, reinviteAttempts: 0 }) : 'wrongState';
    case 'mute':
      return outgoing || phase === 'answering' || established ? to({ muted: event.muted }) : 'wrongState';
    case 'dtmf':
      if (!established && !(outgoing && state.earlyMedia)) return 'wrongState';
      return to(
        { digits: (state.digits + event.digits).slice(-128) },
        { kind: 'sendDtmf', digits: event.digits },
      );

    case 'progress':
      if (!outgoing) return 'ignored';
      if (event.described) return to({ phase: 'ringing', earlyMedia: true });
      // A plain 180 after early media: the PBX now leaves the ringing to us (RFC 3960 section 3.2).
      return event.status === 180 ? to({ phase: 'ringing', alerting: true }) : to({});
    case 'accepted':
      return outgoing ? to({ phase: 'established', answeredAt: event.at }) : 'ignored';
    case 'acknowledged':
      if (phase === 'answering') return to({ phase: 'established', answeredAt: event.at });
      return established ? to({ unacknowledged: false }) : 'ignored';
    case 'rejected':
      if (phase === 'ending') return ended({ by: 'local', cause: 'cancelled', status: event.status });
      if (!outgoing) return 'ignored';
      if (state.offline) return lost();
      return ended({ by: 'remote', cause: causeOf(event.status, event.reason), status: event.status });
    case 'cancelled':
      if (!incoming && phase !== 'answering') return 'ignored';
      return ended(endOf('remote', answeredElsewhere(event.reason) ? 'answeredElsewhere' : 'cancelled'));
    case 'bye': {
      if (!established && phase !== 'answering') return 'ignored';
      if (state.handingOver) return ended(endOf('remote', 'transferred'));
      const atOnce = state.answeredAt !== null && event.at - state.answeredAt < callLimits.noCodec;
      return ended(endOf('remote', atOnce && !state.heard ? 'unsupportedMedia' : 'hangup'));
    }
    case 'negotiated': {
      const holds = negotiate(event, state.wantHold, state.holds);
      const held = holdState(holds) !== 'none';
      return to({
        holds,
        heldSince: held ? (state.heldSince ?? event.at) : null,
        media: state.media === 'none' ? 'connecting' : state.media,
      });
    }
    case 'reinviteAccepted': {
      if (!established || state.reinvite === null) return 'ignored';
      const calm = { reinvite: null, reinviteAttempts: 0, cutOffAt: null };
      // An answer that did not do what was asked would be asked for again and again: the wish gives in.
      if (state.reinvite === 'hold' && !state.holds.local) return to({ ...calm, wantHold: false });
      if (state.reinvite === 'resume' && state.holds.local) return to({ ...calm, wantHold: true });
      if (state.reinvite !== 'iceRestart') return to(calm);
      return to(calm, { kind: 'startTimer', timer: 'recovery', ms: callLimits.recovery });
    }
    case 'reinviteRejected':
      if (!established || state.reinvite === null) return 'ignored';
      // RFC 3261 12.2.1.2: with either answer the dialog is gone.
      if ((event.status === 481 || event.status === 408) && !state.offline) return lost({ kind: 'sendBye' });
      return afterRejection(state, state.reinvite, event);
    case 'identity':
      return to({ remote: event.party });
    case 'sessionTimer':
      if (!established && phase !== 'answering') return 'ignored';
      return to({ sessionExpires: event.expires, refreshOwed: false }, refreshTimer(event.expires));
    case 'replaced':
      if (!established) return 'ignored';
      return to(
        { ...freshDialog, remote: event.remote, media: 'connecting', unacknowledged: true },
        { kind: 'stopTimer', timer: 'reinvite' },
        { kind: 'stopTimer', timer: 'iceGrace' },
        { kind: 'stopTimer', timer: 'recovery' },
        { kind: 'stopTimer', timer: 'refresh' },
      );
    case 'sessionGone':
      if (phase === 'ending') return ended(endOf('local', 'cancelled'));
      if (incoming) return ended(endOf('system', 'noAnswer'));
      if (phase === 'answering' || state.offline) return lost();
      return ended(endOf('system', outgoing ? 'unsupportedMedia' : 'internal'));

    case 'answerFailed':
      if (phase !== 'answering') return 'ignored';
      // The agent may plug a headset in and answer again; a description we cannot answer stays so.
      if (event.code.startsWith('microphone') || event.code === 'mediaGone') return to({ phase: 'ringing' });
      return ended(endOf('system', 'unsupportedMedia'), { kind: 'sendReject', status: 488 });
    case 'offerFailed':
      if (!outgoing) return 'ignored';
      return ended(endOf('system', event.code.startsWith('microphone') ? 'microphone' : 'internal'));
    case 'ice':
      return onIce(state, event.state);
    case 'audio':
      return onAudio(state, event.flowing);
    case 'mediaReborn':
      if (incoming || phase === 'ending') return to({});
      return to({ restartOwed: true, silent: false, media: 'recovering' });
    case 'socketLost':
      if (phase === 'ending') return ended(endOf('local', 'cancelled'));
      if (outgoing) return lost();
      if (!incoming) return to({ offline: true });
      return to({ offline: true }, { kind: 'startTimer', timer: 'ringGrace', ms: callLimits.ringGrace });
    case 'registeredAgain':
      if (!state.offline) return to({});
      return to(
        { offline: false, restartOwed: established || phase === 'answering', reinviteWaits: false },
        { kind: 'stopTimer', timer: 'ringGrace' },
        { kind: 'stopTimer', timer: 'reinvite' },
      );
    case 'handingOver':
      return established ? to({ handingOver: event.expected }) : 'ignored';
    case 'transferred':
      return established ? ended(endOf(event.by, 'transferred'), { kind: 'sendBye' }) : 'ignored';
    case 'timer':
      return onTimer();
    default:
      return assertNever(event);
  }

  function declined(): Transition {
    // 486, not 603: a 6xx makes a forking proxy stop every other branch (RFC 3261 16.7), and one agent's "no" must
    // not silence a whole queue.
    return ended(endOf('local', 'declined'), { kind: 'sendReject', status: 486 });
  }

  function onTimer(): Step {
    if (event.kind !== 'timer') return 'ignored';
    switch (event.timer) {
      case 'reinvite':
        return to({ reinviteWaits: false });
      case 'iceGrace':
        return established && state.media === 'recovering' ? recover(state) : to({});
      case 'recovery':
        return to({ media: state.media === 'recovering' ? 'lost' : state.media });
      case 'ringGrace':
        return incoming && state.offline ? lost({ kind: 'sendReject', status: 480 }) : to({});
      case 'gone':
        return nobodyThere(state) ? lost({ kind: 'sendBye' }) : to({});
      case 'refresh':
        return established ? to({ refreshOwed: true }) : to({});
      case 'ending':
        return phase === 'ending' ? ended(endOf('local', 'cancelled')) : to({});
      default:
        return assertNever(event.timer);
    }
  }
}

/** What follows from the new state whatever the event was. The microphone shuts before anything is sent. */
function settle(before: CallState, step: Transition): Transition {
  const { state, reinvite } = reconcile(step.state);
  const effects: CallEffect[] = [];
  const open = microphoneOpen(state);
  if (open !== microphoneOpen(before) && state.phase !== 'ended') effects.push({ kind: 'microphone', open });
  effects.push(...step.effects, ...reinvite);
  if (nobodyThere(state) && !nobodyThere(before)) {
    effects.push({ kind: 'startTimer', timer: 'gone', ms: callLimits.gone });
  } else if (!nobodyThere(state) && nobodyThere(before)) {
    effects.push({ kind: 'stopTimer', timer: 'gone' });
  }
  const tone = wantedTone(state);
  if (tone !== wantedTone(before)) effects.push({ kind: 'tone', tone });
  if (state.phase === 'ended') effects.push({ kind: 'closeMedia' });
  return { state, effects };
}

/** Sends the next re-INVITE when one is wanted and may go. */
function reconcile(state: CallState): { state: CallState; reinvite: CallEffect[] } {
  const { offline, reinviteWaits, unacknowledged } = state;
  const free = !offline && !reinviteWaits && !unacknowledged;
  const may = state.phase === 'established' && free && !state.reinvite;
  if (!may) return { state, reinvite: [] };
  const send = (purpose: ReinvitePurpose, patch: Partial<CallState>): ReturnType<typeof reconcile> => ({
    state: { ...state, ...patch, reinvite: purpose },
    reinvite: [{ kind: 'sendReinvite', purpose, hold: state.wantHold }],
  });
  // Every re-INVITE is a refresh (RFC 4028 section 7.4).
  if (state.restartOwed) return send('iceRestart', { restartOwed: false, refreshOwed: false });
  if (state.wantHold !== state.holds.local) return send(state.wantHold ? 'hold' : 'resume', {});
  if (state.refreshOwed) return send('refresh', { refreshOwed: false });
  return { state, reinvite: [] };
}

/** Half of the interval is left for a refresh that takes more than one try (RFC 4028 section 10). */
function refreshTimer(expires: number | null): CallEffect {
  if (expires === null) return { kind: 'stopTimer', timer: 'refresh' };
  return { kind: 'startTimer', timer: 'refresh', ms: expires * 500 };
}

/** What was going on in a dialog that another has taken the place of is no more. The agent's wishes stay. */
const freshDialog: Partial<CallState> = {
  holds: noHold,
  heldSince: null,
  reinvite: null,
  reinviteWaits: false,
  reinviteAttempts: 0,
  restartOwed: false,
  sessionExpires: null,
  refreshOwed: false,
  silent: false,
  restartTried: false,
  handingOver: false,
};

function endOf(by: CallEnd['by'], cause: EndCause): CallEnd {
  return { by, cause, status: null };
}
