/** Where somebody is in a script, said so briefly that it fits beside a call, and found again on a desk that has the same text. */
import type { ScriptPlace } from '../handover/types.ts';
import { takeAnswer } from './answer.ts';
import { beginRun } from './run.ts';
import type { RunState } from './run-state.ts';
import type { Question, Script } from './types.ts';

const questionsOf = (script: Script): Question[] =>
  script.steps.flatMap(({ question }) => (question === null ? [] : [question]));

/** Null at the end of a script, where there is nothing to go on with. `print` names its text. */
export function placeOf(script: Script, state: RunState, print: string): ScriptPlace | null {
  const step = script.steps.findIndex(({ id }) => id === state.step);
  if (step < 0) return null;
  const answers = questionsOf(script).flatMap((question, index): ScriptPlace['answers'] => {
    const given = Object.hasOwn(state.answers, question.field) ? state.answers[question.field] : undefined;
    if (given === undefined || index > 255) return [];
    const chosen = question.answers.findIndex(({ id }) => id === given.value);
    return [[index, question.kind === 'choice' && chosen >= 0 ? chosen : String(given.value)]];
  });
  return { print, language: state.language, step, answers: answers.slice(0, 64) };
}

/**
 * The run as it stood there. Each answer has to be one that its question takes; the others are as if they had not been given.
 * Null when there is no such step.
 */
export function runAt(script: Script, version: number, place: ScriptPlace, at: number): RunState | null {
  const step = script.steps[place.step];
  if (step === undefined) return null;
  const questions = questionsOf(script);
  const answers: RunState['answers'] = {};
  for (const [index, given] of place.answers) {
    const question = questions[index];
    if (question === undefined) continue;
    const written = typeof given === 'number' ? (question.answers[given]?.id ?? '') : given;
    const taken = takeAnswer(question, written);
    if (!taken.ok) continue;
    const asked = script.steps.find(each => each.question === question);
    answers[question.field] = { value: taken.value, at, step: asked?.id ?? step.id };
  }
  return { ...beginRun(script, version, place.language, at), step: step.id, answers, shownAt: null };
}
