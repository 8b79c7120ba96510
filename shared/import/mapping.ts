/** A first guess of what each column holds: by its name, by the family it belongs to, and by what stands in it. */
import { fold, foldDigits } from '../match/fold.ts';
import type { ColumnTarget, Field, Mapping } from './fields.ts';
import { fieldNamed } from './headers.ts';
import { looksLikeEmail } from './settle.ts';

/** Google's families: `Phone 1 - Label`, `Phone 1 - Value`, `Address 2 - City`; the fold turns the hyphens to spaces. */
const family = /^(phone|e mail|email|address|website|custom field|list|organization) (\d+)(?: (.+))?$/;

const addressParts: Readonly<Record<string, string>> = {
  street: 'street',
  'extended address': 'street',
  'po box': 'street',
  city: 'city',
  region: 'region',
  'postal code': 'postalCode',
  country: 'country',
};

/** `rows` are the first of the file; `hasHeader` says whether `header` names the columns or is just the first of them. */
export function guessMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  hasHeader: boolean,
): Mapping {
  const folded = hasHeader ? header.map(fold) : header.map(() => '');
  const columns = (column: number): string[] =>
    rows.map(row => (row[column] ?? '').trim()).filter(cell => cell !== '');
  const mapping: Mapping = folded.map((name, column) => {
    const cells = columns(column);
    const target = inFamily(folded, name) ?? named(header[column] ?? '', name, cells);
    return target ?? { field: sniff(cells), of: null };
  });
  return hasHeader ? mapping : withName(mapping, columns);
}

/** Files of the same columns are mapped alike: the key under which a mapping is remembered. */
export function headerSignature(header: readonly string[]): string {
  return header.map(name => fold(name)).join('\u001F');
}

function inFamily(all: readonly string[], name: string): ColumnTarget | null {
  const [, kin, number, part] = family.exec(name) ?? [];
  if (kin === undefined || number === undefined) return null;
  const indexOf = (...parts: string[]): number | null => {
    const at = all.findIndex(other => parts.some(one => other === `${kin} ${number} ${one}`));
    return at === -1 ? null : at;
  };
  const value = indexOf('value');
  const isLabel = part === 'type' || part === 'label';
  if (kin === 'list' && part === undefined) return { field: 'list', of: null };
  if (kin === 'address') {
    const anchor = indexOf(...Object.keys(addressParts));
    if (isLabel) return anchor === null ? ignored : { field: 'label', of: anchor };
    if (part === 'formatted') return anchor === null ? { field: 'address.other.street', of: null } : ignored;
    const place = part === undefined ? undefined : addressParts[part];
    return place === undefined ? null : { field: `address.other.${place}` as Field, of: anchor };
  }
  if (isLabel) return value === null ? ignored : { field: 'label', of: value };
  if (part !== 'value') return null;
  if (kin === 'phone') return { field: 'phone.other', of: null };
  if (kin === 'website') return { field: 'link', of: null };
  if (kin === 'custom field') return { field: 'custom', of: null };
  return kin === 'organization' ? null : { field: 'email.other', of: null };
}

const ignored: ColumnTarget = { field: 'ignore', of: null };
/** `Title` is an address (Dr) in Outlook's files and a role in most others. */
const forms =
  /^(mr|mrs|ms|miss|dr|prof|eng|sir|herr|frau|m|mme|mlle|السيد|السيده|الدكتور|د|م|الاستاذ|الشيخ|المهندس)$/;

function named(header: string, folded: string, cells: readonly string[]): ColumnTarget | null {
  const field = folded === '' ? null : fieldNamed(header);
  if (field === null) return null;
  if (field === 'prefix' && folded === 'title' && cells.some(cell => !forms.test(fold(cell))))
    return { field: 'role', of: null };
  return { field, of: null };
}

/** By content alone: most of the cells have to agree. */
function sniff(cells: readonly string[]): Field {
  if (cells.length === 0) return 'ignore';
  const most = (test: (cell: string) => boolean): boolean => cells.filter(test).length > cells.length * 0.6;
  if (most(looksLikeEmail)) return 'email.other';
  if (most(cell => /^https?:\/\/|^www\./i.test(cell))) return 'link';
  if (most(looksLikePhone)) return 'phone.other';
  return 'custom';
}

/** Seven digits at least, and a sign of dialling (+, 0, groups): customer numbers and years are no phones. */
function looksLikePhone(cell: string): boolean {
  const plain = foldDigits(cell);
  const digits = plain.replace(/\D/g, '');
  if (!/^[+\d\s().\-/]+$/.test(plain) || digits.length < 7 || digits.length > 15) return false;
  return /^\s*(\+|0|\(|5\d{8}$|9665)/.test(plain) || /\d[\s-]\d/.test(plain);
}

/** Without names of columns, the first one with words in it names the people. */
function withName(mapping: Mapping, columns: (column: number) => string[]): Mapping {
  const at = mapping.findIndex(
    ({ field }, column) => field === 'custom' && columns(column).some(cell => /\p{L}{2}/u.test(cell)),
  );
  return mapping.map((target, column) => (column === at ? { field: 'name', of: null } : target));
}
