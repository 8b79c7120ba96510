/** What the media window reports of the path, and what a call makes of it: first mend, then tell. */
import { assertNever } from '../assert.ts';
import { holdState } from './direction.ts';
import { callLimits } from './limits.ts';
import type { CallEffect, CallState, Transition } from './state.ts';

export function onIce(
  state: CallState,
  ice: 'checking' | 'connected' | 'disconnected' | 'failed',
): Transition {
  const held = holdState(state.holds) !== 'none';
  const established = state.phase === 'established';
  const calm: CallEffect = { kind: 'stopTimer', timer: 'iceGrace' };
  switch (ice) {
    case 'checking':
      return { state: { ...state, media: state.media === 'none' ? 'connecting' : state.media }, effects: [] };
    case 'connected':
      // A path that stands but carries nothing is not mended.
      if (state.silent && !held) return { state, effects: [calm] };
      return {
        state: { ...state, media: 'flowing', restartTried: held ? false : state.restartTried },
        effects: [calm, { kind: 'stopTimer', timer: 'recovery' }],
      };
    case 'disconnected':
      if (!established) return { state, effects: [] };
      return {
        state: { ...state, media: 'recovering' },
        effects: [{ kind: 'startTimer', timer: 'iceGrace', ms: callLimits.iceGrace }],
      };
    case 'failed':
      if (established) return recover(state, [calm]);
      return { state: { ...state, media: 'lost' }, effects: [calm] };
    default:
      return assertNever(ice);
  }
}

export function onAudio(state: CallState, flowing: boolean): Transition {
  if (flowing) {
    return {
      state: { ...state, heard: true, silent: false, media: 'flowing', restartTried: false },
      effects: [{ kind: 'stopTimer', timer: 'recovery' }],
    };
  }
  // Nothing has to flow on hold, before the answer, or before ICE stands.
  if (state.phase !== 'established' || holdState(state.holds) !== 'none') return { state, effects: [] };
  return recover({ ...state, silent: true });
}

/** One ICE restart for each loss; when that was tried, the loss is told as it is. */
export function recover(state: CallState, effects: CallEffect[] = []): Transition {
  if (state.restartTried) return { state: { ...state, media: 'lost' }, effects };
  return { state: { ...state, media: 'recovering', restartOwed: true, restartTried: true }, effects };
}
