/** All that is shown of a caller, in one batch of indexed look-ups on one snapshot. */
import { matchCaller, noMatch, type MatchResult, type NumberHit } from '../../shared/match/match.ts';
import { digitsOf, looksLikeNumber, numberKey, subscriberKey } from '../../shared/match/number-key.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import { inSnapshot, type ReadableDb } from './database.ts';
import { chosenPerson } from './tables/choices.ts';
import { followUpsOf } from './tables/follow-ups.ts';
import { findCall, timeline } from './tables/interactions.ts';
import { findNumbers, hitForPerson } from './tables/numbers.ts';
import { findPerson } from './tables/people.ts';

/** As many as shared/people/types.ts lets through. */
export const mostHistory = 50;
export const mostOwed = 20;

export interface Caller {
  callId: string;
  number: string;
  e164: string | null;
}

export function findCallerContext(db: ReadableDb, caller: Caller): CallerContext {
  return inSnapshot(db, () => {
    const { match, personId, candidates } = withAgentsWord(db, caller, identify(db, caller));
    const key = numberKey(caller);
    const unknownHistory = (): CallerContext['history'] =>
      key === null ? [] : timeline(db, 'number', key, caller.callId, mostHistory);
    return {
      callId: caller.callId,
      match,
      person: personId === null ? null : findPerson(db, personId),
      candidates,
      history:
        personId === null ? unknownHistory() : timeline(db, 'person', personId, caller.callId, mostHistory),
      owed: personId === null ? [] : followUpsOf(db, personId, mostOwed),
      ...campaignOf(db, caller.callId),
    };
  });
}

function campaignOf(db: ReadableDb, callId: string): Pick<CallerContext, 'campaign'> {
  const campaign = findCall(db, callId)?.campaign ?? null;
  return campaign === null ? {} : { campaign };
}

/** Who the number says it is. */
export function identify(db: ReadableDb, caller: Caller): MatchResult {
  const key = numberKey(caller);
  if (key === null) return noMatch;
  const remembered = chosenPerson(db, key);
  const chosen =
    remembered === null ? null : hitForPerson(db, caller.callId, remembered, caller.e164 ?? caller.number);
  return matchCaller({ caller, chosen, hits: hitsFor(db, caller) });
}

export function hitsFor(db: ReadableDb, caller: Caller): NumberHit[] {
  const digits = looksLikeNumber(caller.number) ? digitsOf(caller.number) : '';
  const exact =
    caller.e164 !== null
      ? findNumbers(db, caller.callId, 'e164', caller.e164)
      : digits !== ''
        ? findNumbers(db, caller.callId, 'digits', digits)
        : [];
  if (exact.length > 0) return exact;
  const colleagues = caller.e164 === null ? [] : findNumbers(db, caller.callId, 'organisation', caller.e164);
  if (colleagues.length > 0) return colleagues;
  const ending = subscriberKey(caller.e164 ?? caller.number);
  return ending === null ? [] : findNumbers(db, caller.callId, 'ending', ending);
}

/** What the agent said in this very call stands above every rule: a person, or none of these. */
function withAgentsWord(db: ReadableDb, caller: Caller, found: MatchResult): MatchResult {
  const call = findCall(db, caller.callId);
  if (call === null || call.linkedBy !== 'agent' || call.personId === found.personId) return found;
  if (call.personId === null) return { ...noMatch, candidates: found.candidates };
  const said = hitForPerson(db, caller.callId, call.personId, caller.e164 ?? caller.number);
  return said === null
    ? found
    : { ...found, ...matchCaller({ caller, chosen: said, hits: hitsFor(db, caller) }) };
}
