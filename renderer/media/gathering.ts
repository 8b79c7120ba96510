/**
 * When to stop gathering ICE candidates and send the description. SIP has no trickle here, so every millisecond is
 * silence on the line; a STUN server that does not answer must not cost more than the cap. Pure.
 */

/** A STUN server further than this is of no use to a conversation. */
export const OUTSIDE_CAP_MS = 1_000;
/** Without STUN only the machine's own addresses are awaited. */
export const HOST_CAP_MS = 500;
/** With no candidate at all the description is useless: some servers answer it with a broken one. */
export const NOTHING_CAP_MS = 3_000;
/** Candidates of a warmed connection come in one batch; a quiet moment is its end. */
export const BATCH_GAP_MS = 1;

export interface Gathered {
  /** False on hold and resume, where the candidates in use stay in use. */
  needed: boolean;
  /** Whether a STUN or TURN server is configured. */
  outside: boolean;
  /** The browser says `complete`; right after an ICE restart this may still be the old word. */
  complete: boolean;
  /** Usable host candidates in the description. */
  host: number;
  /** Server-reflexive and relay candidates in the description. */
  beyond: number;
  elapsedMs: number;
  /** How long the connection had gathered before it was asked for; 0 for a cold one. */
  warmMs: number;
  /** Since the last candidate came, or since the start. */
  quietMs: number;
}

export type Judgement =
  | { stop: 'none' | 'complete' | 'useful' | 'cap' }
  /** No candidate came and none will. */
  | { stop: 'nothing' }
  /** Judge again when something changes, or after this long. */
  | { stop: null; againMs: number };

export function judge(gathered: Gathered): Judgement {
  const { needed, outside, complete, host, beyond, elapsedMs, warmMs, quietMs } = gathered;
  if (!needed) return { stop: 'none' };
  if (host + beyond === 0) {
    return elapsedMs >= NOTHING_CAP_MS
      ? { stop: 'nothing' }
      : { stop: null, againMs: NOTHING_CAP_MS - elapsedMs };
  }
  if (complete) return { stop: 'complete' };
  const useful = outside && beyond > 0;
  const left = (outside ? OUTSIDE_CAP_MS : HOST_CAP_MS) - elapsedMs - warmMs;
  if (!useful && left > 0) return { stop: null, againMs: left };
  // What a warm connection has, relays too, costs nothing more.
  if (warmMs > 0 && quietMs < BATCH_GAP_MS) return { stop: null, againMs: BATCH_GAP_MS - quietMs };
  return { stop: useful ? 'useful' : 'cap' };
}
