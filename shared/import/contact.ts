/** A contact between a file and the store: what every reader of a format makes and every writer of one takes. */
import type { PersonNumber } from '../people/types.ts';

export const emailKinds = ['work', 'home', 'other'] as const;
export type EmailKind = (typeof emailKinds)[number];
export const addressKinds = ['work', 'home', 'post', 'other'] as const;
export type AddressKind = (typeof addressKinds)[number];
export const numberKinds = ['mobile', 'work', 'home', 'main', 'fax', 'other'] as const;
export type NumberKind = PersonNumber['kind'];
export const linkKinds = ['web', 'video', 'chat', 'social', 'map', 'other'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface ImportedNumber {
  /** As it stood in the file: a vanity number keeps its letters. */
  raw: string;
  e164: string | null;
  kind: NumberKind;
  /** Of a switchboard or a family: says nothing about who somebody is. */
  shared: boolean;
}

export interface ImportedEmail {
  address: string;
  kind: EmailKind;
}

export interface ImportedAddress {
  kind: AddressKind;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2, or empty. */
  country: string;
}

export interface ImportedLink {
  kind: LinkKind;
  label: string;
  /** http or https. */
  url: string;
}

/** What has no place of its own, under the name it had in the file. */
export interface CustomField {
  label: string;
  value: string;
}

export interface ImportedContact {
  /** Never empty. */
  name: string;
  /** The name in the other script. */
  otherName: string | null;
  organisation: string | null;
  role: string | null;
  /** BCP 47. */
  language: string | null;
  numbers: ImportedNumber[];
  emails: ImportedEmail[];
  addresses: ImportedAddress[];
  links: ImportedLink[];
  note: string | null;
  /** ISO 8601, as far as it is known: `1980-05-17`, `--05-17`. */
  birthday: string | null;
  tags: string[];
  lists: string[];
  /** No label twice. */
  custom: CustomField[];
  doNotContact: boolean;
}

/** What the store takes, in UTF-16 units. */
export const limits = {
  name: 200,
  organisation: 200,
  role: 120,
  number: 64,
  email: 254,
  street: 300,
  postalCode: 20,
  addressPart: 120,
  link: 2_000,
  note: 2_000,
  tag: 60,
  list: 120,
  label: 80,
  value: 1_000,
  numbers: 20,
  emails: 20,
  addresses: 10,
  links: 20,
  tags: 50,
  lists: 50,
  custom: 100,
} as const;

/** Why a record of the file did not become a contact, or part of one. Each has a sentence in both catalogues. */
export const rowReasons = [
  'empty', // nothing that names or reaches anybody
  'tooManyCells', // more than the header has columns, so that nothing can be told apart
  'tooLong', // a value that is longer than its field; `detail` names the field
  'tooMany', // more numbers, addresses … than one contact can have
  'rounded', // 9.66501E+11: a spreadsheet has eaten the last digits
  'group', // a vCard of a group, which is nobody
  'unreadable', // a vCard that breaks its own rules
  'refused', // the store would not take it
] as const;
export type RowReason = (typeof rowReasons)[number];

export class RowError extends Error {
  override readonly name = 'RowError';
  readonly reason: RowReason;
  /** A name of a field or what else helps to find it; never a value of the file. */
  readonly detail: string;

  constructor(reason: RowReason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

export const emptyContact = (): ImportedContact => ({
  name: '',
  otherName: null,
  organisation: null,
  role: null,
  language: null,
  numbers: [],
  emails: [],
  addresses: [],
  links: [],
  note: null,
  birthday: null,
  tags: [],
  lists: [],
  custom: [],
  doNotContact: false,
});
