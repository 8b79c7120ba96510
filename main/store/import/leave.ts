/** People as they leave the store: the same shape in which they came. */
import type { ImportedContact } from '../../../shared/import/contact.ts';
import { looksLikeNumber } from '../../../shared/match/number-key.ts';
import { words } from '../../../shared/match/fold.ts';
import { inSnapshot, prepared, type ReadableDb } from '../database.ts';
import { addressesOf } from '../tables/addresses.ts';
import { emailsOf } from '../tables/emails.ts';
import { linksOf } from '../tables/links.ts';
import { searchByDigits } from '../tables/numbers.ts';
import { findPerson, findPersonRest } from '../tables/people.ts';
import { tagsOf } from '../tables/tags.ts';
import { birthdayField } from './enter.ts';
import type { ExportSelection } from '../../../shared/import/view.ts';

/** A number that is shared by more people than this is searched for by nobody who wants a file. */
const mostByDigits = 10_000;

/** Unknown callers who were not kept are nobody's contacts; the practice sample is nobody at all. */
const exported = `provisional = 0 AND sample = 0`;

export const exportQueries = {
  all: `SELECT id, row AS key FROM people WHERE row > $after AND ${exported} ORDER BY row LIMIT $limit`,
  list: `
    SELECT id, person_id AS key FROM list_members CROSS JOIN people ON people.id = person_id
    WHERE list_id = $listId AND person_id > $after AND ${exported} ORDER BY person_id LIMIT $limit`,
  words: `
    SELECT id, row AS key FROM (SELECT rowid FROM people_search WHERE people_search MATCH $match AND rowid > $after ORDER BY rowid)
    CROSS JOIN people ON row = rowid WHERE ${exported} LIMIT $limit`,
} as const;

export function exportPage(
  db: ReadableDb,
  selection: ExportSelection,
  after: string | null,
  limit: number,
): { contacts: ImportedContact[]; next: string | null } {
  return inSnapshot(db, () => {
    const found = select(db, selection, after, limit);
    const contacts = found.flatMap(({ id }) => contactOf(db, id) ?? []);
    return { contacts, next: found.length < limit ? null : String(found.at(-1)?.key) };
  });
}

/** `key` is where the next page goes on. */
interface Found {
  id: string;
  key: number | string;
}

function select(db: ReadableDb, selection: ExportSelection, after: string | null, limit: number): Found[] {
  const afterRow = Number(after ?? 0);
  switch (selection.kind) {
    case 'all':
      return prepared<Found>(db, exportQueries.all).all({ after: afterRow, limit });
    case 'list':
      return prepared<Found>(db, exportQueries.list).all({
        listId: selection.listId,
        after: after ?? '',
        limit,
      });
    case 'search':
      return searched(db, selection.text, afterRow, limit);
  }
}

function searched(db: ReadableDb, text: string, after: number, limit: number): Found[] {
  if (looksLikeNumber(text)) {
    const hits = searchByDigits(db, text, mostByDigits);
    const rows = hits.flatMap(({ personId }) => prepared<Found>(db, oneExported).all(personId));
    return rows
      .filter(({ key }) => Number(key) > after)
      .sort((a, b) => Number(a.key) - Number(b.key))
      .slice(0, limit);
  }
  const match = words(text)
    .map(word => `"${word}"*`)
    .join(' ');
  return match === '' ? [] : prepared<Found>(db, exportQueries.words).all({ match, after, limit });
}

const oneExported = `SELECT id, row AS key FROM people WHERE id = ? AND ${exported}`;

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
