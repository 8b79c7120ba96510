/** Whoever would be reached by a number or an address, with all that may speak against it. */
import { numberKey } from '../../../shared/match/number-key.ts';
import type { Contact, RefusableChannel } from '../../../shared/people/contact.ts';
import { hitsFor } from '../caller-context.ts';
import { readContact } from '../contacts.ts';
import { inSnapshot, prepared, type ReadableDb } from '../database.ts';
import { refusalsOfNumber } from '../tables/do-not-contact.ts';
import { emailKey } from '../tables/emails.ts';

/** A number or an address that more have is nobody's own. */
const mostOwners = 20;

export interface Reached {
  /** Whom the agent means; null when nobody in particular. */
  personId: string | null;
  number: { number: string; e164: string | null } | null;
  email: string | null;
}

export interface Reach {
  contacts: Contact[];
  /** The number that would be used, by person. */
  numberIds: Record<string, string>;
  refusedOfNumber: (RefusableChannel | null)[];
}

/** The person meant, and everybody else whose own line or mailbox it is: a shared line speaks for nobody alone. */
export function reachOf(db: ReadableDb, reached: Reached, now: number): Reach {
  return inSnapshot(db, () => {
    const { personId, number, email } = reached;
    const people = new Set(personId === null ? [] : [personId]);
    if (number !== null)
      for (const hit of hitsFor(db, { callId: '', ...number })) if (!hit.shared) people.add(hit.personId);
    if (email !== null) for (const id of ownersOf(db, email)) people.add(id);
    const contacts = [...people].slice(0, mostOwners).flatMap(id => readContact(db, id, now) ?? []);
    const key = number === null ? null : numberKey(number);
    const numberIds: Record<string, string> = {};
    for (const { person } of contacts) {
      const theirs = person.numbers.find(each => numberKey({ number: each.raw, e164: each.e164 }) === key);
      if (theirs !== undefined) numberIds[person.id] = theirs.id;
    }
    return { contacts, numberIds, refusedOfNumber: key === null ? [] : refusalsOfNumber(db, key) };
  });
}

function ownersOf(db: ReadableDb, email: string): string[] {
  return prepared<{ id: string }>(
    db,
    `SELECT DISTINCT person_id AS id FROM emails WHERE key = ? AND person_id IS NOT NULL LIMIT ${mostOwners}`,
  )
    .all(emailKey(email))
    .map(({ id }) => id);
}
