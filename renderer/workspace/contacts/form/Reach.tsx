import { Select, Switch, TextInput } from '@mantine/core';
import { getCountries } from 'libphonenumber-js/min';
import { useMemo } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Address, Email, Link, TypedNumber } from '../../../../shared/people/contact.ts';
import { useFormats, useWords } from '../../state/context.tsx';
import { Rows } from './Rows.tsx';

const ltr = { styles: { input: { direction: 'ltr' as const, textAlign: 'start' as const } } };

/** What is wrong with a row, by its id; said under its first field. */
export type Faults = Readonly<Record<string, string>>;

export interface Reached {
  numbers: TypedNumber[];
  emails: Email[];
  addresses: Address[];
  links: Link[];
}

const partWord = { postcode: 'contacts.postcode', city: 'contacts.town', region: 'contacts.region' } as const;

/** Every way to reach a person or an organisation. `shareable`: numbers may be direct lines. */
export function Reach({
  value,
  faults,
  shareable,
  onChange,
}: {
  value: Reached;
  faults: Faults;
  shareable: boolean;
  onChange: (part: Partial<Reached>) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const countries = useMemo(
    () =>
      getCountries()
        .map(code => ({ value: code as string, label: formats.country(code) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [formats],
  );
  const kinds = <K extends string>(names: readonly K[], word: (kind: K) => string) =>
    names.map(kind => ({ value: kind, label: word(kind) }));
  const rowWords = (add: string, of: string) => ({
    add,
    remove: () => t('contacts.removeRow', { what: of }),
    first: () => t('contacts.putFirst', { what: of }),
  });

  return (
    <>
      <Rows
        title={t('contacts.numbers')}
        rows={value.numbers}
        most={20}
        blank={() => ({
          id: uuidv7(),
          raw: '',
          kind: shareable ? ('mobile' as const) : ('main' as const),
          shared: !shareable,
        })}
        onChange={numbers => onChange({ numbers })}
        words={rowWords(t('contacts.addNumber'), t('contacts.number'))}
      >
        {(row, set) => (
          <>
            <TextInput
              {...ltr}
              aria-label={t('contacts.number')}
              className="grow"
              type="tel"
              maxLength={64}
              value={row.raw}
              error={faults[row.id]}
              onChange={event => set({ raw: event.currentTarget.value })}
            />
            <Select
              aria-label={t('contacts.kind')}
              w={132}
              allowDeselect={false}
              data={kinds(['mobile', 'work', 'home', 'main', 'fax', 'other'] as const, kind =>
                t(`contacts.${kind}`),
              )}
              value={row.kind}
              onChange={kind =>
                kind !== null && set(kind === 'main' && shareable ? { kind, shared: true } : { kind })
              }
            />
            {shareable && (
              <Switch
                label={t('contacts.sharedNumber')}
                checked={row.shared}
                onChange={event => set({ shared: event.currentTarget.checked })}
              />
            )}
          </>
        )}
      </Rows>
      <Rows
        title={t('contacts.emails')}
        rows={value.emails}
        most={20}
        blank={() => ({ id: uuidv7(), address: '', kind: 'work' as const })}
        onChange={emails => onChange({ emails })}
        words={rowWords(t('contacts.addEmail'), t('contacts.email'))}
      >
        {(row, set) => (
          <>
            <TextInput
              {...ltr}
              aria-label={t('contacts.email')}
              className="grow"
              type="email"
              maxLength={254}
              value={row.address}
              error={faults[row.id]}
              onChange={event => set({ address: event.currentTarget.value })}
            />
            <Select
              aria-label={t('contacts.kind')}
              w={132}
              allowDeselect={false}
              data={kinds(['work', 'home', 'other'] as const, kind => t(`contacts.${kind}`))}
              value={row.kind}
              onChange={kind => kind !== null && set({ kind })}
            />
          </>
        )}
      </Rows>
      <Rows
        title={t('contacts.addresses')}
        rows={value.addresses}
        most={10}
        blank={() => ({
          id: uuidv7(),
          kind: 'work' as const,
          street: '',
          postcode: '',
          city: '',
          region: '',
          country: null,
        })}
        onChange={addresses => onChange({ addresses })}
        words={rowWords(t('contacts.addAddress'), t('contacts.address'))}
      >
        {(row, set) => (
          <div className="edit-address grow">
            <TextInput
              aria-label={t('contacts.street')}
              placeholder={t('contacts.street')}
              className="wide"
              maxLength={300}
              value={row.street}
              error={faults[row.id]}
              onChange={event => set({ street: event.currentTarget.value })}
            />
            <Select
              aria-label={t('contacts.kind')}
              allowDeselect={false}
              data={kinds(['work', 'home', 'post', 'other'] as const, kind => t(`contacts.${kind}`))}
              value={row.kind}
              onChange={kind => kind !== null && set({ kind })}
            />
            {(['postcode', 'city', 'region'] as const).map(part => (
              <TextInput
                key={part}
                aria-label={t(partWord[part])}
                placeholder={t(partWord[part])}
                maxLength={part === 'postcode' ? 20 : 120}
                value={row[part]}
                onChange={event => set({ [part]: event.currentTarget.value })}
              />
            ))}
            <Select
              aria-label={t('contacts.country')}
              placeholder={t('contacts.country')}
              className="wide"
              searchable
              clearable
              data={countries}
              value={row.country}
              onChange={country => set({ country })}
            />
          </div>
        )}
      </Rows>
      <Rows
        title={t('contacts.links')}
        rows={value.links}
        most={20}
        blank={() => ({ id: uuidv7(), kind: 'web' as const, label: '', url: 'https://' })}
        onChange={links => onChange({ links })}
        words={rowWords(t('contacts.addLink'), t('contacts.link'))}
      >
        {(row, set) => (
          <>
            <TextInput
              {...ltr}
              aria-label={t('contacts.link')}
              className="grow"
              type="url"
              maxLength={2000}
              value={row.url}
              error={faults[row.id]}
              onChange={event => set({ url: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('contacts.linkLabel')}
              placeholder={t('contacts.linkLabel')}
              w={132}
              maxLength={120}
              value={row.label}
              onChange={event => set({ label: event.currentTarget.value })}
            />
            <Select
              aria-label={t('contacts.kind')}
              w={132}
              allowDeselect={false}
              data={kinds(['web', 'video', 'chat', 'social', 'map', 'other'] as const, kind =>
                t(`contacts.${kind}Link`),
              )}
              value={row.kind}
              onChange={kind => kind !== null && set({ kind })}
            />
          </>
        )}
      </Rows>
    </>
  );
}
