/**
 * Two callers and the agent, who all hear each other. The sound is mixed on this machine, so the phone system sees two
 * ordinary calls, and whatever happens to one of them leaves the other as it was. Pure.
 *
 *   ┌──────┐ ask    ┌────────┐ the third answers   ┌────────┐
 *   │ none │ ─────> │ asking │ ──────────────────> │ joined │ one of them on hold: out of it until resumed
 *   └──────┘        └────────┘                     └────────┘
 *      │ ^  <──── third gone: first resumed             │ ^
 *      │ └────────── split (the other is held), or one of them gone
 *      └──────────────────── join ──────────────────────┘
 */
import { assertNever } from '../assert.ts';
import { HatifError } from '../errors.ts';

export type Conference =
  | { readonly phase: 'none' }
  /** `third` is being called, to join `first`, which waits on hold. */
  | { readonly phase: 'asking'; readonly first: string; readonly third: string }
  | { readonly phase: 'joined'; readonly members: readonly [string, string] };

export const noConference: Conference = { phase: 'none' };

export type ConferenceEvent =
  | { kind: 'ask'; first: string; third: string }
  | { kind: 'join'; members: readonly [string, string] }
  /** The agent wants to talk to `keep` alone. */
  | { kind: 'split'; keep: string }
  | { kind: 'answered'; call: string }
  | { kind: 'ended'; call: string };

export type ConferenceEffect =
  | { kind: 'resume'; call: string }
  | { kind: 'hold'; call: string }
  /** Whose sound is mixed; none: nobody's. */
  | { kind: 'mix'; members: readonly string[] };

export interface ConferenceStep {
  state: Conference;
  effects: ConferenceEffect[];
}

/** Throws HatifError `wrongState` for what the agent cannot do now. */
export function conferenceStep(state: Conference, event: ConferenceEvent): ConferenceStep {
  const asIs: ConferenceStep = { state, effects: [] };
  switch (event.kind) {
    case 'ask':
      if (state.phase !== 'none') throw new HatifError('wrongState', 'There is a conference already.');
      return { state: { phase: 'asking', first: event.first, third: event.third }, effects: [] };
    case 'join':
      return state.phase === 'joined' ? asIs : joined(event.members);
    case 'split': {
      if (state.phase !== 'joined' || !state.members.includes(event.keep)) {
        throw new HatifError('wrongState', 'The call is in no conference.');
      }
      const other = state.members[0] === event.keep ? state.members[1] : state.members[0];
      return {
        state: noConference,
        effects: [
          { kind: 'mix', members: [] },
          { kind: 'hold', call: other },
          { kind: 'resume', call: event.keep },
        ],
      };
    }
    case 'answered':
      if (state.phase !== 'asking' || event.call !== state.third) return asIs;
      return joined([state.first, state.third]);
    case 'ended':
      if (state.phase === 'asking') {
        // Whoever was there first is talked to again, without a key being pressed.
        if (event.call === state.third) {
          return { state: noConference, effects: [{ kind: 'resume', call: state.first }] };
        }
        return event.call === state.first ? { state: noConference, effects: [] } : asIs;
      }
      if (state.phase !== 'joined' || !state.members.includes(event.call)) return asIs;
      return { state: noConference, effects: [{ kind: 'mix', members: [] }] };
    default:
      return assertNever(event);
  }
}

function joined(members: readonly [string, string]): ConferenceStep {
  const [one, other] = members;
  return {
    state: { phase: 'joined', members },
    effects: [
      { kind: 'mix', members },
      { kind: 'resume', call: one },
      { kind: 'resume', call: other },
    ],
  };
}

/** Where a call stands in it. */
export function placeIn(state: Conference, call: string): 'joining' | 'joined' | null {
  if (state.phase === 'joined') return state.members.includes(call) ? 'joined' : null;
  return state.phase === 'asking' && (state.first === call || state.third === call) ? 'joining' : null;
}
