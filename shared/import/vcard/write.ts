/** A contact as a vCard, 4.0 (RFC 6350) or 3.0 (RFC 2426). Escaping and folding by ical.js. */
import ICAL from 'ical.js';
import type { ImportedContact, NumberKind } from '../contact.ts';
import { countryName } from '../countries.ts';
import { linkLabel } from '../settle.ts';
import { sharedMark } from '../kinds.ts';
import { folded } from './logical.ts';
import { photoLine, type CardPhoto } from './photo.ts';

export const cardVersions = ['4.0', '3.0'] as const;
export type CardVersion = (typeof cardVersions)[number];

type Value = string | string[];
type JCardProperty = [string, Record<string, string | string[]>, string, ...Value[]];

const numberTypes: Record<NumberKind, string[]> = {
  mobile: ['cell'],
  work: ['work'],
  home: ['home'],
  main: ['x-main'],
  fax: ['fax'],
  other: [],
};

/** Lines end in CRLF, the last one, too. */
export function cardOf(
  contact: ImportedContact,
  version: CardVersion,
  photo: CardPhoto | null = null,
): string {
  const design = version === '4.0' ? ICAL.design.vcard : ICAL.design.vcard3;
  const lines = propertiesOf(contact, version).map(property =>
    ICAL.stringify.property(property, design, false),
  );
  const picture = photo === null ? '' : folded(photoLine(photo, version));
  return ['BEGIN:VCARD', `VERSION:${version}`, ...lines, `${picture}END:VCARD`, ''].join('\r\n');
}

function propertiesOf(contact: ImportedContact, version: CardVersion): JCardProperty[] {
  const plain = (name: string, value: string | null): JCardProperty[] =>
    value === null ? [] : [[name, {}, 'text', value]];
  const typed = (types: readonly string[]): Record<string, string | string[]> =>
    types.length === 0 ? {} : { type: [...types] };
  const place = (kind: string): Record<string, string | string[]> => typed(kind === 'other' ? [] : [kind]);
  const fields = contact.custom.flatMap(({ label, value }, index): JCardProperty[] => [
    ['x-hatif-field', { group: `field${index + 1}` }, 'text', value],
    ['x-ablabel', { group: `field${index + 1}` }, 'text', label],
  ]);
  return [
    ['fn', {}, 'text', contact.name],
    ...(version === '3.0' ? ([['n', {}, 'text', [contact.name, '', '', '', '']]] as JCardProperty[]) : []),
    ...plain('x-other-name', contact.otherName),
    ...(contact.organisation === null
      ? []
      : ([['org', {}, 'text', [contact.organisation]]] as JCardProperty[])),
    ...plain('title', contact.role),
    ...(contact.language === null ? [] : plain('lang', contact.language)),
    ...contact.numbers.map(({ raw, kind, shared }): JCardProperty => {
      const mark = sharedMark(kind, shared);
      return ['tel', typed([...numberTypes[kind], ...(mark === null ? [] : [`x-${mark}`])]), 'text', raw];
    }),
    ...contact.emails.map(({ address, kind }): JCardProperty => ['email', place(kind), 'text', address]),
    ...contact.addresses.map(({ kind, street, city, region, postalCode, country }): JCardProperty => [
      'adr',
      place(kind),
      'text',
      ['', '', street, city, region, postalCode, countryName(country)],
    ]),
    ...contact.links.flatMap((link, index): JCardProperty[] => {
      const label = linkLabel(link);
      if (label === '') return [['url', {}, 'text', link.url]];
      const group = `link${index + 1}`;
      return [
        ['url', { group }, 'text', link.url],
        ['x-ablabel', { group }, 'text', label],
      ];
    }),
    ...plain('note', contact.note),
    ...plain('bday', contact.birthday),
    ...(contact.tags.length === 0 ? [] : ([['categories', {}, 'text', ...contact.tags]] as JCardProperty[])),
    ...contact.lists.map((list): JCardProperty => ['x-hatif-list', {}, 'text', list]),
    ...(contact.doNotContact ? plain('x-do-not-contact', 'yes') : []),
    ...fields,
  ];
}
