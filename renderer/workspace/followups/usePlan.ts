/** What finishing will do besides the outcome: kept in the call's draft, filled by main, one press for each. */
import { useRef } from 'react';
import type { HookView, Macro, PlannedAction } from '../../../shared/followups/types.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { useParts, useWorkspace } from '../state/context.tsx';
import { emptyDraft } from '../state/drafts.ts';
import { useMaking, type PlanOf } from './making.ts';

export type Plan = ReturnType<typeof usePlan>;

export function usePlan(of: PlanOf) {
  const { interactionId } = of;
  const { drafts } = useParts();
  const { current, fill, mayEmail, mayMessage, emailOf, ticketOf, stepsOf } = useMaking(of);
  const { macros } = useWorkspace(state => state.toolbox);
  const own = useWorkspace(
    state => state.edits[interactionId]?.actions ?? state.drafts[interactionId]?.actions,
  );
  const byOutcome = useRef<readonly string[]>([]);
  const actions = own ?? emptyDraft(interactionId).actions;

  const set = (next: PlannedAction[]) => drafts.edit(interactionId, { actions: next });
  const add = (...more: PlannedAction[]) => set([...current().actions, ...more].slice(0, 12));
  return {
    actions,
    mayEmail,
    mayMessage,
    add,
    remove: (index: number) => set(current().actions.filter((_, i) => i !== index)),
    replace: (index: number, action: PlannedAction) =>
      set(current().actions.map((before, i) => (i === index ? action : before))),
    /** What is noted now. */
    note: () => current().note,
    /** The time of the outcome, where one was given. */
    dueAt: () => current().dueAt,
    fill,
    emailOf,
    ticketOf: (hook: HookView) => ticketOf(hook, null),
    async runMacro(macro: Macro): Promise<void> {
      add(...(await stepsOf(macro, null)));
    },
    /** Chooses the outcome, and plans what goes with it; what went with the one before is planned no more. */
    async chooseOutcome(outcome: Outcome, dueAt?: number): Promise<void> {
      const kept = current().actions.filter(action => !byOutcome.current.includes(JSON.stringify(action)));
      drafts.edit(interactionId, {
        outcomeId: outcome.id,
        actions: kept,
        ...(outcome.needsTime ? (dueAt === undefined ? {} : { dueAt }) : { dueAt: null }),
      });
      byOutcome.current = [];
      const macro = macros.find(({ outcomeId }) => outcomeId === outcome.id);
      if (macro === undefined) return;
      const made = await stepsOf(macro, outcome);
      if (current().outcomeId !== outcome.id) return;
      // An outcome that needs a time takes it from its macro: one promise, not two.
      const promised = outcome.needsTime ? made.find(action => action.kind === 'callback') : undefined;
      if (promised !== undefined) drafts.edit(interactionId, { dueAt: promised.dueAt });
      const rest = made.filter(action => action !== promised);
      byOutcome.current = rest.map(action => JSON.stringify(action));
      add(...rest);
    },
  };
}
