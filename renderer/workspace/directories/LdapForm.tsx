import { Button, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import {
  ldapAccount,
  ldapAttributes,
  usualAttributes,
  type LdapAccount,
  type TestResult,
} from '../../../shared/directories/types.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { FormFrame } from '../settings/FormFrame.tsx';
import { ltr, useForm } from '../settings/useForm.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { TestSteps } from './TestSteps.tsx';

const blank = (): LdapAccount => ({
  id: uuidv7(),
  kind: 'ldap',
  name: '',
  host: '',
  port: 636,
  security: 'tls',
  user: '',
  base: '',
  filter: '',
  attributes: usualAttributes,
  authority: null,
  paused: false,
});

const securities = ['tls', 'starttls', 'none'] as const;
const securityWord = {
  tls: 'directories.securityTls',
  starttls: 'directories.securityStarttls',
  none: 'directories.securityNone',
} as const;
const attributeWords = {
  name: 'directories.attributeName',
  number: 'directories.attributeNumber',
  mobile: 'directories.attributeMobile',
  email: 'directories.attributeEmail',
  organisation: 'directories.attributeOrganisation',
  role: 'directories.attributeRole',
} as const satisfies Record<keyof LdapAccount['attributes'], Key>;

export function LdapForm({ account, onClose }: { account: LdapAccount | null; onClose: () => void }) {
  const t = useWords();
  const { ask, did } = useCommands();
  const [first] = useState(() => account ?? blank());
  const form = useForm({
    ...first,
    port: String(first.port),
    authority: first.authority ?? '',
    password: '',
  });
  const [test, setTest] = useState<TestResult | 'trying' | null>(null);
  const { value, tried } = form;
  const { password: typed, ...rest } = value;
  const wanted = {
    ...rest,
    port: /^\d{1,5}$/.test(value.port.trim()) ? Number(value.port) : 0,
    authority: value.authority.trim() === '' ? null : value.authority,
  };
  const password = typed === '' ? null : typed;
  const set = (part: Partial<typeof value>) => {
    setTest(null);
    form.set(part);
  };
  const wrong = (name: keyof typeof wanted) =>
    tried && !ldapAccount.shape[name].safeParse(wanted[name]).success;
  const field = (name: 'name' | 'host' | 'port' | 'user' | 'base' | 'filter', label: Key, problem?: Key) => ({
    label: t(label),
    value: value[name],
    maxLength: name === 'filter' ? 500 : name === 'name' ? 80 : 254,
    autoComplete: 'off',
    spellCheck: false,
    error: problem !== undefined && wrong(name) ? t(problem) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const tryIt = async () => {
    form.tryIt();
    const read = ldapAccount.safeParse({ ...wanted, name: value.name.trim() || 'x' });
    if (!read.success) return;
    setTest('trying');
    setTest(await ask('directory.test', { account: read.data, password }));
  };
  const save = async () => {
    form.tryIt();
    const read = ldapAccount.safeParse(wanted);
    if (!read.success || !(await did('directory.save', { account: read.data, password }))) return;
    form.saved();
    onClose();
  };
  return (
    <Section
      title={account === null ? t('directories.addLdap') : t('directories.editing', { name: account.name })}
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
          {...field('name', 'directories.name', 'directories.needName')}
          description={t('directories.nameHint')}
        />
        <span />
        <TextInput {...field('host', 'directories.host', 'directories.needHost')} {...ltr} />
        <TextInput {...field('port', 'directories.port', 'tools.needPort')} {...ltr} inputMode="numeric" />
        <Select
          label={t('directories.security')}
          description={value.security === 'none' ? t('directories.securityNoneHint') : undefined}
          data={securities.map(one => ({ value: one, label: t(securityWord[one]) }))}
          value={value.security}
          allowDeselect={false}
          onChange={given => {
            const security = securities.find(one => one === given) ?? value.security;
            const usual = ['389', '636'].includes(value.port);
            set({ security, ...(usual ? { port: security === 'tls' ? '636' : '389' } : {}) });
          }}
        />
        <span />
        <TextInput
          {...field('user', 'directories.bindDn')}
          description={t('directories.bindDnHint')}
          {...ltr}
        />
        <PasswordInput
          label={t('directories.password')}
          description={account === null ? undefined : t('directories.passwordKept')}
          value={typed}
          maxLength={1000}
          autoComplete="new-password"
          styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
          visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
          onChange={event => set({ password: event.currentTarget.value })}
        />
        <TextInput {...field('base', 'directories.base', 'directories.needBase')} {...ltr} />
        <TextInput
          {...field('filter', 'directories.filter')}
          description={t('directories.filterHint')}
          {...ltr}
        />
        <fieldset className="whole ldap-attributes">
          <legend>{t('directories.attributes')}</legend>
          <p className="section-hint">{t('directories.attributesHint')}</p>
          {(Object.keys(attributeWords) as (keyof typeof attributeWords)[]).map(name => (
            <TextInput
              key={name}
              label={t(attributeWords[name])}
              value={value.attributes[name]}
              maxLength={200}
              spellCheck={false}
              error={
                tried && !ldapAttributes.shape[name].safeParse(value.attributes[name]).success
                  ? t('directories.needAttributes')
                  : undefined
              }
              {...ltr}
              onChange={event =>
                set({ attributes: { ...value.attributes, [name]: event.currentTarget.value } })
              }
            />
          ))}
        </fieldset>
        <Textarea
          className="whole code"
          label={t('directories.authority')}
          description={t('directories.authorityHint')}
          value={value.authority}
          maxLength={20_000}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          {...ltr}
          onChange={event => set({ authority: event.currentTarget.value })}
        />
        <div className="switches whole">
          <Switch
            label={t('directories.paused')}
            checked={value.paused}
            withThumbIndicator={false}
            onChange={event => set({ paused: event.currentTarget.checked })}
          />
        </div>
        <TestSteps result={test} />
      </FormFrame>
    </Section>
  );
}
