import { useLayoutEffect, useRef } from 'react';
import { standingOf } from '../state/calls.ts';
import { useCommands, useWorkspace } from '../state/context.tsx';

/**
 * Tells main, once a call, that a ringing call and what is known of its caller are in the document: the phone rings back
 * to the caller only then. A layout effect runs after React has written the document, children included; the word goes out
 * when what other layout effects change in turn (which key caps are drawn) is written as well.
 */
export function useCardShown(): void {
  const { cardShown } = useCommands();
  const calls = useWorkspace(state => state.calls);
  const contexts = useWorkspace(state => state.contexts);
  const told = useRef(new Set<string>());
  useLayoutEffect(() => {
    for (const call of calls) {
      if (standingOf(call) !== 'ringing' || !contexts[call.id] || told.current.has(call.id)) continue;
      told.current.add(call.id);
      queueMicrotask(() => cardShown(call.id));
    }
  }, [calls, contexts, cardShown]);
}
