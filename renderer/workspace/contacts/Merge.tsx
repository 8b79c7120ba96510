import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Contact } from '../../../shared/people/contact.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useFormats, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { MergeTable } from './MergeTable.tsx';
import { sayHours } from './saying.ts';

/** Fields of which one is kept, as main/store/merge.ts names them. */
const fields = [
  'name',
  'otherName',
  'organisation',
  'language',
  'timeZone',
  'city',
  'bestTime',
  'consent',
  'remark',
] as const;

/** Two records side by side: where they differ one is chosen, everything else is kept of both. */
export function Merge({ keptId, goneId }: { keptId: string; goneId: string }) {
  const t = useWords();
  const kept = useAnswer('contact.get', { personId: keptId });
  const gone = useAnswer('contact.get', { personId: goneId });
  if (kept === undefined || gone === undefined) return <Skeleton />;
  if (kept === null || gone === null) return <p className="empty section">{t('contacts.gone')}</p>;
  return <SideBySide kept={kept} gone={gone} />;
}

function SideBySide({ kept, gone }: { kept: Contact; gone: Contact }) {
  const t = useWords();
  const formats = useFormats();
  const { ask, did, canUndo, openPane, openPerson } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null);
  const [choice, setChoice] = useState<ReadonlySet<string>>(new Set());
  const leave = () => openPerson(kept.person.id);
  useKeys({ Escape: leave }, { priority: 'page' });

  const channels = (contact: Contact) => {
    const { consent } = contact.fields;
    const given = (['call', 'email', 'message'] as const).filter(channel => consent[channel]);
    return given.length === 0
      ? t('caller.consentNone')
      : formats.list(given.map(channel => t(`contacts.channel_${channel}`)));
  };
  const say = (contact: Contact, field: (typeof fields)[number]): string => {
    const { person } = contact;
    switch (field) {
      case 'organisation':
        return [person.role, person.organisation?.name].filter(Boolean).join(' · ');
      case 'language':
        return person.language === null ? '' : formats.language(person.language);
      case 'bestTime':
        return sayHours(contact.fields.bestTime, formats);
      case 'consent':
        return channels(contact);
      default:
        return contact.fields[field] ?? '';
    }
  };
  const rows = [
    ...fields.map(field => ({
      id: field as string,
      name: t(word[field]),
      values: [say(kept, field), say(gone, field)] as const,
    })),
    ...(vocabulary?.fields ?? [])
      .filter(field => field.belongsTo === 'person')
      .map(field => ({
        id: `value:${field.id}`,
        name: field.name,
        values: [kept.fields.values[field.id] ?? '', gone.fields.values[field.id] ?? ''] as const,
      })),
  ].filter(({ values: [a, b] }) => a !== '' || b !== '');
  const united = (
    [
      [t('contacts.numbers'), each => each.person.numbers.map(one => `\u2066${one.e164 ?? one.raw}\u2069`)],
      [
        t('contacts.emails'),
        each => each.fields.emails.map(one => `\u2066${one.address.toLowerCase()}\u2069`),
      ],
      [t('contacts.addresses'), each => each.fields.addresses.map(one => one.street || one.city)],
      [t('contacts.tags'), each => each.fields.tags],
      [t('caller.lists'), each => each.person.lists],
    ] satisfies [string, (each: Contact) => string[]][]
  )
    .map(([name, of]) => ({ name, together: [...new Set([...of(kept), ...of(gone)])] }))
    .filter(({ together }) => together.length > 0);

  const merge = async () => {
    const goneId = gone.person.id;
    const keptId = kept.person.id;
    const done = await ask('people.merge', { keptId, goneId, choice: [...choice] });
    if (!done) return;
    openPerson(keptId);
    canUndo({
      key: 'contacts.didMerge',
      who: kept.person.name,
      back: () => did('people.unmerge', { asideId: done.asideId }),
    });
  };
  const setApart = async () => {
    if (await did('duplicates.setApart', { personId: kept.person.id, otherId: gone.person.id })) leave();
  };
  const owns = useKeys({ Enter: () => void merge() }, { priority: 'page' });

  return (
    <div className="merge" role="region" aria-label={t('contacts.mergeTitle')}>
      <header className="head">
        <div className="grow">
          <h2>{t('contacts.mergeTitle')}</h2>
          <p className="quiet">{t('contacts.mergeHint')}</p>
        </div>
        <SmallButton onPress={() => void setApart()}>{t('contacts.twoPeople')}</SmallButton>
        <SmallButton
          onPress={() => openPane({ kind: 'merge', keptId: gone.person.id, goneId: kept.person.id })}
        >
          {t('contacts.swap')}
        </SmallButton>
        <Button variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => void merge()} aria-keyshortcuts={owns('Enter') ? 'Enter' : undefined}>
          {t('contacts.merge')}
        </Button>
      </header>
      <MergeTable rows={rows} choice={choice} onChoose={setChoice} />
      <section className="section ruled" aria-label={t('contacts.after')}>
        <header className="section-head">
          <h2>{t('contacts.after')}</h2>
        </header>
        <ul className="after-rows">
          {united.map(({ name, together }) => (
            <li key={name}>
              <span className="quiet">{name}</span>
              <bdi>{formats.list(together)}</bdi>
            </li>
          ))}
          <li>
            <span className="quiet">{t('caller.history')}</span>
            <span>{t('contacts.allMoves', { from: gone.person.name, to: kept.person.name })}</span>
          </li>
          {(kept.fields.doNotContact || gone.fields.doNotContact) && (
            <li className="danger-text">
              <span>{t('caller.doNotContact')}</span>
              <span>{t('contacts.staysRefused')}</span>
            </li>
          )}
        </ul>
      </section>
    </div>
  );
}

const word = {
  name: 'contacts.name',
  otherName: 'contacts.otherName',
  organisation: 'contacts.organisation',
  language: 'contacts.language',
  timeZone: 'contacts.timeZone',
  city: 'contacts.city',
  bestTime: 'contacts.bestTime',
  consent: 'contacts.consent',
  remark: 'contacts.remark',
} as const;
