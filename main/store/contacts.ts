/** People as their pages change them. Each verb is one transaction. */
import { HatifError } from '../../shared/errors.ts';
import { numberKey } from '../../shared/match/number-key.ts';
import { toE164 } from '../../shared/numbers/index.ts';
import type {
  Contact,
  ConsentAnswer,
  PersonField,
  PersonFields,
  Some,
  TypedNumber,
} from '../../shared/people/contact.ts';
import { sameValue } from '../../shared/people/same-value.ts';
import type { PersonNumber } from '../../shared/people/types.ts';
import { inSnapshot, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import type { Changed, Circumstances as Given, ContactChange, NewContact } from './port.ts';
import { barringLists } from './list-members.ts';
import { addressesOf, setAddresses } from './tables/addresses.ts';
import { affiliationsOf, setAffiliations } from './tables/affiliations.ts';
import { addConsent, latestConsents } from './tables/consents.ts';
import { setValues, valuesOf } from './tables/custom-fields.ts';
import { refusalsOfNumber, refusedChannelsOf, setRefusedChannels } from './tables/do-not-contact.ts';
import { emailsOf, setEmails } from './tables/emails.ts';
import { linksOf, setLinks } from './tables/links.ts';
import { listIdsOf } from './tables/lists.ts';
import { setNumbers } from './tables/numbers.ts';
import {
  addPerson,
  countChange,
  findPerson,
  findPersonRest,
  setExpiry,
  updatePerson,
} from './tables/people.ts';
import { pointsOfPerson } from './tables/points-of-contact.ts';
import { mergedInto } from './tables/put-aside.ts';
import { setTags, tagsOf } from './tables/tags.ts';

export type Circumstances = Given & { newId: () => string };

/** Null when there is no such person. */
export function readContact(db: ReadableDb, personId: string, now: number): Contact | null {
  return inSnapshot(db, () => {
    const person = findPerson(db, personId);
    const rest = findPersonRest(db, personId);
    if (person === null || rest === null) return null;
    const owner = { of: 'person', id: personId } as const;
    const affiliations = affiliationsOf(db, personId);
    const consents = latestConsents(db, personId);
    return {
      person,
      fields: {
        name: person.name,
        otherName: person.otherName,
        organisationId: person.organisation?.id ?? null,
        role: person.role,
        language: person.language,
        timeZone: person.timeZone,
        city: person.city,
        remark: rest.remark,
        bestTime: rest.bestTime,
        consent: person.consent,
        doNotContact: person.doNotContact,
        refusedChannels: refusedChannelsOf(db, personId),
        noRecording: consents.some(({ channel, given }) => channel === 'recording' && !given),
        provisional: person.provisional,
        numbers: person.numbers.map(({ id, raw, kind, shared }) => ({ id, raw, kind, shared })),
        emails: emailsOf(db, owner),
        addresses: addressesOf(db, owner),
        links: linksOf(db, owner),
        tags: tagsOf(db, personId),
        values: valuesOf(db, owner),
        affiliations: affiliations.map(({ id, role }) => ({ organisationId: id, role })),
      },
      version: rest.version,
      expiresAt: rest.expiresAt,
      affiliations,
      consents,
      refusedNumbers: person.numbers.flatMap(({ id, raw, e164 }) => {
        const key = numberKey({ number: raw, e164 });
        const refusals = key === null ? [] : refusalsOfNumber(db, key);
        return refusals.map(channel => ({ numberId: id, channel }));
      }),
      listIds: listIdsOf(db, personId),
      barringLists: barringLists(db, personId, now),
      points: pointsOfPerson(db, personId),
      merges: mergedInto(db, personId).map(({ id, name, at }) => ({ id, name, at })),
    };
  });
}

/** Enters a person with all that is given; what is not stays unknown. HatifError `wrongState` when the id is taken. */
export function addContact(
  db: WritableDb,
  personId: string,
  fields: NewContact,
  circumstances: Circumstances & { expiresAt?: number | null },
): Contact {
  return inTransaction(db, () => {
    const { name, consent, ...rest } = fields;
    const added = addPerson(db, {
      id: personId,
      name,
      otherName: null,
      organisationId: null,
      role: null,
      language: null,
      timeZone: null,
      city: null,
      email: null,
      // Nobody was asked: what is not refused is not given either, and the page says so.
      consent: consent ?? { call: true, email: false, message: false },
      doNotContact: false,
      provisional: false,
      sample: false,
      createdAt: circumstances.at,
    });
    if (!added) throw new HatifError('wrongState', 'there is somebody of this id already');
    write(db, personId, consent === undefined ? rest : { ...rest, consent }, circumstances);
    if (circumstances.expiresAt !== undefined && circumstances.expiresAt !== null)
      setExpiry(db, personId, circumstances.expiresAt);
    return mustRead(db, personId, circumstances.at);
  });
}

/**
 * Changes the fields that are named and no others. Two people at one record disturb each other only where both changed
 * the same field: HatifError `changedMeanwhile`, and nothing is written. `notFound` when the person is gone.
 */
export function changeContact(
  db: WritableDb,
  { personId, base, before, change }: ContactChange,
  circumstances: Circumstances,
): Changed<PersonField, Contact> {
  return inTransaction(db, () => {
    const now = mustRead(db, personId, circumstances.at);
    const changed = fieldsToChange(now, { base, before, change });
    if (changed.length === 0) return { changed, whole: now };
    const wanted = Object.fromEntries(changed.map(field => [field, change[field]])) as Some<PersonFields>;
    // Who is given a name is somebody we know.
    if (now.fields.provisional && wanted.name !== undefined) wanted.provisional ??= false;
    write(db, personId, wanted, circumstances, now);
    countChange(db, personId, circumstances.at);
    return { changed, whole: mustRead(db, personId, circumstances.at) };
  });
}

/**
 * The named fields that come to hold something else. HatifError `changedMeanwhile` when one of them, in a record that is no
 * longer the one the change was made from, holds neither what it held then nor what it is to hold.
 */
export function fieldsToChange<Fields extends object>(
  now: { version: number; fields: Fields },
  { base, before, change }: { base: number; before: Some<Fields>; change: Some<Fields> },
): (keyof Fields & string)[] {
  const named = (Object.keys(change) as (keyof Fields & string)[]).filter(
    field => change[field] !== undefined,
  );
  if (now.version !== base)
    for (const field of named)
      if (!sameValue(now.fields[field], before[field]) && !sameValue(now.fields[field], change[field]))
        throw new HatifError('changedMeanwhile', `${field} was changed meanwhile`);
  return named.filter(field => !sameValue(now.fields[field], change[field]));
}

function write(
  db: WritableDb,
  personId: string,
  wanted: Some<PersonFields>,
  circumstances: Circumstances,
  before?: Contact,
): void {
  const { at, newId, country, source } = circumstances;
  const owner = { of: 'person', id: personId } as const;
  const {
    numbers,
    emails,
    addresses,
    links,
    tags,
    values,
    affiliations,
    refusedChannels,
    noRecording,
    ...columns
  } = wanted;
  if (numbers !== undefined) setNumbers(db, personId, readNumbers(numbers, country, before?.person.numbers));
  if (emails !== undefined) setEmails(db, owner, emails);
  if (addresses !== undefined) setAddresses(db, owner, addresses);
  if (links !== undefined) setLinks(db, owner, links);
  if (tags !== undefined) setTags(db, personId, tags);
  if (values !== undefined) setValues(db, owner, values);
  if (affiliations !== undefined) setAffiliations(db, personId, affiliations);
  if (refusedChannels !== undefined) setRefusedChannels(db, personId, refusedChannels, { at, source, newId });
  if (columns.consent !== undefined)
    for (const channel of ['call', 'email', 'message'] satisfies ConsentAnswer['channel'][])
      if (before === undefined || before.fields.consent[channel] !== columns.consent[channel])
        addConsent(db, {
          id: newId(),
          personId,
          channel,
          given: columns.consent[channel],
          at,
          source,
        });
  if (noRecording !== undefined && noRecording !== (before?.fields.noRecording ?? false))
    addConsent(db, { id: newId(), personId, channel: 'recording', given: !noRecording, at, source });
  updatePerson(db, personId, columns);
}

/** With the number that each is dialled by. One that nobody touched keeps what it was read as, whatever the country now. */
export function readNumbers(
  numbers: readonly TypedNumber[],
  country: string,
  before: readonly Omit<PersonNumber, 'shared'>[] = [],
): PersonNumber[] {
  return numbers.map(number => {
    const was = before.find(({ id, raw }) => id === number.id && raw === number.raw);
    return { ...number, e164: was === undefined ? toE164(number.raw, country) : was.e164 };
  });
}

export function mustRead(db: ReadableDb, personId: string, now: number): Contact {
  const contact = readContact(db, personId, now);
  if (contact === null) throw new HatifError('notFound', 'there is no such person');
  return contact;
}
