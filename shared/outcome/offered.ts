/** Where an outcome is offered: everywhere, or for the calls of some queues, campaigns and lists. */
import type { Outcome } from './types.ts';

/** What is known of a call by name. */
export interface OfferedTo {
  /** What was called, and the line. */
  queues: readonly string[];
  /** What the call was made for; at most one. */
  campaigns: readonly string[];
  /** Lists of the person. */
  lists: readonly string[];
}

const fold = (name: string): string => name.trim().toLowerCase();

/** One that names nothing is offered everywhere; else one of its names must be the call's. */
export function isOffered({ offered }: Pick<Outcome, 'offered'>, call: OfferedTo): boolean {
  if (offered === undefined || offered.queues.length + offered.campaigns.length + offered.lists.length === 0)
    return true;
  const has = (wanted: readonly string[], is: readonly string[]) =>
    wanted.some(name => is.some(other => fold(other) === fold(name)));
  return (
    has(offered.queues, call.queues) ||
    has(offered.campaigns, call.campaigns) ||
    has(offered.lists, call.lists)
  );
}
