import { NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { organisationKind, type CustomField } from '../../../shared/people/contact.ts';
import type { ListView } from '../../../shared/people/lists.ts';
import { mostDepth, type Condition } from '../../../shared/people/rule.ts';
import { languageChoices } from '../contacts/form/languages.ts';
import { useFormats, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import {
  blankCondition,
  fields,
  nextKey,
  opsOf,
  withOp,
  type Field,
  type Group,
  type Op,
  type Part,
} from './conditions.ts';

export interface Choices {
  lists: readonly ListView[];
  own: readonly CustomField[];
  tags: readonly string[];
}

/** A group of conditions, and groups within it. */
export function RuleForm({
  group,
  choices,
  depth = 1,
  onChange,
}: {
  group: Group;
  choices: Choices;
  depth?: number;
  onChange: (group: Group) => void;
}) {
  const t = useWords();
  const outcomes = useWorkspace(state => state.outcomes);
  const defaults = { list: choices.lists[0]?.id ?? '', outcome: outcomes[0]?.id ?? '' };
  const set = (key: number, part: Part | null) =>
    onChange({
      ...group,
      parts: group.parts.flatMap(each => (each.key !== key ? [each] : part === null ? [] : [part])),
    });
  const add = (part: Part) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <div className="rule-group" role="group" aria-label={t('lists.group')}>
      <Select
        aria-label={t('lists.meet')}
        w={280}
        allowDeselect={false}
        data={[
          { value: 'all', label: t('lists.meetAll') },
          { value: 'any', label: t('lists.meetAny') },
        ]}
        value={group.by}
        onChange={by => by !== null && onChange({ ...group, by })}
      />
      <ul>
        {group.parts.map(part => (
          <li key={part.key}>
            <Select
              aria-label={t('lists.sense')}
              w={112}
              allowDeselect={false}
              data={[
                { value: 'yes', label: t('lists.senseYes') },
                { value: 'not', label: t('lists.senseNot') },
              ]}
              value={part.not ? 'not' : 'yes'}
              onChange={sense => set(part.key, { ...part, not: sense === 'not' })}
            />
            {'group' in part ? (
              <RuleForm
                group={part.group}
                choices={choices}
                depth={depth + 1}
                onChange={inner => set(part.key, { ...part, group: inner })}
              />
            ) : (
              <ConditionRow
                condition={part.condition}
                choices={choices}
                defaults={defaults}
                onChange={condition => set(part.key, { ...part, condition })}
              />
            )}
            <button
              type="button"
              className="icon-button"
              aria-label={t('lists.removeCondition')}
              title={t('lists.removeCondition')}
              onClick={() => set(part.key, null)}
            >
              <IconTrash size={16} stroke={1.6} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <span className="rule-adds">
        <button
          type="button"
          className="link add-row"
          onClick={() =>
            add({ key: nextKey(), not: false, condition: blankCondition('city', null, defaults) })
          }
        >
          <IconPlus size={14} stroke={1.7} aria-hidden />
          {t('lists.addCondition')}
        </button>
        {/* A group, its conditions and their turning round are three levels. */}
        {depth < mostDepth - 3 && (
          <button
            type="button"
            className="link add-row"
            onClick={() =>
              add({
                key: nextKey(),
                not: false,
                group: {
                  by: group.by === 'all' ? 'any' : 'all',
                  parts: [{ key: nextKey(), not: false, condition: blankCondition('city', null, defaults) }],
                },
              })
            }
          >
            <IconPlus size={14} stroke={1.7} aria-hidden />
            {t('lists.addGroup')}
          </button>
        )}
      </span>
    </div>
  );
}

function ConditionRow({
  condition,
  choices,
  defaults,
  onChange,
}: {
  condition: Condition;
  choices: Choices;
  defaults: { list: string; outcome: string };
  onChange: (condition: Condition) => void;
}) {
  const t = useWords();
  const ownOf = (id: string) => choices.own.find(field => field.id === id) ?? null;
  const own = condition.field === 'own' ? ownOf(condition.own) : null;
  const available = opsOf(condition, choices.own);
  const chosen = condition.field === 'own' ? `own:${condition.own}` : condition.field;
  return (
    <>
      <Select
        aria-label={t('lists.field')}
        w={180}
        searchable
        allowDeselect={false}
        data={[
          ...fields
            .filter(field => field !== 'list' || choices.lists.length > 0)
            .map(field => ({ value: field as string, label: t(`lists.field_${field}`) })),
          ...choices.own.map(field => ({ value: `own:${field.id}`, label: field.name })),
        ]}
        value={chosen}
        onChange={value => {
          if (value === null || value === chosen) return;
          const id = value.startsWith('own:') ? value.slice('own:'.length) : null;
          onChange(
            blankCondition(id === null ? (value as Field) : 'own', id === null ? null : ownOf(id), defaults),
          );
        }}
      />
      {available.length > 1 && (
        <Select
          aria-label={t('lists.how')}
          w={150}
          allowDeselect={false}
          data={available.map(op => ({ value: op, label: t(`lists.op_${op}`) }))}
          value={condition.op}
          onChange={op => op !== null && onChange(withOp(condition, op as Op, own, defaults))}
        />
      )}
      <Value condition={condition} own={own} choices={choices} onChange={onChange} />
    </>
  );
}

function Value({
  condition,
  own,
  choices,
  onChange,
}: {
  condition: Condition;
  own: CustomField | null;
  choices: Choices;
  onChange: (condition: Condition) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const outcomes = useWorkspace(state => state.outcomes);
  const offered = useMemo(() => {
    const kinds: Partial<Record<Field, { value: string; label: string }[]>> = {
      list: choices.lists.map(list => ({ value: list.id, label: list.name })),
      outcome: outcomes.map(outcome => ({ value: outcome.id, label: outcome.name[language] })),
      organisationKind: organisationKind.options.map(kind => ({
        value: kind,
        label: t(`contacts.${kind}Organisation`),
      })),
      consent: (['call', 'email', 'message'] as const).map(channel => ({
        value: channel,
        label: t(`contacts.channel_${channel}`),
      })),
      reachable: (['call', 'email', 'letter', 'video'] as const).map(channel => ({
        value: channel,
        label: t(`contacts.by_${channel}`),
      })),
      tag: choices.tags.map(tag => ({ value: tag, label: tag })),
    };
    return kinds;
  }, [choices, outcomes, language, t]);
  if (!('value' in condition)) return null;
  const set = (value: string | number) => onChange({ ...condition, value } as Condition);
  const label = t('lists.value');
  if (typeof condition.value === 'number')
    return (
      <span className="rule-number">
        <NumberInput
          size="sm"
          w={96}
          aria-label={label}
          min={condition.field === 'own' ? -1e12 : condition.field === 'contacts' ? 0 : 1}
          max={condition.field === 'own' ? 1e12 : 36_500}
          allowDecimal={condition.field === 'own'}
          value={condition.value}
          onChange={value => value !== '' && Number.isFinite(Number(value)) && set(Number(value))}
        />
        {(condition.field === 'lastContact' || condition.field === 'added') && (
          <span className="quiet">{t('lists.days')}</span>
        )}
      </span>
    );
  const choicesOfOwn =
    own?.kind === 'yesNo'
      ? [
          { value: 'yes', label: t('contacts.yes') },
          { value: 'no', label: t('contacts.no') },
        ]
      : own?.kind === 'choice'
        ? own.choices.map(value => ({ value, label: value }))
        : undefined;
  const data =
    condition.field === 'language'
      ? languageChoices(formats, condition.value)
      : (offered[condition.field] ?? choicesOfOwn);
  if (data !== undefined)
    return (
      <Select
        aria-label={label}
        className="grow"
        searchable
        allowDeselect={false}
        data={data}
        value={condition.value === '' ? null : condition.value}
        onChange={value => value !== null && set(value)}
      />
    );
  return (
    <TextInput
      aria-label={label}
      className="grow"
      type={own?.kind === 'date' ? 'date' : 'text'}
      maxLength={200}
      value={condition.value}
      onChange={event => set(event.currentTarget.value)}
    />
  );
}
