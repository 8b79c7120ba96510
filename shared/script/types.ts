/**
 * A call script as it stands in its text. What the text means is in docs/scripts.md; every part knows where it stands. The
 * places inside a step count lines from the step's own first line, so that a step is the same wherever it stands.
 */

/** Where something stands in the text. Lines and columns count from 1, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One passage in one language. `rows` says where each line of it stands. */
export interface Passage {
  readonly text: string;
  readonly rows: readonly Place[];
}

/** A passage by language code. */
export type Passages = Readonly<Record<string, Passage>>;

/** A step that something leads to; `end` and `return` are reserved. */
export interface Target {
  readonly step: string;
  readonly at: Place;
}

export const questionKinds = ['choice', 'yes/no', 'text', 'number', 'date', 'rating'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface Answer {
  readonly id: string;
  readonly at: Place;
  readonly label: Passages;
  readonly target: Target | null;
}

export interface Question {
  /** The name under which the answer is kept. */
  readonly field: string;
  readonly at: Place;
  readonly kind: QuestionKind;
  readonly optional: boolean;
  /** Bounds of a number or a rating, both or none. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly label: Passages;
  readonly answers: readonly Answer[];
}

export const operators = [
  'is',
  'is not',
  'is known',
  'is unknown',
  'at least',
  'at most',
  'above',
  'below',
  'contains',
] as const;
export type Operator = (typeof operators)[number];

export interface Clause {
  /** A field of this script, or a variable such as `caller.language`. */
  readonly name: string;
  readonly operator: Operator;
  /** Null for `is known` and `is unknown`. */
  readonly value: string | number | null;
  readonly at: Place;
}

/** Holds when all clauses of any one group hold. */
export type Condition = readonly (readonly Clause[])[];

export interface Branch {
  readonly condition: Condition;
  readonly target: Target;
}

export const actionKinds = [
  'transfer',
  'callback',
  'template',
  'case',
  'macro',
  'list',
  'doNotContact',
  'pauseRecording',
  'resumeRecording',
] as const;
export type ActionKind = (typeof actionKinds)[number];

export interface Action {
  readonly kind: ActionKind;
  /** To whom, which template, which list; empty where there is none. */
  readonly target: string;
  readonly at: Place;
}

export interface Step {
  /** An objection can be raised at any step, and returns to it. */
  readonly kind: 'step' | 'objection';
  readonly id: string;
  readonly at: Place;
  readonly remarks: readonly string[];
  readonly title: Passages;
  readonly say: Passages;
  /** For the agent's eyes. */
  readonly note: Passages;
  readonly question: Question | null;
  readonly actions: readonly Action[];
  readonly branches: readonly Branch[];
  readonly next: Target | null;
}

export const criteria = ['queue', 'brand', 'campaign', 'list'] as const;
export type Criterion = (typeof criteria)[number];

export interface Script {
  /** Empty when the text does not say it. */
  readonly id: string;
  readonly at: Place;
  readonly title: Passages;
  /** The first is the language of everything that names none. */
  readonly languages: readonly string[];
  readonly when: 'start' | 'end';
  readonly direction: 'inbound' | 'outbound' | 'both';
  /** For which calls; an empty list is any. */
  readonly chosenBy: Readonly<Record<Criterion, readonly string[]>>;
  /** Null: the first step in the text. */
  readonly first: Target | null;
  readonly remarks: readonly string[];
  readonly steps: readonly Step[];
  /** The line at which each of `steps` begins, in the same order. */
  readonly lines: readonly number[];
}

/** Where a place inside a step stands in the whole text. */
export const placedAt = (at: Place, stepLine: number): Place => ({ ...at, line: at.line + stepLine - 1 });

/** What is wrong, or may be. Each code has a sentence in both catalogues (`scriptFinding.*`). */
export const errorCodes = [
  'tooLong',
  'strayLine',
  'noColon',
  'unknownWord',
  'misplaced',
  'badId',
  'reservedId',
  'valueNeeded',
  'twice',
  'unknownLanguage',
  'badChoice',
  'badQuestion',
  'badRange',
  'badCondition',
  'badAction',
  'badTarget',
  'targetNeeded',
  'noScript',
  'noSteps',
  'sameStep',
  'unknownStep',
  'deadEnd',
  'endlessLoop',
  'returnOutside',
  'unknownVariable',
  'unknownField',
  'unknownAnswer',
  'noAnswers',
  'badTemplate',
  'actionNeedsTarget',
] as const;
export const warningCodes = [
  'unreachable',
  'missingTranslation',
  'nothingToSay',
  'tooManyAnswers',
  'askedDifferently',
  'hiddenCharacters',
] as const;
export type FindingCode = (typeof errorCodes)[number] | (typeof warningCodes)[number];

export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly at: Place;
  /** What is filled into the sentence. */
  readonly values: Readonly<Record<string, string>>;
  /** What should stand at `at` instead, where that can be guessed. */
  readonly suggestion: string | null;
}

export function finding(
  code: FindingCode,
  at: Place,
  values: Readonly<Record<string, string>> = {},
  suggestion: string | null = null,
): Finding {
  const severity = (warningCodes as readonly string[]).includes(code) ? 'warning' : 'error';
  return { code, severity, at, values, suggestion };
}

/** The step where a run begins; null for a script without steps. */
export function firstStep(script: Script): Step | null {
  const named = script.first && script.steps.find(step => step.id === script.first?.step);
  return named ?? script.steps.find(step => step.kind === 'step') ?? null;
}

/** The passage in `language`, else in the first language that has one. */
export function inLanguage(passages: Passages, language: string, script: Script): string | null {
  const wanted = passages[language];
  if (wanted !== undefined) return wanted.text;
  for (const other of script.languages) {
    const passage = passages[other];
    if (passage !== undefined) return passage.text;
  }
  return null;
}
