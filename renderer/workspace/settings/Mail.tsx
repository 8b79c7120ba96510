import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { smtpSettings, type SmtpSettings } from '../../../shared/followups/types.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { FormFrame } from './FormFrame.tsx';
import { ltr, useForm } from './useForm.ts';

const securities = ['tls', 'starttls', 'none'] as const;
const securityWord = {
  tls: 'tools.securityTls',
  starttls: 'tools.securityStarttls',
  none: 'tools.securityNone',
} as const;

type Typed = Record<'host' | 'port' | 'user' | 'password' | 'from' | 'fromName', string> & {
  security: SmtpSettings['security'];
};

/** The server by which e-mail leaves. */
export function Mail() {
  const t = useWords();
  const smtp = useWorkspace(state => state.settings.smtp);
  const { saveSmtp } = useCommands();
  return (
    <Section
      title={t('tools.mail')}
      aside={
        smtp === null ? (
          t('tools.mailOff')
        ) : (
          <SmallButton onPress={() => void saveSmtp(null, null)}>{t('tools.mailRemove')}</SmallButton>
        )
      }
    >
      <p className="section-hint">{t('tools.mailHint')}</p>
      <MailForm key={smtp === null ? 'none' : smtp.host} smtp={smtp} />
    </Section>
  );
}

function MailForm({ smtp }: { smtp: SmtpSettings | null }) {
  const t = useWords();
  const { saveSmtp, testSmtp } = useCommands();
  const form = useForm<Typed>({
    host: smtp?.host ?? '',
    port: String(smtp?.port ?? 587),
    security: smtp?.security ?? 'starttls',
    user: smtp?.user ?? '',
    password: '',
    from: smtp?.from ?? '',
    fromName: smtp?.fromName ?? '',
  });
  const [test, setTest] = useState<Key | 'trying' | null>(null);
  const { value, set } = form;
  const { password: _, ...typed } = value;
  const wanted = {
    ...typed,
    host: value.host.trim(),
    from: value.from.trim(),
    port: /^\d{1,5}$/.test(value.port.trim()) ? Number(value.port) : 0,
  };
  const wrong = (name: keyof SmtpSettings) =>
    form.tried && !smtpSettings.shape[name].safeParse(wanted[name]).success;
  const read = smtpSettings.safeParse(wanted);
  const password = value.password === '' ? null : value.password;
  const field = (name: Exclude<keyof Typed, 'security'>, label: Key, problem?: Key) => ({
    label: t(label),
    name,
    value: value[name],
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 254,
    error: problem !== undefined && name !== 'password' && wrong(name) ? t(problem) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      setTest(null);
      set({ [name]: event.currentTarget.value });
    },
  });
  const save = async () => {
    form.tryIt();
    if (read.success && (await saveSmtp(read.data, password))) form.saved();
  };
  const tryIt = async () => {
    form.tryIt();
    if (!read.success) return;
    setTest('trying');
    const tried = await testSmtp(read.data, password);
    setTest(tried === null ? null : tried.fault === null ? 'tools.testWorks' : `outboxFault.${tried.fault}`);
  };
  return (
    <FormFrame
      onSave={save}
      more={
        <>
          <Button variant="default" onClick={() => void tryIt()}>
            {t('tools.test')}
          </Button>
          <span role="status">{test !== null && t(test === 'trying' ? 'tools.testing' : test)}</span>
        </>
      }
    >
      <TextInput {...field('host', 'tools.host', 'tools.needHost')} {...ltr} />
      <TextInput {...field('port', 'tools.port', 'tools.needPort')} {...ltr} inputMode="numeric" />
      <Select
        label={t('tools.security')}
        description={value.security === 'none' ? t('tools.securityNoneHint') : undefined}
        data={securities.map(one => ({ value: one, label: t(securityWord[one]) }))}
        value={value.security}
        allowDeselect={false}
        onChange={given => set({ security: securities.find(one => one === given) ?? value.security })}
      />
      <span />
      <TextInput {...field('user', 'tools.user')} description={t('tools.userHint')} {...ltr} />
      <PasswordInput
        {...field('password', 'tools.password')}
        description={smtp === null ? undefined : t('tools.passwordKept')}
        styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
      />
      <TextInput {...field('from', 'tools.from', 'tools.needFrom')} {...ltr} />
      <TextInput {...field('fromName', 'tools.fromName')} />
    </FormFrame>
  );
}
