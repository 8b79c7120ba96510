/** From script to text, in the one order that docs/scripts.md shows. Parsing it again gives the same script. */
import { printAction } from './action.ts';
import { printCondition } from './condition.ts';
import { criteria, type Passages, type Question, type Script, type Step, type Target } from './types.ts';

export function printScript(script: Script): string {
  const languages = script.languages;
  const head = [
    ...(script.id === '' ? [] : [`Script: ${script.id}`]),
    ...passages('Title', script.title, languages),
    `Languages: ${languages.join(', ')}`,
    `When: ${script.when}`,
    `Direction: ${script.direction}`,
    ...criteria
      .filter(each => script.chosenBy[each].length > 0)
      .map(each => `${each.charAt(0).toUpperCase()}${each.slice(1)}: ${script.chosenBy[each].join(', ')}`),
    ...to('First', script.first),
    ...script.remarks.map(remark => entry('Remark', remark)),
  ];
  return [head, ...script.steps.map(step => printStep(step, languages))]
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n');
}

function printStep(step: Step, languages: readonly string[]): string[] {
  return [
    `${step.kind === 'step' ? 'Step' : 'Objection'}: ${step.id}`,
    ...step.remarks.map(remark => entry('Remark', remark)),
    ...passages('Title', step.title, languages),
    ...passages('Say', step.say, languages),
    ...passages('Note', step.note, languages),
    ...(step.question === null ? [] : printQuestion(step.question, languages)),
    ...step.actions.map(action => `Action: ${printAction(action)}`),
    ...step.branches.map(({ condition, target }) => `If: ${printCondition(condition)} -> ${target.step}`),
    ...to('Next', step.next),
  ];
}

function printQuestion(question: Question, languages: readonly string[]): string[] {
  const { field, kind, range, optional } = question;
  const bounds = range === null ? '' : ` from ${range.from} to ${range.to}`;
  return [
    `Ask: ${field} as ${kind}${bounds}${optional ? ', optional' : ''}`,
    ...passages('Question', question.label, languages),
    ...question.answers.flatMap(answer => {
      const arrow = answer.target === null ? '' : `-> ${answer.target.step}`;
      const labels = languages.flatMap((language, i) => {
        const passage = answer.label[language];
        return passage === undefined
          ? []
          : [`Answer ${answer.id}${i === 0 ? '' : ` [${language}]`}: ${passage.text}`];
      });
      if (labels.length === 0) return [`Answer ${answer.id}: ${arrow}`];
      return labels.map((label, i) => (i === 0 ? `${label} ${arrow}`.trimEnd() : label));
    }),
  ];
}

function passages(word: string, of: Passages, languages: readonly string[]): string[] {
  return languages.flatMap((language, i) => {
    const passage = of[language];
    return passage === undefined ? [] : [entry(i === 0 ? word : `${word} [${language}]`, passage.text)];
  });
}

/** Further rows are indented; an empty one parts paragraphs. */
function entry(word: string, text: string): string {
  const rows = text.split('\n').map((row, i) => (i === 0 || row === '' ? row : `  ${row}`));
  return `${word}: ${rows.join('\n')}`;
}

const to = (word: string, target: Target | null): string[] =>
  target === null ? [] : [`${word}: ${target.step}`];
