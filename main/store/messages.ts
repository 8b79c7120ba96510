/** Messages over the phone system, on the timeline of who wrote or was written to. */
import { numberKey } from '../../shared/match/number-key.ts';
import { inTransaction, type WritableDb } from './database.ts';
import type { NewMessage } from './port.ts';
import { whoItWas } from './provisional.ts';
import { findPerson, personExists, refreshContact } from './tables/people.ts';
import { addMessageRow } from './tables/interactions.ts';
import { clip } from './text.ts';

/** Of a number or a name that somebody leaves with us; shared/call/view.ts has the same. */
const mostText = 256;

/**
 * Who it is: the person named, the one whose number it is, or a provisional one that is made, as for a call. Null when
 * several share the number or none was shown.
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
    const { personId } =
      named === null
        ? whoItWas(
            db,
            {
              id: message.id,
              at: message.at,
              personId: null,
              linkedBy: null,
              number,
              numberKey: key,
              e164: message.e164,
              answeredAt: null,
              endedAt: null,
              outcomeId: null,
              wrappedAt: null,
              campaign: null,
            },
            newId,
            message.at,
          )
        : { personId: named };
    if (personId === null) return null;
    refreshContact(db, personId);
    const person = findPerson(db, personId);
    return person === null ? null : { id: person.id, name: person.name };
  });
}
