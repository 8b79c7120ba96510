/** The last step of every reader: what was collected from a record becomes a contact that the store takes, or says why not. */
import { withoutMarks } from '../numbers/digits.ts';
import { limits, RowError, type ImportedContact, type ImportedNumber } from './contact.ts';
import { countryNamed } from './countries.ts';
import { readNumber } from './numbers.ts';
import { tidy, tidyLines } from './text.ts';

/** What a reader collected, as it stood there. */
export type Collected = Omit<ImportedContact, 'numbers' | 'links'> & {
  numbers: Omit<ImportedNumber, 'e164'>[];
  links: { label: string; url: string }[];
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
  const links: ImportedContact['links'] = [];
  for (const { label, url } of collected.links) {
    const link = linkFrom(tidy(label), tidy(url));
    if (link === null) custom.push({ label: tidy(label) || 'Website', value: tidy(url) });
    else links.push(link);
  }
  const settled: ImportedContact = {
    name: tidy(collected.name) || (organisation ?? emails[0]?.address ?? numbers[0]?.raw ?? ''),
    otherName: orNull(tidy(collected.otherName ?? '')),
    organisation,
    role: orNull(tidy(collected.role ?? '')),
    language: collected.language,
    numbers: unlike(numbers, number => number.e164 ?? number.raw),
    emails: unlike(emails, email => email.address.toLowerCase()),
    addresses: collected.addresses.map(tidyAddress).filter(isSomewhere),
    links: unlike(links, link => `${link.kind} ${link.label} ${link.url}`),
    note: orNull(tidyLines(collected.note ?? '')),
    birthday: orNull(tidy(collected.birthday ?? '').replace(/^0+[/.-]0+[/.-]0+$/, '')),
    tags: unlike(collected.tags.map(tidyTag).filter(isTag), tag => tag),
    lists: unlike(collected.lists.map(tidy).filter(Boolean), list => list),
    custom: together(custom),
    doNotContact: collected.doNotContact,
  };
  if (settled.name === '') throw new RowError('empty');
  check(settled);
  return settled;
}

const linkKind = /^(web|video|chat|social|map|other)(?:: (.*))?$/i;

/** Null for what no browser would open as a page: `file:`, `javascript:`, or words. */
function linkFrom(label: string, url: string): ImportedContact['links'][number] | null {
  const whole = /^(www\.)?[\p{L}\d-]+(\.[\p{L}\d-]+)+(\/\S*)?$/u.test(url) ? `https://${url}` : url;
  if (!/^https?:\/\/[^\s/]\S*$/i.test(whole)) return null;
  const [, kind, rest] = linkKind.exec(label) ?? [];
  return kind === undefined
    ? { kind: 'web', label, url: whole }
    : { kind: kind.toLowerCase() as ImportedContact['links'][number]['kind'], label: rest ?? '', url: whole };
}

/** What linkFrom() reads the kind and the label from again. */
export function linkLabel({ kind, label }: ImportedContact['links'][number]): string {
  if (kind === 'web' && !linkKind.test(label)) return label;
  const named = kind.charAt(0).toUpperCase() + kind.slice(1);
  return label === '' ? named : `${named}: ${label}`;
}

/** Without the signs that separate and mark labels in other address books. */
const tidyTag = (tag: string): string => tidy(tag.replaceAll(':::', ' ')).replace(/^[*\s]+/, '');
const isTag = (tag: string): boolean => !/^(my ?contacts|)$/i.test(tag);

/** A field has one value: what stands twice under one name stands in it together. */
function together(fields: readonly ImportedContact['custom'][number][]): ImportedContact['custom'] {
  const values = new Map<string, string>();
  for (const { label, value } of fields) {
    const held = values.get(label);
    if (value !== '' && held !== value) values.set(label, held === undefined ? value : `${held}; ${value}`);
  }
  return [...values].map(([label, value]) => ({ label, value }));
}

/** Something, an @, and something without spaces: what can be written to is found out by writing to it. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/.test(text);
}

type Address = ImportedContact['addresses'][number];

/** A country that nobody knows is still part of where to send it. */
function tidyAddress(address: Address): Address {
  const written = tidy(address.country);
  const country = countryNamed(written);
  const rest = country === null ? written : '';
  const region = tidy(address.region);
  return {
    kind: address.kind,
    street: tidyLines(region === '' || rest === '' ? address.street : `${address.street}\n${rest}`),
    city: tidy(address.city),
    region: region === '' ? rest : region,
    postalCode: tidy(address.postalCode),
    country: country ?? '',
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
    for (const part of [city, region, country]) fits('address', part, limits.addressPart);
    fits('address', postalCode, limits.postalCode);
  }
  for (const { label, url } of contact.links) {
    fits('link', url, limits.link);
    fits('link', label, limits.addressPart);
  }
  for (const tag of contact.tags) fits('tag', tag, limits.tag);
  for (const list of contact.lists) fits('list', list, limits.list);
  for (const { label, value } of contact.custom) {
    fits('custom', label, limits.label);
    fits('custom', value, limits.value);
  }
  for (const field of ['numbers', 'emails', 'addresses', 'links', 'tags', 'lists', 'custom'] as const)
    if (contact[field].length > limits[field]) throw new RowError('tooMany', field);
}

function unlike<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter(item => !seen.has(key(item)) && seen.add(key(item)));
}

const orNull = (text: string): string | null => (text === '' ? null : text);
