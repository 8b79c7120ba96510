/** Content lines of one card (vCard 2.1, 3.0, 4.0) become a contact. Grammar by ical.js, meaning by RFC 6350. */
import ICAL from 'ical.js';
import { RowError, type AddressKind, type ImportedContact, type NumberKind } from '../contact.ts';
import { addressKindNamedBy, isShared, kindNamedBy, placeKindNamedBy } from '../kinds.ts';
import { languageNamed } from '../languages.ts';
import { settle, type Collected } from '../settle.ts';
import { in30, isOldWay, valueAt, type DecodeBytes } from './v21.ts';

/** `name`, lower case; `values` as the grammar gives them: texts, or lists of texts. */
interface Property {
  name: string;
  group: string | null;
  /** TYPE values, and for vCard 4.0 `pref`, lower case. */
  types: string[];
  pref: number;
  values: (string | string[])[];
}

const understood =
  /^(?:[\w-]+\.)?(FN|N|NICKNAME|ORG|TITLE|ROLE|TEL|EMAIL|ADR|URL|NOTE|BDAY|CATEGORIES|LANG|IMPP|KIND|X-ADDRESSBOOKSERVER-KIND|X-ABLABEL|X-SIP|X-OTHER-NAME|X-HATIF-FIELD|X-HATIF-LIST|X-DO-NOT-CONTACT)(?=[;:])/i;

/** What says how a card is kept, not who somebody is. */
const housekeeping =
  /^(?:[\w-]+\.)?(VERSION|PRODID|REV|UID|CLASS|SOURCE|NAME|SORT-STRING|MAILER|CLIENTPIDMAP|XML|TZ|GEO|LABEL|AGENT|MEMBER|BEGIN|END|X-(?!ASSISTANT|SPOUSE|MANAGER|ANNIVERSARY|SKYPE|JABBER|ICQ|MSN|AIM|YAHOO|QQ|TWITTER)[\w-]*)(?=[;:])/i;

export interface CardReading {
  country: string;
  decode: DecodeBytes;
}

/** Throws RowError. */
export function contactFromCard(lines: readonly string[], { country, decode }: CardReading): ImportedContact {
  const version = /^VERSION:\s*(\S+)/i;
  const is4 = lines.some(line => version.exec(line)?.[1]?.startsWith('4') === true);
  const design = is4 ? ICAL.design.vcard : ICAL.design.vcard3;
  const properties: Property[] = [];
  const rest: Collected['custom'] = [];
  for (const line of lines) {
    if (understood.test(line)) properties.push(parse(isOldWay(line) ? in30(line, decode) : line, design));
    else if (!housekeeping.test(line) && /^[\w.-]+[;:]/.test(line))
      rest.push(unknownField(line, design, decode));
  }
  return settle(collect(properties, rest), country);
}

/** Parts between semicolons; in all other values `\\;` is but a semicolon, which ical.js leaves as it stands. */
const structured = /^(?:[\w-]+\.)?(?:N|ADR|ORG)[;:]/i;

/** Stands for an escaped backslash, which ical.js takes for the escape of what follows; a noncharacter (Unicode 23.7). */
const backslash = '\uFDD0';

function withPlainSigns(line: string): string {
  const at = valueAt(line);
  const signs = structured.test(line) ? /\\([\\:])/g : /\\([\\;:])/g;
  const value = line.slice(at).replaceAll(backslash, '');
  return line.slice(0, at) + value.replace(signs, (_all, sign) => (sign === '\\' ? backslash : String(sign)));
}

const withBackslashes = (text: string): string => text.replaceAll(backslash, '\\');

function parse(line: string, design: unknown): Property {
  let parsed: unknown[];
  try {
    parsed = (ICAL.parse.property as (line: string, design: unknown) => unknown[])(
      withPlainSigns(line),
      design,
    );
  } catch {
    throw new RowError('unreadable', line.slice(0, 40).replace(/[:;].*/s, ''));
  }
  const [name, parameters, , ...values] = parsed as [
    string,
    Record<string, string | string[]>,
    string,
    ...unknown[],
  ];
  const said = [parameters['type'] ?? []].flat().flatMap(type => type.toLowerCase().split(','));
  return {
    name,
    group: typeof parameters['group'] === 'string' ? parameters['group'].toLowerCase() : null,
    types: said,
    pref: said.includes('pref') ? 1 : Number(parameters['pref'] ?? 101),
    values: values.map(value =>
      Array.isArray(value)
        ? value.map(part => withBackslashes([part].flat().join(', ')))
        : withBackslashes(String(value)),
    ),
  };
}

