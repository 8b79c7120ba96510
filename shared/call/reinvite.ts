/** What to do about a refused re-INVITE (RFC 3261 sections 14.1 and 21.5.4, RFC 6141). */
import type { CallState, ReinvitePurpose, Transition } from './state.ts';

/** After so many refusals in a row the wish is given up. */
const mostAttempts = 8;
/** Seconds; longer advice is cut to this, a caller is waiting. */
const longestWait = 30;

/**
 * RFC 3261 14.1, in milliseconds: the owner of the Call-ID waits 2.1 to 4 s, the other side 0 to 2 s, both in steps of
 * 10 ms, so that two who collided do not collide again. `random` in [0, 1).
 */
export function glareWait(ownsCallId: boolean, random: number): number {
  const [from, steps] = ownsCallId ? [2_100, 191] : [0, 201];
  return from + Math.floor(random * steps) * 10;
}

/** The state and effects after `status` came for the re-INVITE that was to do `purpose`. */
export function afterRejection(
  state: CallState,
  purpose: ReinvitePurpose,
  rejection: { status: number; retryAfter: number | null; random: number },
): Transition {
  const restartOwed = state.restartOwed || purpose === 'iceRestart';
  const refreshOwed = state.refreshOwed || purpose === 'refresh';
  const free = { ...state, reinvite: null };
  // The socket is lost: registering again brings its own re-INVITE.
  if (state.offline) return { state: { ...free, restartOwed }, effects: [] };

  const wait = waitBeforeRetry(state, rejection);
  const attempts = state.reinviteAttempts + 1;
  if (wait !== null && attempts < mostAttempts) {
    return {
      state: { ...free, restartOwed, refreshOwed, reinviteWaits: true, reinviteAttempts: attempts },
      effects: [{ kind: 'startTimer', timer: 'reinvite', ms: wait }],
    };
  }
  return giveUp({ ...free, reinviteAttempts: 0 }, purpose);
}

function waitBeforeRetry(
  state: CallState,
  { status, retryAfter, random }: { status: number; retryAfter: number | null; random: number },
): number | null {
  if (status === 491) return glareWait(state.direction === 'outbound', random);
  if (status !== 500 && status !== 503) return null;
  return Math.min(retryAfter ?? 2, longestWait) * 1_000;
}

function giveUp(state: CallState, purpose: ReinvitePurpose): Transition {
  switch (purpose) {
    case 'hold':
      // The agent believes to be unheard: the microphone stays shut, now as a mute that shows.
      return {
        state: { ...state, wantHold: state.holds.local, muted: true },
        effects: [{ kind: 'note', what: 'holdFailed', event: 'reinviteRejected' }],
      };
    case 'resume':
      return {
        state: { ...state, wantHold: state.holds.local },
        effects: [{ kind: 'note', what: 'resumeFailed', event: 'reinviteRejected' }],
      };
    case 'refresh':
      // Whoever wanted it refreshed ends the call, or does not mind.
      return { state, effects: [{ kind: 'note', what: 'refreshFailed', event: 'reinviteRejected' }] };
    case 'iceRestart':
      return {
        state: { ...state, media: state.media === 'recovering' ? 'lost' : state.media },
        effects: [{ kind: 'note', what: 'restartFailed', event: 'reinviteRejected' }],
      };
  }
}
