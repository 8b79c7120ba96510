/** How far a run has come, and how far it is to the end by the shortest way. */
import { leadsTo } from './graph.ts';
import type { RunState } from './run-state.ts';
import type { Script } from './types.ts';

export interface Progress {
  /** This step, counted from 1. */
  readonly n: number;
  /** At least so many in all. */
  readonly of: number;
}

export function progressOf(script: Script, state: RunState): Progress {
  const objections = new Set(script.steps.filter(step => step.kind === 'objection').map(step => step.id));
  const gone = new Set(state.trail.filter(id => id !== state.step && !objections.has(id)));
  if (state.step === 'end') return { n: Math.max(1, gone.size), of: Math.max(1, gone.size) };
  const from = objections.has(state.step) ? (state.raised.at(-1) ?? state.step) : state.step;
  gone.delete(from);
  const n = gone.size + 1;
  return { n, of: n + stepsLeft(script, from) };
}

/** Steps after `from` on the shortest way to the end; 0 when there is none. */
function stepsLeft(script: Script, from: string): number {
  const steps = new Map(script.steps.map(step => [step.id, step]));
  const met = new Set([from]);
  let row = [from];
  for (let far = 0; row.length > 0; far++) {
    const next: string[] = [];
    for (const id of row) {
      const step = steps.get(id);
      if (step === undefined) continue;
      for (const { to } of leadsTo(step).ways) {
        if (to === 'end' || to === 'return') return far;
        if (!met.has(to)) next.push(to);
        met.add(to);
      }
    }
    row = next;
  }
  return 0;
}
