/** Call scripts: their texts, and going through them beside a call. */
import { z } from 'zod';
import { plannedActions } from '../followups/types.ts';
import { longestText } from '../script/entries.ts';
import { errorCodes, warningCodes } from '../script/types.ts';
import { callScript, part, runState } from '../script/run-state.ts';
import { nothing, workspace, type Procedure } from './procedure.ts';

const scriptId = z.string().min(1).max(60);
const interactionId = z.string().min(1).max(64);
const text = z.string().max(longestText);
const instant = z.number().int();

/** A row of the list. */
export const scriptSummary = z.object({
  id: scriptId,
  title: z.object({ en: z.string(), ar: z.string() }),
  /** A worked example: stands beside practice calls only, until it is published as one's own. */
  sample: z.boolean(),
  when: part,
  direction: z.enum(['inbound', 'outbound', 'both']),
  languages: z.array(z.string()),
  /** Queues, brands, campaigns and lists it is for. */
  chosenBy: z.array(z.string()),
  /** 0 before it was published. */
  version: z.number().int().nonnegative(),
  publishedAt: instant.nullable(),
  /** There is typing that was not published. */
  draft: z.boolean(),
  archived: z.boolean(),
});
export type ScriptSummary = z.infer<typeof scriptSummary>;

export const openScript = z.object({
  id: scriptId,
  sample: z.boolean(),
  draft: text.nullable(),
  draftAt: instant.nullable(),
  archivedAt: instant.nullable(),
  /** Newest first. */
  versions: z.array(z.object({ version: z.number().int(), source: text, publishedAt: instant })),
});
export type OpenScript = z.infer<typeof openScript>;

/** What became of each script of a file. `kept`: there is typing of one's own, which stays. */
export const importedScripts = z.object({
  fileName: z.string(),
  scripts: z.array(
    z.object({
      /** Empty for a text that names no script. */
      id: z.string(),
      line: z.number().int(),
      outcome: z.enum(['new', 'changed', 'same', 'kept', 'unnamed']),
      /** With lines of the file. */
      findings: z.array(
        z.object({
          code: z.enum([...errorCodes, ...warningCodes]),
          severity: z.enum(['error', 'warning']),
          line: z.number().int(),
          values: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});
export type ImportedScripts = z.infer<typeof importedScripts>;

export const scriptFigures = z.object({
  runs: z.number().int(),
  finished: z.number().int(),
  steps: z.array(
    z.object({
      step: z.string(),
      runs: z.number().int(),
      /** Runs that ended there without finishing. */
      left: z.number().int(),
      /** Mean time in it, ms. */
      ms: z.number().int(),
    }),
  ),
});
export type ScriptFigures = z.infer<typeof scriptFigures>;

/** What a button does. Planned things go the way of those that are planned for the end of a call. */
export const scriptEffect = z.discriminatedUnion('as', [
  z.strictObject({
    as: z.literal('planned'),
    actions: plannedActions.min(1),
    /** A promise among them, in words. */
    what: z.string().max(300),
  }),
  /** Nothing here can send it: somebody will have to. */
  z.strictObject({ as: z.literal('owed'), kind: z.enum(['email', 'task']), what: z.string().max(300) }),
  z.strictObject({ as: z.literal('list'), list: z.string().min(1).max(200) }),
  z.strictObject({ as: z.literal('doNotContact') }),
]);
export type ScriptEffect = z.infer<typeof scriptEffect>;

const button = z.strictObject({
  interactionId,
  part,
  kind: z.string().max(40),
  target: z.string().max(300),
  does: scriptEffect,
});

const byScript = z.strictObject({ scriptId });

export const scriptProcedures = {
  'script.list': { input: nothing, output: z.array(scriptSummary), windows: workspace },
  'script.open': { input: byScript, output: openScript.nullable(), windows: workspace },
  /** Null takes the draft away. Begins a script that is not there. */
  'script.saveDraft': {
    input: z.strictObject({ scriptId, text: text.nullable() }),
    output: nothing,
    windows: workspace,
  },
  /** Refused with `badInput` while the text has errors, or names another script. */
  'script.publish': {
    input: z.strictObject({ scriptId, text }),
    output: z.strictObject({ version: z.number().int() }),
    windows: workspace,
  },
  /** Asks for a text file and keeps what is in it as drafts; null when the agent thought better of it. */
  'script.import': { input: nothing, output: importedScripts.nullable(), windows: workspace },
  /** One script, or all, as a text file; false when nobody wanted it after all. */
  'script.export': {
    input: z.strictObject({ scriptId: scriptId.nullable() }),
    output: z.strictObject({ saved: z.boolean() }),
    windows: workspace,
  },
  'script.archive': {
    input: z.strictObject({ scriptId, archived: z.boolean() }),
    output: nothing,
    windows: workspace,
  },
  'script.figures': {
    input: z.strictObject({ scriptId, version: z.number().int().positive() }),
    output: scriptFigures,
    windows: workspace,
  },

  /** The scripts of a call that is no longer in the desk's hands. */
  'script.ofCall': {
    input: z.strictObject({ interactionId }),
    output: z.array(callScript),
    windows: workspace,
  },
  /** Another script for this part of the call, chosen by the agent. What was answered in the first is left behind. */
  'script.use': {
    input: z.strictObject({ interactionId, part, scriptId }),
    output: nothing,
    windows: workspace,
  },
  /** Goes on where whoever handed the call to us was in the same text. HatifError `notFound` when that was nowhere. */
  'script.goOn': {
    input: z.strictObject({ interactionId }),
    output: callScript,
    windows: workspace,
  },
  'script.saveRun': {
    input: z.strictObject({ interactionId, part, state: runState }),
    output: nothing,
    windows: workspace,
  },
  /**
   * What a button of a script sets in motion. The same button pressed again does nothing more: `changed` is false then, and
   * when there was nothing to do. HatifError as for `wrapUp.finish`, `badInput` where a person is needed and nobody is known.
   */
  'script.act': {
    input: button,
    output: z.strictObject({ changed: z.boolean() }),
    windows: workspace,
  },
  /** Undoes what a press that changed something did. HatifError `tooLate` when a part of it has gone out. */
  'script.takeBack': { input: button, output: nothing, windows: workspace },
} as const satisfies Record<string, Procedure>;
