/** A call as it is kept for the case that we die in it ourselves, and as it begins again. */
import { z } from 'zod';
import { callLimits } from './limits.ts';
import type { CallState, Transition } from './state.ts';
import { party } from './view.ts';

const instant = z.number().int().nonnegative();

export const keptState = z.object({
  id: z.string().min(1),
  accountId: z.string().min(1),
  direction: z.enum(['inbound', 'outbound']),
  remote: party,
  called: z.string().nullable(),
  startedAt: instant,
  answeredAt: instant,
  muted: z.boolean(),
  wantHold: z.boolean(),
  holds: z.object({ local: z.boolean(), remote: z.boolean() }),
  heldSince: instant.nullable(),
  /** The session timer that is ours to refresh; seconds. */
  sessionExpires: z.number().int().positive().nullable(),
});
export type KeptState = z.infer<typeof keptState>;

/** Null while nobody has answered: what rings dies with us. The digits that were sent are not kept. */
export function keptOf(state: CallState): KeptState | null {
  if (state.phase !== 'established' || state.answeredAt === null) return null;
  const { id, accountId, direction, remote, called, startedAt, answeredAt } = state;
  const { muted, wantHold, holds, heldSince, sessionExpires } = state;
  return {
    ...{ id, accountId, direction, remote, called, startedAt, answeredAt },
    ...{ muted, wantHold, holds, heldSince, sessionExpires },
  };
}

/**
 * For the call our death is a lost socket and a lost media window at once: it goes on as soon as the line is registered,
 * with a re-INVITE and ICE restart, keeping its hold. `cutOffAt`: when it was last known to live.
 */
export function takeUp(kept: KeptState, cutOffAt: number): Transition {
  const state: CallState = {
    ...kept,
    phase: 'established',
    endedAt: null,
    end: null,
    silenced: false,
    digits: '',
    reinvite: null,
    reinviteWaits: false,
    reinviteAttempts: 0,
    unacknowledged: false,
    refreshOwed: false,
    restartOwed: false,
    alerting: false,
    earlyMedia: false,
    media: 'recovering',
    heard: true,
    silent: false,
    restartTried: false,
    offline: true,
    handingOver: false,
    cutOffAt,
  };
  return { state, effects: [{ kind: 'startTimer', timer: 'gone', ms: callLimits.gone }] };
}
