import { useEffect, useState } from 'react';
import type { BulkAction, BulkPreviewPart, LeftOutReason } from '../../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import { useCommands } from '../state/context.tsx';

export interface BulkPreview extends Omit<BulkPreviewPart, 'next'> {
  /** Everybody was looked at. */
  whole: boolean;
}

const mostExamples = 50;
const reasonsOf = (part: BulkPreviewPart) => Object.entries(part.leftOut) as [LeftOutReason, number][];

/** Whom the action would reach, gathered part by part. Null while nothing is known; begins anew with another action. */
export function useBulkPreview(action: BulkAction | null, selection: PeopleSelection): BulkPreview | null {
  const { ask } = useCommands();
  const [found, setFound] = useState<{ of: string; value: BulkPreview } | null>(null);
  const question = action === null ? null : JSON.stringify({ action, selection });
  useEffect(() => {
    if (question === null) return undefined;
    const asking = new AbortController();
    const wanted = JSON.parse(question) as { action: BulkAction; selection: PeopleSelection };
    const gather = async () => {
      const sum: BulkPreview = { will: 0, leftOut: {}, examples: [], whole: false };
      for (let after: string | null = null; !sum.whole;) {
        const part: BulkPreviewPart | null = await ask('bulk.preview', { ...wanted, after });
        if (asking.signal.aborted || part === null) return;
        sum.will += part.will;
        for (const [reason, n] of reasonsOf(part)) sum.leftOut[reason] = (sum.leftOut[reason] ?? 0) + n;
        sum.examples = [...sum.examples, ...part.examples].slice(0, mostExamples);
        after = part.next;
        sum.whole = after === null;
        setFound({ of: question, value: { ...sum, leftOut: { ...sum.leftOut } } });
      }
    };
    const timer = setTimeout(() => void gather(), 150); // one who types is not asked at every key
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [ask, question]);
  return found !== null && found.of === question ? found.value : null;
}
