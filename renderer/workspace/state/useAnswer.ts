import { useEffect, useState } from 'react';
import type { Input, Output, ProcedureName } from '../../../shared/ipc/contract.ts';
import { useCommands, useWorkspace } from './context.tsx';

/**
 * What main answers to a question, asked again whenever contacts, calls or follow-ups changed. Undefined until the first
 * answer to this very question. `input` undefined: nothing is asked.
 */
export function useAnswer<P extends ProcedureName>(
  name: P,
  input: Input<P> | undefined,
): Output<P> | undefined {
  const { ask } = useCommands();
  const contacts = useWorkspace(state => state.contacts);
  const recent = useWorkspace(state => state.recent);
  const due = useWorkspace(state => state.due);
  const [answer, setAnswer] = useState<{ of: string; value: Output<P> } | null>(null);
  const question = input === undefined ? null : `${name} ${JSON.stringify(input)}`;
  useEffect(() => {
    if (question === null) return undefined;
    let current = true;
    const asked = JSON.parse(question.slice(name.length + 1)) as Input<P>;
    void ask(name, asked).then(value => {
      if (current) setAnswer({ of: question, value: value as Output<P> });
    });
    return () => {
      current = false;
    };
  }, [ask, name, question, contacts, recent, due]);
  return answer !== null && answer.of === question ? answer.value : undefined;
}
