/**
 * Going through a script. Pure: time comes in with the event, an event that does not fit changes nothing, and the state is
 * plain data (run-state.ts), so that whoever has the script's text can go on where somebody else stopped.
 *
 *   step ──answer / go──> step … ──> end          back: the step before      jump: any step
 *     └──objection──> objection ──return──> the step where it was raised
 */
import { takeAnswer } from './answer.ts';
import { holds, type Given } from './evaluate.ts';
import { leadsTo } from './graph.ts';
import type { RunState } from './run-state.ts';
import { firstStep, type ActionKind, type Script, type Step } from './types.ts';
import type { Values } from './variables.ts';

export type RunEvent =
  | { readonly kind: 'answer'; readonly written: string; readonly at: number }
  /** On without an answer: nothing is asked, or it need not be answered. */
  | { readonly kind: 'go'; readonly at: number }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'back'; readonly at: number }
  | { readonly kind: 'jump'; readonly step: string; readonly at: number }
  | { readonly kind: 'objection'; readonly step: string; readonly at: number }
  | { readonly kind: 'language'; readonly language: string }
  /** The call came on screen, or left it: only time on screen is counted. */
  | { readonly kind: 'show'; readonly at: number }
  | { readonly kind: 'hide'; readonly at: number }
  | { readonly kind: 'act'; readonly action: ActionKind; readonly target: string; readonly at: number }
  /** What a button did was taken back. */
  | { readonly kind: 'unact'; readonly action: ActionKind; readonly target: string };

const longestTrail = 500;

export function beginRun(script: Script, version: number, language: string | null, at: number): RunState {
  const spoken = language !== null && script.languages.includes(language) ? language : script.languages[0];
  return {
    scriptId: script.id,
    version,
    language: spoken ?? 'en',
    step: firstStep(script)?.id ?? 'end',
    trail: [],
    raised: [],
    answers: {},
    typed: {},
    times: {},
    shownAt: at,
    startedAt: at,
    endedAt: null,
    acts: [],
  };
}

export const stepOf = (script: Script, id: string): Step | null =>
  script.steps.find(step => step.id === id) ?? null;

/** A saved state for the script as it is now: a step that is no more is left for the first one. */
export function resumeRun(script: Script, state: RunState): RunState {
  if (state.step === 'end' || stepOf(script, state.step) !== null) return state;
  return { ...state, step: firstStep(script)?.id ?? 'end', raised: [] };
}

export const givenIn = (state: RunState): Given =>
  Object.fromEntries(Object.entries(state.answers).map(([field, { value }]) => [field, value]));

export function reduceRun(script: Script, state: RunState, event: RunEvent, values: Values): RunState {
  const step = stepOf(script, state.step);
  switch (event.kind) {
    case 'type': {
      const field = step?.question?.field;
      if (field === undefined) return state;
      return { ...state, typed: { ...state.typed, [field]: event.text.slice(0, 4000) } };
    }
    case 'answer':
      return step === null ? state : answered(script, state, step, event, values);
    case 'go': {
      const asked = step?.question;
      if (step === null || (asked && !asked.optional && !Object.hasOwn(state.answers, asked.field)))
        return state;
      return onwards(script, state, step, event.at, values);
    }
    case 'back': {
      const before = state.trail.at(-1);
      if (before === undefined) return state;
      const raised =
        step?.kind === 'objection' && state.raised.at(-1) === before
          ? state.raised.slice(0, -1)
          : state.raised;
      return { ...enter(state, before, event.at), trail: state.trail.slice(0, -1), raised, endedAt: null };
    }
    case 'jump':
      return stepOf(script, event.step) === null ? state : move(state, event.step, event.at);
    case 'objection': {
      if (stepOf(script, event.step)?.kind !== 'objection' || event.step === state.step) return state;
      return { ...move(state, event.step, event.at), raised: [...state.raised, state.step].slice(-50) };
    }
    case 'language':
      return script.languages.includes(event.language) ? { ...state, language: event.language } : state;
    case 'show':
      return state.shownAt === null ? { ...state, shownAt: event.at } : state;
    case 'hide':
      return { ...state, times: timesAt(state, event.at), shownAt: null };
    case 'act': {
      const act = { kind: event.action, target: event.target.slice(0, 300), at: event.at };
      return { ...state, acts: [...state.acts, act].slice(-200) };
    }
    case 'unact': {
      const { action, target } = event;
      return { ...state, acts: state.acts.filter(act => act.kind !== action || act.target !== target) };
    }
  }
}

function answered(
  script: Script,
  state: RunState,
  step: Step,
  { written, at }: { written: string; at: number },
  values: Values,
): RunState {
  if (step.question === null) return state;
  const taken = takeAnswer(step.question, written);
  if (!taken.ok) return state;
  const { field } = step.question;
  const { [field]: _, ...typed } = state.typed;
  const answers = { ...state.answers, [field]: { value: taken.value, at, step: step.id } };
  return onwards(script, { ...state, answers, typed }, step, at, values);
}

/** The first way that fits: a condition, the arrow of the answer, next. */
function onwards(script: Script, state: RunState, step: Step, at: number, values: Values): RunState {
  const given = givenIn(state);
  const chosen = step.question === null ? undefined : given[step.question.field];
  const way = leadsTo(step).ways.find(({ why }) => {
    if (why.kind === 'branch') return holds(why.branch.condition, given, values);
    return why.kind === 'next' || why.answer.id === chosen;
  });
  if (way === undefined) return state;
  if (way.to === 'return') {
    const back = state.raised.at(-1) ?? state.trail.at(-1);
    if (back === undefined) return state;
    // As if it had not been raised: Back leads from there to where it led before.
    const trail = state.trail.slice(0, Math.max(0, state.trail.lastIndexOf(back)));
    return { ...enter(state, back, at), trail, raised: state.raised.slice(0, -1) };
  }
  if (way.to === 'end') return { ...move(state, 'end', at), raised: [], endedAt: at };
  return stepOf(script, way.to) === null ? state : move(state, way.to, at);
}

/** Onto another step; the one that is left is where Back leads. */
function move(state: RunState, to: string, at: number): RunState {
  return { ...enter(state, to, at), trail: [...state.trail, state.step].slice(-longestTrail), endedAt: null };
}

function enter(state: RunState, to: string, at: number): RunState {
  return { ...state, step: to, times: timesAt(state, at), shownAt: state.shownAt === null ? null : at };
}

function timesAt(state: RunState, at: number): RunState['times'] {
  if (state.shownAt === null) return state.times;
  const spent = (state.times[state.step] ?? 0) + Math.max(0, Math.round(at - state.shownAt));
  return { ...state.times, [state.step]: spent };
}
