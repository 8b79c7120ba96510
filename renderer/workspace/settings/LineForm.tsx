import { Button, PasswordInput, Select, TextInput, Textarea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { getCountries } from 'libphonenumber-js/min';
import { useEffect, useId, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { uuidv7 } from 'uuidv7';
import { usualWeight, type AccountSettings } from '../../../shared/lines/types.ts';
import { useCommands, useFormats, useWords } from '../state/context.tsx';
import { CodecOrder } from './CodecOrder.tsx';
import { IceServers } from './IceServers.tsx';
import {
  accountOf,
  checkLine,
  domainOf,
  emptyLineInput,
  icePasswordsOf,
  lineInputOf,
  type LineInput,
  statusCodes,
} from './lineInput.ts';

/** Fields that are one text. */
type TypedField = { [K in keyof LineInput]: LineInput[K] extends string ? K : never }[keyof LineInput];

/** Country of this machine's locale, to read national numbers by. */
function countryHere(): string {
  const region = new Intl.Locale(navigator.language).maximize().region ?? 'SA';
  return (getCountries() as string[]).includes(region) ? region : 'SA';
}

/** A line, new or to be changed. What is wrong is said under its field, and the first such field takes the focus. */
export function LineForm({
  account,
  onSaved,
  onCancel,
  cancel,
}: {
  account: AccountSettings | null;
  onSaved: (accountId: string) => void;
  onCancel: () => void;
  cancel: ReactNode;
}) {
  const t = useWords();
  const formats = useFormats();
  const { saveLine, setUnsaved } = useCommands();
  const [input, setInput] = useState<LineInput>(() =>
    account ? lineInputOf(account) : emptyLineInput('', countryHere()),
  );
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [more, setMore] = useState(
    account !== null &&
      (account.authUser !== null ||
        account.iceServers.length > 0 ||
        account.moreServers.length > 0 ||
        account.codecs !== undefined ||
        account.echoNumber !== undefined),
  );
  const domainTyped = useRef(account !== null);
  const form = useRef<HTMLFormElement>(null);
  const moreId = useId();
  const countries = useMemo(
    () =>
      getCountries()
        .map(code => ({ value: code as string, label: formats.country(code) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [formats],
  );

  // A page that is left takes its word back.
  useEffect(() => () => setUnsaved(false), [setUnsaved]);

  const named = { ...input, name: input.name.trim() === '' ? t('line.defaultName') : input.name };
  const problems = checkLine(named, account !== null);
  const set = (change: Partial<LineInput>) => {
    setUnsaved(true);
    setInput(before => ({ ...before, ...change }));
  };
  const field = (key: TypedField, label: string, hint?: string) => ({
    label,
    description: hint,
    name: key,
    value: input[key],
    error: tried && problems[key] ? t(problems[key]) : undefined,
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 512,
    onChange: (event: { currentTarget: { value: string } }) => set({ [key]: event.currentTarget.value }),
  });
  const ltr = { styles: { input: { direction: 'ltr' as const, textAlign: 'start' as const } } };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wrong = Object.keys(problems)[0];
    if (wrong !== undefined) {
      if (['ice', 'moreServers', ...statusCodes].includes(wrong)) setMore(true);
      form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
      return;
    }
    setSaving(true);
    const saved = await saveLine({
      account: accountOf(named, account?.id ?? uuidv7()),
      password: input.password === '' ? null : input.password,
      icePasswords: icePasswordsOf(named),
    });
    setSaving(false);
    if (!saved) return;
    setUnsaved(false);
    onSaved(saved.accountId);
  };

  return (
    <form className="line-form" ref={form} noValidate onSubmit={event => void submit(event)}>
      <TextInput
        {...field('server', t('line.server'), t('line.serverHint'))}
        {...ltr}
        className="whole"
        placeholder="wss://"
        data-autofocus
        onChange={event => {
          const server = event.currentTarget.value;
          set({ server, ...(domainTyped.current ? {} : { domain: domainOf(server) }) });
        }}
      />
      <TextInput {...field('user', t('line.user'), t('line.userHint'))} {...ltr} />
      <PasswordInput
        {...field('password', t('line.password'), t(account ? 'line.passwordKept' : 'line.passwordHint'))}
        styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
        maxLength={256}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
      />
      <TextInput
        {...field('domain', t('line.domain'), t('line.domainHint'))}
        {...ltr}
        onChange={event => {
          domainTyped.current = true;
          set({ domain: event.currentTarget.value });
        }}
      />
      <TextInput
        {...field('name', t('line.name'), t('line.nameHint'))}
        placeholder={t('line.defaultName')}
        maxLength={80}
      />
      <Select
        label={t('line.country')}
        description={t('line.countryHint')}
        data={countries}
        value={input.country}
        searchable
        allowDeselect={false}
        onChange={country => country !== null && set({ country })}
      />
      <TextInput {...field('displayName', t('line.displayName'), t('line.displayNameHint'))} maxLength={80} />
      <button
        type="button"
        className="link whole"
        aria-expanded={more}
        aria-controls={moreId}
        onClick={() => setMore(!more)}
      >
        <IconChevronDown size={14} stroke={1.7} aria-hidden className={more ? 'turned' : ''} />
        {t('line.advanced')}
      </button>
      <div id={moreId} className="line-form whole" hidden={!more}>
        <TextInput {...field('authUser', t('line.authUser'))} {...ltr} maxLength={128} />
        <Select
          label={t('line.dtmf')}
          data={[
            { value: 'auto', label: t('line.dtmfAuto') },
            { value: 'rtp', label: t('line.dtmfRtp') },
            { value: 'info', label: t('line.dtmfInfo') },
          ]}
          value={input.dtmf}
          allowDeselect={false}
          onChange={dtmf => (dtmf === 'auto' || dtmf === 'rtp' || dtmf === 'info') && set({ dtmf })}
        />
        <Textarea
          {...field('moreServers', t('line.moreServers'), t('line.moreServersHint', { usual: usualWeight }))}
          {...ltr}
          className="whole"
          rows={3}
          maxLength={4096}
        />
        <TextInput {...field('echoNumber', t('line.echoNumber'), t('line.echoNumberHint'))} {...ltr} />
        <IceServers
          value={input.ice}
          kept={account?.iceServers ?? []}
          error={tried && problems.ice ? t(problems.ice) : null}
          onChange={ice => set({ ice })}
        />
        <CodecOrder value={input.codecs} onChange={codecs => set({ codecs })} />
        <p className="section-hint whole">{t('line.codesHint')}</p>
        {statusCodes.map(code => (
          <TextInput key={code} {...field(code, t(`line.${code}`))} {...ltr} maxLength={32} />
        ))}
      </div>
      <div className="form-keys whole">
        <Button type="submit" loading={saving}>
          {t('line.saveAndConnect')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </form>
  );
}
