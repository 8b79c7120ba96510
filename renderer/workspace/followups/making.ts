/**
 * How what is planned is made: texts are filled by main, tickets come from the note, macros are several of them. The end of a
 * call and the buttons of a script make theirs here.
 */
import type {
  HookView,
  Macro,
  MacroStep,
  PlannedAction,
  TextTemplate,
} from '../../../shared/followups/types.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import type { Person } from '../../../shared/people/types.ts';
import { useCommands, useParts, useWorkspace } from '../state/context.tsx';
import { emptyDraft } from '../state/drafts.ts';
import { inOneHour, tomorrowAt, instantOf, wallClock } from '../wrapup/dueTimes.ts';

/** Whom the call was with, as far as it matters for what can be sent. */
export interface PlanOf {
  interactionId: string;
  contact: Person | null;
  number: string;
  /** The customer's zone, where known. */
  zone: string | null;
}

/** Usual hour of a callback that a macro promises, by the customer's clock. */
const usualHour = 10;

export function useMaking({ interactionId, contact, number, zone }: PlanOf) {
  const { store } = useParts();
  const { fillTemplate } = useCommands();
  const { templates, hooks } = useWorkspace(state => state.toolbox);
  const smtp = useWorkspace(state => state.settings.smtp);

  const current = () => {
    const { edits, drafts: saved } = store.getState();
    return edits[interactionId] ?? saved[interactionId] ?? emptyDraft(interactionId);
  };
  const callbackAt = () => {
    const { dueAt, actions: planned } = current();
    return dueAt ?? planned.find(action => action.kind === 'callback')?.dueAt ?? null;
  };

  const mayEmail = contact === null || (contact.consent.email && !contact.doNotContact);
  const mayMessage = contact === null || (contact.consent.message && !contact.doNotContact);

  const fill = (templateId: string, outcomeId = current().outcomeId, at = callbackAt()) =>
    fillTemplate({ templateId, interactionId, note: current().note, outcomeId, callbackAt: at });

  /** The subject and the text of a ticket: what was noted. */
  const ticketOf = (hook: HookView, outcome: string | null): PlannedAction => {
    const { note } = current();
    const first =
      note
        .trim()
        .split(/[\r\n\u2028\u2029]/)[0]
        ?.replaceAll(/[\u0000-\u001f\u007f]/g, ' ') ?? '';
    const subject = (first || outcome || contact?.name || number).slice(0, 120) || '–';
    return { kind: 'ticket', hookId: hook.id, subject, body: note };
  };

  /** Null when it cannot be sent as it is: no address, no consent, no server. */
  const emailOf = async (template: TextTemplate, outcomeId?: string): Promise<PlannedAction | null> => {
    const filled = await fill(template.id, outcomeId);
    if (filled === null || filled.to === '') return null;
    return { kind: 'email', to: filled.to, subject: filled.subject, body: filled.body };
  };

  const actionOf = async (macroStep: MacroStep, outcome: Outcome | null): Promise<PlannedAction | null> => {
    switch (macroStep.kind) {
      case 'callback':
        return { kind: 'callback', dueAt: dueIn(macroStep, Date.now(), zone), by: 'me' };
      case 'ticket': {
        const hook = hooks.find(({ id }) => id === macroStep.hookId);
        return hook === undefined ? null : ticketOf(hook, outcome?.name.en ?? null);
      }
      case 'email': {
        const template = templates.find(({ id }) => id === macroStep.templateId);
        return template === undefined || smtp === null || !mayEmail ? null : emailOf(template, outcome?.id);
      }
      case 'message': {
        const filled = mayMessage ? await fill(macroStep.templateId, outcome?.id) : null;
        if (filled === null || filled.body === '') return null;
        return { kind: 'message', hookId: macroStep.hookId, to: filled.to || number, body: filled.body };
      }
    }
  };

  const stepsOf = async (macro: Macro, outcome: Outcome | null): Promise<PlannedAction[]> => {
    const made: PlannedAction[] = [];
    for (const macroStep of macro.steps) {
      const action = await actionOf(macroStep, outcome);
      if (action !== null) made.push(action);
    }
    return made;
  };

  return { current, fill, mayEmail, mayMessage, emailOf, ticketOf, actionOf, stepsOf };
}

/** Days ahead at the usual hour by the customer's clock, or so many hours from now. */
export function dueIn(when: { days: number; hours: number }, now: number, zone: string | null): number {
  if (when.days === 0) return inOneHour(now) + (when.hours - 1) * 3_600_000;
  if (when.days === 1) return tomorrowAt(usualHour, now, zone);
  const today = wallClock(now, zone);
  return instantOf({ ...today, day: today.day + when.days, hour: usualHour, minute: 0 }, zone);
}
