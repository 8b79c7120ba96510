/** What an outcome sets in motion, the same for the preview on screen and for the transaction that does it. */
import { HatifError } from '../errors.ts';
import type { Outcome } from './types.ts';

export interface Consequences {
  followUp: { kind: 'callback' | 'task'; dueAt: number } | null;
  doNotContact: boolean;
}

/** When an outcome makes a follow-up and no time was given: a day later. */
export const usualDelay = 24 * 60 * 60 * 1000;

/** `at` and `dueAt` in ms since the epoch. Throws HatifError `badInput` when a time must be given and is not, or for a system code. */
export function consequences(outcome: Outcome, chosen: { at: number; dueAt: number | null }): Consequences {
  if (outcome.system) throw new HatifError('badInput', `the outcome ${outcome.id} is written by the system`);
  if (outcome.needsTime && chosen.dueAt === null)
    throw new HatifError('badInput', `the outcome ${outcome.id} needs a time`);
  return {
    followUp:
      outcome.followUp === 'none'
        ? null
        : { kind: outcome.followUp, dueAt: chosen.dueAt ?? chosen.at + usualDelay },
    doNotContact: outcome.doNotContact,
  };
}
