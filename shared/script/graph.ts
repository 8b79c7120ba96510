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

export interface Judged {
  /** Somebody can come to it. An objection can be raised anywhere. */
  readonly reachable: boolean;
  /** It is the first of a loop from which no way leads to an end. */
  readonly stuck: boolean;
}

/** For each step, in the order of the text. Of several steps of one name the first counts. */
export function judgeWays(script: Script): Judged[] {
  const { steps } = script;
  const index = new Map<string, number>();
  for (const [i, step] of steps.entries()) if (!index.has(step.id)) index.set(step.id, i);
  const onwards: number[][] = [];
  const before: number[][] = steps.map(() => []);
  const out: number[] = [];
  for (const [i, step] of steps.entries()) {
    const { ways, open } = leadsTo(step);
    const to: number[] = [];
    // Dead ends and unknown steps are told as such: here they count as ways out.
    let leaves = open;
    for (const way of ways) {
      const there = index.get(way.to);
      if (there === undefined) leaves = true;
      else {
        to.push(there);
        before[there]?.push(i);
      }
    }
    onwards.push(to);
    if (leaves) out.push(i);
  }
  const first = firstStep(script);
  const starts = steps.flatMap((step, i) => (step === first || step.kind === 'objection' ? [i] : []));
  const met = spread(starts, onwards);
  const free = spread(out, before);
  const told = new Uint8Array(steps.length);
  return steps.map((_, i) => {
    const stuck = free[i] === 0 && told[i] === 0;
    if (stuck) spread([i], onwards, told);
    return { reachable: met[i] === 1, stuck };
  });
}

function spread(
  starts: readonly number[],
  next: readonly (readonly number[])[],
  met: Uint8Array = new Uint8Array(next.length),
): Uint8Array {
  const open = [...starts];
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (met[i] === 1) continue;
    met[i] = 1;
    for (const other of next[i] ?? []) if (met[other] === 0) open.push(other);
  }
  return met;
}
