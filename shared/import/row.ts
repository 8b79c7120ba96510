/** A row of values becomes a contact. */
import { fold } from '../match/fold.ts';
import {
  emptyContact,
  RowError,
  type AddressKind,
  type EmailKind,
  type ImportedContact,
  type NumberKind,
} from './contact.ts';
import type { AddressPart, Mapping } from './fields.ts';
import { addressKindNamedBy, isShared, kindNamedBy, placeKindNamedBy } from './kinds.ts';
import { unguarded } from './neutral.ts';
import { languageNamed } from './languages.ts';
import { settle, type Collected } from './settle.ts';
import { tidy } from './text.ts';

/** Google's separator of several values in one cell. */
const several = / ::: /;

/** How somebody is addressed is no part of the name that they are found by. Folded. */
const salutations =
  /^(mr|mrs|ms|miss|herr|frau|m|mme|mlle|monsieur|madame|sr|sra|sig|sig ra|bay|bayan|السيد|السيده|الانسه|الاستاذ|الاستاذه)$/;

export interface RowReading {
  header: readonly string[];
  mapping: Mapping;
  /** ISO 3166-1 alpha-2, of numbers that are written without a country. */
  country: string;
}

/** Throws RowError. */
export function contactFromRow(row: readonly string[], reading: RowReading): ImportedContact {
  const { header, mapping, country } = reading;
  if (row.slice(mapping.length).some(cell => cell.trim() !== '')) throw new RowError('tooManyCells');
  const cells = mapping.map((_, column) => unguarded(row[column] ?? ''));
  const labels = new Map<number, string>();
  for (const [column, { field, of }] of mapping.entries())
    if (field === 'label' && of !== null) labels.set(of, (cells[column] ?? '').replace(/^\*\s*/, ''));

  const gathered = new Gathered();
  for (const [column, { field, of }] of mapping.entries()) {
    const cell = cells[column] ?? '';
    if (cell.trim() === '') continue;
    const [kin, kind, part] = field.split('.') as [string, string | undefined, string | undefined];
    const label = labels.get(column) ?? '';
    const name = label || header[column] || `${column + 1}`;
    if (kin === 'phone') gathered.phones(cell, kind as NumberKind, label);
    else if (kin === 'email') gathered.emails(cell, kind as EmailKind, label);
    else if (kin === 'address')
      gathered.address(
        `${of ?? kind}`,
        kind as AddressKind,
        part as AddressPart,
        cell,
        labels.get(of ?? column) ?? '',
      );
    else gathered.plain(field, cell, name, label);
  }
  return settle(gathered.collected(), country);
}

class Gathered {
  readonly #names: Partial<Record<'prefix' | 'given' | 'middle' | 'family' | 'suffix', string>> = {};
  readonly #addresses = new Map<string, Collected['addresses'][number]>();
  readonly #contact: Collected = emptyContact();

  phones(cell: string, kind: NumberKind, label: string): void {
    const said = kindNamedBy(label) ?? kind;
    const shared = isShared(said, label);
    for (const raw of cell.split(several)) this.#contact.numbers.push({ raw, kind: said, shared });
  }

  emails(cell: string, kind: EmailKind, label: string): void {
    for (const address of cell.split(several))
      this.#contact.emails.push({ address, kind: placeKindNamedBy(label) ?? kind });
  }

  address(group: string, kind: AddressKind, part: AddressPart, cell: string, label: string): void {
    const known = this.#addresses.get(group) ?? {
      kind: addressKindNamedBy(label) ?? kind,
      street: '',
      city: '',
      region: '',
      postalCode: '',
      country: '',
    };
    this.#addresses.set(group, {
      ...known,
      [part]: known[part] === '' ? cell : `${known[part]}${part === 'street' ? '\n' : ', '}${cell}`,
    });
  }

  /** `name`: of the column, for what has no place of its own; `label`: from the column that names its kind. */
  plain(field: Mapping[number]['field'], cell: string, name: string, label: string): void {
    const contact = this.#contact;
    switch (field) {
      case 'name':
        if (contact.name === '') contact.name = cell;
        else this.#keep(name, cell, contact.name);
        return;
      case 'prefix':
      case 'given':
      case 'middle':
      case 'family':
      case 'suffix':
        this.#names[field] ??= cell;
        return;
      case 'otherName':
      case 'organisation':
      case 'role':
      case 'birthday':
        if (contact[field] === null) contact[field] = cell;
        else this.#keep(name, cell, contact[field]);
        return;
      case 'language':
        contact.language = languageNamed(cell);
        if (contact.language === null) this.#keep(name, cell, '');
        return;
      case 'link':
        contact.links.push(...cell.split(several).map(url => ({ label, url })));
        return;
      case 'note':
        contact.note = contact.note === null ? cell : `${contact.note}\n${cell}`;
        return;
      case 'list':
        contact.lists.push(cell);
        return;
      case 'tags':
        contact.tags.push(...tagsIn(cell));
        return;
      case 'doNotContact':
        contact.doNotContact ||= /^(y|yes|true|1|x|نعم|ja|oui|si|sí|да|evet)$/i.test(tidy(cell));
        return;
      case 'custom':
        contact.custom.push({ label: name, value: cell });
        return;
      default:
        return; // ignored, or a label that was read before
    }
  }

  collected(): Collected {
    const { prefix = '', given, middle, family, suffix } = this.#names;
    const greeting = salutations.test(fold(prefix));
    const composed = [greeting ? '' : prefix, given, middle, family, suffix].filter(Boolean).join(' ');
    return {
      ...this.#contact,
      custom: [...this.#contact.custom, ...(greeting ? [{ label: 'Salutation', value: prefix }] : [])],
      name: tidy(this.#contact.name) || composed,
      addresses: [...this.#addresses.values()],
    };
  }

  #keep(label: string, value: string, held: string): void {
    if (tidy(value) !== tidy(held)) this.#contact.custom.push({ label, value });
  }
}

/** Google separates with colons, Outlook with semicolons. */
function tagsIn(cell: string): string[] {
  return cell.includes(' :::') ? cell.split(/ ::: ?/) : cell.split(/[;,،]/);
}
