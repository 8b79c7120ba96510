/** A person as a card speaks of them, and back. */
import { uuidv7 } from 'uuidv7';
import { keyOf, type CardContact } from '../../../shared/directories/changes.ts';
import { limits, type ImportedContact } from '../../../shared/import/contact.ts';
import type { PersonFields, Some } from '../../../shared/people/contact.ts';
import { sameValue } from '../../../shared/people/same-value.ts';
import { changeContact, mustRead } from '../contacts.ts';
import { prepared, type ReadableDb, type WritableDb } from '../database.ts';
import { enterPerson, fieldsOf, placesOf } from '../import/enter.ts';
import { contactOf } from '../import/leave.ts';
import { Surroundings } from '../import/surroundings.ts';
import type { Circumstances } from '../port.ts';

/** Null when there is no such person. */
export function cardContactOf(db: ReadableDb, personId: string): CardContact | null {
  const contact = contactOf(db, personId);
  if (contact === null) return null;
  const { lists: _lists, doNotContact: _refused, ...card } = contact;
  return card;
}

export function versionOf(db: ReadableDb, personId: string): number {
  return (
    prepared<{ version: number }>(db, `SELECT version FROM people WHERE id = ?`).get(personId)?.version ?? 0
  );
}

const whole = (contact: CardContact): ImportedContact => ({ ...contact, lists: [], doNotContact: false });

export function enterFromCard(db: WritableDb, contact: CardContact, at: number): string {
  return enterPerson(db, whole(contact), aroundOf(db, at));
}

const aroundOf = (db: WritableDb, at: number): Surroundings =>
  new Surroundings(db, { batch: null, list: null, at, newId: uuidv7 });

/** The first field in which there is more than a person can have; null when all fits. */
export function tooManyIn(contact: CardContact): string | null {
  const fields = ['numbers', 'emails', 'addresses', 'links', 'tags', 'custom'] as const;
  return fields.find(field => contact[field].length > limits[field]) ?? null;
}

/** Writes the fields in which `wanted` differs from what the person is now, as a change like any other. */
export function putPerson(db: WritableDb, personId: string, wanted: CardContact, how: Circumstances): void {
  const held = cardContactOf(db, personId);
  if (held === null) return;
  const now = mustRead(db, personId, how.at);
  const around = aroundOf(db, how.at);
  const differs = (field: keyof CardContact): boolean => !sameValue(held[field], wanted[field]);
  const change: Some<PersonFields> = {};
  if (differs('name')) change.name = wanted.name;
  if (differs('otherName')) change.otherName = wanted.otherName;
  if (differs('organisation'))
    change.organisationId = wanted.organisation === null ? null : around.organisation(wanted.organisation);
  if (differs('role')) change.role = wanted.role;
  if (differs('language')) change.language = wanted.language;
  if (differs('note')) change.remark = wanted.note;
  if (differs('numbers'))
    change.numbers = wanted.numbers.map(({ raw, e164, kind, shared }) => {
      const key = keyOf('numbers', { raw, e164, kind, shared });
      const old = now.person.numbers.find(number => keyOf('numbers', number) === key);
      return { id: old?.id ?? uuidv7(), raw, kind, shared };
    });
  if (differs('emails'))
    change.emails = wanted.emails.map(email => {
      const old = now.fields.emails.find(each => keyOf('emails', each) === keyOf('emails', email));
      return { ...email, id: old?.id ?? uuidv7() };
    });
  if (differs('addresses')) {
    change.city = wanted.addresses[0]?.city || null;
    change.addresses = placesOf(whole(wanted)).map(({ postalCode, country, ...address }) => ({
      ...address,
      id: uuidv7(),
      postcode: postalCode,
      country: country === '' ? null : country,
    }));
  }
  if (differs('links')) change.links = wanted.links.map(link => ({ ...link, id: uuidv7() }));
  if (differs('tags')) change.tags = wanted.tags;
  if (differs('custom') || differs('birthday'))
    change.values = Object.fromEntries(
      fieldsOf(whole(wanted)).map(({ label, value }) => [around.field(label, value), value]),
    );
  changeContact(db, { personId, base: now.version, before: {}, change }, { ...how, newId: uuidv7 });
}

/** Something happened with them, or was promised or refused: they are more than an entry of an address book. */
export function hasHistory(db: ReadableDb, personId: string): boolean {
  return (
    prepared(
      db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM interactions WHERE person_id = $id)
         OR EXISTS (SELECT 1 FROM follow_ups WHERE person_id = $id)
         OR EXISTS (SELECT 1 FROM points_of_contact WHERE person_id = $id OR stand_in_id = $id)
         OR EXISTS (SELECT 1 FROM consents WHERE person_id = $id)
         OR EXISTS (SELECT 1 FROM do_not_contact WHERE person_id = $id)
         OR EXISTS (SELECT 1 FROM people WHERE id = $id AND do_not_contact = 1)`,
    ).get({ id: personId }) !== undefined
  );
}
