import { useEffect } from 'react';
import { withoutIsolates } from '../../../shared/i18n/isolate.ts';
import { callerName } from '../people.ts';
import { isOver } from '../state/calls.ts';
import { useLanguage, useWords, useWorkspace } from '../state/context.tsx';

/** The window's title names the call that goes on, for the task bar. */
export function useTitle(): void {
  const t = useWords();
  const language = useLanguage();
  const call = useWorkspace(state => state.calls.find(one => one.id === state.chosen && !isOver(one)));
  const context = useWorkspace(state => (call ? state.contexts[call.id] : undefined));
  const who = call ? callerName(call, context, language)?.first : undefined;
  useEffect(() => {
    document.title = who === undefined ? t('app.title') : withoutIsolates(t('app.titleWith', { who }));
  }, [who, t, language]);
}
