import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { blankHook, readyMade, type ReadyMade } from '../../../shared/followups/ready-made.ts';
import { hook as hookSchema, type Hook } from '../../../shared/followups/types.ts';
import type { Preview } from '../../../shared/ipc/follow-ups.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { HookChanges } from './HookChanges.tsx';
import { Ask } from './Lines.tsx';
import { Faults } from './Texts.tsx';
import { FormFrame } from './FormFrame.tsx';
import { ltr, useForm } from './useForm.ts';

interface Editing {
  hook: Hook;
  hasSecret: boolean;
  /** What the other side calls its secret. */
  secretIs: string;
}

const purposes = ['ticket', 'message', 'status'] as const;
const purposeWord = {
  ticket: 'tools.purposeTicket',
  message: 'tools.purposeMessage',
  status: 'tools.purposeStatus',
} as const;

/** Requests to help desks, CRMs and gateways. */
export function Hooks() {
  const t = useWords();
  const { removeTool } = useCommands();
  const { hooks } = useWorkspace(state => state.toolbox);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  if (editing !== null)
    return <HookForm key={editing.hook.id} editing={editing} onClose={() => setEditing(null)} />;
  const begin = ({ readyId: _, secret, ...made }: ReadyMade) =>
    setEditing({
      hook: { ...made, headers: [...made.headers], id: uuidv7(), order: hooks.length },
      hasSecret: false,
      secretIs: secret,
    });
  return (
    <Section title={t('tools.hooks')}>
      <p className="section-hint">{t('tools.hooksHint')}</p>
      {hooks.length === 0 && <p className="empty">{t('tools.hooksEmpty')}</p>}
      <ul>
        {hooks.map(({ hasSecret, ...hook }) => (
          <li key={hook.id}>
            <div className="tool-row">
              <div className="grow">
                <p>
                  <b>
                    <bdi>{hook.name}</bdi>
                  </b>
                </p>
                <p className="quiet">
                  {t(purposeWord[hook.purpose])} · <bdi dir="ltr">{hook.url.split('{{')[0]}</bdi>
                </p>
              </div>
              <span className="row-keys">
                <SmallButton of={hook.name} onPress={() => setEditing({ hook, hasSecret, secretIs: '' })}>
                  {t('common.edit')}
                </SmallButton>
                <SmallButton of={hook.name} onPress={() => setAsking(hook.id)}>
                  {t('common.remove')}
                </SmallButton>
              </span>
            </div>
            {asking === hook.id && (
              <Ask
                yes={t('common.remove')}
                onNo={() => setAsking(null)}
                onYes={() => {
                  setAsking(null);
                  removeTool(hook.id);
                }}
              >
                {t('tools.removeAsk', { what: hook.name })}
              </Ask>
            )}
          </li>
        ))}
      </ul>
      <p className="section-hint">{t('tools.begin')}</p>
      <div className="chips">
        {readyMade.map(made => (
          <button key={made.readyId} type="button" onClick={() => begin(made)}>
            <bdi>{made.name}</bdi>
          </button>
        ))}
        <button type="button" onClick={() => begin(blankHook)}>
          {t('tools.own')}
        </button>
      </div>
    </Section>
  );
}

const linesOf = (headers: Hook['headers']): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n');

const headersOf = (lines: string): Hook['headers'] =>
  lines
    .split('\n')
    .map(line => /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line))
    .flatMap(found => (found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : []));

