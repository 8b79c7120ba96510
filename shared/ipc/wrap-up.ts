/** What is written and decided about a call. */
import { z } from 'zod';
import { callbackBy, plannedActions } from '../followups/types.ts';
import { draft } from '../outcome/types.ts';
import { surveyLook, surveySource } from '../survey/source.ts';
import { surveyAnswer } from '../survey/types.ts';
import { override } from '../people/gate.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

export const wrapUpProcedures = {
  'draft.save': { input: draft.omit({ savedAt: true }).strict(), output: draft, windows: workspace },
  /**
   * One transaction: note, outcome, follow-ups, and what is to be sent; the call leaves the owed list. HatifError `barred`
   * when somebody would be written to who is not to be, `noMail` when e-mail is not set up.
   */
  'wrapUp.finish': {
    input: z.strictObject({
      interactionId: z.string(),
      note: z.string().max(20_000),
      outcomeId: z.string(),
      dueAt: z.number().int().nullable(),
      dueBy: callbackBy.optional(),
      actions: plannedActions,
      override: override.optional(),
    }),
    output: nothing,
    windows: workspace,
  },
  /** Takes the last finish back, within its undo window of ten seconds. */
  'wrapUp.undo': {
    input: z.strictObject({ interactionId: z.string() }),
    output: nothing,
    windows: workspace,
  },
  /** How the customer found the call, as they told the agent. */
  'survey.answer': {
    input: z.strictObject({ interactionId: z.string(), answer: surveyAnswer }),
    output: nothing,
    windows: workspace,
  },
  /** Where answers are fetched; null: nowhere. The secret goes to the key chain; null keeps the stored one. */
  'survey.setSource': {
    input: z.strictObject({ source: surveySource.nullable(), secret: z.string().max(4000).nullable() }),
    output: nothing,
    windows: workspace,
  },
  /** Fetches now. */
  'survey.look': { input: nothing, output: surveyLook, windows: workspace },
  'followUp.done': {
    input: z.strictObject({ followUpId: z.string(), done: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
} as const satisfies Record<string, Procedure>;
