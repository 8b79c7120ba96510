import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { Macros } from './Macros.tsx';
import { FormFrame } from './FormFrame.tsx';
import { rtl, useForm } from './useForm.ts';

const groups = ['done', 'later', 'notReached', 'never'] as const;
const groupWord = {
  done: 'tools.groupDone',
  later: 'tools.groupLater',
  notReached: 'tools.groupNotReached',
  never: 'tools.groupNever',
} as const;
const kinds = ['none', 'callback', 'task'] as const;
const kindWord = {
  none: 'tools.followUpNone',
  callback: 'tools.followUpCallback',
  task: 'tools.followUpTask',
} as const;

const offeredWord = {
  queues: 'tools.offeredQueues',
  campaigns: 'tools.offeredCampaigns',
  lists: 'tools.offeredLists',
} as const;

const blank = (order: number): Outcome => ({
  id: uuidv7(),
  name: { en: '', ar: '' },
  group: 'done',
  success: false,
  needsNote: false,
  needsTime: false,
  followUp: 'none',
  delayMinutes: null,
  mostInARow: null,
  doNotContact: false,
  system: false,
  archived: false,
  order,
});

/** How calls can end, in the order of the keys; what each asks for and sets in motion. */
export function OutcomesPage() {
  const t = useWords();
  const language = useLanguage();
  const { saveOutcome } = useCommands();
  const all = useWorkspace(state => state.outcomes);
  const [editing, setEditing] = useState<Outcome | null>(null);
  const own = all.filter(({ system }) => !system).sort((a, b) => a.order - b.order);
  if (editing !== null)
    return <OutcomeForm key={editing.id} outcome={editing} onClose={() => setEditing(null)} />;
  const nameOf = ({ name }: Outcome) => name[language] || name.en || name.ar;
  const up = async (index: number) => {
    const [here, above] = [own[index], own[index - 1]];
    if (here === undefined || above === undefined) return;
    await saveOutcome({ ...here, order: above.order });
    await saveOutcome({ ...above, order: here.order });
  };
  return (
    <>
      <Section
        title={t('tools.outcomes')}
        aside={
          <SmallButton onPress={() => setEditing(blank((own.at(-1)?.order ?? 0) + 1))}>
            {t('tools.add')}
          </SmallButton>
        }
      >
        <p className="section-hint">{t('tools.outcomesHint')}</p>
        <ul>
          {own.map((outcome, index) => (
            <li key={outcome.id} className="tool-row">
              <div className="grow">
                <p className={outcome.archived ? 'quiet' : ''}>
                  <b>
                    <bdi>{nameOf(outcome)}</bdi>
                  </b>
                </p>
                <p className="quiet">
                  {[
                    t(groupWord[outcome.group]),
                    outcome.followUp === 'none' ? null : t(kindWord[outcome.followUp]),
                    outcome.success ? t('tools.success') : null,
                    outcome.needsNote ? t('tools.needsNote') : null,
                    outcome.needsTime ? t('tools.needsTime') : null,
                    outcome.doNotContact ? t('tools.doNotContact') : null,
                    ...(outcome.offered?.queues ?? []),
                    ...(outcome.offered?.campaigns ?? []),
                    ...(outcome.offered?.lists ?? []),
                    outcome.archived ? t('tools.archived') : null,
                  ]
                    .filter(word => word !== null)
                    .join(' · ')}
                </p>
              </div>
              <span className="row-keys">
                {index > 0 && (
                  <SmallButton onPress={() => void up(index)}>
                    <span aria-hidden>↑</span>
                    <span className="visually-hidden">{t('tools.up', { what: nameOf(outcome) })}</span>
                  </SmallButton>
                )}
                <SmallButton of={nameOf(outcome)} onPress={() => setEditing(outcome)}>
                  {t('common.edit')}
                </SmallButton>
                <SmallButton
                  of={nameOf(outcome)}
                  onPress={() => void saveOutcome({ ...outcome, archived: !outcome.archived })}
                >
                  {t(outcome.archived ? 'tools.restore' : 'tools.archive')}
                </SmallButton>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Macros />
    </>
  );
}

function OutcomeForm({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const t = useWords();
  const { saveOutcome } = useCommands();
  const form = useForm(outcome);
  const { value, set } = form;
  const language = useLanguage();
  const named = outcome.name[language] || outcome.name.en || outcome.name.ar;
  const unnamed = value.name.en.trim() === '' && value.name.ar.trim() === '';
  const save = async () => {
    form.tryIt();
    if (unnamed) return;
    const { en, ar } = value.name;
    const name = { en: en.trim() || ar.trim(), ar: ar.trim() || en.trim() };
    if (!(await saveOutcome({ ...value, name }))) return;
    form.saved();
    onClose();
  };
  const offered = value.offered ?? { queues: [], campaigns: [], lists: [] };
  const flags = [
    ['success', 'tools.success'],
    ['needsNote', 'tools.needsNote'],
    ['needsTime', 'tools.needsTime'],
    ['doNotContact', 'tools.doNotContact'],
  ] as const;
  const number = (given: string | number) => (typeof given === 'number' && given >= 1 ? given : null);
  return (
    <Section title={named === '' ? t('tools.adding') : t('tools.editing', { what: named })}>
      <FormFrame onSave={save} onClose={onClose}>
        <TextInput
          label={t('tools.nameEn')}
          value={value.name.en}
          maxLength={80}
          error={form.tried && unnamed ? t('tools.needName') : undefined}
          onChange={event => set({ name: { ...value.name, en: event.currentTarget.value } })}
          data-autofocus
        />
        <TextInput
          label={t('tools.nameAr')}
          value={value.name.ar}
          maxLength={80}
          {...rtl}
          onChange={event => set({ name: { ...value.name, ar: event.currentTarget.value } })}
        />
        <Select
          label={t('tools.group')}
          data={groups.map(group => ({ value: group, label: t(groupWord[group]) }))}
          value={value.group}
          allowDeselect={false}
          onChange={given => set({ group: groups.find(group => group === given) ?? value.group })}
        />
        <Select
          label={t('tools.followUp')}
          data={kinds.map(kind => ({ value: kind, label: t(kindWord[kind]) }))}
          value={value.followUp}
          allowDeselect={false}
          onChange={given => set({ followUp: kinds.find(kind => kind === given) ?? value.followUp })}
        />
        {value.followUp !== 'none' && (
          <>
            <NumberInput
              label={t('tools.delay')}
              description={t('tools.delayHint')}
              value={value.delayMinutes ?? ''}
              min={1}
              max={525_600}
              allowDecimal={false}
              onChange={given => set({ delayMinutes: number(given) })}
            />
            <NumberInput
              label={t('tools.mostInARow')}
              description={t('tools.mostInARowHint')}
              value={value.mostInARow ?? ''}
              min={1}
              max={99}
              allowDecimal={false}
              onChange={given => set({ mostInARow: number(given) })}
            />
          </>
        )}
        {(['queues', 'campaigns', 'lists'] as const).map(where => (
          <TagsInput
            key={where}
            label={t(offeredWord[where])}
            description={t('tools.offeredHint')}
            value={offered[where]}
            maxTags={30}
            onChange={names =>
              set({ offered: { ...offered, [where]: names.map(name => name.trim().slice(0, 120)) } })
            }
          />
        ))}
        <div className="switches whole">
          {flags.map(([flag, label]) => (
            <Switch
              key={flag}
              label={t(label)}
              checked={value[flag]}
              withThumbIndicator={false}
              onChange={event => set({ [flag]: event.currentTarget.checked })}
            />
          ))}
        </div>
      </FormFrame>
    </Section>
  );
}
