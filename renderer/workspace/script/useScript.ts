import { useEffect, useMemo } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { ErrorCode } from '../../../shared/ipc/contract.ts';
import { directionOf } from '../../../shared/i18n/words.ts';
import type { CallerContext } from '../../../shared/people/types.ts';
import type { RunEvent } from '../../../shared/script/run.ts';
import { beginRun } from '../../../shared/script/run.ts';
import type { CallScript, RunState } from '../../../shared/script/run-state.ts';
import { sayIn, scopeOf, valuesOf } from '../../../shared/script/scope.ts';
import type { Passages, Script, Step } from '../../../shared/script/types.ts';
import type { Values } from '../../../shared/script/variables.ts';
import { numberOf } from '../people.ts';
import { useLanguage, useNow, useParts, useWorkspace } from '../state/context.tsx';
import { runIn, runKey } from './runKeeper.ts';
import { scriptOf } from './scriptOf.ts';

/** A script as it stands beside somebody who goes through it, on a call or to try it out. */
export interface ScriptInHand {
  readonly script: Script;
  readonly state: RunState;
  /** Null at the end. */
  readonly step: Step | null;
  readonly failure: ErrorCode | null;
  /** Null while it cannot be answered yet: the call rings. */
  readonly send: ((event: RunEvent) => void) | null;
  say(passages: Passages): string | null;
}

export function inHand(
  script: Script,
  state: RunState,
  values: Values,
  failure: ErrorCode | null,
  send: ScriptInHand['send'],
): ScriptInHand {
  const scope = scopeOf(script, state, values);
  const step = script.steps.find(each => each.id === state.step) ?? null;
  return { script, state, step, failure, send, say: passages => sayIn(script, state, passages, scope) };
}

/** What the texts are filled with, for a call; by the language they are said in. */
function useValues(call: CallView | undefined, context: CallerContext | undefined, language: string): Values {
  const agentName = useWorkspace(state => state.settings.agentName);
  const brand = useWorkspace(state => state.lines.find(line => line.accountId === call?.accountId)?.name);
  const now = useNow(60_000);
  return useMemo(
    () =>
      valuesOf({
        context: context ?? null,
        call: {
          direction: call?.direction ?? 'inbound',
          number: (call && numberOf(call.remote)) ?? '',
          name: call?.remote.name ?? null,
          queue: call?.called ?? null,
          brand: brand ?? null,
        },
        agentName,
        language,
        now,
      }),
    [call, context, brand, agentName, language, now],
  );
}

/**
 * The script of one part of a call. It begins by itself when the conversation does (`live`), and counts the time only
 * while it is on screen.
 */
export function useScript(beside: CallScript, call: CallView | undefined, live: boolean): ScriptInHand {
  const { runs: keeper } = useParts();
  const run = useWorkspace(state => runIn(beside, state.runs));
  const failure = useWorkspace(state => state.runs[runKey(beside)]?.failure ?? null);
  const context = useWorkspace(state => state.contexts[beside.interactionId]);
  const script = scriptOf(beside.source);
  const ours = useLanguage();
  const wanted = context?.person?.language ?? ours;
  const state = run ?? beginRun(script, beside.version, wanted, 0);
  const values = useValues(call, context, state.language);
  const begun = run !== null;

  useEffect(() => {
    if (live && !begun) keeper.begin(beside, wanted, Date.now());
  }, [keeper, beside, live, begun, wanted]);
  useEffect(() => {
    if (!begun) return undefined;
    keeper.send(beside, { kind: 'show', at: Date.now() }, {});
    return () => keeper.send(beside, { kind: 'hide', at: Date.now() }, {});
  }, [keeper, beside, begun]);

  const send = begun ? (event: RunEvent) => keeper.send(beside, event, values) : null;
  return inHand(script, state, values, failure, send);
}

/** The title of a script in the language of its run. */
export const titleOf = (script: Script, language: string): string =>
  (script.title[language] ?? Object.values(script.title)[0])?.text ?? script.id;

export const stepTitle = (script: Script, step: Step, language: string): string =>
  (step.title[language] ?? step.title[script.languages[0] ?? 'en'] ?? Object.values(step.title)[0])?.text ??
  step.id;

/** Arabic from the right, whatever the language of the interface. */
export const directionOfText = (language: string): 'ltr' | 'rtl' =>
  directionOf(language === 'ar' ? 'ar' : 'en');
