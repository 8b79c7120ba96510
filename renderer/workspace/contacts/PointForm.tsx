import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import {
  pointChannel,
  type Organisation,
  type PointFields,
  type PointOfContact,
} from '../../../shared/people/contact.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { HoursField } from './form/HoursField.tsx';
import { zoneChoices } from './form/languages.ts';
import { PersonPicker } from './form/PersonPicker.tsx';
import { focusFault } from './PersonForm.tsx';

const abouts = ['topic', 'product', 'project', 'organisation'] as const;

/** A point of contact, new or to be changed. */
export function PointForm({
  organisationId,
  people,
  point,
  onDone,
}: {
  organisationId: string;
  people: Organisation['people'];
  point: PointOfContact | null;
  onDone: () => void;
}) {
  const t = useWords();
  const { ask, did, canUndo, setUnsaved } = useCommands();
  const [fields, setFields] = useState<PointFields>(
    () =>
      point?.fields ?? {
        organisationId,
        about: 'topic',
        subject: '',
        personId: '',
        role: null,
        tier: 1,
        inside: false,
        channel: 'call',
        hours: [],
        timeZone: null,
        standInId: null,
      },
  );
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const zones = useMemo(() => zoneChoices(fields.timeZone), [fields.timeZone]);
  useKeys({ Escape: onDone }, { priority: 'page' });
  useEffect(() => () => setUnsaved(false), [setUnsaved]);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const set = (part: Partial<PointFields>) => {
    setUnsaved(true);
    setFields(before => ({ ...before, ...part }));
  };
  const known = people.map(({ personId, name }) => ({ personId, name }));
  if (point) {
    known.push({ personId: point.fields.personId, name: point.personName });
    if (point.fields.standInId !== null)
      known.push({ personId: point.fields.standInId, name: point.standInName ?? '' });
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fields.subject.trim() === '' || fields.personId === '') return focusFault(form.current);
    const saved = await ask('point.put', {
      id: point?.id ?? null,
      fields: { ...fields, subject: fields.subject.trim() },
    });
    if (!saved) return;
    canUndo({
      key: point ? 'contacts.didChange' : 'contacts.didAdd',
      who: fields.subject,
      back: () =>
        point
          ? did('point.put', { id: point.id, fields: point.fields })
          : did('point.remove', { id: saved.id }),
    });
    onDone();
  };
  const remove = async () => {
    if (!point || !(await did('point.remove', { id: point.id }))) return;
    canUndo({
      key: 'contacts.didRemove',
      who: point.fields.subject,
      back: () => did('point.put', { id: point.id, fields: point.fields }),
    });
    onDone();
  };

  const title = t(point ? 'contacts.editPoint' : 'contacts.newPoint');
  return (
    <Section title={title}>
      <form
        ref={form}
        className="point-form"
        noValidate
        aria-label={title}
        onSubmit={event => void submit(event)}
      >
        <TextInput
          label={t('contacts.topic')}
          description={t('contacts.topicHint')}
          maxLength={120}
          value={fields.subject}
          error={tried && fields.subject.trim() === '' ? t('contacts.subjectMissing') : undefined}
          onChange={event => set({ subject: event.currentTarget.value })}
        />
        <Select
          label={t('contacts.about')}
          description={t('contacts.aboutHint')}
          allowDeselect={false}
          data={abouts.map(about => ({ value: about, label: t(`contacts.about_${about}`) }))}
          value={fields.about}
          onChange={about => about !== null && set({ about })}
        />
        <PersonPicker
          label={t('contacts.person')}
          known={known}
          value={fields.personId === '' ? null : fields.personId}
          error={tried && fields.personId === '' ? t('contacts.personMissing') : undefined}
          onChange={personId => set({ personId: personId ?? '' })}
        />
        <PersonPicker
          label={t('contacts.standIn')}
          known={known}
          value={fields.standInId}
          onChange={standInId => set({ standInId })}
        />
        <TextInput
          label={t('contacts.role')}
          maxLength={120}
          value={fields.role ?? ''}
          onChange={event =>
            set({ role: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
        <NumberInput
          size="sm"
          label={t('contacts.tier')}
          description={t('contacts.tierHint')}
          min={1}
          max={9}
          allowDecimal={false}
          value={fields.tier}
          onChange={tier => set({ tier: Math.min(9, Math.max(1, Number(tier) || 1)) })}
        />
        <Select
          label={t('contacts.channel')}
          allowDeselect={false}
          data={pointChannel.options.map(channel => ({ value: channel, label: t(`contacts.by_${channel}`) }))}
          value={fields.channel}
          onChange={channel => channel !== null && set({ channel })}
        />
        <Select
          label={t('contacts.timeZone')}
          description={t('contacts.pointZoneHint')}
          searchable
          clearable
          limit={60}
          data={zones}
          value={fields.timeZone}
          onChange={timeZone => set({ timeZone })}
        />
        <div className="whole">
          <HoursField
            title={t('contacts.hours')}
            always={t('contacts.always')}
            hours={fields.hours}
            onChange={hours => set({ hours })}
          />
        </div>
        <Switch
          className="whole"
          label={t('contacts.insideLabel')}
          checked={fields.inside}
          onChange={event => set({ inside: event.currentTarget.checked })}
        />
        <span className="row-keys whole">
          {point && <SmallButton onPress={() => void remove()}>{t('common.remove')}</SmallButton>}
          <SmallButton onPress={onDone}>{t('common.cancel')}</SmallButton>
          <button type="submit" className="small accent">
            {t('contacts.save')}
          </button>
        </span>
      </form>
    </Section>
  );
}
