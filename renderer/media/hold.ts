/** Hold as directions (RFC 3264 section 8.4). Pure. */
import type { Direction } from '../../shared/call/direction.ts';

/**
 * What we offer or answer: sendonly when we hold (RFC 3264 asks for sendonly, so that music can be played), inactive
 * when they hold as well. Resuming offers sendrecv even while they hold: they answer sendonly if they still do.
 */
export function ourDirection(weHold: boolean, theyHold: boolean): Direction {
  if (!weHold) return 'sendrecv';
  return theyHold ? 'inactive' : 'sendonly';
}

export interface Exchange {
  /** Whether theirs is an offer or an answer to our offer. */
  theirs: 'offer' | 'answer';
  said: Direction;
  /** What we had offered, when theirs is an answer. */
  ours: Direction | null;
}

/** Whether the far end holds us after this exchange. An answer may not say more than our offer let it. */
export function theyHold(before: boolean, exchange: Exchange): boolean {
  const deaf = exchange.said === 'sendonly' || exchange.said === 'inactive';
  if (exchange.theirs === 'offer') return deaf;
  // To inactive the only answer is inactive: it tells nothing.
  if (exchange.ours === 'inactive' || exchange.ours === 'recvonly') return before;
  return deaf;
}
