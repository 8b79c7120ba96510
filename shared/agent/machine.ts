/**
 * What the agent is to others: what they chose, never mixed with what happens to them. Pure; times come in with the event.
 *
 * A choice that is made in a call or its wrap-up waits (`next`) and is taken when both are over. A wrap-up that may not be
 * left early keeps calls away until its time, whatever was finished before.
 */
import type { AgentChoice, AgentSpan, AgentView } from './types.ts';

export interface AgentState {
  choice: AgentChoice;
  since: number;
  next: AgentChoice | null;
  /** In a call, or with one that is over and not wrapped up. */
  busy: boolean;
  wrapUpUntil: number | null;
}

export type AgentEvent =
  | { type: 'choose'; choice: AgentChoice; at: number }
  | { type: 'busy'; busy: boolean; at: number }
  /** A wrap-up began that may not be left before `until`. */
  | { type: 'held'; until: number; at: number }
  | { type: 'tick'; at: number };

export interface Step {
  state: AgentState;
  /** A span of another choice began. */
  span: Omit<AgentSpan, 'to'> | null;
}

export function step(state: AgentState, event: AgentEvent): Step {
  const now = { ...state, wrapUpUntil: later(state.wrapUpUntil, event.at) };
  switch (event.type) {
    case 'choose':
      if (isSame(event.choice, now.choice)) return { state: { ...now, next: null }, span: null };
      return settle({ ...now, next: event.choice }, event.at);
    case 'busy':
      return settle({ ...now, busy: event.busy }, event.at);
    case 'held':
      return { state: { ...now, wrapUpUntil: Math.max(now.wrapUpUntil ?? 0, event.until) }, span: null };
    case 'tick':
      return settle(now, event.at);
  }
}

/** Takes what waits, once nothing is in its way. */
function settle(state: AgentState, at: number): Step {
  if (state.next === null || state.busy || state.wrapUpUntil !== null) return { state, span: null };
  const choice = state.next;
  return {
    state: { ...state, choice, since: at, next: null },
    span: { status: choice.status, reason: choice.status === 'break' ? choice.reason : null, from: at },
  };
}

/** Why calls are refused now; null when they ring. */
export function refusing(state: AgentState): AgentView['refusing'] {
  if (state.choice.status !== 'ready') return state.choice.status;
  return state.wrapUpUntil === null ? null : 'wrapUp';
}

/**
 * What to begin a run with: a break or an absence that was never ended goes on for as long as the day does, everything else
 * begins ready.
 */
export function resume(
  spans: readonly AgentSpan[],
  dayBegan: number,
): { choice: AgentChoice; since: number } | null {
  const last = spans.at(-1);
  if (last === undefined || last.to !== null || last.from < dayBegan || last.status === 'ready') return null;
  if (last.status === 'offline') return { choice: { status: 'offline' }, since: last.from };
  return last.reason === null ? null : { choice: { status: 'break', reason: last.reason }, since: last.from };
}

/** Milliseconds of breaks by reason since `dayBegan`, those that are over. */
export function usedBreaks(spans: readonly AgentSpan[], dayBegan: number): Record<string, number> {
  const used: Record<string, number> = {};
  for (const { status, reason, from, to } of spans)
    if (status === 'break' && reason !== null && to !== null)
      used[reason] = (used[reason] ?? 0) + Math.max(0, to - Math.max(from, dayBegan));
  return used;
}

export const isSame = (a: AgentChoice, b: AgentChoice): boolean =>
  a.status === b.status && (a.status !== 'break' || b.status !== 'break' || a.reason === b.reason);

const later = (until: number | null, at: number): number | null =>
  until !== null && until > at ? until : null;
