/** The entries of one step. */
import { parseAction, suggestAction } from './action.ts';
import { parseCondition } from './condition.ts';
import { lineOf, placeIn, valueAt, type Entry } from './entries.ts';
import { ends, idPattern, normalId } from './id.ts';
import { nearest } from './nearest.ts';
import { addPassage, languageOf, readTarget, splitArrow, suggestId, type Reading } from './reading.ts';
import {
  finding,
  questionKinds,
  type Action,
  type Answer,
  type Branch,
  type Passages,
  type Place,
  type Question,
  type Step,
  type Target,
} from './types.ts';
import { reservedRoots } from './variables.ts';

export const stepWords: readonly string[] = [
  'title',
  'say',
  'note',
  'ask',
  'question',
  'answer',
  'action',
  'if',
  'next',
  'remark',
];

type QuestionDraft = Omit<Question, 'label' | 'answers'> & { label: Passages; answers: Answer[] };

export class StepDraft {
  readonly kind: Step['kind'];
  readonly id: string;
  readonly at: Place;
  readonly remarks: string[] = [];
  readonly actions: Action[] = [];
  readonly branches: Branch[] = [];
  readonly passages: Record<'title' | 'say' | 'note', Passages> = { title: {}, say: {}, note: {} };
  question: QuestionDraft | null = null;
  next: Target | null = null;

  constructor(kind: Step['kind'], id: string, at: Place) {
    this.kind = kind;
    this.id = id;
    this.at = at;
  }

  end(): Step {
    const { kind, id, at, remarks, actions, branches, passages, question, next } = this;
    return { kind, id, at, remarks, ...passages, question, actions, branches, next };
  }
}

export function readStepEntry(step: StepDraft, entry: Entry, reading: Reading): void {
  const { findings } = reading;
  switch (entry.word) {
    case 'title':
      step.passages.title = addPassage(step.passages.title, entry, reading, lineOf(entry));
      return;
    case 'say':
    case 'note':
      step.passages[entry.word] = addPassage(step.passages[entry.word], entry, reading);
      return;
    case 'remark':
      if (entry.rows.length > 0) step.remarks.push(entry.rows.join('\n'));
      return;
    case 'ask':
      if (step.question !== null) findings.push(finding('twice', entry.wordAt, { word: entry.word }));
      else step.question = readQuestion(entry, reading);
      return;
    case 'question':
      if (step.question === null) findings.push(finding('misplaced', entry.wordAt, { word: entry.word }));
      else step.question.label = addPassage(step.question.label, entry, reading, lineOf(entry));
      return;
    case 'answer':
      readAnswer(step, entry, reading);
      return;
    case 'action':
      readAction(step, entry, reading);
      return;
    case 'if':
      readBranch(step, entry, reading);
      return;
    case 'next':
      if (step.next !== null) findings.push(finding('twice', entry.wordAt, { word: entry.word }));
      else step.next = readTarget(lineOf(entry), valueAt(entry), reading);
  }
}

const question = /^(\S+)\s+as\s+(\S+)(?:\s+from\s+(-?\d{1,9})\s+to\s+(-?\d{1,9}))?(\s*[,،]\s*optional)?$/i;

function readQuestion(entry: Entry, { findings }: Reading): QuestionDraft | null {
  const text = lineOf(entry);
  const at = valueAt(entry);
  const [, written = '', kindWritten = '', from, to, optional] = question.exec(text) ?? [];
  const kind = questionKinds.find(each => each === kindWritten.toLowerCase());
  if (written === '' || kind === undefined) {
    const meant = kindWritten === '' ? null : nearest(kindWritten, questionKinds);
    const mended = meant === null ? null : text.replace(kindWritten, meant);
    findings.push(finding('badQuestion', at, { kinds: questionKinds.join(', ') }, mended));
    return null;
  }
  const field = normalId(written);
  const fieldAt = placeIn(entry, 0, written.length);
  if (!idPattern.test(field)) {
    findings.push(finding('badId', fieldAt, { id: written }, suggestId(written)));
    return null;
  }
  if (reservedRoots.has(field) || (ends as readonly string[]).includes(field)) {
    findings.push(finding('reservedId', fieldAt, { id: field }));
    return null;
  }
  const range =
    from === undefined || to === undefined ? null : { from: Number(from) + 0, to: Number(to) + 0 };
  const fits = range === null || (range.from < range.to && (kind === 'number' || isRating(kind, range)));
  if (!fits) findings.push(finding('badRange', at));
  return {
    field,
    at: fieldAt,
    kind,
    optional: optional !== undefined,
    range: fits ? range : null,
    label: {},
    answers: [],
  };
}

/** Ten keys. */
const isRating = (kind: string, range: { from: number; to: number }): boolean =>
  kind === 'rating' && range.from >= 0 && range.to <= 10;

function readAnswer(step: StepDraft, entry: Entry, reading: Reading): void {
  const { findings } = reading;
  const id = normalId(entry.argument ?? '');
  const asked = step.question;
  if (asked === null || (asked.kind !== 'choice' && asked.kind !== 'yes/no')) {
    findings.push(finding('misplaced', entry.wordAt, { word: entry.word }));
    return;
  }
  if (!idPattern.test(id)) {
    findings.push(finding('badId', entry.argumentAt, { id }, suggestId(id)));
    return;
  }
  if (asked.kind === 'yes/no' && id !== 'yes' && id !== 'no') {
    findings.push(finding('unknownAnswer', entry.argumentAt, { answer: id }, nearest(id, ['yes', 'no'])));
    return;
  }
  const { before, target } = splitArrow(entry, reading);
  const index = asked.answers.findIndex(answer => answer.id === id);
  const known = asked.answers[index];
  if (before === '' && (target === null || (known === undefined && asked.kind === 'choice'))) {
    findings.push(finding('valueNeeded', entry.wordAt, { word: entry.word }));
    return;
  }
  const language = languageOf(entry, reading);
  const again = before !== '' && known !== undefined && Object.hasOwn(known.label, language);
  const led = target !== null && known !== undefined && known.target !== null;
  if (again || led) findings.push(finding('twice', entry.wordAt, { word: entry.word }));
  const label =
    before === '' || again
      ? (known?.label ?? {})
      : { ...known?.label, [language]: { text: before, rows: entry.rowsAt } };
  const answer = { id, at: known?.at ?? entry.argumentAt, label, target: known?.target ?? target };
  if (known === undefined) asked.answers.push(answer);
  else asked.answers[index] = answer;
}

function readAction(step: StepDraft, entry: Entry, { findings }: Reading): void {
  const text = lineOf(entry);
  const action = parseAction(text);
  if (action === null)
    findings.push(finding('badAction', valueAt(entry), { action: text }, suggestAction(text)));
  else step.actions.push({ ...action, at: valueAt(entry) });
}

function readBranch(step: StepDraft, entry: Entry, reading: Reading): void {
  const at = valueAt(entry);
  const { before, target } = splitArrow(entry, reading);
  const condition = parseCondition(before, (from, length) => placeIn(entry, from, length));
  if (condition === null) reading.findings.push(finding('badCondition', at, { condition: before }));
  else if (target === null) reading.findings.push(finding('targetNeeded', at));
  else step.branches.push({ condition, target });
}
