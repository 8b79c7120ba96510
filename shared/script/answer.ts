/** What was typed or pressed as an answer: whether the question takes it, and what it is kept as. */
import type { Question } from './types.ts';

export type Taken =
  | { readonly ok: true; readonly value: string | number }
  /** A key of the catalogue's `script` area says why. */
  | { readonly ok: false; readonly why: 'needed' | 'notNumber' | 'outOfRange' | 'notDate' | 'notOffered' };

/** Keys of a rating when it names no bounds. */
const usualRating = { from: 1, to: 5 };

export const boundsOf = (question: Question): { from: number; to: number } | null =>
  question.range ?? (question.kind === 'rating' ? usualRating : null);

export const longestAnswer = 4000;

export function takeAnswer(question: Question, written: string): Taken {
  const text = written.trim().slice(0, longestAnswer);
  if (text === '') return { ok: false, why: 'needed' };
  switch (question.kind) {
    case 'text':
      return { ok: true, value: text };
    case 'choice':
      return question.answers.some(answer => answer.id === text)
        ? { ok: true, value: text }
        : { ok: false, why: 'notOffered' };
    case 'yes/no':
      return text === 'yes' || text === 'no' ? { ok: true, value: text } : { ok: false, why: 'notOffered' };
    case 'date':
      return isDate(text) ? { ok: true, value: text } : { ok: false, why: 'notDate' };
    case 'number':
    case 'rating':
      return takeNumber(question, text);
  }
}

function takeNumber(question: Question, text: string): Taken {
  const latin = westernDigits(text)
    .replace(/[,٬\s]/g, '')
    .replace('٫', '.')
    .replace('−', '-');
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(latin)) return { ok: false, why: 'notNumber' };
  const value = Number(latin);
  const bounds = boundsOf(question);
  if (bounds !== null && (value < bounds.from || value > bounds.to)) return { ok: false, why: 'outOfRange' };
  if (question.kind === 'rating' && !Number.isInteger(value)) return { ok: false, why: 'outOfRange' };
  return { ok: true, value };
}

/** Arabic-Indic and Persian figures as European ones. */
const westernDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, digit => String(digit.charCodeAt(0) & 0xf));

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return at.toISOString().startsWith(text);
}
