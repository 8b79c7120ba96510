/** Filling in what is not known of somebody: nothing that stands there is changed, and what was put can be taken out again. */
import type { ImportedContact } from '../../../shared/import/contact.ts';
import { digitsOf } from '../../../shared/match/number-key.ts';
import { bit, prepared, type ReadableDb, type SqlValue, type WritableDb } from '../database.ts';
import { emailKey, emailsOf } from '../tables/emails.ts';
import { photoOf } from '../tables/files.ts';
import { linksOf } from '../tables/links.ts';
import { addNumber, numbersOf } from '../tables/numbers.ts';
import { indexPerson } from '../tables/people-search.ts';
import { countChange } from '../tables/people.ts';
import { addAddress, addEmail, addLink, addMember, addTag, addValue, fieldsOf, placesOf } from './enter.ts';
import { addPhoto } from './photo.ts';
import type { Surroundings } from './surroundings.ts';

/** Columns with what stood in them, and the ids of what was added. */
export interface Filled {
  columns: Record<string, SqlValue>;
  numbers: string[];
  emails: string[];
  addresses: string[];
  links: string[];
  tags: string[];
  lists: string[];
  values: string[];
  /** Absent in what was written before pictures were read. */
  photos?: string[];
}

interface Held {
  name: string;
  other_name: string | null;
  organisation_id: string | null;
  role: string | null;
  language: string | null;
  city: string | null;
  remark: string | null;
  do_not_contact: number;
  provisional: number;
  expires_at: number | null;
}

/** Null when there was nothing to fill in. */
export function fillIn(
  db: WritableDb,
  personId: string,
  contact: ImportedContact,
  photo: Uint8Array | null,
  around: Surroundings,
): Filled | null {
  const held = prepared<Held>(
    db,
    `SELECT name, other_name, organisation_id, role, language, city, remark, do_not_contact, provisional, expires_at
     FROM people WHERE id = ?`,
  ).get(personId);
  if (held === undefined) return null;
  const filled: Filled = {
    columns: fillColumns(db, personId, held, contact, around),
    ...fillEntries(db, personId, contact, around),
    tags: contact.tags.filter(tag => addTag(db, personId, tag)),
    lists: around.listsOf(contact).filter(list => addMember(db, personId, list)),
    values: fieldsOf(contact)
      .map(({ label, value }) => ({ id: around.field(label, value), value }))
      .filter(({ id, value }) => addValue(db, personId, id, value))
      .map(({ id }) => id),
    photos: fillPhoto(db, personId, photo, around),
  };
  if (Object.values(filled).every(part => Object.keys(part as object).length === 0)) return null;
  countChange(db, personId, around.at);
  indexPerson(db, personId);
  return filled;
}

/** Whoever has a picture keeps it. */
function fillPhoto(
  db: WritableDb,
  personId: string,
  photo: Uint8Array | null,
  around: Surroundings,
): string[] {
  if (photo === null || photoOf(db, personId) !== null) return [];
  const id = around.newId();
  addPhoto(db, personId, id, photo, around.at);
  return [id];
}

/** A caller whom nobody had named yet gets the name, and is kept. A refusal in the file holds from now on. */
function fillColumns(
  db: WritableDb,
  personId: string,
  held: Held,
  contact: ImportedContact,
  around: Surroundings,
): Filled['columns'] {
  const before: Filled['columns'] = {};
  const put = (column: keyof Held, value: SqlValue): void => {
    before[column] = held[column];
    prepared(db, `UPDATE people SET ${column} = ? WHERE id = ?`).run(value, personId);
  };
  const fill = (column: keyof Held, value: string | null | undefined): void => {
    if (held[column] === null && value !== null && value !== undefined && value !== '') put(column, value);
  };
  if (held.provisional === 1) {
    put('name', contact.name);
    put('provisional', 0);
    put('expires_at', null);
  }
  fill('other_name', contact.otherName);
  if (held.organisation_id === null && contact.organisation !== null)
    put('organisation_id', around.organisation(contact.organisation));
  fill('role', contact.role);
  fill('language', contact.language);
  fill('city', contact.addresses[0]?.city);
  fill('remark', contact.note);
  if (contact.doNotContact && held.do_not_contact === 0) put('do_not_contact', bit(true));
  return before;
}

function fillEntries(
  db: WritableDb,
  personId: string,
  contact: ImportedContact,
  around: Surroundings,
): Pick<Filled, 'numbers' | 'emails' | 'addresses' | 'links'> {
  const owner = { of: 'person', id: personId } as const;
  const numbers = numbersOf(db, personId);
  const dialled = new Set(numbers.map(number => digitsOf(number.e164 ?? number.raw)));
  const emails = emailsOf(db, owner);
  const written = new Set(emails.map(email => emailKey(email.address)));
  const links = linksOf(db, owner);
  const places = countAddresses(db, personId);
  return {
    numbers: contact.numbers
      .filter(number => !dialled.has(digitsOf(number.e164 ?? number.raw)))
      .map((number, index) => {
        const id = around.newId();
        addNumber(db, { ...number, id, personId, position: numbers.length + index });
        return id;
      }),
    emails: contact.emails
      .filter(email => !written.has(emailKey(email.address)))
      .map((email, index) => addEmail(db, personId, emails.length + index, email, around.newId())),
    // Two spellings of one address look like two: only who has none gets some.
    addresses:
      places > 0
        ? []
        : placesOf(contact).map((address, index) => addAddress(db, personId, index, address, around.newId())),
    links: contact.links
      .filter(link => !links.some(({ url }) => url === link.url))
      .map((link, index) => addLink(db, personId, links.length + index, link, around.newId())),
  };
}

function countAddresses(db: ReadableDb, personId: string): number {
  return (
    prepared<{ n: number }>(db, `SELECT count(*) AS n FROM addresses WHERE person_id = ?`).get(personId)?.n ??
    0
  );
}
