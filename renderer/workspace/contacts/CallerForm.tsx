import { Button, Select, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { uuidv7 } from 'uuidv7';
import type { CallView } from '../../../shared/call/view.ts';
import { Found } from '../../ui/Found.tsx';
import { Section } from '../../ui/Section.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber, namesOf, numberOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useWords } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';
import { languageChoices } from './form/languages.ts';
import { OrganisationField } from './form/OrganisationField.tsx';

/**
 * Who an unknown caller is, as one hears it: people of the name appear below to choose from; otherwise Enter makes the
 * contact, with the caller's number, and the call is theirs.
 */
export function CallerForm({ call }: { call: CallView }) {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const { ask, did, choose, canUndo, setUnsaved } = useCommands();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [email, setEmail] = useState('');
  const [spoken, setSpoken] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const hits = useSearch(name, 8);
  const languages = useMemo(() => languageChoices(formats, spoken), [formats, spoken]);
  useEffect(() => () => setUnsaved(false), [setUnsaved]);

  const badEmail = email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || badEmail) return;
    const firm =
      organisation.trim() === '' ? null : await ask('organisation.named', { name: organisation.trim() });
    const number = numberOf(call.remote) === null ? null : (call.remote.e164 ?? call.remote.number);
    const added = await ask('contact.add', {
      callId: call.id,
      fields: {
        name: name.trim(),
        ...(firm ? { organisationId: firm.id } : {}),
        ...(spoken === null ? {} : { language: spoken }),
        ...(email.trim() === ''
          ? {}
          : { emails: [{ id: uuidv7(), address: email.trim(), kind: 'work' as const }] }),
        ...(number === null || number.length > 64
          ? {}
          : { numbers: [{ id: uuidv7(), raw: number, kind: 'mobile' as const, shared: false }] }),
      },
    });
    if (!added) return;
    setUnsaved(false);
    const { id } = added.person;
    canUndo({
      key: 'contacts.didAdd',
      who: added.person.name,
      back: () => did('contacts.remove', { what: 'person', id }),
    });
  };
  const typed = (set: (text: string) => void) => (text: string) => {
    setUnsaved(true);
    set(text);
  };

  return (
    <>
      <Section title={t('contacts.callerTitle')} aside={t('contacts.callerHint')}>
        <form
          className="caller-form"
          noValidate
          aria-label={t('contacts.callerTitle')}
          onSubmit={event => void submit(event)}
        >
          <TextInput
            label={t('contacts.name')}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            value={name}
            error={tried && name.trim() === '' ? t('contacts.nameMissing') : undefined}
            onChange={event => typed(setName)(event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          <OrganisationField
            label={t('contacts.organisation')}
            value={organisation}
            onChange={typed(setOrganisation)}
          />
          <TextInput
            label={t('contacts.email')}
            type="email"
            maxLength={254}
            styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
            value={email}
            error={tried && badEmail ? t('contacts.badEmail') : undefined}
            onChange={event => typed(setEmail)(event.currentTarget.value)}
          />
          <Select
            label={t('contacts.language')}
            searchable
            clearable
            data={languages}
            value={spoken}
            onChange={setSpoken}
          />
          <span className="row-keys whole">
            <Button type="submit" variant="default">
              {t('contacts.saveCaller')}
            </Button>
          </span>
        </form>
      </Section>
      {(hits?.length ?? 0) > 0 && (
        <Section title={t('contacts.couldBe')} aside={t('caller.searchHint')} ruled>
          <ul className="link-hits">
            {hits?.map(hit => {
              const names = namesOf(hit, language);
              return (
                <li key={hit.personId}>
                  <button
                    type="button"
                    className="row two"
                    onClick={() => void choose(call.id, hit.personId)}
                  >
                    <span className="grow">
                      <b className="clip">
                        <Found text={names.first} query={name} />
                      </b>
                      <span className="quiet clip">
                        <bdi>{hit.organisation}</bdi>
                      </span>
                    </span>
                    {hit.number !== null && <Tel n={formatNumber(hit.number)} />}
                  </button>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </>
  );
}
