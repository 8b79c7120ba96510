/** Where the values of a column can go. */
import { addressKinds, emailKinds, numberKinds } from './contact.ts';

export const addressParts = ['street', 'city', 'region', 'postalCode', 'country'] as const;
export type AddressPart = (typeof addressParts)[number];

const plainFields = [
  'ignore',
  'name',
  'prefix',
  'given',
  'middle',
  'family',
  'suffix',
  'otherName',
  'organisation',
  'role',
  'language',
  'link',
  'note',
  'birthday',
  /** One tag, or several as address books list their labels. */
  'tags',
  /** The name of one list. */
  'list',
  /** Yes, 1, نعم … */
  'doNotContact',
  /** Kept under the name that the column has. */
  'custom',
  /** Names the kind of the column `of`, as Google does: `Phone 1 - Label`. */
  'label',
] as const;

export type Field =
  | (typeof plainFields)[number]
  | `phone.${(typeof numberKinds)[number]}`
  | `email.${(typeof emailKinds)[number]}`
  | `address.${(typeof addressKinds)[number]}.${AddressPart}`;

export const fields: readonly Field[] = [
  ...plainFields,
  ...numberKinds.map(kind => `phone.${kind}` as const),
  ...emailKinds.map(kind => `email.${kind}` as const),
  ...addressKinds.flatMap(kind => addressParts.map(part => `address.${kind}.${part}` as const)),
];

/**
 * What becomes of one column. `of` is another column: for a `label`, the one whose kind it names; for a part of an
 * address, the first part of the same one.
 */
export interface ColumnTarget {
  field: Field;
  of: number | null;
}
export type Mapping = ColumnTarget[];
