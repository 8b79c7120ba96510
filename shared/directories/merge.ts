/**
 * Three ways: what both sides said when they last agreed, what we say now, what the server says now. Changes of one side
 * pass to the other; where both changed one value, ours stands and theirs is handed out to be shown. Nothing is dropped.
 */
import { sameValue } from '../people/same-value.ts';
import {
  changesBetween,
  nobody,
  plurals,
  sayTheSame,
  withChanges,
  withoutChanges,
  type CardContact,
  type Changes,
  type Item,
  type Plural,
  type Single,
} from './changes.ts';

/** What one contact said here and there when both sides agreed. The two may differ: a card can say more than we keep. */
export interface Base {
  here: CardContact;
  there: CardContact;
  /** The card as it was sent last, when nobody knows whether it arrived. */
  sent: CardContact | null;
}

/** Both sides changed one value. Of an entry, `item` is its key, and the values are the entries whole. */
export interface Conflict {
  field: Single | Plural;
  item: string;
  mine: string | Item | null;
  theirs: string | Item | null;
}

export interface Merged {
  /** As the contact is to be here. */
  here: CardContact;
  /** As the card is to be there; null when it is so already. */
  there: CardContact | null;
  /** Our own changes, that are in `there`. */
  sent: Changes;
  conflicts: Conflict[];
}

/** No base: the two were never one. */
export function mergeThreeWay(base: Base | null, here: CardContact, there: CardContact): Merged {
  const last = base === null ? { here: nobody(), there: nobody() } : asArrived(base, there);
  const ours = changesBetween(last.here, here);
  const theirs = changesBetween(last.there, there);
  const { conflicts, passed, sent } = setAgainst(ours, theirs);
  const wanted = withChanges(there, sent);
  const next = sayTheSame(wanted, there) ? null : wanted;
  return { here: withChanges(here, passed), there: next, sent, conflicts };
}

/**
 * From which our own changes are told from now on. `here` as it was written down after the merge, `there` as it was found:
 * what is to be sent is a change until it has arrived.
 */
export function baseAfter(here: CardContact, there: CardContact, merged: Merged): Base {
  return merged.there === null
    ? { here, there, sent: null }
    : { here: withoutChanges(here, merged.sent), there, sent: merged.there };
}

/**
 * What we sent and now find there did arrive, whatever became of the answer: it is no change of theirs. Else what we take
 * back meanwhile would come back to us.
 */
function asArrived({ here, there: before, sent }: Base, there: CardContact): Omit<Base, 'sent'> {
  if (sent === null) return { here, there: before };
  const arrived = common(changesBetween(before, there), changesBetween(before, sent));
  return { here: withChanges(here, arrived), there: withChanges(before, arrived) };
}

function common(a: Changes, b: Changes): Changes {
  const same = copyOf(a);
  for (const [field, { now }] of a.singles) if (b.singles.get(field)?.now !== now) same.singles.delete(field);
  for (const field of plurals)
    for (const [item, { now }] of a.plurals[field]) {
      const other = b.plurals[field].get(item);
      if (other === undefined || !sameValue(other.now, now)) same.plurals[field].delete(item);
    }
  return same;
}

/** Which of their changes pass to us, and which of ours are sent. */
function setAgainst(
  ours: Changes,
  theirs: Changes,
): { conflicts: Conflict[]; passed: Changes; sent: Changes } {
  const passed = copyOf(theirs);
  const sent = copyOf(ours);
  const conflicts: Conflict[] = [];
  for (const [field, { now: mine }] of ours.singles) {
    const other = theirs.singles.get(field);
    if (other === undefined) continue;
    passed.singles.delete(field);
    // What is taken back before it is sent gives way to theirs.
    sent.singles.set(field, { before: other.now, now: mine });
    if (other.now !== mine) conflicts.push({ field, item: '', mine, theirs: other.now });
  }
  for (const field of plurals)
    for (const [item, { now: mine }] of ours.plurals[field]) {
      const other = theirs.plurals[field].get(item);
      if (other === undefined) continue;
      // An edit outweighs a removal, whoever made it.
      if (mine === null && other.now !== null) {
        sent.plurals[field].delete(item);
        continue;
      }
      passed.plurals[field].delete(item);
      sent.plurals[field].set(item, { before: other.now, now: mine });
      if (mine !== null && other.now !== null && !sameValue(mine, other.now))
        conflicts.push({ field, item, mine, theirs: other.now });
    }
  return { conflicts, passed, sent };
}

function copyOf({ singles, plurals: entries }: Changes): Changes {
  return {
    singles: new Map(singles),
    plurals: Object.fromEntries(plurals.map(field => [field, new Map(entries[field])])) as Changes['plurals'],
  };
}
