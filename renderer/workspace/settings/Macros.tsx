import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { Macro, MacroStep } from '../../../shared/followups/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { Ask } from './Lines.tsx';
import { FormFrame } from './FormFrame.tsx';
import { rtl, useForm } from './useForm.ts';

/** Several follow-ups under one chip, or with an outcome. */
export function Macros() {
  const t = useWords();
  const language = useLanguage();
  const { removeTool } = useCommands();
  const { macros } = useWorkspace(state => state.toolbox);
  const outcomes = useWorkspace(state => state.outcomes);
  const [editing, setEditing] = useState<Macro | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const nameOf = ({ name }: { name: { en: string; ar: string } }) => name[language] || name.en || name.ar;
  if (editing !== null)
    return <MacroForm key={editing.id} macro={editing} onClose={() => setEditing(null)} />;
  const blank = (): Macro => ({
    id: uuidv7(),
    name: { en: '', ar: '' },
    outcomeId: null,
    steps: [{ kind: 'callback', days: 1, hours: 0 }],
    order: macros.length,
  });
  return (
    <Section
      title={t('tools.macros')}
      aside={<SmallButton onPress={() => setEditing(blank())}>{t('tools.add')}</SmallButton>}
      ruled
    >
      <p className="section-hint">{t('tools.macrosHint')}</p>
      {macros.length === 0 && <p className="empty">{t('tools.macrosEmpty')}</p>}
      <ul>
        {macros.map(macro => {
          const outcome = outcomes.find(({ id }) => id === macro.outcomeId);
          return (
            <li key={macro.id}>
              <div className="tool-row">
                <div className="grow">
                  <p>
                    <b>
                      <bdi>{nameOf(macro)}</bdi>
                    </b>
                  </p>
                  <p className="quiet">
                    {outcome === undefined
                      ? t('tools.macroByHand')
                      : `${t('tools.macroOutcome')}: ${outcome.name[language]}`}
                  </p>
                </div>
                <span className="row-keys">
                  <SmallButton of={nameOf(macro)} onPress={() => setEditing(macro)}>
                    {t('common.edit')}
                  </SmallButton>
                  <SmallButton of={nameOf(macro)} onPress={() => setAsking(macro.id)}>
                    {t('common.remove')}
                  </SmallButton>
                </span>
              </div>
              {asking === macro.id && (
                <Ask
                  yes={t('common.remove')}
                  onNo={() => setAsking(null)}
                  onYes={() => {
                    setAsking(null);
                    removeTool(macro.id);
                  }}
                >
                  {t('tools.removeAsk', { what: nameOf(macro) })}
                </Ask>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function MacroForm({ macro, onClose }: { macro: Macro; onClose: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const { saveMacro } = useCommands();
  const { templates, hooks } = useWorkspace(state => state.toolbox);
  const outcomes = useWorkspace(state => state.outcomes).filter(one => !one.system && !one.archived);
  const form = useForm(macro);
  const { value, set } = form;
  const texts = templates.filter(({ kind }) => kind === 'email');
  const tickets = hooks.filter(({ purpose }) => purpose === 'ticket');
  const named = macro.name[language] || macro.name.en || macro.name.ar;
  const unnamed = value.name.en.trim() === '' && value.name.ar.trim() === '';
  const step = <K extends MacroStep['kind']>(kind: K) =>
    value.steps.find((each): each is Extract<MacroStep, { kind: K }> => each.kind === kind);
  const put = (kind: MacroStep['kind'], next: MacroStep | null) =>
    set({ steps: [...value.steps.filter(each => each.kind !== kind), ...(next === null ? [] : [next])] });
  const save = async () => {
    form.tryIt();
    if (unnamed || value.steps.length === 0) return;
    const { en, ar } = value.name;
    const name = { en: en.trim() || ar.trim(), ar: ar.trim() || en.trim() };
    if (!(await saveMacro({ ...value, name }))) return;
    form.saved();
    onClose();
  };
  return (
    <Section title={named === '' ? t('tools.adding') : t('tools.editing', { what: named })} ruled>
      <FormFrame onSave={save} onClose={onClose}>
        <TextInput
          label={t('tools.nameEn')}
          value={value.name.en}
          maxLength={80}
          error={form.tried && unnamed ? t('tools.needName') : undefined}
          onChange={event => set({ name: { ...value.name, en: event.currentTarget.value } })}
        />
        <TextInput
          label={t('tools.nameAr')}
          value={value.name.ar}
          maxLength={80}
          {...rtl}
          onChange={event => set({ name: { ...value.name, ar: event.currentTarget.value } })}
        />
        <Select
          className="whole"
          label={t('tools.macroOutcome')}
          placeholder={t('tools.macroByHand')}
          data={outcomes.map(({ id, name }) => ({ value: id, label: name[language] }))}
          value={value.outcomeId}
          clearable
          onChange={outcomeId => set({ outcomeId })}
        />
        <NumberInput
          label={t('tools.stepCallback')}
          value={step('callback')?.days ?? ''}
          min={1}
          max={90}
          allowDecimal={false}
          error={form.tried && value.steps.length === 0 ? t('tools.needSteps') : undefined}
          onChange={given =>
            put(
              'callback',
              typeof given === 'number' && given >= 1 ? { kind: 'callback', days: given, hours: 0 } : null,
            )
          }
        />
        <Select
          label={t('tools.stepEmail')}
          data={texts.map(({ id, name }) => ({ value: id, label: name[language] || name.en }))}
          value={step('email')?.templateId ?? null}
          clearable
          onChange={templateId => put('email', templateId === null ? null : { kind: 'email', templateId })}
        />
        <Select
          label={t('tools.stepTicket')}
          data={tickets.map(({ id, name }) => ({ value: id, label: name }))}
          value={step('ticket')?.hookId ?? null}
          clearable
          onChange={hookId => put('ticket', hookId === null ? null : { kind: 'ticket', hookId })}
        />
      </FormFrame>
    </Section>
  );
}
