/** What an outcome sets in motion, the same for the preview on screen and for the transaction that does it. */
import { HatifError } from '../errors.ts';
import type { Outcome } from './types.ts';

export interface Consequences {
  followUp: { kind: 'callback' | 'task'; dueAt: number } | null;
  doNotContact: boolean;
}

/** When an outcome makes a follow-up and no time was given: a day later. */
export const usualDelay = 24 * 60 * 60 * 1000;

/**
 * `at` and `dueAt` in ms since the epoch; `before`: how many calls in a row had this outcome already. Throws HatifError
 * `badInput` when a time must be given and is not, or for an outcome that nobody may choose.
 */
export function consequences(
  outcome: Outcome,
  chosen: { at: number; dueAt: number | null; before: number },
): Consequences {
  if (outcome.system) throw new HatifError('badInput', `the outcome ${outcome.id} is written by the system`);
  if (outcome.archived) throw new HatifError('badInput', `the outcome ${outcome.id} is offered no more`);
  if (outcome.needsTime && chosen.dueAt === null)
    throw new HatifError('badInput', `the outcome ${outcome.id} needs a time`);
  const delay = outcome.delayMinutes === null ? usualDelay : outcome.delayMinutes * 60_000;
  return {
    followUp:
      outcome.followUp === 'none' || isEnough(outcome, chosen.before)
        ? null
        : { kind: outcome.followUp, dueAt: chosen.dueAt ?? chosen.at + delay },
    doNotContact: outcome.doNotContact,
  };
}

/** The retry rule says that trying on is no use. */
export const isEnough = (outcome: Outcome, before: number): boolean =>
  outcome.mostInARow !== null && before + 1 >= outcome.mostInARow;

/** How many of the latest calls, newest first, had this outcome one after the other. */
export function inARow(outcomeId: string, latest: readonly (string | null)[]): number {
  const other = latest.findIndex(id => id !== outcomeId);
  return other === -1 ? latest.length : other;
}
