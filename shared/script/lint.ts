/** What a script gets wrong that its grammar cannot see: where it leads, what it speaks of, in which languages. */
import { ends } from './id.ts';
import { judgeStep } from './lint-step.ts';
import { judgePassages } from './lint-text.ts';
import { judgeWays, leadsTo } from './graph.ts';
import { nearest } from './nearest.ts';
import {
  finding,
  placedAt,
  type Answer,
  type Clause,
  type Finding,
  type Script,
  type Step,
  type Target,
} from './types.ts';
import { isVariable, variables } from './variables.ts';

interface Context {
  readonly ids: ReadonlySet<string>;
  /** Every field that is asked, with its answers when it is a choice. */
  readonly fields: ReadonlyMap<string, readonly Answer[] | null>;
  readonly findings: Finding[];
}

export function lintScript(script: Script): Finding[] {
  const findings: Finding[] = [];
  const fields = new Map<string, readonly Answer[] | null>();
  for (const { question } of script.steps)
    if (question !== null && !fields.has(question.field))
      fields.set(question.field, question.kind === 'choice' ? question.answers : null);
  const ids = new Set(script.steps.map(step => step.id));
  checkHeader(script, { ids, fields, findings });
  const kinds = new Map<string, string>();
  const seen = new Set<string>();
  for (const [i, step] of script.steps.entries()) {
    const here: Finding[] = [];
    if (seen.has(step.id)) here.push(finding('sameStep', step.at, { id: step.id }));
    seen.add(step.id);
    checkField(step, kinds, here);
    checkStep(step, script, { ids, fields, findings: here });
    for (const each of here) findings.push({ ...each, at: placedAt(each.at, script.lines[i] ?? 1) });
  }
  checkWays(script, findings);
  return findings;
}

function checkHeader(script: Script, context: Context): void {
  if (!script.steps.some(step => step.kind === 'step')) context.findings.push(finding('noSteps', script.at));
  const judged = judgePassages(script.title, script.at, script.languages);
  context.findings.push(...judged.findings);
  checkMentions(judged.mentions, context);
  if (script.first) checkTarget(script.first, null, context);
}

function checkField({ question }: Step, kinds: Map<string, string>, findings: Finding[]): void {
  if (question === null) return;
  const { field, kind } = question;
  const before = kinds.get(field);
  if (before !== undefined && before !== kind)
    findings.push(finding('askedDifferently', question.at, { field, kind: before }));
  kinds.set(field, kind);
}

function checkStep(step: Step, script: Script, context: Context): void {
  const { findings, mentions, targets, clauses } = judgeStep(step, script.languages);
  context.findings.push(...findings);
  checkMentions(mentions, context);
  for (const target of targets) checkTarget(target, step, context);
  for (const clause of clauses) checkClause(clause, context);
}

function checkMentions(
  mentions: ReturnType<typeof judgePassages>['mentions'],
  { fields, findings }: Context,
): void {
  for (const { name, at } of mentions) {
    if (fields.has(name) || isVariable(name)) continue;
    const code = name.includes('.') ? 'unknownVariable' : 'unknownField';
    findings.push(finding(code, at, { name }, nearest(name, namesOf(fields))));
  }
}

const namesOf = (fields: Context['fields']): string[] => [...Object.keys(variables), ...fields.keys()];

function checkTarget(target: Target, from: Step | null, { ids, findings }: Context): void {
  const { step, at } = target;
  if (step === 'return' && from?.kind !== 'objection') findings.push(finding('returnOutside', at, {}, 'end'));
  else if (!ids.has(step) && !(ends as readonly string[]).includes(step))
    findings.push(finding('unknownStep', at, { id: step }, nearest(step, [...ids, ...ends])));
}

function checkClause({ name, value, operator, at }: Clause, { fields, findings }: Context): void {
  const answers = fields.get(name);
  if (answers === undefined) {
    if (!isVariable(name))
      findings.push(finding('unknownField', at, { name }, nearest(name, namesOf(fields))));
    return;
  }
  if (answers === null || typeof value !== 'string' || operator === 'contains') return;
  if (!answers.some(({ id }) => id === value.toLowerCase()))
    findings.push(finding('unknownAnswer', at, { answer: value, field: name }));
}

function checkWays(script: Script, findings: Finding[]): void {
  const judged = judgeWays(script);
  const told = new Set<string>();
  for (const [i, step] of script.steps.entries()) {
    if (told.has(step.id)) continue;
    told.add(step.id);
    const tell = (code: 'deadEnd' | 'unreachable' | 'endlessLoop'): void => {
      findings.push(finding(code, placedAt(step.at, script.lines[i] ?? 1), { step: step.id }));
    };
    if (leadsTo(step).open) tell('deadEnd');
    if (judged[i]?.reachable === false) tell('unreachable');
    if (judged[i]?.stuck === true) tell('endlessLoop');
  }
}
