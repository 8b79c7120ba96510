/** People as they leave the store: the same shape in which they came. */
import type { ImportedContact } from '../../../shared/import/contact.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import { inSnapshot, prepared, type ReadableDb } from '../database.ts';
import { addressesOf } from '../tables/addresses.ts';
import { selectedPage } from '../selected.ts';
import { emailsOf } from '../tables/emails.ts';
import { linksOf } from '../tables/links.ts';
import { findPerson, findPersonRest } from '../tables/people.ts';
import { tagsOf } from '../tables/tags.ts';
import { photoOf } from '../tables/files.ts';
import type { ExportedContact } from './port.ts';
import { birthdayField } from './enter.ts';

export function exportPage(
  db: ReadableDb,
  selection: PeopleSelection,
  after: string | null,
  limit: number,
  now: number,
): { contacts: ExportedContact[]; next: string | null } {
  return inSnapshot(db, () => {
    const { found, next } = selectedPage(db, selection, after, limit, now);
    const contacts = found.flatMap(({ id }) => {
      const contact = contactOf(db, id);
      return contact === null ? [] : [{ ...contact, photoId: photoOf(db, id) }];
    });
    return { contacts, next };
  });
}

export function contactOf(db: ReadableDb, personId: string): ImportedContact | null {
  const person = findPerson(db, personId);
  const rest = findPersonRest(db, personId);
  if (person === null || rest === null) return null;
  const owner = { of: 'person', id: personId } as const;
  const fields = prepared<{ label: string; value: string }>(
    db,
    `SELECT name AS label, value FROM person_values JOIN custom_fields ON custom_fields.id = field_id
     WHERE person_id = ? ORDER BY custom_fields.position, name`,
  ).all(personId);
  const addresses = addressesOf(db, owner).map(({ kind, street, postcode, city, region, country }) => ({
    kind,
    street,
    city,
    region,
    postalCode: postcode,
    country: country ?? '',
  }));
  const town = person.city ?? '';
  const named = town === '' || addresses.some(({ city }) => city === town);
  return {
    name: person.name,
    otherName: person.otherName,
    organisation: person.organisation?.name ?? null,
    role: person.role,
    language: person.language,
    numbers: person.numbers.map(({ raw, e164, kind, shared }) => ({ raw, e164, kind, shared })),
    emails: emailsOf(db, owner).map(({ address, kind }) => ({ address, kind })),
    addresses: named
      ? addresses
      : [{ kind: 'other', street: '', city: town, region: '', postalCode: '', country: '' }, ...addresses],
    links: linksOf(db, owner).map(({ kind, label, url }) => ({ kind, label, url })),
    note: rest.remark,
    birthday: fields.find(({ label }) => label === birthdayField)?.value ?? null,
    tags: tagsOf(db, personId),
    lists: person.lists,
    custom: fields.filter(({ label }) => label !== birthdayField),
    doNotContact: person.doNotContact,
  };
}
