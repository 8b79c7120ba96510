import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import {
  organisationKind,
  type Organisation,
  type OrganisationFields,
  type PointOfContact,
} from '../../../shared/people/contact.ts';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useWords } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import { faultsOf, withoutBlank } from './form/faults.ts';
import { zoneChoices } from './form/languages.ts';
import { OwnValues } from './form/OwnValues.tsx';
import { Reach } from './form/Reach.tsx';
import { useEdit } from './form/useEdit.ts';
import { OrganisationMerges } from './MergeOrganisations.tsx';
import { focusFault } from './PersonForm.tsx';
import { PointForm } from './PointForm.tsx';
import { Points } from './Points.tsx';
import { sayAddress } from './saying.ts';

/** An organisation: how to reach it, whom to reach about what, its people. */
export function OrganisationPage({ organisationId }: { organisationId: string }) {
  const t = useWords();
  const { dial, openPane, openPerson, ask, did, canUndo } = useCommands();
  const language = useLanguage();
  const organisation = useAnswer('organisation.get', { organisationId });
  const [doing, setDoing] = useState<'edit' | 'newPoint' | PointOfContact | null>(null);
  const number = organisation?.fields.numbers.find(each => each.kind !== 'fax');
  const call = (numberId: string, raw: string) => void dial(organisation?.e164[numberId] ?? raw);
  const owns = useKeys(
    {
      E: () => setDoing('edit'),
      N: () => setDoing('newPoint'),
      ...(number ? { C: () => call(number.id, number.raw) } : {}),
    },
    { priority: 'list', when: doing === null && organisation !== null && organisation !== undefined },
  );
  if (organisation === undefined) return <Skeleton />;
  if (organisation === null) return <p className="empty section">{t('contacts.organisationGone')}</p>;
  if (doing === 'edit') return <OrganisationForm organisation={organisation} onDone={() => setDoing(null)} />;
  const { fields } = organisation;
  const remove = async () => {
    const removed = await ask('contacts.remove', { what: 'organisation', id: organisationId });
    if (!removed) return;
    openPane(null);
    canUndo({
      key: 'contacts.didRemove',
      who: fields.name,
      back: async () => {
        const back = await did('contacts.restore', { asideId: removed.asideId });
        if (back) openPane({ kind: 'organisation', id: organisationId });
        return back;
      },
    });
  };
  return (
    <article className="person-page">
      <header className="head">
        <div className="grow">
          <h2>
            <bdi>{fields.name}</bdi>
          </h2>
          <p className="quiet">
            {t(`contacts.${fields.kind}Organisation`)}
            {organisation.sample && ` · ${t('caller.sample')}`}
          </p>
        </div>
        <SmallButton k="E" idle={!owns('E')} onPress={() => setDoing('edit')}>
          {t('common.edit')}
        </SmallButton>
        {number && (
          <SmallButton accent k="C" idle={!owns('C')} onPress={() => call(number.id, number.raw)}>
            {t('common.call')}
          </SmallButton>
        )}
      </header>
      {doing === 'newPoint' || (doing !== null && typeof doing === 'object') ? (
        <PointForm
          organisationId={organisationId}
          people={organisation.people}
          point={doing === 'newPoint' ? null : doing}
          onDone={() => setDoing(null)}
        />
      ) : (
        <Points
          title={t('contacts.points')}
          points={organisation.points}
          onEdit={setDoing}
          aside={
            <SmallButton k="N" idle={!owns('N')} onPress={() => setDoing('newPoint')}>
              {t('contacts.addPoint')}
            </SmallButton>
          }
        />
      )}
      <Reached organisation={organisation} onCall={call} />
      <Section title={t('contacts.people')} ruled>
        {organisation.people.length === 0 && <p className="empty">{t('contacts.noPeople')}</p>}
        <ul>
          {organisation.people.map(person => {
            const names = namesOf(person, language);
            return (
              <li key={person.personId}>
                <button type="button" className="row two" onClick={() => openPerson(person.personId)}>
                  <span className="grow">
                    <b className="clip">
                      <bdi>{names.first}</bdi>
                    </b>
                    <span className="quiet clip">
                      <bdi>{person.role}</bdi>
                    </span>
                  </span>
                  {person.number !== null && <Tel n={formatNumber(person.number)} />}
                </button>
              </li>
            );
          })}
        </ul>
        {organisation.morePeople && <p className="quiet">{t('contacts.morePeople')}</p>}
      </Section>
      <OrganisationMerges organisation={organisation} />
      <p className="page-foot">
        <SmallButton of={fields.name} onPress={() => void remove()}>
          {t('contacts.removeOrganisation')}
        </SmallButton>
      </p>
    </article>
  );
}

