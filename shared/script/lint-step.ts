/** What can be said of a step by itself, said once for each: while somebody types, all steps but one stay as they are. */
import { takesTarget } from './action.ts';
import { judgePassages, type JudgedText } from './lint-text.ts';
import { finding, type Clause, type Passages, type Place, type Step, type Target } from './types.ts';

/** Answers under keys: 1–9. */
const mostAnswers = 9;

export interface JudgedStep extends JudgedText {
  readonly targets: readonly Target[];
  readonly clauses: readonly Clause[];
}

const judged = new WeakMap<Step, { languages: string; judgement: JudgedStep }>();

export function judgeStep(step: Step, languages: readonly string[]): JudgedStep {
  const key = languages.join();
  const known = judged.get(step);
  if (known?.languages === key) return known.judgement;
  const judgement = judge(step, languages);
  judged.set(step, { languages: key, judgement });
  return judgement;
}

function judge(step: Step, languages: readonly string[]): JudgedStep {
  const { question } = step;
  const texts: (readonly [Passages, Place])[] = [
    [step.title, step.at],
    [step.say, step.at],
    [step.note, step.at],
    ...(question === null ? [] : [[question.label, question.at] as const]),
    ...(question?.answers.map(answer => [answer.label, answer.at] as const) ?? []),
  ];
  const all = texts.map(([passages, at]) => judgePassages(passages, at, languages));
  const findings = all.flatMap(each => each.findings);
  if (Object.keys(step.say).length === 0 && question === null && step.actions.length === 0)
    findings.push(finding('nothingToSay', step.at, { step: step.id }));
  if (question?.kind === 'choice' && question.answers.length === 0)
    findings.push(finding('noAnswers', question.at, { field: question.field }));
  const surplus = question?.answers[mostAnswers];
  if (surplus) findings.push(finding('tooManyAnswers', surplus.at, { most: String(mostAnswers) }));
  for (const action of step.actions)
    if (takesTarget(action.kind) && action.target === '')
      findings.push(finding('actionNeedsTarget', action.at));
  const targets = [
    ...(question?.answers.map(answer => answer.target) ?? []),
    ...step.branches.map(branch => branch.target),
    step.next,
  ].filter(target => target !== null);
  return {
    findings,
    mentions: all.flatMap(each => each.mentions),
    targets,
    clauses: step.branches.flatMap(branch => branch.condition.flat()),
  };
}
