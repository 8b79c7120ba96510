/** What the buttons of a script do on a call: the same things, made in the same way, as at its end. */
import type { CallView } from '../../../shared/call/view.ts';
import type { PlannedAction } from '../../../shared/followups/types.ts';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import type { ScriptEffect } from '../../../shared/ipc/scripts.ts';
import { recordOf } from '../../../shared/script/record.ts';
import type { Part } from '../../../shared/script/run-state.ts';
import type { Action } from '../../../shared/script/types.ts';
import { useMaking } from '../followups/making.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { titleOf, type ScriptInHand } from './useScript.ts';

export interface Done {
  /** Nothing here can send it by itself: it is owed now. */
  owed: boolean;
  /** Null when there is nothing to take back. Resolves to false when it was too late; that was said. */
  takeBack: (() => Promise<boolean>) | null;
}

/** Null when it was refused; that was said already. */
export type DoAction = (action: Action, dueAt: number | null) => Promise<Done | null>;

type Named = { name: string | { en: string; ar: string }; id: string };

/** By the name in either language, or by the id; capitals do not matter. */
function named<T extends Named>(all: readonly T[], target: string): T | undefined {
  const wanted = target.trim().toLocaleLowerCase();
  const is = (text: string) => text.trim().toLocaleLowerCase() === wanted;
  return all.find(
    ({ id, name }) => is(id) || (typeof name === 'string' ? is(name) : is(name.en) || is(name.ar)),
  );
}

export function useActions(call: CallView, part: Part, hand: ScriptInHand): DoAction {
  const t = useWords();
  const { scripts, offerTransfer } = useCommands();
  const contact = useWorkspace(state => state.contexts[call.id]?.person ?? null);
  const { templates, hooks, macros } = useWorkspace(state => state.toolbox);
  const making = useMaking({
    interactionId: call.id,
    contact,
    number: call.remote.number,
    zone: contact?.timeZone ?? null,
  });
  const { script, state } = hand;

  const planned = (what: string, ...actions: (PlannedAction | null)[]): ScriptEffect | null => {
    const made = actions.filter(action => action !== null);
    return made.length === 0 ? null : { as: 'planned', actions: made, what: withoutIsolates(what) };
  };
  const owed = (kind: 'email' | 'task', what: string): ScriptEffect => ({
    as: 'owed',
    kind,
    what: withoutIsolates(what),
  });

  async function effectOf({ kind, target }: Action, dueAt: number | null): Promise<ScriptEffect | null> {
    switch (kind) {
      case 'callback': {
        const what = t('script.whatCallback', { script: titleOf(script, state.language) });
        return dueAt === null ? null : planned(what, { kind: 'callback', dueAt, by: 'me' });
      }
      case 'template': {
        const template = named(templates, target);
        const gateway = hooks.find(({ purpose }) => purpose === 'message');
        const action =
          template === undefined
            ? null
            : template.kind === 'email'
              ? await making.actionOf({ kind: 'email', templateId: template.id }, null)
              : gateway === undefined
                ? null
                : await making.actionOf(
                    { kind: 'message', templateId: template.id, hookId: gateway.id },
                    null,
                  );
        return planned('', action) ?? owed('email', t('script.whatTemplate', { target }));
      }
      case 'case': {
        const hook = hooks.find(({ purpose }) => purpose === 'ticket');
        if (hook === undefined) return owed('task', t('script.whatCase', { target }));
        const answers = recordOf(script, state).map(({ label, said }) => `${label}: ${said}`);
        const body = [...answers, making.current().note].join('\n').trim();
        return planned('', { kind: 'ticket', hookId: hook.id, subject: target.slice(0, 120), body });
      }
      case 'macro': {
        const macro = named(macros, target);
        const what = t('script.whatMacro', { target });
        const steps = macro === undefined ? [] : await making.stepsOf(macro, null);
        return planned(what, ...steps) ?? owed('task', what);
      }
      case 'list':
        return { as: 'list', list: target };
      case 'doNotContact':
        return { as: 'doNotContact' };
      case 'transfer':
      case 'pauseRecording':
      case 'resumeRecording':
        return null;
    }
  }

  return async (action, dueAt) => {
    if (action.kind === 'transfer') {
      offerTransfer({ callId: call.id, text: action.target });
      return { owed: false, takeBack: null };
    }
    const does = await effectOf(action, dueAt);
    if (does === null) return null;
    const button = { interactionId: call.id, part, kind: action.kind, target: action.target, does };
    const done = await scripts.act(button);
    if (done === null) return null;
    return {
      owed: does.as === 'owed',
      takeBack: done.changed ? () => scripts.takeBack(button) : null,
    };
  };
}
