/** Messages over the phone system, on the timeline of who wrote or was written to. */
import { numberKey } from '../../shared/match/number-key.ts';
import { inTransaction, prepared, type WritableDb } from './database.ts';
import type { NewMessage } from './port.ts';
import { addProvisional, hasNumber, whoItWas } from './provisional.ts';
import { findPerson, personExists, refreshContact } from './tables/people.ts';
import { addMessageRow, setPerson, type CallRow } from './tables/interactions.ts';
import { clip } from './text.ts';

/** Of a number or a name that somebody leaves with us; shared/call/view.ts has the same. */
const mostText = 256;

/**
 * Who it is: the person named, the one whose number it is, or a provisional one that is made. Null when several share the
 * number: it stands in the history of that number.
 */
export function addMessage(
  db: WritableDb,
  message: NewMessage,
  newId: () => string,
): { id: string; name: string } | null {
  return inTransaction(db, () => {
    const number = clip(message.number, mostText);
    const named = message.personId !== null && personExists(db, message.personId) ? message.personId : null;
    const key = numberKey({ number, e164: message.e164 });
    addMessageRow(db, {
      ...message,
      number,
      numberKey: key,
      name: message.name === null ? null : clip(message.name, mostText),
      personId: named,
    });
    const from: CallRow = {
      id: message.id,
      at: message.at,
      personId: named,
      linkedBy: null,
      number,
      numberKey: key,
      e164: message.e164,
      answeredAt: null,
      endedAt: null,
      outcomeId: null,
      wrappedAt: null,
      campaign: null,
    };
    const personId =
      whoItWas(db, from, newId, message.at).personId ??
      // A call shows itself; a message that stands on nobody's page would be read by nobody.
      (hasNumber(from) ? null : (writerBefore(db, from) ?? addProvisional(db, from, newId, message.at)));
    if (personId === null) return null;
    refreshContact(db, personId);
    const person = findPerson(db, personId);
    return person === null ? null : { id: person.id, name: person.name };
  });
}

/** Whose page took the last message from this name, and takes this one; null when there was none. */
function writerBefore(db: WritableDb, { id, numberKey }: CallRow): string | null {
  if (numberKey === null) return null;
  const before = prepared<{ personId: string }>(
    db,
    `SELECT person_id AS personId FROM interactions
     WHERE number_key = ? AND id <> ? AND person_id IS NOT NULL ORDER BY at DESC LIMIT 1`,
  ).get(numberKey, id);
  if (before === undefined) return null;
  setPerson(db, id, before.personId, 'match');
  return before.personId;
}
