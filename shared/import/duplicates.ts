/** Whether somebody is known already, and what becomes of them. */
import { fold } from '../match/fold.ts';
import { digitsOf } from '../match/number-key.ts';
import type { ImportedContact } from './contact.ts';

/** What two records must share to be one person; `off` adds everyone as new. */
export const matchBy = ['number', 'email', 'name'] as const;
export type MatchBy = (typeof matchBy)[number];
/** What happens with those who are known. */
export const onDuplicate = ['skip', 'update', 'add'] as const;
export type OnDuplicate = (typeof onDuplicate)[number];

/** Fewer digits are an extension, which many share. */
const fewestDigits = 7;

export interface ContactKeys {
  /** E.164 of direct lines, or the digits of numbers without a country. */
  numbers: { e164: string | null; digits: string }[];
  emails: string[];
  /** Folded; null where it is an organisation's, an address or a number. */
  name: string | null;
}

/** What `contact` can be recognised by, as far as `by` says. Switchboards and faxes are no sign of a person. */
export function keysOf(contact: ImportedContact, by: readonly MatchBy[]): ContactKeys {
  const numbers = contact.numbers
    .filter(number => !number.shared && number.kind !== 'fax' && number.kind !== 'main')
    .map(({ raw, e164 }) => ({ e164, digits: digitsOf(e164 ?? raw) }))
    .filter(({ digits }) => digits.length >= fewestDigits);
  const name = fold(contact.name);
  return {
    numbers: by.includes('number') ? numbers : [],
    emails: by.includes('email') ? contact.emails.map(email => foldEmail(email.address)) : [],
    name: by.includes('name') && name.includes(' ') ? name : null,
  };
}

/** Case means nothing in an address as people type it. */
export const foldEmail = (address: string): string => address.toLowerCase();
