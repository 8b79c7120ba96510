import { useEffect, useState } from 'react';
import type { MatchingPart } from '../../../shared/people/lists.ts';
import type { Rule } from '../../../shared/people/rule.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { useCommands, useWorkspace } from '../state/context.tsx';

export interface Gathered {
  people: readonly SearchHit[];
  count: number;
  /** 0 to 1; 1 when everybody was looked through. */
  done: number;
}

/**
 * Everybody on a list or named by a rule, gathered part by part: first rows and a growing count at once, the whole when
 * all were looked through. Begins anew when the question or contacts change; until then the last whole answer stands.
 */
export function useGathered(of: { listId: string } | { rule: Rule } | null, most: number): Gathered | null {
  const { ask } = useCommands();
  const contacts = useWorkspace(state => state.contacts);
  const [gathered, setGathered] = useState<{ of: string; value: Gathered } | null>(null);
  const question = of === null ? null : JSON.stringify(of);
  useEffect(() => {
    if (question === null) return undefined;
    const asking = new AbortController();
    const asked = JSON.parse(question) as { listId: string } | { rule: Rule };
    const gather = async () => {
      const people: SearchHit[] = [];
      let count = 0;
      let after: number | null = 0;
      while (after !== null) {
        const limit = Math.max(0, Math.min(500, most - people.length));
        const part: MatchingPart | null =
          'rule' in asked
            ? await ask('list.matching', { rule: asked.rule, after, limit }, ['badInput'])
            : await ask('list.members', { id: asked.listId, after, limit }, ['notFound']);
        if (asking.signal.aborted || part === null) return;
        people.push(...part.people);
        count += part.count;
        after = part.next;
        const value = { people: [...people], count, done: part.done };
        const last = after === null;
        setGathered(before =>
          // The same list again: no flicker from the half-way count of the second time through.
          before?.of === question && !last && before.value.done === 1 ? before : { of: question, value },
        );
      }
    };
    void gather();
    return () => asking.abort();
  }, [ask, question, most, contacts]);
  return gathered !== null && gathered.of === question ? gathered.value : null;
}
