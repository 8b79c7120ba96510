/** A run as it is kept for people and for counting: each answer in words. */
import type { RunState } from './run-state.ts';
import { inLanguage, type Question, type Script } from './types.ts';

export interface RecordedAnswer {
  readonly field: string;
  /** The question's words, else the field's name. */
  readonly label: string;
  readonly value: string;
  /** The answer's words, else the value. */
  readonly said: string;
  readonly step: string;
  readonly at: number;
}

/** In the order in which they were given. */
export function recordOf(script: Script, state: RunState): RecordedAnswer[] {
  const questions = new Map<string, Question>();
  for (const { question } of script.steps) if (question !== null) questions.set(question.field, question);
  return Object.entries(state.answers)
    .map(([field, { value, at, step }]) => {
      const question = questions.get(field);
      return {
        field,
        label: labelOf(script, question, field, state.language),
        value: String(value),
        said: question ? saidOf(script, question, value, state.language) : String(value),
        step,
        at,
      };
    })
    .sort((a, b) => a.at - b.at);
}

const labelOf = (script: Script, question: Question | undefined, field: string, language: string): string =>
  (question && inLanguage(question.label, language, script)) ?? field.replaceAll(/[-_]/g, ' ');

/** The words of a chosen answer in `language`. */
export function saidOf(script: Script, question: Question, value: string | number, language: string): string {
  const answer = question.answers.find(each => each.id === value);
  return (answer && inLanguage(answer.label, language, script)) ?? String(value);
}
