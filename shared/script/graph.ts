/** Where the steps of a script lead; for the linter and for the drawing. */
import { firstStep, type Answer, type Branch, type Script, type Step } from './types.ts';

export interface Way {
  readonly to: string;
  readonly why:
    | { readonly kind: 'answer'; readonly answer: Answer }
    | { readonly kind: 'branch'; readonly branch: Branch }
    | { readonly kind: 'next' };
}

export interface Ways {
  readonly ways: readonly Way[];
  /** Somebody can stand here with nowhere to go. */
  readonly open: boolean;
}

const known = new WeakMap<Step, Ways>();

/** In the order in which they are tried: conditions, the answer's own arrow, next. */
export function leadsTo(step: Step): Ways {
  const before = known.get(step);
  if (before !== undefined) return before;
  const ways = waysOf(step);
  known.set(step, ways);
  return ways;
}

function waysOf(step: Step): Ways {
  const branches = step.branches.map((branch): Way => ({
    to: branch.target.step,
    why: { kind: 'branch', branch },
  }));
  const answers = step.question?.answers ?? [];
  const led = answers.flatMap((answer): Way[] =>
    answer.target === null ? [] : [{ to: answer.target.step, why: { kind: 'answer', answer } }],
  );
  const whole =
    step.question !== null &&
    answers.length > 0 &&
    !step.question.optional &&
    answers.every(answer => answer.target !== null) &&
    (step.question.kind === 'choice' || answers.length === 2);
  const next: Way[] = step.next === null ? [] : [{ to: step.next.step, why: { kind: 'next' } }];
  return { ways: [...branches, ...led, ...next], open: !whole && next.length === 0 };
}

type WaysOf = ReadonlyMap<string, Ways>;

/** The steps that somebody can come to. An objection can be raised anywhere. */
export function reachable(script: Script, ways: WaysOf): ReadonlySet<string> {
  const first = firstStep(script);
  const starts = [
    ...(first === null ? [] : [first.id]),
    ...script.steps.filter(step => step.kind === 'objection').map(step => step.id),
  ];
  return spread(starts, id => (ways.get(id)?.ways ?? []).map(way => way.to));
}

function spread(starts: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const met = new Set<string>();
  const open = [...starts];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (met.has(id)) continue;
    met.add(id);
    open.push(...next(id));
  }
  return met;
}

/** One step of every loop from which no way leads to an end, in the order of the text. */
export function stuckLoops(script: Script, ways: WaysOf): string[] {
  const before = new Map<string, string[]>();
  const out: string[] = [];
  for (const [id, { ways: on, open }] of ways) {
    // Dead ends and unknown steps are told as such.
    if (open || on.some(({ to }) => !ways.has(to))) out.push(id);
    for (const { to } of on) {
      const already = before.get(to);
      if (already) already.push(id);
      else before.set(to, [id]);
    }
  }
  const free = spread(out, id => before.get(id) ?? []);
  const told = new Set<string>();
  const loops: string[] = [];
  for (const { id } of script.steps) {
    if (free.has(id) || told.has(id)) continue;
    loops.push(id);
    for (const other of spread([id], each => (ways.get(each)?.ways ?? []).map(way => way.to)))
      told.add(other);
  }
  return loops;
}
