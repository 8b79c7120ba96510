import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { TextTemplate } from '../../../shared/followups/types.ts';
import { knownNames } from '../../../shared/followups/values.ts';
import type { Preview } from '../../../shared/ipc/follow-ups.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { Ask } from './Lines.tsx';
import { Ratings } from './Ratings.tsx';
import { FormFrame } from './FormFrame.tsx';
import { ltr, rtl, useForm } from './useForm.ts';

/** Texts for e-mails and messages, in both languages, with how they will look. */
export function Texts() {
  const t = useWords();
  const language = useLanguage();
  const { removeTool } = useCommands();
  const { templates } = useWorkspace(state => state.toolbox);
  const [editing, setEditing] = useState<TextTemplate | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  if (editing !== null)
    return <TextForm key={editing.id} template={editing} onClose={() => setEditing(null)} />;
  const nameOf = ({ name }: TextTemplate) => name[language] || name.en || name.ar;
  const blank = (): TextTemplate => ({
    id: uuidv7(),
    kind: 'email',
    name: { en: '', ar: '' },
    subject: { en: '', ar: '' },
    body: { en: '', ar: '' },
    order: (templates.at(-1)?.order ?? 0) + 1,
  });
  return (
    <>
      <Section
        title={t('tools.texts')}
        aside={<SmallButton onPress={() => setEditing(blank())}>{t('tools.add')}</SmallButton>}
      >
        <p className="section-hint">{t('tools.textsHint')}</p>
        <ul>
          {templates.map(template => (
            <li key={template.id}>
              <div className="tool-row">
                <div className="grow">
                  <p>
                    <b>
                      <bdi>{nameOf(template)}</bdi>
                    </b>
                  </p>
                  <p className="quiet">
                    {t(template.kind === 'email' ? 'tools.kindEmail' : 'tools.kindMessage')}
                  </p>
                </div>
                <span className="row-keys">
                  <SmallButton of={nameOf(template)} onPress={() => setEditing(template)}>
                    {t('common.edit')}
                  </SmallButton>
                  <SmallButton of={nameOf(template)} onPress={() => setAsking(template.id)}>
                    {t('common.remove')}
                  </SmallButton>
                </span>
              </div>
              {asking === template.id && (
                <Ask
                  yes={t('common.remove')}
                  onNo={() => setAsking(null)}
                  onYes={() => {
                    setAsking(null);
                    removeTool(template.id);
                  }}
                >
                  {t('tools.removeAsk', { what: nameOf(template) })}
                </Ask>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Ratings />
    </>
  );
}

function TextForm({ template, onClose }: { template: TextTemplate; onClose: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const { saveTemplate } = useCommands();
  const form = useForm(template);
  const [tongue, setTongue] = useState<Language>(language);
  const { value, set } = form;
  const named = template.name[language] || template.name.en || template.name.ar;
  const unnamed = value.name.en.trim() === '' && value.name.ar.trim() === '';
  const save = async () => {
    form.tryIt();
    if (unnamed) return;
    const { en, ar } = value.name;
    const name = { en: en.trim() || ar.trim(), ar: ar.trim() || en.trim() };
    if (!(await saveTemplate({ ...value, name }))) return;
    form.saved();
    onClose();
  };
  const way = tongue === 'ar' ? rtl : ltr;
  return (
    <Section title={named === '' ? t('tools.adding') : t('tools.editing', { what: named })}>
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
        <SegmentedControl
          aria-label={t('tools.kind')}
          data={[
            { value: 'email', label: t('tools.kindEmail') },
            { value: 'message', label: t('tools.kindMessage') },
          ]}
          value={value.kind}
          onChange={kind => set({ kind: kind === 'message' ? 'message' : 'email' })}
        />
        <SegmentedControl
          aria-label={t('settings.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ar', label: 'العربية' },
          ]}
          value={tongue}
          onChange={chosen => setTongue(chosen === 'ar' ? 'ar' : 'en')}
        />
        {value.kind === 'email' && (
          <TextInput
            className="whole"
            label={t(tongue === 'ar' ? 'tools.subjectAr' : 'tools.subjectEn')}
            value={value.subject[tongue]}
            maxLength={1000}
            {...way}
            onChange={event => set({ subject: { ...value.subject, [tongue]: event.currentTarget.value } })}
          />
        )}
        <Textarea
          className="whole"
          label={t(tongue === 'ar' ? 'tools.bodyAr' : 'tools.bodyEn')}
          description={t('tools.names', { names: knownNames.join(', ') })}
          value={value.body[tongue]}
          autosize
          minRows={8}
          maxRows={20}
          maxLength={20_000}
          {...way}
          onChange={event => set({ body: { ...value.body, [tongue]: event.currentTarget.value } })}
        />
        <Shown source={value.body[tongue]} language={tongue} />
      </FormFrame>
    </Section>
  );
}

/** How a text will look; what is wrong with it, and where. */
function Shown({ source, language }: { source: string; language: Language }) {
  const t = useWords();
  const { previewText } = useCommands();
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    let current = true;
    void previewText(source, language).then(found => {
      if (current) setPreview(found);
    });
    return () => {
      current = false;
    };
  }, [previewText, source, language]);
  if (preview === null) return null;
  return (
    <div className="whole">
      <p className="quiet">{t('tools.preview')}</p>
      <Faults preview={preview} />
      {preview.fault === null && (
        <p className="preview-text" dir={language === 'ar' ? 'rtl' : 'ltr'} lang={language}>
          {preview.text}
        </p>
      )}
    </div>
  );
}

export function Faults({ preview: { fault, unknown } }: { preview: Preview }) {
  const t = useWords();
  return (
    <div role="status">
      {fault !== null && (
        <p className="field-error">
          {fault.line === null
            ? t('tools.fault', { message: fault.message })
            : t('tools.faultAt', { line: String(fault.line), message: fault.message })}
        </p>
      )}
      {unknown.length > 0 && (
        <p className="field-error">{t('tools.unknownNames', { names: unknown.join(', ') })}</p>
      )}
    </div>
  );
}