function unknownField(line: string, design: unknown, decode: DecodeBytes): Collected['custom'][number] {
  try {
    const { name, values } = parse(isOldWay(line) ? in30(line, decode) : line, design);
    const label = name.replace(/^x-/, '').replaceAll('-', ' ');
    return {
      label: label.charAt(0).toUpperCase() + label.slice(1),
      value: values.flat().filter(Boolean).join(', '),
    };
  } catch {
    // A line that nobody needs and that breaks the rules does not cost the whole card.
    return { label: '', value: '' };
  }
}

function collect(properties: readonly Property[], rest: Collected['custom']): Collected {
  const all = (name: string): Property[] =>
    properties.filter(property => property.name === name).sort((a, b) => a.pref - b.pref);
  const first = (name: string): string => text(all(name)[0]);
  const kind = (first('kind') || first('x-addressbookserver-kind')).toLowerCase();
  if (kind === 'group') throw new RowError('group');
  /** Apple names a kind of its own on a line of the same group: `item1.X-ABLabel:_$!<Other>!$_`. */
  const label = ({ group }: Property): string =>
    text(all('x-ablabel').find(one => group !== null && one.group === group)).replace(
      /^_\$!<(.*)>!\$_$/,
      '$1',
    );

  const [full, other] = all('fn').map(text).filter(Boolean);
  const [organisation, ...units] = [all('org')[0]?.values[0] ?? []].flat();
  const titles = [...all('title'), ...all('role')].map(text).filter(Boolean);
  const nicknames = all('nickname')
    .flatMap(one => one.values.flat())
    .filter(Boolean);
  return {
    name: full ?? nameOf(all('n')[0]),
    otherName: other ?? (first('x-other-name') || null),
    organisation: organisation ?? null,
    role: titles[0] ?? null,
    language: languageNamed(first('lang')),
    numbers: [...all('tel'), ...all('x-sip')].map(one => ({
      raw: text(one),
      ...numberKind(one, label(one)),
    })),
    emails: all('email').map(one => ({ address: text(one), kind: placeKind(one, label(one)) })),
    addresses: all('adr').map(one => addressOf(one, addressKind(one, label(one)))),
    links: all('url').map(one => ({ label: label(one).replace(/^HomePage$/, ''), url: text(one) })),
    note: all('note').map(text).join('\n') || null,
    birthday: first('bday') || null,
    tags: all('categories').flatMap(one => one.values.flat()),
    lists: all('x-hatif-list').map(text),
    doNotContact: first('x-do-not-contact') !== '',
    custom: [
      ...units.filter(Boolean).map(value => ({ label: 'Department', value })),
      ...titles.slice(1).map(value => ({ label: 'Role', value })),
      ...nicknames.map(value => ({ label: 'Nickname', value })),
      ...all('impp').map(one => ({ label: label(one) || 'Messenger', value: text(one) })),
      ...all('x-hatif-field').map(one => ({ label: label(one), value: text(one) })),
      ...rest,
    ],
  };
}

const text = (property: Property | undefined): string =>
  property === undefined ? '' : [property.values[0] ?? ''].flat().filter(Boolean).join(' ');

function nameOf(property: Property | undefined): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = [property?.values[0] ?? []].flat();
  return [prefix, given, middle, family, suffix].filter(Boolean).join(' ');
}

function numberKind({ types }: Property, label: string): { kind: NumberKind; shared: boolean } {
  const words = types.filter(type => !['voice', 'pref', 'internet', 'text'].includes(type)).join(' ');
  const kind = kindNamedBy(label) ?? kindNamedBy(words) ?? 'other';
  return { kind, shared: isShared(kind, types.join(' ')) };
}

function placeKind({ types }: Property, label: string): 'work' | 'home' | 'other' {
  return placeKindNamedBy(label) ?? placeKindNamedBy(types.join(' ')) ?? 'other';
}

function addressKind({ types }: Property, label: string): AddressKind {
  return addressKindNamedBy(label) ?? addressKindNamedBy(types.join(' ')) ?? 'other';
}

function addressOf({ values }: Property, kind: AddressKind): Collected['addresses'][number] {
  const [box = '', extended = '', street = '', city = '', region = '', postalCode = '', country = ''] = [
    values[0] ?? [],
  ].flat();
  return {
    kind,
    street: [street, extended, box].filter(Boolean).join('\n'),
    city,
    region,
    postalCode,
    country,
  };
}
