/**
 * The recording of one call. What is wished, what forbids it and what holds it silent come as events; out come the things
 * to do. It records when the call is up, somebody or a rule wants it, and nothing forbids it.
 *
 *   off ──(wanted, up, allowed)──> on ──(call over, not wanted, forbidden, failed)──> off
 *                                  on: silent while anybody pauses
 *
 * What fails (a full disk, a broken media window) ends one recording and not the wish: the media window begins anew when
 * it is back, a full disk when the agent asks again.
 */
import type { RecordingEnd, RecordingMode, RecordingRefusal, RecordingView } from './types.ts';

export interface RecordingState {
  readonly mode: RecordingMode;
  /** Null: as the rule says. */
  readonly wish: boolean | null;
  /** The conversation is going on. */
  readonly up: boolean;
  /** Who it is was read; nothing begins before. */
  readonly known: boolean;
  /** The customer refused. */
  readonly refused: boolean;
  /** Null: none. Forgotten when the agent asks again. */
  readonly failure: 'diskFull' | 'failed' | null;
  readonly paused: { readonly agent: boolean; readonly script: boolean };
  /** There is a media window that has the call. */
  readonly ready: boolean;
  /** The one that runs. */
  readonly running: { readonly id: string; readonly since: number; readonly silent: boolean } | null;
}

export type RecordingEvent =
  /** By the rules, and by what the customer said; asked again when somebody else turns out to be on the call. */
  | { kind: 'judged'; mode: RecordingMode; refused: boolean; known: boolean }
  | { kind: 'up'; up: boolean }
  | { kind: 'wished'; on: boolean }
  | { kind: 'paused'; by: 'agent' | 'script'; paused: boolean }
  /** The media window is gone, and with it what ran. */
  | { kind: 'mediaGone' }
  /** The call has sound again. */
  | { kind: 'mediaBack' }
  | { kind: 'failed'; why: 'diskFull' | 'failed' };

export type RecordingEffect =
  | { do: 'begin'; id: string; startedBy: 'rule' | 'agent'; silent: boolean }
  | { do: 'end'; id: string; why: RecordingEnd }
  | { do: 'silence'; id: string; silent: boolean };

export const notRecorded: RecordingState = {
  mode: 'never',
  wish: null,
  up: false,
  known: false,
  refused: false,
  failure: null,
  paused: { agent: false, script: false },
  ready: true,
  running: null,
};

export function stepRecording(
  before: RecordingState,
  event: RecordingEvent,
  { newId, at }: { newId: () => string; at: number },
): { state: RecordingState; effects: readonly RecordingEffect[] } {
  return settle(absorb(before, event), { newId, at });
}

function absorb(state: RecordingState, event: RecordingEvent): RecordingState {
  switch (event.kind) {
    case 'judged':
      return { ...state, mode: event.mode, refused: event.refused, known: event.known };
    case 'up':
      return { ...state, up: event.up };
    case 'wished':
      // A recording begun by hand is not begun silent by a pause of an earlier one.
      return {
        ...state,
        wish: event.on,
        failure: null,
        paused: { ...state.paused, agent: event.on ? false : state.paused.agent },
      };
    case 'paused':
      return { ...state, paused: { ...state.paused, [event.by]: event.paused } };
    case 'mediaGone':
      return { ...state, ready: false };
    case 'mediaBack':
      return { ...state, ready: true };
    case 'failed':
      return { ...state, failure: event.why };
  }
}

function settle(
  state: RecordingState,
  { newId, at }: { newId: () => string; at: number },
): { state: RecordingState; effects: readonly RecordingEffect[] } {
  const effects: RecordingEffect[] = [];
  let { running } = state;
  const wanted = wants(state);
  const silent = isSilent(state);
  if (running !== null && (!wanted || !state.ready)) {
    effects.push({ do: 'end', id: running.id, why: wanted ? 'cut' : whyEnded(state) });
    running = null;
  }
  if (running === null && wanted && state.ready) {
    running = { id: newId(), since: at, silent };
    effects.push({ do: 'begin', id: running.id, startedBy: state.wish === true ? 'agent' : 'rule', silent });
  } else if (running !== null && running.silent !== silent) {
    running = { ...running, silent };
    effects.push({ do: 'silence', id: running.id, silent });
  }
  return { state: { ...state, running }, effects };
}

const isSilent = ({ paused }: RecordingState): boolean => paused.agent || paused.script;

/** Null: nothing speaks against it. */
export function refusalOf({ mode, known, refused, failure }: RecordingState): RecordingRefusal | null {
  if (!known) return 'unknown';
  if (refused) return 'consent';
  if (mode === 'never') return 'rule';
  return failure;
}

const wants = (state: RecordingState): boolean =>
  state.up && refusalOf(state) === null && (state.wish ?? state.mode === 'always');

function whyEnded(state: RecordingState): RecordingEnd {
  if (!state.up) return 'call';
  if (state.failure !== null) return state.failure;
  return refusalOf(state) === null ? 'agent' : 'refused';
}

export function viewOf(callId: string, state: RecordingState): RecordingView {
  const { running, paused } = state;
  const by = (['agent', 'script'] as const).filter(each => paused[each]);
  return {
    callId,
    state: running === null ? 'off' : running.silent ? 'paused' : 'recording',
    pausedBy: by,
    since: running?.since ?? null,
    refusal: refusalOf(state),
  };
}
