import { Autocomplete, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BulkAction } from '../../../shared/people/bulk.ts';
import { useNow, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { inPlace, type Fields } from './fields.ts';
import { BccFields, EmailField, MessageFields } from './WritingFields.tsx';
import { DayAndTime } from '../wrapup/DayAndTime.tsx';

/** What one kind of action needs besides; says the action once it is whole, null before. */
export function ActionFields({
  kind,
  onChange,
}: {
  kind: BulkAction['kind'];
  onChange: (action: BulkAction | null) => void;
}) {
  const t = useWords();
  switch (kind) {
    case 'tag':
      return <TagField onChange={onChange} />;
    case 'list':
      return <ListField onChange={onChange} />;
    case 'followUp':
      return <FollowUpFields onChange={onChange} />;
    case 'email':
      return <EmailField onChange={onChange} />;
    case 'bcc':
      return <BccFields onChange={onChange} />;
    case 'message':
      return <MessageFields onChange={onChange} />;
    case 'handOver':
      return <HandOverField onChange={onChange} />;
    case 'doNotContact':
      return <p className="section-hint">{t('bulk.doNotContactHint')}</p>;
  }
}

function TagField({ onChange }: Fields<'tag'>) {
  const t = useWords();
  const vocabulary = useAnswer('vocabulary.get', null);
  return (
    <Autocomplete
      label={t('bulk.tagName')}
      data={vocabulary?.tags ?? []}
      maxLength={60}
      comboboxProps={inPlace}
      onChange={text => onChange(text.trim() === '' ? null : { kind: 'tag', tag: text.trim() })}
    />
  );
}

function ListField({ onChange }: Fields<'list'>) {
  const t = useWords();
  const lists = useAnswer('list.all', null) ?? [];
  const byHand = lists.filter(list => list.rule === null && !list.archived);
  if (byHand.length === 0) return <p className="section-hint">{t('bulk.noLists')}</p>;
  return (
    <Select
      label={t('bulk.listName')}
      data={byHand.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      comboboxProps={inPlace}
      onChange={listId => onChange(listId === null ? null : { kind: 'list', listId })}
    />
  );
}

function HandOverField({ onChange }: Fields<'handOver'>) {
  const t = useWords();
  return (
    <TextInput
      label={t('bulk.colleague')}
      description={t('bulk.handOverHint')}
      maxLength={80}
      onChange={event => {
        const to = event.currentTarget.value.trim();
        onChange(to === '' ? null : { kind: 'handOver', to });
      }}
    />
  );
}

const day = 86_400_000;

function FollowUpFields({ onChange }: Fields<'followUp'>) {
  const t = useWords();
  const now = useNow(60_000);
  const [fields, setFields] = useState<{
    as: 'callback' | 'task';
    what: string;
    dueAt: number | null;
    by: 'me' | 'anyone';
  }>(() => ({ as: 'task', what: '', dueAt: now + day, by: 'me' }));
  const set = (part: Partial<typeof fields>) => {
    const next = { ...fields, ...part };
    setFields(next);
    const { dueAt, what } = next;
    onChange(
      dueAt === null || what.trim() === '' ? null : { kind: 'followUp', ...next, what: what.trim(), dueAt },
    );
  };
  return (
    <>
      <SegmentedControl
        aria-label={t('bulk.kind')}
        data={[
          { value: 'task', label: t('bulk.asTask') },
          { value: 'callback', label: t('bulk.asCallback') },
        ]}
        value={fields.as}
        onChange={as => set({ as: as === 'callback' ? 'callback' : 'task' })}
      />
      <TextInput
        label={t('bulk.whatFor')}
        maxLength={300}
        value={fields.what}
        onChange={event => set({ what: event.currentTarget.value })}
      />
      <div role="group" aria-label={t('bulk.when')} className="bulk-when">
        <span className="label" aria-hidden>
          {t('bulk.when')}
        </span>
        <DayAndTime value={fields.dueAt} invalid={fields.dueAt === null} onChange={dueAt => set({ dueAt })} />
      </div>
      <SegmentedControl
        aria-label={t('bulk.whose')}
        data={[
          { value: 'me', label: t('bulk.mine') },
          { value: 'anyone', label: t('bulk.anyone') },
        ]}
        value={fields.by}
        onChange={by => set({ by: by === 'anyone' ? 'anyone' : 'me' })}
      />
    </>
  );
}
