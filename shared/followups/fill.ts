/** A text template filled for somebody, in the language that it has nearest to theirs. */
import type { Language } from '../settings/schema.ts';
import { render, type Values } from '../template/engine.ts';
import type { TextTemplate } from './types.ts';

export type Filled =
  { ok: true; subject: string; body: string; language: Language } | { ok: false; message: string };

export function fillTemplate(template: TextTemplate, values: Values, wanted: Language): Filled {
  const language = template.body[wanted].trim() === '' ? (wanted === 'ar' ? 'en' : 'ar') : wanted;
  const subject = render(template.subject[language], values);
  const body = render(template.body[language], values);
  if (!subject.ok) return { ok: false, message: subject.fault.message };
  if (!body.ok) return { ok: false, message: body.fault.message };
  return {
    ok: true,
    // A header is one line, whatever a name or a note brought into it.
    subject: subject.text
      .replaceAll(/[\s\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
      .trim()
      .slice(0, 300),
    body: body.text.replaceAll(/\n{3,}/g, '\n\n').trim(),
    language,
  };
}
