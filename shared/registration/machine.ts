/**
 * When a line connects, registers, refreshes, waits and gives up. Pure: time and chance come in with the event.
 *
 *           start                connected               accepted
 *   ┌─────┐ ─────> ┌────────────┐ ─────> ┌─────────────┐ ─────> ┌────────────┐ ──┐ refresh at
 *   │ off │        │ connecting │        │ registering │        │ registered │   │ 50–75 % of
 *   └─────┘ <──    └────────────┘        └─────────────┘        └────────────┘ <─┘ the expiry
 *     stop from         ^  │ failed          │  │ 401/407 after digest   │ socket lost,
 *     anywhere          │  v                 │  v                        │ refresh refused
 *                  ┌──────────┐ <────────────┘ ┌────────┐               │
 *                  │ retrying │ <──────────────│ failed │ <── (only these credentials stop us)
 *                  └──────────┘  retryNow      └────────┘               │
 *                       ^───────────────────────────────────────────────┘
 *
 * It never stops trying, but for credentials that the server refused after seeing them: to go on would only lock the
 * account. A 403 is not that (a full binding table answers 403 too): it is retried, slowly.
 */
import type { LineFault, LineView } from '../lines/types.ts';
import { assertNever } from '../assert.ts';

export type RegistrationPhase = LineView['state'];

export interface RegistrationState {
  readonly phase: RegistrationPhase;
  /** The socket is up. */
  readonly connected: boolean;
  /** Failures in a row. */
  readonly attempt: number;
  readonly fault: LineFault | null;
  readonly faultDetail: string | null;
  readonly retryAt: number | null;
  readonly registeredAt: number | null;
  /** Seconds to ask for; a 423 raises it (RFC 3261 10.2.8). */
  readonly expires: number;
}

/** `random` in [0, 1). */
export type RegistrationEvent = { at: number; random: number } & (
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'connected' }
  /** `other`: another server of the line can be tried at once. */
  | { kind: 'connectFailed'; fault: LineFault; detail: string | null; other?: boolean }
  | { kind: 'socketLost'; fault: LineFault; detail: string | null }
  /** `granted` in seconds, from the 200. */
  | { kind: 'accepted'; granted: number }
  /** Any other final answer; 408 when none came. Seconds in `retryAfter` and `minExpires`. */
  | {
      kind: 'refused';
      status: number;
      retryAfter: number | null;
      minExpires: number | null;
      /** The digest challenge was not one that we answer; its realm or algorithm, hostile text. */
      challenge?: { detail: string | null };
      other?: boolean;
    }
  | { kind: 'timer' }
  /** The agent asks. */
  | { kind: 'retryNow' }
  /** The machine woke, its network or its clock changed: whatever socket there is may be dead. */
  | { kind: 'networkChanged' }
);

export type RegistrationEffect =
  | { kind: 'connect' }
  | { kind: 'register'; expires: number }
  /** Unregisters when it can, then closes. */
  | { kind: 'unregister' }
  | { kind: 'closeSocket' }
  /** One timer at a time; a new one replaces the old. */
  | { kind: 'startTimer'; ms: number }
  | { kind: 'stopTimer' };

export interface RegistrationStep {
  state: RegistrationState;
  effects: RegistrationEffect[];
}

export const registrationLimits = {
  /** Seconds asked for at first. */
  expires: 300,
  /** Seconds; a 423 that demands more is refused. */
  longestExpires: 86_400,
  /** Milliseconds: first and longest wait of the exponential back-off. */
  firstWait: 1_000,
  longestWait: 30_000,
  /** After a 403 or 404, which nobody mends within seconds. */
  refusedWait: 60_000,
  /** Before another server of the line is tried, at most: the phones of a fallen server do not all come in one instant. */
  otherServerWait: 500,
  longestRefusedWait: 600_000,
  /** Milliseconds; a Retry-After beyond this is cut to it. */
  longestRetryAfter: 3_600_000,
} as const;

export const registrationOff: RegistrationState = {
  phase: 'off',
  connected: false,
  attempt: 0,
  fault: null,
  faultDetail: null,
  retryAt: null,
  registeredAt: null,
  expires: registrationLimits.expires,
};

/** Events that come too late for the state are ignored: sockets and answers may be slower than we are. */
export function registrationStep(state: RegistrationState, event: RegistrationEvent): RegistrationStep {
  const stay: RegistrationStep = { state, effects: [] };
  const { phase } = state;
  if (event.kind === 'start') return phase === 'off' ? connect(state) : stay;
  if (phase === 'off') return stay;

  switch (event.kind) {
    case 'stop':
      return { state: registrationOff, effects: [{ kind: 'stopTimer' }, { kind: 'unregister' }] };
    case 'connected':
      if (phase !== 'connecting') return stay;
      return {
        state: { ...state, phase: 'registering', connected: true },
        effects: [{ kind: 'register', expires: state.expires }],
      };
    case 'connectFailed':
      if (phase !== 'connecting') return stay;
      return retry(state, event, event.fault, event.detail, [], event.other ? toOther(event) : undefined);
    case 'socketLost': {
      if (!state.connected) return stay;
      const gone = { ...state, connected: false, registeredAt: null };
      // Credentials stay refused whatever the socket does; a wait that runs goes on.
      if (phase === 'failed' || phase === 'retrying') return { state: gone, effects: [] };
      return retry(gone, event, event.fault, event.detail, []);
    }
    case 'accepted':
      if (phase !== 'registering' && phase !== 'registered') return stay;
      return {
        state: {
          ...state,
          phase: 'registered',
          attempt: 0,
          fault: null,
          faultDetail: null,
          retryAt: null,
          registeredAt: state.registeredAt ?? event.at,
        },
        effects: [{ kind: 'startTimer', ms: refreshDelay(event.granted, event.random) }],
      };
    case 'refused':
      return phase === 'registering' || phase === 'registered' ? refused(state, event) : stay;
    case 'timer':
      if (phase === 'registered') return { state, effects: [{ kind: 'register', expires: state.expires }] };
      return phase === 'retrying' ? again(state) : stay;
    case 'retryNow':
      if (phase !== 'retrying' && phase !== 'failed') return stay;
      return again({ ...state, attempt: 0 });
    case 'networkChanged':
      // A handshake under way started on a network that may be gone, and refused credentials stay refused.
      if (phase === 'failed') return stay;
      return connect({ ...state, attempt: 0, connected: false, registeredAt: null }, [
        { kind: 'closeSocket' },
      ]);
    default:
      return assertNever(event);
  }
}

