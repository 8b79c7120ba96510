/** A caller nobody knows becomes a provisional contact when the call is wrapped up, and goes again unless used. */
import { toE164 } from '../../shared/numbers/index.ts';
import { identify } from './caller-context.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import { addNumber } from './tables/numbers.ts';
import { setPerson, type CallRow } from './tables/interactions.ts';
import { unindexPerson } from './tables/people-search.ts';
import { addPerson, refreshContact, setExpiry } from './tables/people.ts';

/** Milliseconds for which a provisional contact is kept after it was last used. */
export const provisionalDays = 30;
const kept = provisionalDays * 86_400_000;

/**
 * The person of a call that is wrapped up: the one it is linked with, the one whose number it is by now, or, when nobody
 * has the number, a provisional one that is made.
 */
export function whoItWas(
  db: WritableDb,
  call: CallRow,
  newId: () => string,
  at: number,
): { personId: string | null; made: boolean } {
  if (call.personId !== null) return { personId: call.personId, made: false };
  const found = identify(db, { callId: call.id, number: call.number, e164: call.e164 });
  // "None of these" was said of everybody who has the number: none of them is presumed.
  if (found.match.rule !== 'none') {
    const personId = call.linkedBy === 'agent' ? null : found.personId;
    if (personId !== null) setPerson(db, call.id, personId, 'match');
    return { personId, made: false };
  }
  const personId = makeProvisional(db, call, newId, at);
  return { personId, made: personId !== null };
}

export const hasNumber = ({ numberKey }: Pick<CallRow, 'numberKey'>): boolean =>
  numberKey !== null && /\d/.test(numberKey);

/** Null for a caller who shows no number. */
const makeProvisional = (db: WritableDb, call: CallRow, newId: () => string, at: number): string | null =>
  hasNumber(call) ? addProvisional(db, call, newId, at) : null;

/** Somebody known by a number, or by nothing but the name or address that was shown. */
export function addProvisional(
  db: WritableDb,
  call: Pick<CallRow, 'id' | 'number' | 'e164' | 'numberKey'>,
  newId: () => string,
  at: number,
): string {
  const personId = newId();
  const { name, practice } = prepared<{ name: string | null; practice: number }>(
    db,
    `SELECT name, practice FROM interactions WHERE id = ?`,
  ).get(call.id) ?? { name: null, practice: 0 };
  addPerson(db, {
    id: personId,
    organisationId: null,
    name: name?.trim() || (call.e164 ?? call.number),
    otherName: null,
    role: null,
    language: null,
    timeZone: null,
    city: null,
    email: null,
    consent: { call: true, email: false, message: false },
    doNotContact: false,
    provisional: true,
    sample: practice === 1,
    createdAt: at,
  });
  if (hasNumber(call))
    addNumber(db, {
      id: newId(),
      personId,
      raw: call.number.slice(0, 64),
      e164: call.e164 ?? toE164(call.number, ''),
      kind: 'other',
      shared: false,
      position: 0,
    });
  // What happened with this number before is theirs.
  prepared(
    db,
    `UPDATE interactions SET person_id = ?, linked_by = 'match' WHERE number_key = ? AND person_id IS NULL`,
  ).run(personId, call.numberKey);
  // Who shows nothing has nothing in common with others who show nothing.
  if (call.numberKey === null) setPerson(db, call.id, personId, 'match');
  refreshContact(db, personId);
  setExpiry(db, personId, at + kept);
  return personId;
}

/** The wrap-up that made them was taken back. */
export function removeProvisional(db: WritableDb, personId: string): void {
  const row = prepared<{ row: number }>(db, `SELECT row FROM people WHERE id = ? AND provisional = 1`).get(
    personId,
  )?.row;
  if (row === undefined) return;
  unindexPerson(db, row);
  prepared(db, `DELETE FROM people WHERE row = ?`).run(row);
}

/** Whoever called again, is owed something or stands on a list is used. Returns how many went. */
export function sweepProvisional(db: WritableDb, at: number): number {
  return inTransaction(db, () => {
    const expired = prepared<{ id: string }>(
      db,
      `SELECT id FROM people WHERE provisional = 1 AND expires_at <= $at AND coalesce(last_contact_at, 0) <= $at - ${kept}
         AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE person_id = people.id AND done_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM list_members WHERE person_id = people.id)`,
    ).all({ at });
    for (const { id } of expired) removeProvisional(db, id);
    return expired.length;
  });
}
