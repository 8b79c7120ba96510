/** What follows from a call's state without any event: the microphone, the tone, the picture for the windows. */
import type { ToneKind } from '../media/protocol.ts';
import { holdState } from './direction.ts';
import type { CallState } from './state.ts';
import { noTies, type CallView, type Ties } from './view.ts';

/** Shut while it rings, while muted, and from the wish to hold until the resume is negotiated: a failed hold leaks nothing. */
export function microphoneOpen(state: CallState): boolean {
  const speaking =
    state.phase === 'established' || state.phase === 'answering' || state.direction === 'outbound';
  return speaking && !state.muted && !state.wantHold && !state.holds.local;
}

/** Which tone the call asks for. Ringback gives way to the far end's own sound. */
export function wantedTone(state: CallState): ToneKind | null {
  if (state.direction === 'inbound') return state.phase === 'ringing' && !state.silenced ? 'ring' : null;
  if (state.phase === 'ringing') return state.alerting && !state.heard ? 'ringback' : null;
  return state.phase === 'ended' && state.end?.by === 'remote' && state.answeredAt === null ? 'busy' : null;
}

/** `ties`: what binds it to another call, which a call by itself does not know. */
export function view(state: CallState, ties: Ties = noTies): CallView {
  return {
    ...ties,
    id: state.id,
    accountId: state.accountId,
    direction: state.direction,
    phase: state.phase,
    remote: state.remote,
    called: state.called,
    startedAt: state.startedAt,
    answeredAt: state.answeredAt,
    endedAt: state.endedAt,
    muted: state.muted,
    hold: holdState(state.holds),
    heldSince: state.heldSince,
    busyHold: state.phase === 'established' && state.wantHold !== state.holds.local,
    earlyMedia: state.earlyMedia,
    media: state.media,
    digits: state.digits,
    silenced: state.silenced,
    end: state.end,
  };
}

/** Neither signalling nor media is left. */
export function nobodyThere(state: CallState): boolean {
  const silent = state.media === 'lost' || state.media === 'recovering';
  return state.phase === 'established' && state.offline && silent;
}
