import { Button, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import {
  cardDavAccount,
  webAddress,
  type CardDavAccount,
  type TestResult,
} from '../../../shared/directories/types.ts';
import { Section } from '../../ui/Section.tsx';
import { FormFrame } from '../settings/FormFrame.tsx';
import { ltr, useForm } from '../settings/useForm.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { TestSteps } from './TestSteps.tsx';

const blank = (): CardDavAccount => ({
  id: uuidv7(),
  kind: 'carddav',
  name: '',
  url: 'https://',
  user: '',
  book: null,
  allowPrivate: false,
  allowHttp: false,
  newPeople: true,
  minutes: 15,
  paused: false,
});

export function CardDavForm({ account, onClose }: { account: CardDavAccount | null; onClose: () => void }) {
  const t = useWords();
  const { ask, did } = useCommands();
  const [first] = useState(() => account ?? blank());
  const form = useForm({ ...first, password: '' });
  const [test, setTest] = useState<TestResult | 'trying' | null>(null);
  const { value, set, tried } = form;
  const { password: typed, ...wanted } = value;
  const password = typed === '' ? null : typed;
  const badUrl = !webAddress.safeParse(value.url).success;
  const books = test !== null && test !== 'trying' ? test.books : [];
  const known =
    account?.book != null && !books.some(({ url }) => url === account.book)
      ? [{ url: account.book, name: decodeURI(new URL(account.book).pathname) }, ...books]
      : books;

  const change = (part: Partial<typeof value>) => {
    if (part.name === undefined && part.book === undefined) setTest(null);
    set(part);
  };
  const tryIt = async (url = value.url) => {
    form.tryIt();
    const read = cardDavAccount.safeParse({ ...wanted, url, name: value.name.trim() || 'x' });
    if (!read.success) return;
    setTest('trying');
    const result = await ask('directory.test', { account: read.data, password });
    setTest(result);
    const [book] = result?.books ?? [];
    if (account === null && book !== undefined)
      set({ book: book.url, ...(value.name.trim() === '' ? { name: book.name.slice(0, 80) } : {}) });
  };
  const save = async () => {
    form.tryIt();
    const read = cardDavAccount.safeParse(wanted);
    if (!read.success || read.data.book === null) return;
    if (!(await did('directory.save', { account: read.data, password }))) return;
    form.saved();
    onClose();
  };
  return (
    <Section
      title={account === null ? t('directories.addBook') : t('directories.editing', { name: account.name })}
    >
      <FormFrame
        save={t('directories.save')}
        onSave={save}
        more={
          <Button variant="default" onClick={() => void tryIt()}>
            {t('directories.test')}
          </Button>
        }
        onClose={onClose}
      >
        <TextInput
          className="whole"
          label={t('directories.url')}
          description={t('directories.urlHint')}
          value={value.url}
          maxLength={2000}
          spellCheck={false}
          disabled={account !== null}
          error={tried && badUrl ? t('directories.needUrl') : undefined}
          {...ltr}
          onChange={event => change({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('directories.user')}
          value={value.user}
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
          error={tried && value.user.trim() === '' ? t('directories.needUser') : undefined}
          {...ltr}
          onChange={event => change({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('directories.password')}
          description={account === null ? undefined : t('directories.passwordKept')}
          value={typed}
          maxLength={1000}
          autoComplete="new-password"
          styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
          visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
          onChange={event => change({ password: event.currentTarget.value })}
        />
        <div className="switches whole">
          <Switch
            label={t('directories.allowPrivate')}
            description={t('directories.allowPrivateHint')}
            checked={value.allowPrivate}
            withThumbIndicator={false}
            onChange={event => change({ allowPrivate: event.currentTarget.checked })}
          />
          <Switch
            label={t('directories.allowHttp')}
            checked={value.allowHttp}
            withThumbIndicator={false}
            onChange={event => change({ allowHttp: event.currentTarget.checked })}
          />
        </div>
        <TestSteps
          result={test}
          onElsewhere={url => {
            change({ url });
            void tryIt(url);
          }}
        />
        <Select
          label={t('directories.chooseBook')}
          description={t('directories.chooseBookHint')}
          data={known.map(({ url, name }) => ({ value: url, label: name }))}
          value={value.book}
          disabled={account !== null || known.length === 0}
          error={tried && value.book === null && test !== 'trying' ? t('directories.needBook') : undefined}
          allowDeselect={false}
          onChange={book => change({ book })}
        />
        <TextInput
          label={t('directories.name')}
          description={t('directories.nameHint')}
          value={value.name}
          maxLength={80}
          error={
            tried && value.name.trim() === '' && test !== 'trying' ? t('directories.needName') : undefined
          }
          onChange={event => change({ name: event.currentTarget.value })}
        />
        <NumberInput
          label={t('directories.minutes')}
          value={value.minutes}
          min={5}
          max={1440}
          allowDecimal={false}
          onChange={given =>
            typeof given === 'number' && given >= 5 && set({ minutes: Math.min(1440, given) })
          }
        />
        <div className="switches whole">
          <Switch
            label={t('directories.newPeople')}
            checked={value.newPeople}
            withThumbIndicator={false}
            onChange={event => set({ newPeople: event.currentTarget.checked })}
          />
          <Switch
            label={t('directories.paused')}
            checked={value.paused}
            withThumbIndicator={false}
            onChange={event => set({ paused: event.currentTarget.checked })}
          />
        </div>
      </FormFrame>
    </Section>
  );
}
