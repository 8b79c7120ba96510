/** The last step of every reader: what was collected from a record becomes a contact that the store takes, or says why not. */
import { withoutMarks } from '../numbers/digits.ts';
import { limits, RowError, type ImportedContact, type ImportedNumber } from './contact.ts';
import { countryNamed } from './countries.ts';
import { readNumber } from './numbers.ts';
import { tidy, tidyLines } from './text.ts';

/** What a reader collected; names and numbers are not settled yet. */
export type Collected = Omit<ImportedContact, 'numbers'> & {
  numbers: Omit<ImportedNumber, 'e164'>[];
};

/**
 * Throws RowError. `country` (ISO 3166-1 alpha-2) is where numbers without a country code are, unless the contact's own
 * address says otherwise.
 */
export function settle(collected: Collected, country: string): ImportedContact {
  const custom = collected.custom.map(({ label, value }) => ({
    label: tidy(label) || 'Field',
    value: tidyLines(value),
  }));
  const numbers: ImportedNumber[] = [];
  const named = collected.addresses.map(address => countryNamed(address.country)).find(code => code !== null);
  for (const { raw, kind, shared } of collected.numbers) {
    const read = readNumber(raw, named ?? country);
    if (read === null) custom.push({ label: 'Phone', value: tidy(raw) });
    else numbers.push({ ...read, kind, shared });
  }
  const emails: ImportedContact['emails'] = [];
  for (const { address, kind } of collected.emails) {
    const plain = tidy(withoutMarks(address)).replace(/^mailto:/i, '');
    if (looksLikeEmail(plain)) emails.push({ address: plain, kind });
    else custom.push({ label: 'E-mail', value: plain });
  }
  const organisation = orNull(tidy(collected.organisation ?? ''));
  const links = collected.links.map(tidy).filter(Boolean);
  for (const link of links) if (/\s/.test(link)) custom.push({ label: 'Website', value: link });
  const settled: ImportedContact = {
    name: tidy(collected.name) || (organisation ?? emails[0]?.address ?? numbers[0]?.raw ?? ''),
    otherName: orNull(tidy(collected.otherName ?? '')),
    organisation,
    role: orNull(tidy(collected.role ?? '')),
    language: collected.language,
    numbers: unlike(numbers, number => number.e164 ?? number.raw),
    emails: unlike(emails, email => email.address.toLowerCase()),
    addresses: collected.addresses.map(tidyAddress).filter(isSomewhere),
    links: unlike(
      links.filter(link => !/\s/.test(link)),
      link => link,
    ),
    note: orNull(tidyLines(collected.note ?? '')),
    birthday: orNull(tidy(collected.birthday ?? '').replace(/^0+[/.-]0+[/.-]0+$/, '')),
    lists: unlike(collected.lists.map(tidy).filter(Boolean), list => list),
    custom: custom.filter(field => field.value !== ''),
  };
  if (settled.name === '') throw new RowError('empty');
  check(settled);
  return settled;
}

/** Something, an @, and something without spaces: what can be written to is found out by writing to it. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/.test(text);
}

type Address = ImportedContact['addresses'][number];

function tidyAddress(address: Address): Address {
  return {
    kind: address.kind,
    street: tidyLines(address.street),
    city: tidy(address.city),
    region: tidy(address.region),
    postalCode: tidy(address.postalCode),
    country: tidy(address.country),
  };
}

function isSomewhere({ street, city, region, postalCode, country }: Address): boolean {
  return [street, city, region, postalCode, country].some(Boolean);
}

function check(contact: ImportedContact): void {
  const fits = (field: string, value: string | null, most: number): void => {
    if (value !== null && value.length > most) throw new RowError('tooLong', field);
  };
  fits('name', contact.name, limits.name);
  fits('otherName', contact.otherName, limits.name);
  fits('organisation', contact.organisation, limits.organisation);
  fits('role', contact.role, limits.role);
  fits('note', contact.note, limits.note);
  fits('birthday', contact.birthday, limits.label);
  for (const { raw } of contact.numbers) fits('phone', raw, limits.number);
  for (const { address } of contact.emails) fits('email', address, limits.email);
  for (const { street, city, region, postalCode, country } of contact.addresses) {
    fits('address', street, limits.street);
    for (const part of [city, region, postalCode, country]) fits('address', part, limits.addressPart);
  }
  for (const link of contact.links) fits('link', link, limits.link);
  for (const list of contact.lists) fits('list', list, limits.list);
  for (const { label, value } of contact.custom) {
    fits('custom', label, limits.label);
    fits('custom', value, limits.value);
  }
  for (const [field, entries] of Object.entries({
    phone: contact.numbers,
    email: contact.emails,
    address: contact.addresses,
    link: contact.links,
    list: contact.lists,
    custom: contact.custom,
  }))
    if (entries.length > limits.entries) throw new RowError('tooMany', field);
}

function unlike<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter(item => !seen.has(key(item)) && seen.add(key(item)));
}

const orNull = (text: string): string | null => (text === '' ? null : text);
