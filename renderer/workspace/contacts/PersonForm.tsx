import { Button, Checkbox, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { personFields, type Contact, type PersonFields } from '../../../shared/people/contact.ts';
import { sameValue } from '../../../shared/people/same-value.ts';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useFormats, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { faultsOf, withoutBlank } from './form/faults.ts';
import { HoursField } from './form/HoursField.tsx';
import { languageChoices, zoneChoices } from './form/languages.ts';
import { OrganisationField } from './form/OrganisationField.tsx';
import { OwnValues } from './form/OwnValues.tsx';
import { Reach } from './form/Reach.tsx';
import { useEdit, type Changes, type Whole } from './form/useEdit.ts';

const channels = ['call', 'email', 'message'] as const;
const refusable = ['call', 'email', 'message', 'letter'] as const;

export interface PersonDraft extends Whole<PersonFields> {
  organisation: string;
  affiliations: Contact['affiliations'];
}

/** A person, new or to be changed, in place of the page. Enter in a field saves, Escape leaves. */
export function PersonForm({
  title,
  draft,
  onSave,
  onCancel,
}: {
  title: string;
  draft: PersonDraft;
  /** Resolves to the record as somebody else left it meanwhile, or null when the form is done with. */
  onSave: (
    changes: Changes<PersonFields> | null,
    fields: PersonFields,
  ) => Promise<Whole<PersonFields> | null>;
  onCancel: () => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const { ask, setUnsaved } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null) ?? { fields: [], tags: [] };
  const edit = useEdit(draft);
  const { fields, set } = edit;
  const [organisation, setOrganisation] = useState(draft.organisation);
  const [others, setOthers] = useState(() => draft.affiliations.map(({ name }) => name));
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const languages = useMemo(() => languageChoices(formats, fields.language), [formats, fields.language]);
  const zones = useMemo(() => zoneChoices(fields.timeZone), [fields.timeZone]);

  useKeys({ Escape: onCancel }, { priority: 'page' });
  useEffect(() => () => setUnsaved(false), [setUnsaved]);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const change = (part: Partial<PersonFields>) => {
    setUnsaved(true);
    set(part);
  };
  const reached = withoutBlank(fields);
  const faults = faultsOf(reached);
  const said = tried ? Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)])) : {};
  const text = (key: 'name' | 'otherName' | 'role' | 'city') => ({
    name: key,
    maxLength: personFields.shape[key] === personFields.shape.name ? 200 : 120,
    autoComplete: 'off',
    spellCheck: false,
    value: fields[key] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      change({
        [key]: key !== 'name' && event.currentTarget.value === '' ? null : event.currentTarget.value,
      }),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fields.name.trim() === '') return form.current?.querySelector('input')?.focus();
    if (Object.keys(faults).length > 0) return focusFault(form.current);
    setSaving(true);
    const named = async (name: string): Promise<string | null> =>
      name.trim() === '' ? null : ((await ask('organisation.named', { name }))?.id ?? null);
    const organisationId =
      organisation === draft.organisation ? fields.organisationId : await named(organisation);
    const affiliations = [];
    for (const name of others) {
      const known = draft.affiliations.find(each => each.name === name);
      const id = known?.id ?? (await named(name));
      if (id !== null && id !== organisationId)
        affiliations.push({ organisationId: id, role: known?.role ?? null });
    }
    const whole: PersonFields = {
      ...fields,
      ...reached,
      name: fields.name.trim(),
      organisationId,
      affiliations,
    };
    const now = await onSave(edit.changesTo(whole), whole);
    setSaving(false);
    if (now === null) return setUnsaved(false);
    edit.rebase(now);
  };

  return (
    <form
      className="contact-form"
      ref={form}
      noValidate
      aria-label={title}
      onSubmit={event => void submit(event)}
    >
      <header className="head">
        <h2 className="grow">{title}</h2>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={saving}>
          {t('contacts.save')}
        </Button>
      </header>
      {edit.conflicts.length > 0 && (
        <p className="match warning-row" role="alert">
          {t('contacts.changedMeanwhile', {
            fields: formats.list(edit.conflicts.map(name => t(fieldWord[name]))),
          })}
        </p>
      )}
      <div className="edit-grid">
        <TextInput
          {...text('name')}
          label={t('contacts.name')}
          error={tried && fields.name.trim() === '' ? t('contacts.nameMissing') : undefined}
        />
        <TextInput
          {...text('otherName')}
          label={t('contacts.otherName')}
          description={t('contacts.otherNameHint')}
        />
        <OrganisationField
          label={t('contacts.organisation')}
          value={organisation}
          onChange={name => {
            setUnsaved(true);
            setOrganisation(name);
          }}
        />
        <TextInput {...text('role')} label={t('contacts.role')} />
      </div>
      <div className="edit-block">
        <Reach value={fields} faults={said} shareable onChange={change} />
      </div>
      <div className="edit-grid">
        <Select
          label={t('contacts.language')}
          searchable
          clearable
          data={languages}
          value={fields.language}
          onChange={language => change({ language })}
        />
        <Select
          label={t('contacts.timeZone')}
          searchable
          clearable
          limit={60}
          data={zones}
          value={fields.timeZone}
          onChange={timeZone => change({ timeZone })}
        />
        <TextInput {...text('city')} label={t('contacts.city')} />
        <TagsInput
          size="sm"
          label={t('contacts.tags')}
          data={vocabulary.tags}
          maxTags={50}
          value={fields.tags}
          onChange={tags => change({ tags })}
        />
        <TagsInput
          size="sm"
          className="whole"
          label={t('contacts.otherOrganisations')}
          description={t('contacts.otherOrganisationsHint')}
          maxTags={20}
          value={others}
          onChange={names => {
            setUnsaved(true);
            setOthers(names);
          }}
        />
      </div>
      <div className="edit-block">
        <HoursField
          title={t('contacts.bestTime')}
          always={t('contacts.anyTime')}
          hours={fields.bestTime}
          onChange={bestTime => change({ bestTime })}
        />
      </div>
      <div className="edit-grid">
        <fieldset className="edit-rows">
          <legend>{t('contacts.consent')}</legend>
          {channels.map(channel => (
            <Checkbox
              key={channel}
              size="sm"
              label={t(`contacts.channel_${channel}`)}
              checked={fields.consent[channel]}
              onChange={event =>
                change({ consent: { ...fields.consent, [channel]: event.currentTarget.checked } })
              }
            />
          ))}
          <Checkbox
            size="sm"
            label={t('recording.noRecording')}
            checked={fields.noRecording}
            onChange={event => change({ noRecording: event.currentTarget.checked })}
          />
        </fieldset>
        <fieldset className="edit-rows">
          <legend>{t('contacts.neverBy')}</legend>
          <Switch
            label={t('contacts.neverAtAll')}
            checked={fields.doNotContact}
            onChange={event => change({ doNotContact: event.currentTarget.checked })}
          />
          {refusable.map(channel => (
            <Checkbox
              key={channel}
              size="sm"
              label={t(`contacts.channel_${channel}`)}
              checked={fields.refusedChannels.includes(channel)}
              onChange={event =>
                change({
                  refusedChannels: event.currentTarget.checked
                    ? [...fields.refusedChannels, channel]
                    : fields.refusedChannels.filter(other => other !== channel),
                })
              }
            />
          ))}
        </fieldset>
        <OwnValues
          fields={vocabulary.fields.filter(field => field.belongsTo === 'person')}
          values={fields.values}
          onChange={values => change({ values })}
        />
        <Textarea
          className="whole"
          label={t('contacts.remark')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          value={fields.remark ?? ''}
          onChange={event =>
            change({ remark: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
      </div>
    </form>
  );
}

const fieldWord = {
  name: 'contacts.name',
  otherName: 'contacts.otherName',
  organisationId: 'contacts.organisation',
  role: 'contacts.role',
  language: 'contacts.language',
  timeZone: 'contacts.timeZone',
  city: 'contacts.city',
  remark: 'contacts.remark',
  bestTime: 'contacts.bestTime',
  consent: 'contacts.consent',
  doNotContact: 'contacts.neverAtAll',
  refusedChannels: 'contacts.neverBy',
  noRecording: 'recording.noRecording',
  provisional: 'caller.provisional',
  numbers: 'contacts.numbers',
  emails: 'contacts.emails',
  addresses: 'contacts.addresses',
  links: 'contacts.links',
  tags: 'contacts.tags',
  values: 'contacts.ownFields',
  affiliations: 'contacts.otherOrganisations',
} as const satisfies Record<keyof PersonFields, string>;

/** The first field that says what is wrong, once it is drawn. */
export function focusFault(form: HTMLElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLInputElement>('[aria-invalid="true"], [data-error="true"] input')?.focus(),
  );
}

/** Nothing said yet. */
export const blankPerson = (name: string): PersonFields => ({
  name,
  otherName: null,
  organisationId: null,
  role: null,
  language: null,
  timeZone: null,
  city: null,
  remark: null,
  bestTime: [],
  consent: { call: true, email: false, message: false },
  doNotContact: false,
  refusedChannels: [],
  noRecording: false,
  provisional: false,
  numbers: [],
  emails: [],
  addresses: [],
  links: [],
  tags: [],
  values: {},
  affiliations: [],
});

/** Of a new person only what was said: nobody was asked for a consent that stands as it stood. */
export function saidOf(fields: PersonFields): Partial<PersonFields> & { name: string } {
  const blank = blankPerson(fields.name);
  const said = Object.entries(fields).filter(
    ([key, value]) => !sameValue(value, blank[key as keyof PersonFields]),
  );
  return { ...(Object.fromEntries(said) as Partial<PersonFields>), name: fields.name };
}