/** Milliseconds until the refresh, at 50–75 % of the granted seconds, so that a lost one can be sent again in time. */
export function refreshDelay(granted: number, random: number): number {
  const seconds = Math.min(Math.max(granted, 1), registrationLimits.longestExpires);
  return Math.round(seconds * 1_000 * (0.5 + 0.25 * random));
}

/** Milliseconds: 1, 2, 4 … 30 s, each shortened by up to half, so that a restarted server is not stormed. */
export function backOff(attempt: number, random: number, first: number, longest: number): number {
  const full = Math.min(longest, first * 2 ** Math.min(attempt, 20));
  return Math.round(full * (1 - random / 2));
}

function connect(state: RegistrationState, before: RegistrationEffect[] = []): RegistrationStep {
  return {
    state: { ...state, phase: 'connecting', retryAt: null },
    effects: [...before, { kind: 'stopTimer' }, { kind: 'connect' }],
  };
}

/** On a socket that stands, only the REGISTER is tried again. */
function again(state: RegistrationState): RegistrationStep {
  if (!state.connected) return connect(state);
  return {
    state: { ...state, phase: 'registering', retryAt: null },
    effects: [{ kind: 'stopTimer' }, { kind: 'register', expires: state.expires }],
  };
}

function retry(
  state: RegistrationState,
  event: { at: number; random: number },
  fault: LineFault,
  faultDetail: string | null,
  effects: RegistrationEffect[],
  wait = backOff(state.attempt, event.random, registrationLimits.firstWait, registrationLimits.longestWait),
): RegistrationStep {
  return {
    state: {
      ...state,
      phase: 'retrying',
      attempt: state.attempt + 1,
      fault,
      faultDetail,
      retryAt: event.at + wait,
      registeredAt: null,
    },
    effects: [...effects, { kind: 'startTimer', ms: wait }],
  };
}

function refused(
  state: RegistrationState,
  event: Extract<RegistrationEvent, { kind: 'refused' }>,
): RegistrationStep {
  const { status, minExpires } = event;
  const detail = String(status);
  const slowly = backOff(
    state.attempt,
    event.random,
    registrationLimits.refusedWait,
    registrationLimits.longestRefusedWait,
  );
  switch (true) {
    case status === 423 &&
      minExpires !== null &&
      minExpires > state.expires &&
      minExpires <= registrationLimits.longestExpires:
      return {
        state: { ...state, expires: minExpires },
        effects: [{ kind: 'register', expires: minExpires }],
      };
    case (status === 401 || status === 407) && event.challenge !== undefined:
      return retry(state, event, 'challengeRefused', event.challenge?.detail ?? null, [], slowly);
    case status === 401 || status === 407:
      return {
        state: {
          ...state,
          phase: 'failed',
          fault: 'wrongPassword',
          faultDetail: detail,
          retryAt: null,
          registeredAt: null,
        },
        effects: [{ kind: 'stopTimer' }],
      };
    case status === 403:
      return retry(state, event, 'forbidden', detail, [], slowly);
    case status === 404 || status === 604:
      return retry(state, event, 'unknownUser', detail, [], slowly);
    case status === 408:
      // Nothing came back: the socket may be half open, so it goes too (RFC 5626 section 4.4).
      return retry(
        { ...state, connected: false },
        event,
        'timeout',
        detail,
        [{ kind: 'closeSocket' }],
        event.other ? toOther(event) : undefined,
      );
    // RFC 3261 21.5.4: another server may do what this one cannot now; this one is left alone as long as it asked.
    case status >= 500 && status < 600 && event.other:
      return retry(
        { ...state, connected: false },
        event,
        status === 503 ? 'serverBusy' : 'serverError',
        detail,
        [{ kind: 'closeSocket' }],
        toOther(event),
      );
    case status === 503 || event.retryAfter !== null: {
      const fault = status === 503 ? 'serverBusy' : 'serverError';
      return retry(state, event, fault, detail, [], retryAfterWait(state, event));
    }
    default:
      return retry(state, event, status >= 500 && status < 600 ? 'serverError' : 'rejected', detail, []);
  }
}

/** Milliseconds until another server is tried. */
function toOther({ random }: { random: number }): number {
  return Math.round(registrationLimits.otherServerWait * random);
}

/** What the server asked for, plus up to a tenth, so that not all clients come back in the same second. */
function retryAfterWait(
  state: RegistrationState,
  event: { random: number; retryAfter: number | null },
): number {
  const own = backOff(
    state.attempt,
    event.random,
    registrationLimits.firstWait,
    registrationLimits.longestWait,
  );
  if (event.retryAfter === null) return own;
  const asked = Math.min(event.retryAfter * 1_000, registrationLimits.longestRetryAfter);
  return Math.max(Math.round(asked * (1 + event.random / 10)), registrationLimits.firstWait / 2);
}
