import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { Organisation } from '../../../shared/people/contact.ts';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { MergeTable } from './MergeTable.tsx';

/** Two records of one organisation side by side. */
export function MergeOrganisations({ keptId, goneId }: { keptId: string; goneId: string }) {
  const t = useWords();
  const kept = useAnswer('organisation.get', { organisationId: keptId });
  const gone = useAnswer('organisation.get', { organisationId: goneId });
  if (kept === undefined || gone === undefined) return <Skeleton />;
  if (kept === null || gone === null)
    return <p className="empty section">{t('contacts.organisationGone')}</p>;
  return <SideBySide kept={kept} gone={gone} />;
}

function SideBySide({ kept, gone }: { kept: Organisation; gone: Organisation }) {
  const t = useWords();
  const formats = useFormats();
  const { ask, did, canUndo, openPane } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null);
  const [choice, setChoice] = useState<ReadonlySet<string>>(new Set());
  const leave = () => openPane({ kind: 'organisation', id: kept.id });
  useKeys({ Escape: leave }, { priority: 'page' });
  const both = (say: (each: Organisation) => string) => [say(kept), say(gone)] as const;
  const rows = [
    { id: 'name', name: t('contacts.name'), values: both(each => each.fields.name) },
    {
      id: 'kind',
      name: t('contacts.organisationKind'),
      values: both(each => t(`contacts.${each.fields.kind}Organisation`)),
    },
    { id: 'timeZone', name: t('contacts.timeZone'), values: both(each => each.fields.timeZone ?? '') },
    { id: 'remark', name: t('contacts.remark'), values: both(each => each.fields.remark ?? '') },
    ...(vocabulary?.fields ?? [])
      .filter(field => field.belongsTo === 'organisation')
      .map(field => ({
        id: `value:${field.id}`,
        name: field.name,
        values: both(each => each.fields.values[field.id] ?? ''),
      })),
  ].filter(({ values: [a, b] }) => a !== '' || b !== '');
  const together = (name: string, of: (each: Organisation) => string[]) => ({
    name,
    all: [...new Set([...of(kept), ...of(gone)])],
  });
  const united = [
    together(t('contacts.numbers'), each =>
      each.fields.numbers.map(({ id, raw }) => `\u2066${each.e164[id] ?? raw}\u2069`),
    ),
    together(t('contacts.emails'), each => each.fields.emails.map(({ address }) => `\u2066${address}\u2069`)),
    together(t('contacts.addresses'), each => each.fields.addresses.map(one => one.street || one.city)),
  ].filter(({ all }) => all.length > 0);
  const merge = async () => {
    const done = await ask('organisations.merge', { keptId: kept.id, goneId: gone.id, choice: [...choice] });
    if (!done) return;
    leave();
    canUndo({
      key: 'contacts.didMerge',
      who: kept.fields.name,
      back: () => did('organisations.unmerge', { asideId: done.asideId }),
    });
  };
  const owns = useKeys({ Enter: () => void merge() }, { priority: 'page' });
  return (
    <div className="merge" role="region" aria-label={t('contacts.mergeOrganisationTitle')}>
      <header className="head">
        <div className="grow">
          <h2>{t('contacts.mergeOrganisationTitle')}</h2>
          <p className="quiet">{t('contacts.mergeHint')}</p>
        </div>
        <SmallButton
          onPress={() => openPane({ kind: 'mergeOrganisations', keptId: gone.id, goneId: kept.id })}
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
          {united.map(({ name, all }) => (
            <li key={name}>
              <span className="quiet">{name}</span>
              <bdi>{formats.list(all)}</bdi>
            </li>
          ))}
          <li>
            <span className="quiet">{t('contacts.people')}</span>
            <span>
              {t('contacts.allOrganisationMoves', {
                count: gone.people.length,
                from: gone.fields.name,
                to: kept.fields.name,
              })}
            </span>
          </li>
        </ul>
      </section>
    </div>
  );
}

/** What was merged into it, the latest to be taken apart first; and the way to merge it with another. */
export function OrganisationMerges({ organisation }: { organisation: Organisation }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did, openPane } = useCommands();
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const hits = useAnswer('organisation.search', asking ? { text: text.trim(), limit: 20 } : undefined) ?? [];
  const { id, merges } = organisation;
  return (
    <Section
      title={t('contacts.mergedRecords')}
      ruled
      aside={<SmallButton onPress={() => setAsking(!asking)}>{t('contacts.mergeOrganisation')}</SmallButton>}
    >
      {asking && (
        <Select
          label={t('contacts.mergeWith')}
          description={t('contacts.mergeOrganisationHint')}
          searchable
          comboboxProps={{ withinPortal: false }}
          data={hits.filter(hit => hit.id !== id).map(hit => ({ value: hit.id, label: hit.name }))}
          filter={({ options }) => options}
          searchValue={text}
          onSearchChange={setText}
          value={null}
          onChange={goneId => goneId !== null && openPane({ kind: 'mergeOrganisations', keptId: id, goneId })}
        />
      )}
      <ul className="pair-rows">
        {merges.map((merge, i) => (
          <li key={merge.id}>
            <span className="grow">
              <b className="clip">
                <bdi>{merge.name}</bdi>
              </b>
              <span className="quiet clip">
                {t('contacts.mergedOn', { when: formats.when(merge.at, now) })}
              </span>
            </span>
            {i === 0 && (
              <SmallButton
                of={merge.name}
                onPress={() => void did('organisations.unmerge', { asideId: merge.id })}
              >
                {t('contacts.unmerge')}
              </SmallButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
