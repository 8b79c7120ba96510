/**
 * Entering a person whole. addContact() does the same for one person and reads it back for the page; a hundred thousand
 * people in a row are entered here, each table once and nothing read.
 */
import type { ImportedContact } from '../../../shared/import/contact.ts';
import { digitsOf } from '../../../shared/match/number-key.ts';
import { bit, prepared, type WritableDb } from '../database.ts';
import { emailKey } from '../tables/emails.ts';
import { enterNumber } from '../tables/numbers.ts';
import { indexNew } from '../tables/people-search.ts';
import { nameKey } from './names.ts';
import type { Surroundings } from './surroundings.ts';

export function enterPerson(db: WritableDb, contact: ImportedContact, around: Surroundings): string {
  const id = around.newId();
  const city = contact.addresses[0]?.city || null;
  const { lastInsertRowid } = prepared(
    db,
    // Nobody was asked: what is not refused is not given either.
    `INSERT INTO people (id, organisation_id, name, other_name, role, language, city, remark, name_key, consent_call,
       consent_email, consent_message, do_not_contact, provisional, sample, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 0, ?, 0, 0, ?)`,
  ).run(
    id,
    contact.organisation === null ? null : around.organisation(contact.organisation),
    contact.name,
    contact.otherName,
    contact.role,
    contact.language,
    city,
    contact.note,
    nameKey(contact.name),
    bit(contact.doNotContact),
    around.at,
  );
  // Random ids for everything they have cost as much as entering it; the person's own is random enough.
  for (const [position, number] of contact.numbers.entries())
    enterNumber(db, { ...number, id: `${id}-n${position}`, personId: id, position });
  for (const [position, email] of contact.emails.entries())
    addEmail(db, id, position, email, `${id}-e${position}`);
  for (const [position, address] of placesOf(contact).entries())
    addAddress(db, id, position, address, `${id}-a${position}`);
  for (const [position, link] of contact.links.entries())
    addLink(db, id, position, link, `${id}-l${position}`);
  for (const tag of contact.tags) addTag(db, id, tag);
  for (const list of around.listsOf(contact)) addMember(db, id, list);
  for (const { label, value } of fieldsOf(contact)) addValue(db, id, around.field(label, value), value);
  indexNew(
    db,
    { row: Number(lastInsertRowid), place: Number(lastInsertRowid) },
    {
      card: {
        personId: id,
        name: contact.name,
        otherName: contact.otherName,
        organisation: contact.organisation,
        number: contact.numbers[0]?.raw ?? null,
      },
      beside: [
        contact.role,
        city,
        ...contact.emails.map(email => email.address),
        ...contact.tags,
        contact.note,
      ],
      digits: contact.numbers.map(({ e164, raw }) => digitsOf(e164 ?? raw)),
    },
    around.wordsEntered,
  );
  return id;
}

/** A town alone is no address: it stands in the person's own row. */
export function placesOf(contact: ImportedContact): ImportedContact['addresses'] {
  return contact.addresses.filter(
    ({ street, postalCode, region, country }, index) =>
      index > 0 || street !== '' || postalCode !== '' || region !== '' || country !== '',
  );
}

export const birthdayField = 'Birthday';

/** What the team's own fields hold; a birthday is one of them. */
export function fieldsOf({ custom, birthday }: ImportedContact): ImportedContact['custom'] {
  return birthday === null ? custom : [...custom, { label: birthdayField, value: birthday }];
}

export function addEmail(
  db: WritableDb,
  personId: string,
  position: number,
  { address, kind }: ImportedContact['emails'][number],
  id: string,
): string {
  prepared(
    db,
    `INSERT INTO emails (id, person_id, address, key, kind, position) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(id, personId, address, emailKey(address), kind, position);
  return id;
}

export function addAddress(
  db: WritableDb,
  personId: string,
  position: number,
  address: ImportedContact['addresses'][number],
  id: string,
): string {
  prepared(
    db,
    `INSERT INTO addresses (id, person_id, kind, street, postcode, city, region, country, position)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    personId,
    address.kind,
    address.street,
    address.postalCode,
    address.city,
    address.region,
    address.country || null,
    position,
  );
  return id;
}

export function addLink(
  db: WritableDb,
  personId: string,
  position: number,
  { kind, label, url }: ImportedContact['links'][number],
  id: string,
): string {
  prepared(db, `INSERT INTO links (id, person_id, kind, label, url, position) VALUES (?, ?, ?, ?, ?, ?)`).run(
    id,
    personId,
    kind,
    label,
    url,
    position,
  );
  return id;
}

/** False when it was there. */
export function addTag(db: WritableDb, personId: string, tag: string): boolean {
  return (
    prepared(db, `INSERT INTO person_tags (person_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING`).run(
      personId,
      tag,
    ).changes === 1
  );
}

/** False when they were on it. */
export function addMember(db: WritableDb, personId: string, listId: string): boolean {
  return (
    prepared(db, `INSERT INTO list_members (person_id, list_id) VALUES (?, ?) ON CONFLICT DO NOTHING`).run(
      personId,
      listId,
    ).changes === 1
  );
}

/** False when the field was filled in. */
export function addValue(db: WritableDb, personId: string, fieldId: string, value: string): boolean {
  return (
    prepared(
      db,
      `INSERT INTO person_values (person_id, field_id, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    ).run(personId, fieldId, value).changes === 1
  );
}
