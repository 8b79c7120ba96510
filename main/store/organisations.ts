/** Organisations as their pages change them. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import type {
  Organisation,
  OrganisationField,
  OrganisationFields,
  Some,
} from '../../shared/people/contact.ts';
import { fieldsToChange, readNumbers, type Circumstances } from './contacts.ts';
import { inSnapshot, inTransaction, prepared, type ReadableDb, type WritableDb } from './database.ts';
import type { Changed, OrganisationChange } from './port.ts';
import { addressesOf, setAddresses } from './tables/addresses.ts';
import { setValues, valuesOf } from './tables/custom-fields.ts';
import { emailsOf, setEmails } from './tables/emails.ts';
import { linksOf, setLinks } from './tables/links.ts';
import {
  addOrganisation,
  findOrganisation,
  organisationByName,
  organisationNumbersOf,
  setOrganisationNumbers,
  updateOrganisation,
} from './tables/organisations.ts';
import { indexPerson } from './tables/people-search.ts';
import { peopleOfOrganisation } from './tables/people.ts';
import { mergedInto } from './tables/put-aside.ts';
import { pointsOfOrganisation } from './tables/points-of-contact.ts';

/** People shown on an organisation's page. */
const mostPeople = 200;

export function readOrganisation(db: ReadableDb, organisationId: string): Organisation | null {
  return inSnapshot(db, () => {
    const row = findOrganisation(db, organisationId);
    if (row === null) return null;
    const owner = { of: 'organisation', id: organisationId } as const;
    const numbers = organisationNumbersOf(db, organisationId);
    const people = peopleOfOrganisation(db, organisationId, mostPeople + 1);
    return {
      id: organisationId,
      fields: {
        name: row.name,
        kind: row.kind,
        timeZone: row.timeZone,
        remark: row.remark,
        numbers: numbers.map(({ id, raw, kind }) => ({ id, raw, kind, shared: true })),
        emails: emailsOf(db, owner),
        addresses: addressesOf(db, owner),
        links: linksOf(db, owner),
        values: valuesOf(db, owner),
      },
      e164: Object.fromEntries(numbers.map(({ id, e164 }) => [id, e164])),
      version: row.version,
      sample: row.sample === 1,
      people: people.slice(0, mostPeople),
      morePeople: people.length > mostPeople,
      points: pointsOfOrganisation(db, organisationId),
      merges: mergedInto(db, organisationId).map(({ id, name, at }) => ({ id, name, at })),
    };
  });
}

/** The organisation of that name, which is made when there is none. Names are compared folded. */
export function organisationNamed(
  db: WritableDb,
  name: string,
  { newId, at }: Pick<Circumstances, 'newId' | 'at'>,
): string {
  return inTransaction(db, () => {
    const there = organisationByName(db, name);
    if (there !== null) return there;
    const id = newId();
    addOrganisation(db, { id, name: name.trim(), sample: false, createdAt: at });
    return id;
  });
}

/** As changeContact(): field by field. HatifError `changedMeanwhile`, `notFound`. */
export function changeOrganisation(
  db: WritableDb,
  { organisationId, base, before, change }: OrganisationChange,
  { at, country }: Circumstances,
): Changed<OrganisationField, Organisation> {
  return inTransaction(db, () => {
    const now = mustRead(db, organisationId);
    const changed = fieldsToChange(now, { base, before, change });
    if (changed.length === 0) return { changed, whole: now };
    const { numbers, emails, addresses, links, values, ...columns } = Object.fromEntries(
      changed.map(field => [field, change[field]]),
    ) as Some<OrganisationFields>;
    const owner = { of: 'organisation', id: organisationId } as const;
    const known = now.fields.numbers.map(({ id, raw, kind }) => ({
      id,
      raw,
      kind,
      e164: now.e164[id] ?? null,
    }));
    if (numbers !== undefined)
      setOrganisationNumbers(db, organisationId, readNumbers(numbers, country, known));
    if (emails !== undefined) setEmails(db, owner, emails);
    if (addresses !== undefined) setAddresses(db, owner, addresses);
    if (links !== undefined) setLinks(db, owner, links);
    if (values !== undefined) setValues(db, owner, values);
    updateOrganisation(db, organisationId, columns, at);
    if (columns.name !== undefined) indexPeopleOf(db, organisationId);
    return { changed, whole: mustRead(db, organisationId) };
  });
}

/** Search finds people by their organisation's name. */
function indexPeopleOf(db: WritableDb, organisationId: string): void {
  for (const { id } of prepared<{ id: string }>(db, `SELECT id FROM people WHERE organisation_id = ?`).all(
    organisationId,
  ))
    indexPerson(db, id);
}

function mustRead(db: ReadableDb, organisationId: string): Organisation {
  const organisation = readOrganisation(db, organisationId);
  if (organisation === null) throw new HatifError('notFound', 'there is no such organisation');
  return organisation;
}
