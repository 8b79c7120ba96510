import { NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { surveyLink } from '../../../shared/followups/values.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { surveySource, type SurveyLook, type SurveySource } from '../../../shared/survey/source.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { FormFrame } from './FormFrame.tsx';
import { ltr, useForm } from './useForm.ts';

/** Where customers rate a call, and where what they answered is fetched. */
export function Ratings() {
  const t = useWords();
  const { did } = useCommands();
  const source = useWorkspace(state => state.settings.surveySource);
  const [editing, setEditing] = useState(false);
  const stop = () => void did('survey.setSource', { source: null, secret: null });
  return (
    <Section
      title={t('ratings.title')}
      ruled
      aside={
        source === null ? t('ratings.off') : <SmallButton onPress={stop}>{t('ratings.stop')}</SmallButton>
      }
    >
      <p className="section-hint">{t('ratings.hint')}</p>
      <SurveyLink />
      {editing ? (
        <SourceForm source={source} onClose={() => setEditing(false)} />
      ) : (
        <Standing source={source} onEdit={() => setEditing(true)} />
      )}
    </Section>
  );
}

/** Where customers rate a call: texts name it. */
function SurveyLink() {
  const t = useWords();
  const { change } = useCommands();
  const { link } = useWorkspace(state => state.settings.survey);
  const [typed, setTyped] = useState(link);
  const wrong = typed !== '' && surveyLink(typed, '0') === '';
  return (
    <div className="line-form">
      <TextInput
        className="whole"
        label={t('tools.surveyLink')}
        description={t('tools.surveyLinkHint')}
        placeholder="https://survey.example/?call={{ survey.code }}"
        error={wrong ? t('tools.surveyLinkWrong') : undefined}
        value={typed}
        maxLength={2000}
        {...ltr}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={() => !wrong && void change({ survey: { link: typed.trim() } })}
      />
    </div>
  );
}

function Standing({ source, onEdit }: { source: SurveySource | null; onEdit: () => void }) {
  const t = useWords();
  const { ask } = useCommands();
  const [look, setLook] = useState<SurveyLook | 'looking' | null>(null);
  const fetchNow = async () => {
    setLook('looking');
    setLook(await ask('survey.look', null));
  };
  return (
    <div className="tool-row">
      <div className="grow">
        <p>
          <b>{t('ratings.fetched')}</b>
        </p>
        <p className="quiet">
          {source === null ? (
            t('ratings.notFetched')
          ) : (
            <>
              <bdi dir="ltr">{source.url.split('{{')[0]}</bdi> ·{' '}
              {t('ratings.every', { count: source.minutes })}
            </>
          )}
        </p>
        <p role="status">{look !== null && <Told look={look} />}</p>
      </div>
      <span className="row-keys">
        {source !== null && (
          <SmallButton disabled={look === 'looking'} onPress={() => void fetchNow()}>
            {t('ratings.fetchNow')}
          </SmallButton>
        )}
        <SmallButton onPress={onEdit}>{t(source === null ? 'ratings.setUp' : 'common.edit')}</SmallButton>
      </span>
    </div>
  );
}

function Told({ look }: { look: SurveyLook | 'looking' }) {
  const t = useWords();
  if (look === 'looking') return t('ratings.fetching');
  switch (look.result) {
    case 'nobody':
      return t('ratings.nobody');
    case 'unreadable':
      return <span className="danger-text">{t('ratings.unreadable')}</span>;
    case 'fault':
      return (
        <span className="danger-text">
          {t(`outboxFault.${look.fault}`)}{' '}
          {look.detail !== null && <bdi className="quiet">{look.detail}</bdi>}
        </span>
      );
    case 'heard':
      return `${t('ratings.heard', { count: look.heard })}${look.unread > 0 ? ` · ${t('ratings.unread', { count: look.unread })}` : ''}`;
  }
}

const blank: SurveySource = {
  url: '',
  header: { name: 'Authorization', value: 'Bearer {{ secret }}' },
  list: '',
  code: 'code',
  rating: 'rating',
  comment: 'comment',
  best: 5,
  minutes: 15,
  allowPrivate: false,
};

function SourceForm({ source, onClose }: { source: SurveySource | null; onClose: () => void }) {
  const t = useWords();
  const { did } = useCommands();
  const first = source ?? blank;
  const { header } = first;
  const form = useForm({
    ...first,
    headerName: header?.name ?? '',
    headerValue: header?.value ?? '',
    secret: '',
  });
  const { value, set, tried } = form;
  const { headerName, headerValue, secret, ...rest } = value;
  const read = surveySource.safeParse({
    ...rest,
    url: rest.url.trim(),
    header: headerName.trim() === '' ? null : { name: headerName.trim(), value: headerValue },
  });
  const wrong = (name: string) =>
    tried && !read.success && read.error.issues.some(({ path }) => path[0] === name);
  const badUrl = tried && !/^https?:\/\/[^\s/?#{}\\]+/i.test(value.url.trim());
  const field = (
    name: 'list' | 'code' | 'rating' | 'comment' | 'headerName' | 'headerValue',
    label: Key,
    issue: string = name,
  ) => ({
    label: t(label),
    value: value[name],
    maxLength: name === 'headerValue' ? 2000 : 120,
    spellCheck: false,
    autoComplete: 'off',
    error: wrong(issue) ? t('ratings.needName') : undefined,
    ...ltr,
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const save = async () => {
    form.tryIt();
    if (!read.success || !/^https?:/i.test(read.data.url)) return;
    if (!(await did('survey.setSource', { source: read.data, secret: secret === '' ? null : secret })))
      return;
    form.saved();
    onClose();
  };
  return (
    <FormFrame onSave={save} onClose={onClose}>
      <TextInput
        className="whole"
        label={t('ratings.url')}
        description={t('ratings.urlHint')}
        placeholder="https://survey.example/answers?since={{ since }}"
        value={value.url}
        maxLength={2000}
        spellCheck={false}
        error={badUrl ? t('ratings.needUrl') : undefined}
        {...ltr}
        onChange={event => set({ url: event.currentTarget.value })}
      />
      <TextInput {...field('headerName', 'ratings.headerName', 'header')} />
      <TextInput {...field('headerValue', 'ratings.headerValue', 'header')} />
      <PasswordInput
        label={t('tools.secret')}
        description={source === null ? undefined : t('directories.passwordKept')}
        value={secret}
        maxLength={4000}
        autoComplete="new-password"
        styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
        visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
        onChange={event => set({ secret: event.currentTarget.value })}
      />
      <TextInput {...field('list', 'ratings.list')} description={t('ratings.listHint')} />
      <TextInput {...field('code', 'ratings.code')} />
      <TextInput {...field('rating', 'ratings.rating')} />
      <TextInput {...field('comment', 'ratings.comment')} />
      <NumberInput
        label={t('ratings.best')}
        value={value.best}
        min={1}
        max={100}
        allowDecimal={false}
        onChange={given => typeof given === 'number' && set({ best: given })}
      />
      <NumberInput
        label={t('ratings.minutes')}
        value={value.minutes}
        min={5}
        max={1440}
        allowDecimal={false}
        error={wrong('minutes') ? t('ratings.needMinutes') : undefined}
        onChange={given => typeof given === 'number' && set({ minutes: given })}
      />
      <div className="switches whole">
        <Switch
          label={t('directories.allowPrivate')}
          description={t('ratings.allowPrivateHint')}
          checked={value.allowPrivate}
          withThumbIndicator={false}
          onChange={event => set({ allowPrivate: event.currentTarget.checked })}
        />
      </div>
    </FormFrame>
  );
}