function HookForm({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const t = useWords();
  const { saveHook } = useCommands();
  const form = useForm({ ...editing.hook, lines: linesOf(editing.hook.headers), secret: '' });
  const { value, set } = form;
  const { lines, secret, ...rest } = value;
  const wanted: Hook = { ...rest, headers: headersOf(lines), keyHeader: rest.keyHeader?.trim() || null };
  const read = hookSchema.safeParse(wanted);
  const badUrl = !/^https?:\/\/[^/?#{}\s\\]+(?:[/?#]|$)/i.test(value.url);
  const save = async () => {
    form.tryIt();
    if (!read.success || badUrl) return;
    if (!(await saveHook(read.data, secret === '' ? null : secret))) return;
    form.saved();
    onClose();
  };
  return (
    <Section
      title={editing.hook.name === '' ? t('tools.adding') : t('tools.editing', { what: editing.hook.name })}
    >
      <FormFrame onSave={save} onClose={onClose}>
        <TextInput
          label={t('tools.hookName')}
          value={value.name}
          maxLength={80}
          error={form.tried && value.name.trim() === '' ? t('tools.needName') : undefined}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('tools.purpose')}
          data={[...purposes.map(purpose => ({ value: purpose, label: t(purposeWord[purpose]) }))]}
          value={value.purpose}
          allowDeselect={false}
          onChange={given => set({ purpose: purposes.find(purpose => purpose === given) ?? value.purpose })}
        />
        <TextInput
          className="whole"
          label={t('tools.url')}
          description={t('tools.urlHint')}
          value={value.url}
          maxLength={2000}
          spellCheck={false}
          error={form.tried && badUrl ? t('tools.needUrl') : undefined}
          {...ltr}
          onChange={event => set({ url: event.currentTarget.value })}
        />
        <Textarea
          className="whole"
          label={t('tools.headers')}
          description={t('tools.headersHint', { name: '{{ secret }}' })}
          value={lines}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          {...ltr}
          onChange={event => set({ lines: event.currentTarget.value })}
        />
        <Textarea
          className="whole code"
          label={t('tools.body')}
          value={value.body}
          autosize
          minRows={6}
          maxRows={20}
          spellCheck={false}
          {...ltr}
          onChange={event => set({ body: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('tools.secret')}
          description={
            editing.hasSecret ? t('tools.secretKept') : t('tools.secretHint', { what: editing.secretIs })
          }
          value={secret}
          autoComplete="new-password"
          styles={{ innerInput: { direction: 'ltr', textAlign: 'start' } }}
          visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
          onChange={event => set({ secret: event.currentTarget.value })}
        />
        <Select
          label={t('tools.method')}
          data={['POST', 'PUT', 'PATCH']}
          value={value.method}
          allowDeselect={false}
          onChange={given => set({ method: given === 'PUT' || given === 'PATCH' ? given : 'POST' })}
        />
        <TextInput
          label={t('tools.keyHeader')}
          description={t('tools.keyHeaderHint')}
          value={value.keyHeader ?? ''}
          maxLength={64}
          {...ltr}
          onChange={event => set({ keyHeader: event.currentTarget.value })}
        />
        <NumberInput
          label={t('tools.keyHours')}
          value={value.keyHours}
          min={0.1}
          max={720}
          disabled={!value.keyHeader}
          onChange={given => typeof given === 'number' && given >= 0.1 && set({ keyHours: given })}
        />
        <div className="switches whole">
          <Switch
            label={t('tools.allowPrivate')}
            description={t('tools.allowPrivateHint')}
            checked={value.allowPrivate}
            withThumbIndicator={false}
            onChange={event => set({ allowPrivate: event.currentTarget.checked })}
          />
          <Switch
            label={t('tools.allowHttp')}
            checked={value.allowHttp}
            withThumbIndicator={false}
            onChange={event => set({ allowHttp: event.currentTarget.checked })}
          />
        </div>
        {value.purpose === 'ticket' && <HookChanges hook={value} set={set} />}
        {read.success && <Request hook={read.data} />}
      </FormFrame>
    </Section>
  );
}

/** The request as it will leave, the secret left out. */
function Request({ hook }: { hook: Hook }) {
  const t = useWords();
  const { previewHook } = useCommands();
  const [preview, setPreview] = useState<Preview | null>(null);
  const written = JSON.stringify(hook);
  useEffect(() => {
    let current = true;
    void previewHook(JSON.parse(written) as Hook).then(found => {
      if (current) setPreview(found);
    });
    return () => {
      current = false;
    };
  }, [previewHook, written]);
  if (preview === null) return null;
  return (
    <div className="whole">
      <p className="quiet">{t('tools.request')}</p>
      <Faults preview={preview} />
      {preview.fault === null && (
        <pre className="preview-text" dir="ltr">
          {preview.text}
        </pre>
      )}
    </div>
  );
}
