/** Contacts as rows of values, in columns that Google, Outlook's helpers and we ourselves read again. */
import type { ImportedContact, ImportedNumber } from './contact.ts';
import { sharedMark } from './kinds.ts';
import { countryName } from './countries.ts';
import { linkLabel } from './settle.ts';
import { guarded } from './neutral.ts';

/** How many of each a row has room for: as many as the richest contact needs. */
export interface Widths {
  numbers: number;
  emails: number;
  addresses: number;
  links: number;
  lists: number;
  custom: number;
}

export const noWidths: Widths = { numbers: 0, emails: 0, addresses: 0, links: 0, lists: 0, custom: 0 };

export function widened(widths: Widths, contact: ImportedContact): Widths {
  const wider = { ...widths };
  for (const key of Object.keys(wider) as (keyof Widths)[])
    wider[key] = Math.max(wider[key], contact[key].length);
  return wider;
}

const upTo = <T>(count: number, make: (number: number) => T[]): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1)).flat();

export function csvHeader(widths: Widths): string[] {
  return [
    'Name',
    'Other Name',
    'Organization Name',
    'Organization Title',
    'Language',
    ...upTo(widths.numbers, n => [`Phone ${n} - Label`, `Phone ${n} - Value`]),
    ...upTo(widths.emails, n => [`E-mail ${n} - Label`, `E-mail ${n} - Value`]),
    ...upTo(widths.addresses, n =>
      ['Label', 'Street', 'City', 'Region', 'Postal Code', 'Country'].map(part => `Address ${n} - ${part}`),
    ),
    ...upTo(widths.links, n => [`Website ${n} - Label`, `Website ${n} - Value`]),
    'Birthday',
    'Notes',
    'Labels',
    'Do Not Contact',
    ...upTo(widths.lists, n => [`List ${n}`]),
    ...upTo(widths.custom, n => [`Custom Field ${n} - Label`, `Custom Field ${n} - Value`]),
  ];
}

export function csvRow(contact: ImportedContact, widths: Widths): string[] {
  const each = <T>(
    items: readonly T[],
    count: number,
    cells: (item: T) => string[],
    blank: string[],
  ): string[] =>
    Array.from({ length: count }, (_, index) => {
      const item = items[index];
      return item === undefined ? blank : cells(item);
    }).flat();
  const two = ['', ''];
  return [
    contact.name,
    contact.otherName ?? '',
    contact.organisation ?? '',
    contact.role ?? '',
    contact.language ?? '',
    ...each(contact.numbers, widths.numbers, number => [numberLabel(number), number.raw], two),
    ...each(contact.emails, widths.emails, ({ kind, address }) => [capital(kind), address], two),
    ...each(
      contact.addresses,
      widths.addresses,
      ({ kind, street, city, region, postalCode, country }) => [
        capital(kind), street, city, region, postalCode, countryName(country),
      ], // prettier-ignore
      ['', '', '', '', '', ''],
    ),
    ...each(contact.links, widths.links, link => [linkLabel(link), link.url], two),
    contact.birthday ?? '',
    contact.note ?? '',
    tagsCell(contact.tags),
    contact.doNotContact ? 'Yes' : '',
    ...each(contact.lists, widths.lists, list => [list], ['']),
    ...each(contact.custom, widths.custom, ({ label, value }) => [label, value], two),
  ];
}

/** One line of RFC 4180, formulas disarmed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** Excel takes a CSV file for Windows-1252 unless it begins with this. */
export const byteOrderMark = '\uFEFF';

function quoted(cell: string): string {
  const safe = guarded(cell);
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function numberLabel({ kind, shared }: ImportedNumber): string {
  const mark = sharedMark(kind, shared);
  return mark === null ? capital(kind) : `${capital(kind)} (${mark})`;
}

/** One tag that holds a comma is told from several by the separator after it. */
function tagsCell(tags: readonly string[]): string {
  const cell = tags.join(' ::: ');
  return tags.length === 1 && /[;,،]/.test(cell) ? `${cell} ::: ` : cell;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the row has room for all of the contact. */
export function fits(contact: ImportedContact, widths: Widths): boolean {
  return (Object.keys(widths) as (keyof Widths)[]).every(key => contact[key].length <= widths[key]);
}
