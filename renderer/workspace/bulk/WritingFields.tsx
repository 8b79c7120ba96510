/** What is to be written to many: one text filled for each, one e-mail to all, a message to each. */
import { Checkbox, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isTooLongForProgram } from '../../../shared/followups/bcc.ts';
import type { TextTemplate } from '../../../shared/followups/types.ts';
import { headerLine, mostSubject } from '../../../shared/outbox/types.ts';
import { mostPerMessage, type BulkAction } from '../../../shared/people/bulk.ts';
import { useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { inPlace, type Fields } from './fields.ts';

const usualPerMessage = 50;

function useTexts(kind: TextTemplate['kind']) {
  const language = useLanguage();
  return useWorkspace(state => state.toolbox.templates)
    .filter(each => each.kind === kind)
    .map(({ id, name }) => ({ value: id, label: name[language] || name.en || name.ar }));
}

export function EmailField({ onChange }: Fields<'email'>) {
  const t = useWords();
  const texts = useTexts('email');
  const [{ templateId, look }, set] = useState({ templateId: '', look: false });
  const change = (next: { templateId: string; look: boolean }) => {
    set(next);
    onChange(next.templateId === '' ? null : { kind: 'email', ...next });
  };
  if (texts.length === 0) return <p className="section-hint">{t('bulk.noTemplates')}</p>;
  return (
    <>
      <Select
        label={t('bulk.template')}
        description={t('bulk.emailHint')}
        data={texts}
        searchable
        comboboxProps={inPlace}
        value={templateId || null}
        onChange={chosen => change({ templateId: chosen ?? '', look })}
      />
      <Checkbox
        label={t('bulk.look')}
        checked={look}
        onChange={event => change({ templateId, look: event.currentTarget.checked })}
      />
    </>
  );
}

type OneText = Omit<Extract<BulkAction, { kind: 'bcc' }>, 'kind' | 'perMessage'> & {
  perMessage: number | null;
};

export function BccFields({ onChange }: Fields<'bcc'>) {
  const t = useWords();
  const sends = useWorkspace(state => state.settings.smtp !== null);
  const [fields, set] = useState<OneText>(() => ({
    subject: '',
    body: '',
    by: sends ? 'smtp' : 'mailProgram',
    perMessage: usualPerMessage,
  }));
  const tooLong = fields.by === 'mailProgram' && isTooLongForProgram(fields);
  const change = (part: Partial<OneText>) => {
    const next = { ...fields, ...part };
    set(next);
    const { body, by, perMessage } = next;
    const subject = headerLine(mostSubject).safeParse(next.subject.trim());
    const whole = subject.success && subject.data !== '' && body.trim() !== '' && perMessage !== null;
    const fits = by === 'smtp' || !isTooLongForProgram(next);
    onChange(whole && fits ? { kind: 'bcc', by, subject: subject.data, body, perMessage } : null);
  };
  return (
    <>
      <p className="section-hint">{t('bulk.bccHint')}</p>
      {sends ? (
        <SegmentedControl
          aria-label={t('bulk.bccBy')}
          data={[
            { value: 'smtp', label: t('bulk.bccBySmtp') },
            { value: 'mailProgram', label: t('bulk.bccByProgram') },
          ]}
          value={fields.by}
          onChange={by => change({ by: by === 'smtp' ? 'smtp' : 'mailProgram' })}
        />
      ) : (
        <p className="section-hint">{t('bulk.bccNoSmtp')}</p>
      )}
      <TextInput
        label={t('bulk.bccSubject')}
        maxLength={mostSubject}
        dir="auto"
        value={fields.subject}
        onChange={event => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('bulk.bccBody')}
        autosize
        minRows={5}
        maxRows={14}
        maxLength={20_000}
        dir="auto"
        error={tooLong ? t('bulk.bccTooLong') : null}
        value={fields.body}
        onChange={event => change({ body: event.currentTarget.value })}
      />
      <NumberInput
        label={t('bulk.perMessage')}
        description={t('bulk.perMessageHint')}
        min={2}
        max={mostPerMessage}
        clampBehavior="strict"
        allowDecimal={false}
        value={fields.perMessage ?? ''}
        onChange={value => change({ perMessage: typeof value === 'number' && value >= 2 ? value : null })}
      />
    </>
  );
}

const overLine = 'line';

export function MessageFields({ onChange }: Fields<'message'>) {
  const t = useWords();
  const texts = useTexts('message');
  const hooks = useWorkspace(state => state.toolbox.hooks).filter(({ purpose }) => purpose === 'message');
  const ways = [
    ...hooks.map(({ id, name }) => ({ value: id, label: name })),
    { value: overLine, label: t('bulk.messageByLine') },
  ];
  const [fields, set] = useState({ templateId: '', way: ways[0]?.value ?? overLine, look: false });
  const change = (part: Partial<typeof fields>) => {
    const next = { ...fields, ...part };
    set(next);
    const { templateId, way, look } = next;
    const hookId = way === overLine ? null : way;
    onChange(templateId === '' ? null : { kind: 'message', templateId, hookId, look });
  };
  if (texts.length === 0) return <p className="section-hint">{t('bulk.noMessageTexts')}</p>;
  return (
    <>
      <Select
        label={t('bulk.template')}
        description={t('bulk.messageHint')}
        data={texts}
        searchable
        comboboxProps={inPlace}
        value={fields.templateId || null}
        onChange={chosen => change({ templateId: chosen ?? '' })}
      />
      {ways.length > 1 && (
        <Select
          label={t('bulk.messageBy')}
          data={ways}
          allowDeselect={false}
          comboboxProps={inPlace}
          value={fields.way}
          onChange={way => change({ way: way ?? overLine })}
        />
      )}
      <Checkbox
        label={t('bulk.look')}
        checked={fields.look}
        onChange={event => change({ look: event.currentTarget.checked })}
      />
    </>
  );
}
