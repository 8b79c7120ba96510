import { Select, TagsInput, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { uuidv7 } from 'uuidv7';
import type { CustomField } from '../../../shared/people/contact.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Ask } from '../settings/Lines.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

const kinds = ['text', 'number', 'date', 'yesNo', 'choice'] as const;
const blank = (): CustomField => ({ id: uuidv7(), belongsTo: 'person', name: '', kind: 'text', choices: [] });

/** Fields that the team adds for itself, of people and of organisations. */
export function OwnFields() {
  const t = useWords();
  const { did, openPane } = useCommands();
  useKeys({ Escape: () => openPane(null) }, { priority: 'page' });
  const vocabulary = useAnswer('vocabulary.get', null);
  const [field, setField] = useState<CustomField>(blank);
  const [asking, setAsking] = useState<CustomField | null>(null);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const known = vocabulary?.fields ?? [];
  const editing = known.some(each => each.id === field.id);
  const taken = known.some(
    each => each.id !== field.id && each.belongsTo === field.belongsTo && each.name === field.name.trim(),
  );
  const fault =
    field.name.trim() === '' ? t('contacts.nameMissing') : taken ? t('error.nameTaken') : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault !== undefined) return form.current?.querySelector('input')?.focus();
    if (!(await did('field.put', { ...field, name: field.name.trim() }))) return;
    setTried(false);
    setField(blank());
  };
  return (
    <Section
      title={
        <>
          {t('contacts.ownFields')} <span className="quiet">{t('contacts.ownFieldsHint')}</span>
        </>
      }
      aside={
        <SmallButton k="Esc" onPress={() => openPane(null)}>
          {t('common.close')}
        </SmallButton>
      }
    >
      {known.length === 0 && <p className="empty">{t('contacts.noOwnFields')}</p>}
      <ul className="pair-rows">
        {known.map(each => (
          <li key={each.id}>
            <span className="grow">
              <b className="clip">
                <bdi>{each.name}</bdi>
              </b>
              <span className="quiet clip">
                {t(each.belongsTo === 'person' ? 'contacts.ofPeople' : 'contacts.ofOrganisations')}
                {' · '}
                {t(`contacts.own_${each.kind}`)}
              </span>
            </span>
            <SmallButton of={each.name} onPress={() => setField(each)}>
              {t('common.edit')}
            </SmallButton>
            <SmallButton of={each.name} onPress={() => setAsking(each)}>
              {t('common.remove')}
            </SmallButton>
          </li>
        ))}
      </ul>
      {asking && (
        <Ask
          yes={t('common.remove')}
          onNo={() => setAsking(null)}
          onYes={() => {
            void did('field.remove', { id: asking.id });
            setAsking(null);
          }}
        >
          {t('contacts.removeFieldAsk', { field: asking.name })}
        </Ask>
      )}
      <form
        ref={form}
        className="point-form"
        noValidate
        aria-label={t('contacts.ownFields')}
        onSubmit={event => void submit(event)}
      >
        <TextInput
          label={t('contacts.fieldName')}
          maxLength={80}
          value={field.name}
          error={tried ? fault : undefined}
          onChange={event => {
            const name = event.currentTarget.value;
            setField(before => ({ ...before, name }));
          }}
        />
        <Select
          label={t('contacts.kind')}
          allowDeselect={false}
          disabled={editing}
          data={kinds.map(kind => ({ value: kind, label: t(`contacts.own_${kind}`) }))}
          value={field.kind}
          onChange={kind => kind !== null && setField(before => ({ ...before, kind }))}
        />
        <Select
          label={t('contacts.belongsTo')}
          allowDeselect={false}
          disabled={editing}
          data={[
            { value: 'person', label: t('contacts.ofPeople') },
            { value: 'organisation', label: t('contacts.ofOrganisations') },
          ]}
          value={field.belongsTo}
          onChange={belongsTo => belongsTo !== null && setField(before => ({ ...before, belongsTo }))}
        />
        {field.kind === 'choice' && (
          <TagsInput
            size="sm"
            label={t('contacts.choices')}
            maxTags={50}
            value={field.choices}
            onChange={choices => setField(before => ({ ...before, choices }))}
          />
        )}
        <span className="row-keys whole">
          {editing && <SmallButton onPress={() => setField(blank())}>{t('common.cancel')}</SmallButton>}
          <button type="submit" className="small accent">
            {t(editing ? 'contacts.save' : 'contacts.addField')}
          </button>
        </span>
      </form>
    </Section>
  );
}
