/** What a script gets wrong that its grammar cannot see: where it leads, what it speaks of, in which languages. */
import { takesTarget } from './action.ts';
import { ends } from './id.ts';
import { leadsTo, reachable, stuckLoops } from './graph.ts';
import { nearest } from './nearest.ts';
import { analyse, filterNames, tagNames } from './template.ts';
import {
  finding,
  type Answer,
  type Clause,
  type Finding,
  type Passage,
  type Passages,
  type Place,
  type Script,
  type Step,
  type Target,
} from './types.ts';
import { isVariable, variables } from './variables.ts';

/** Answers under keys: 1–9. */
const mostAnswers = 9;

interface Context {
  readonly script: Script;
  readonly ids: ReadonlySet<string>;
  /** Every field that is asked, with its answers when it is a choice. */
  readonly fields: ReadonlyMap<string, readonly Answer[] | null>;
  readonly names: readonly string[];
  readonly findings: Finding[];
}

export function lintScript(script: Script): readonly Finding[] {
  const findings: Finding[] = [];
  const fields = new Map<string, readonly Answer[] | null>();
  for (const { question } of script.steps)
    if (question !== null && !fields.has(question.field))
      fields.set(question.field, question.kind === 'choice' ? question.answers : null);
  const context: Context = {
    script,
    ids: new Set(script.steps.map(step => step.id)),
    fields,
    names: [...Object.keys(variables), ...fields.keys()],
    findings,
  };
  checkSteps(context);
  checkTexts(context);
  checkWays(context);
  return findings.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

function checkSteps({ script, ids, findings, ...context }: Context): void {
  if (!script.steps.some(step => step.kind === 'step')) findings.push(finding('noSteps', script.at));
  const seen = new Set<string>();
  const kinds = new Map<string, string>();
  checkTarget(script.first, null, { script, ids, findings, ...context });
  for (const step of script.steps) {
    if (seen.has(step.id)) findings.push(finding('sameStep', step.at, { id: step.id }));
    seen.add(step.id);
    const { question } = step;
    if (Object.keys(step.say).length === 0 && question === null && step.actions.length === 0)
      findings.push(finding('nothingToSay', step.at, { step: step.id }));
    if (question?.kind === 'choice' && question.answers.length === 0)
      findings.push(finding('noAnswers', question.at, { field: question.field }));
    const surplus = question?.answers[mostAnswers];
    if (surplus) findings.push(finding('tooManyAnswers', surplus.at, { most: String(mostAnswers) }));
    if (question !== null) {
      const kind = kinds.get(question.field);
      if (kind !== undefined && kind !== question.kind)
        findings.push(finding('askedDifferently', question.at, { field: question.field, kind }));
      kinds.set(question.field, question.kind);
    }
    for (const action of step.actions)
      if (takesTarget(action.kind) && action.target === '')
        findings.push(finding('actionNeedsTarget', action.at));
    for (const target of targetsOf(step)) checkTarget(target, step, { script, ids, findings, ...context });
    for (const { condition } of step.branches)
      for (const clause of condition.flat()) checkClause(clause, { script, ids, findings, ...context });
  }
}

const targetsOf = (step: Step): Target[] =>
  [
    ...(step.question?.answers.map(answer => answer.target) ?? []),
    ...step.branches.map(branch => branch.target),
    step.next,
  ].filter(target => target !== null);

function checkTarget(target: Target | null, from: Step | null, { ids, findings }: Context): void {
  if (target === null) return;
  if (target.step === 'return' && from?.kind !== 'objection')
    findings.push(finding('returnOutside', target.at, {}, 'end'));
  else if (!ids.has(target.step) && !(ends as readonly string[]).includes(target.step))
    findings.push(
      finding('unknownStep', target.at, { id: target.step }, nearest(target.step, [...ids, ...ends])),
    );
}

function checkClause(clause: Clause, { fields, names, findings }: Context): void {
  const { name, value, at } = clause;
  if (!fields.has(name)) {
    if (!isVariable(name)) findings.push(finding('unknownField', at, { name }, nearest(name, names)));
    return;
  }
  const answers = fields.get(name);
  if (answers == null || typeof value !== 'string' || clause.operator === 'contains') return;
  const ids = answers.map(answer => answer.id);
  if (!ids.includes(value.toLowerCase()))
    findings.push(finding('unknownAnswer', at, { answer: value, field: name }, null));
}

function checkTexts(context: Context): void {
  const { script } = context;
  checkPassages(script.title, script.at, context);
  for (const step of script.steps) {
    checkPassages(step.title, step.at, context);
    checkPassages(step.say, step.at, context);
    checkPassages(step.note, step.at, context);
    if (step.question === null) continue;
    checkPassages(step.question.label, step.question.at, context);
    for (const answer of step.question.answers) checkPassages(answer.label, answer.at, context);
  }
}

function checkPassages(passages: Passages, at: Place, context: Context): void {
  const { script, findings } = context;
  const there = Object.values(passages);
  if (there.length === 0) return;
  for (const language of script.languages)
    if (!Object.hasOwn(passages, language))
      findings.push(finding('missingTranslation', there[0]?.rows[0] ?? at, { language }));
  for (const passage of there) checkPassage(passage, context);
}

const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u200B\u202A-\u202E\u2066-\u2069]/;

function checkPassage(passage: Passage, { fields, names, findings }: Context): void {
  const { text, rows } = passage;
  if (hidden.test(text) && rows[0]) findings.push(finding('hiddenCharacters', rows[0]));
  const analysis = analyse(text);
  if (!analysis.ok) {
    const { unknown, message, row, column } = analysis.fault;
    const at = placeIn(passage, row, column, 2);
    const meant = unknown === null ? null : nearest(unknown, [...filterNames, ...tagNames]);
    findings.push(finding('badTemplate', at, { reason: meant === null ? message : `${message} → ${meant}` }));
    return;
  }
  for (const { name, row, column } of analysis.mentions)
    if (!isVariable(name) && !fields.has(name))
      findings.push(
        finding(
          name.includes('.') ? 'unknownVariable' : 'unknownField',
          placeIn(passage, row, column, name.length),
          { name },
          nearest(name, names),
        ),
      );
}

/** From a row and column of the passage to its place in the script's text. */
function placeIn({ rows }: Passage, row: number, column: number, length: number): Place {
  const at = rows[row - 1] ?? rows[0] ?? { line: 1, column: 1, length: 1 };
  return { line: at.line, column: at.column + column - 1, length };
}

function checkWays({ script, findings }: Context): void {
  const steps = new Map(script.steps.toReversed().map(step => [step.id, step]));
  const ways = new Map(script.steps.map(step => [step.id, leadsTo(step)]));
  for (const step of steps.values()) {
    const { open } = ways.get(step.id) ?? { open: false };
    if (open) findings.push(finding('deadEnd', step.at, { step: step.id }));
  }
  const met = reachable(script, ways);
  for (const step of steps.values())
    if (!met.has(step.id)) findings.push(finding('unreachable', step.at, { step: step.id }));
  for (const id of stuckLoops(script, ways)) {
    const step = steps.get(id);
    if (step) findings.push(finding('endlessLoop', step.at, { step: id }));
  }
}
