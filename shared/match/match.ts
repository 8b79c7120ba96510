/**
 * Who is calling: the first rule that applies decides.
 *
 *   chosen          an agent said who this number is
 *   directLine      exactly one person has it as a direct line
 *   sharedNumber    it is a switchboard's or a family's, or several people have it: candidates, nobody is presumed
 *   sameSubscriber  one side is not E.164, and the last nine digits agree
 *   none            nobody, or the caller does not show a number
 *
 * A shared number never presumes a person, not even when only one is known there: whoever answers the switchboard may
 * hand the receiver to anybody.
 */
import type { CallerContext } from '../people/types.ts';
import { digitsOf, isAnonymous, looksLikeNumber, subscriberKey } from './number-key.ts';

type Match = CallerContext['match'];
type Candidate = CallerContext['candidates'][number];

/** The most candidates that can be chosen from: keys 1–9. */
export const mostCandidates = 9;

/** A stored number that may be the caller's, with its person. */
export interface NumberHit {
  personId: string;
  name: string;
  otherName: string | null;
  /** Role and organisation, in one line. */
  detail: string;
  /** As stored. */
  number: string;
  e164: string | null;
  shared: boolean;
  lastContactAt: number | null;
}

export interface MatchInput {
  caller: { number: string; e164: string | null };
  /** The person remembered for this number. */
  chosen: NumberHit | null;
  hits: readonly NumberHit[];
}

export interface MatchResult {
  match: Match;
  /** Taken to be the caller. */
  personId: string | null;
  candidates: Candidate[];
}

export const noMatch: MatchResult = {
  match: { rule: 'none', number: null, lastContactAt: null },
  personId: null,
  candidates: [],
};

export function matchCaller({ caller, chosen, hits }: MatchInput): MatchResult {
  if (caller.e164 === null && isAnonymous(caller.number)) return noMatch;

  const exact = ranked(hits.filter(hit => isExact(caller, hit)));
  if (chosen !== null) return presumed('chosen', chosen, ranked([chosen, ...exact]));

  const direct = exact.filter(hit => !hit.shared);
  if (direct.length === 1 && direct[0] !== undefined) return presumed('directLine', direct[0], exact);
  if (exact.length > 0) return oneOf('sharedNumber', exact);

  const similar = ranked(hits.filter(hit => isSameSubscriber(caller, hit)));
  const only = similar.length === 1 ? similar[0] : undefined;
  if (only !== undefined && !only.shared) return presumed('sameSubscriber', only, similar);
  return similar.length > 0 ? oneOf('sameSubscriber', similar) : noMatch;
}

function isExact(caller: MatchInput['caller'], hit: NumberHit): boolean {
  if (caller.e164 !== null) return caller.e164 === hit.e164;
  // Without a country on either side (an extension, a national number) the same digits are the same line.
  const digits = looksLikeNumber(caller.number) ? digitsOf(caller.number) : '';
  return hit.e164 === null && digits !== '' && digits === digitsOf(hit.number);
}

function isSameSubscriber(caller: MatchInput['caller'], hit: NumberHit): boolean {
  // Two full numbers that differ are two lines, however alike they end.
  if (caller.e164 !== null && hit.e164 !== null) return false;
  const [ours, theirs] = [subscriberKey(caller.e164 ?? caller.number), subscriberKey(hit.e164 ?? hit.number)];
  // A short stored number says too little about a caller who shows a full one.
  return ours !== null && theirs !== null && theirs.startsWith(ours);
}

function presumed(rule: Match['rule'], hit: NumberHit, all: readonly NumberHit[]): MatchResult {
  return { match: explain(rule, hit), personId: hit.personId, candidates: candidatesFrom(rule, all) };
}

function oneOf(rule: Match['rule'], hits: readonly NumberHit[]): MatchResult {
  const latest = hits[0];
  return {
    match: latest === undefined ? noMatch.match : explain(rule, latest),
    personId: null,
    candidates: candidatesFrom(rule, hits),
  };
}

function explain(rule: Match['rule'], hit: NumberHit): Match {
  return { rule, number: hit.number, lastContactAt: hit.lastContactAt };
}

function candidatesFrom(rule: Match['rule'], hits: readonly NumberHit[]): Candidate[] {
  return hits.slice(0, mostCandidates).map(hit => ({
    personId: hit.personId,
    name: hit.name,
    otherName: hit.otherName,
    detail: hit.detail,
    match: explain(rule, hit),
  }));
}

/** Whoever spoke with us last comes first; each person once, with the number that says most. */
function ranked(hits: readonly NumberHit[]): NumberHit[] {
  const people = new Map<string, NumberHit>();
  for (const hit of hits) {
    const known = people.get(hit.personId);
    if (known === undefined || (known.shared && !hit.shared)) people.set(hit.personId, hit);
  }
  return [...people.values()].sort(
    (a, b) =>
      (b.lastContactAt ?? -Infinity) - (a.lastContactAt ?? -Infinity) ||
      Number(a.shared) - Number(b.shared) ||
      a.name.localeCompare(b.name),
  );
}