function Reached({
  organisation,
  onCall,
}: {
  organisation: Organisation;
  onCall: (numberId: string, raw: string) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const { did } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null);
  const { fields, id, e164 } = organisation;
  const open = (what: 'email' | 'link', whatId: string, shown: string) => (
    <button
      type="button"
      className="inline-link"
      onClick={() => void did('contact.open', { of: 'organisation', id, what, whatId })}
    >
      <bdi dir="ltr">{shown}</bdi>
    </button>
  );
  const own = (vocabulary?.fields ?? []).filter(field => fields.values[field.id] !== undefined);
  const nothing =
    fields.numbers.length +
      fields.emails.length +
      fields.addresses.length +
      fields.links.length +
      own.length ===
      0 && fields.remark === null;
  return (
    <Section title={t('contacts.reached')} ruled>
      {nothing && <p className="empty">{t('contacts.notReached')}</p>}
      <ul className="number-rows">
        {fields.numbers.map(number => {
          const shown = formatNumber(e164[number.id] ?? number.raw);
          return (
            <li key={number.id}>
              <span>{t(`contacts.${number.kind}`)}</span>
              <span>
                <Tel n={shown} />
              </span>
              <span />
              <span />
              <span />
              {number.kind === 'fax' ? (
                <span />
              ) : (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('common.callNumber', { number: shown })}
                  onClick={() => onCall(number.id, number.raw)}
                >
                  <IconPhone size={16} stroke={1.6} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <dl className="detail-rows">
        {fields.emails.map(each => (
          <div key={each.id}>
            <dt>{t('contacts.email')}</dt>
            <dd>{open('email', each.id, each.address)}</dd>
          </div>
        ))}
        {fields.addresses.map(each => (
          <div key={each.id}>
            <dt>{t('contacts.address')}</dt>
            <dd>
              <bdi>{sayAddress(each, formats)}</bdi>
            </dd>
          </div>
        ))}
        {fields.links.map(each => (
          <div key={each.id}>
            <dt>{t(`contacts.${each.kind}Link`)}</dt>
            <dd>{open('link', each.id, each.label === '' ? each.url : each.label)}</dd>
          </div>
        ))}
        {own.map(field => (
          <div key={field.id}>
            <dt>
              <bdi>{field.name}</bdi>
            </dt>
            <dd>
              <bdi>
                {field.kind === 'yesNo'
                  ? t(fields.values[field.id] === 'yes' ? 'contacts.yes' : 'contacts.no')
                  : fields.values[field.id]}
              </bdi>
            </dd>
          </div>
        ))}
        {fields.remark !== null && (
          <div>
            <dt>{t('contacts.remark')}</dt>
            <dd className="remark" dir="auto">
              {fields.remark}
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

function OrganisationForm({ organisation, onDone }: { organisation: Organisation; onDone: () => void }) {
  const t = useWords();
  const { ask, did, canUndo, setUnsaved } = useCommands();
  const vocabulary = useAnswer('vocabulary.get', null);
  const edit = useEdit<OrganisationFields>(organisation);
  const { fields } = edit;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const zones = useMemo(() => zoneChoices(fields.timeZone), [fields.timeZone]);
  useKeys({ Escape: onDone }, { priority: 'page' });
  useEffect(() => () => setUnsaved(false), [setUnsaved]);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const set = (part: Partial<OrganisationFields>) => {
    setUnsaved(true);
    edit.set(part);
  };
  const reached = withoutBlank(fields);
  const faults = faultsOf(reached);
  const title = t('contacts.editOrganisation');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fields.name.trim() === '') return form.current?.querySelector('input')?.focus();
    if (Object.keys(faults).length > 0) return focusFault(form.current);
    const changes = edit.changesTo({ ...fields, ...reached, name: fields.name.trim() });
    if (changes === null) return onDone();
    const organisationId = organisation.id;
    const done = await ask('organisation.change', { organisationId, ...changes });
    if (!done) {
      const now = await ask('organisation.get', { organisationId });
      if (now) edit.rebase(now);
      return;
    }
    canUndo({
      key: 'contacts.didChange',
      who: done.whole.fields.name,
      back: () =>
        did('organisation.change', {
          organisationId,
          base: done.whole.version,
          before: changes.change,
          change: changes.before,
        }),
    });
    onDone();
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
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('contacts.save')}</Button>
      </header>
      <div className="edit-grid">
        <TextInput
          label={t('contacts.name')}
          maxLength={200}
          value={fields.name}
          error={tried && fields.name.trim() === '' ? t('contacts.nameMissing') : undefined}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('contacts.organisationKind')}
          description={fields.kind === 'own' ? t('contacts.ownHint') : undefined}
          allowDeselect={false}
          data={organisationKind.options.map(kind => ({
            value: kind,
            label: t(`contacts.${kind}Organisation`),
          }))}
          value={fields.kind}
          onChange={kind => kind !== null && set({ kind })}
        />
        <Select
          label={t('contacts.timeZone')}
          searchable
          clearable
          limit={60}
          data={zones}
          value={fields.timeZone}
          onChange={timeZone => set({ timeZone })}
        />
      </div>
      <div className="edit-block">
        <Reach
          value={fields}
          faults={tried ? Object.fromEntries(Object.entries(faults).map(([id, key]) => [id, t(key)])) : {}}
          shareable={false}
          onChange={set}
        />
      </div>
      <div className="edit-grid">
        <OwnValues
          fields={(vocabulary?.fields ?? []).filter(field => field.belongsTo === 'organisation')}
          values={fields.values}
          onChange={values => set({ values })}
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
            set({ remark: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
      </div>
    </form>
  );
}
