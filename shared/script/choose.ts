/** Which script stands beside a call: the one that asks for most of what the call is, and for nothing that it is not. */
import type { Part } from './run-state.ts';
import { criteria, type Criterion, type Script } from './types.ts';

export interface Offer extends Pick<Script, 'when' | 'direction' | 'chosenBy' | 'languages'> {
  readonly id: string;
  /** A worked example: for practice calls only. */
  readonly sample: boolean;
}

export interface CallFacts {
  readonly part: Part;
  readonly direction: 'inbound' | 'outbound';
  /** Names as the phone system and the lists say them; a call may be of several lists. */
  readonly of: Readonly<Record<Criterion, readonly string[]>>;
  /** The customer's, null when unknown. */
  readonly language: string | null;
  readonly practice: boolean;
}

/** A campaign says more about a call than a list, a list more than a queue, a queue more than a brand. */
const weight: Record<Criterion, number> = { campaign: 16, list: 8, queue: 4, brand: 2 };

const fold = (name: string): string => name.trim().toLowerCase();

/** Higher fits better; null: not for this call. */
function fit(offer: Offer, facts: CallFacts): number | null {
  if (offer.when !== facts.part || (offer.sample && !facts.practice)) return null;
  if (offer.direction !== 'both' && offer.direction !== facts.direction) return null;
  let score = offer.direction === 'both' ? 0 : 1;
  for (const criterion of criteria) {
    const wanted = offer.chosenBy[criterion];
    if (wanted.length === 0) continue;
    const is = new Set(facts.of[criterion].map(fold));
    if (!wanted.some(name => is.has(fold(name)))) return null;
    score += weight[criterion];
  }
  // Between two that fit alike, own scripts go before examples, and those in the customer's language before others.
  const speaks = facts.language !== null && offer.languages.includes(facts.language);
  return score + (speaks ? 0.5 : 0) + (offer.sample ? 0 : 0.25);
}

/** Null when none is for this call. Between equals the first by name, so that the choice never wavers. */
export function chooseScript<O extends Offer>(offers: readonly O[], facts: CallFacts): O | null {
  let best: { offer: O; score: number } | null = null;
  for (const offer of offers) {
    const score = fit(offer, facts);
    if (score === null) continue;
    if (best === null || score > best.score || (score === best.score && offer.id < best.offer.id))
      best = { offer, score };
  }
  return best?.offer ?? null;
}
