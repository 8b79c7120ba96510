import { Button, PasswordInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import {
  calendarAddress,
  type CalendarSettings,
  type CalendarView,
} from '../../../shared/followups/calendar.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { FormFrame } from './FormFrame.tsx';
import { ltr, useForm } from './useForm.ts';

/** The calendar elsewhere that shows what is due. */
export function Calendar() {
  const t = useWords();
  const calendar = useWorkspace(state => state.settings.calendar);
  const { did } = useCommands();
  return (
    <Section
      title={t('calendar.title')}
      ruled
      aside={
        calendar === null ? (
          t('calendar.off')
        ) : (
          <SmallButton onPress={() => void did('calendar.save', { calendar: null, password: null })}>
            {t('calendar.leave')}
          </SmallButton>
        )
      }
    >
      <p className="section-hint">{t('calendar.hint')}</p>
      {calendar !== null && <Standing />}
      <CalendarForm key={calendar?.url ?? 'none'} calendar={calendar} />
    </Section>
  );
}

/** How many entries stand there, how many wait, and why. */
function Standing() {
  const t = useWords();
  const { ask } = useCommands();
  const due = useWorkspace(state => state.due);
  const [view, setView] = useState<CalendarView | null>(null);
  useEffect(() => {
    let current = true;
    const look = () =>
      void ask('calendar.state', null).then(found => {
        if (current) setView(found);
      });
    look();
    const timer = setInterval(look, 3000);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [ask, due]);
  return (
    <p className="num" role="status">
      {view !== null && (
        <>
          {t('calendar.kept', { count: view.kept })}
          {view.waiting > 0 && ` · ${t('calendar.waiting', { count: view.waiting })}`}
          {view.fault !== null && (
            <span className="danger-text">
              {' · '}
              {t(`outboxFault.${view.fault}`)} {view.detail !== null && <bdi>{view.detail}</bdi>}
            </span>
          )}
        </>
      )}
    </p>
  );
}

function CalendarForm({ calendar }: { calendar: CalendarSettings | null }) {
  const t = useWords();
  const { ask } = useCommands();
  const form = useForm({
    url: calendar?.url ?? '',
    user: calendar?.user ?? '',
    password: '',
    what: calendar?.what ?? 'mine',
    allowPrivate: calendar?.allowPrivate ?? false,
  });
  const [test, setTest] = useState<Key | 'trying' | null>(null);
  const { value, set } = form;
  const wrong = calendarAddress(value.url.trim()) === null;
  const wanted = {
    url: value.url.trim(),
    user: value.user.trim(),
    what: value.what,
    allowPrivate: value.allowPrivate,
  };
  const password = value.password === '' ? null : value.password;
  const field = (name: 'url' | 'user' | 'password', label: Key) => ({
    label: t(label),
    name,
    value: value[name],
    autoComplete: 'off',
    spellCheck: false,
    maxLength: name === 'url' ? 512 : 254,
    onChange: (event: { currentTarget: { value: string } }) => {
      setTest(null);
      set({ [name]: event.currentTarget.value });
    },
  });
  const save = async () => {
    form.tryIt();
    if (!wrong && (await ask('calendar.save', { calendar: wanted, password })) !== null) form.saved();
  };
  const tryIt = async () => {
    form.tryIt();
    if (wrong) return;
    setTest('trying');
    const tried = await ask('calendar.test', { calendar: wanted, password });
    setTest(tried === null ? null : tried.fault === null ? 'calendar.works' : `outboxFault.${tried.fault}`);
  };
  return (
    <FormFrame
      onSave={save}
      more={
        <>
          <Button variant="default" onClick={() => void tryIt()}>
            {t('tools.test')}
          </Button>
          <span role="status">{test !== null && t(test === 'trying' ? 'calendar.testing' : test)}</span>
        </>
      }
    >
      <TextInput
        {...field('url', 'calendar.url')}
        className="whole"
        description={t('calendar.urlHint')}
        placeholder="https://dav.example.com/calendars/me/callbacks/"
        error={form.tried && wrong ? t('calendar.needUrl') : undefined}
        {...ltr}
      />
      <TextInput {...field('user', 'tools.user')} {...ltr} />
      <PasswordInput
        {...field('password', 'tools.password')}
        description={calendar === null ? undefined : t('tools.passwordKept')}
        styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
      />
      <div className="setting wide whole">
        <span>{t('calendar.what')}</span>
        <SegmentedControl
          aria-label={t('calendar.what')}
          data={[
            { value: 'mine', label: t('calendar.whatMine') },
            { value: 'all', label: t('calendar.whatAll') },
          ]}
          value={value.what}
          onChange={what => set({ what: what === 'all' ? 'all' : 'mine' })}
        />
      </div>
      <Switch
        className="whole"
        label={t('tools.allowPrivate')}
        description={t('tools.allowPrivateHint')}
        checked={value.allowPrivate}
        onChange={event => {
          setTest(null);
          set({ allowPrivate: event.currentTarget.checked });
        }}
      />
    </FormFrame>
  );
}
