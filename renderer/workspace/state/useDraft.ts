import { useEffect } from 'react';
import type { ErrorCode } from '../../../shared/ipc/contract.ts';
import type { Draft } from '../../../shared/outcome/types.ts';
import { useParts, useWorkspace } from './context.tsx';
import { emptyDraft } from './drafts.ts';

export interface DraftInHand extends Omit<Draft, 'interactionId'> {
  /** Why the last try to save failed; null when it did not. */
  failure: ErrorCode | null;
  /** Typed, and not yet said to be on disk. */
  waiting: boolean;
  edit(change: Partial<Pick<Draft, 'note' | 'outcomeId' | 'dueAt' | 'dueBy' | 'actions'>>): void;
  flush(): void;
}

/** Note, outcome and time of one call, as typed so far; survives switching calls, reload and crash. */
export function useDraft(interactionId: string): DraftInHand {
  const { drafts } = useParts();
  const saved = useWorkspace(state => state.drafts[interactionId]);
  const edit = useWorkspace(state => state.edits[interactionId]);
  // What waits is saved at once when another call takes the place.
  useEffect(() => () => void drafts.flush(interactionId), [drafts, interactionId]);
  const { note, outcomeId, dueAt, dueBy = 'me', actions } = edit ?? saved ?? emptyDraft(interactionId);
  return {
    note,
    outcomeId,
    dueAt,
    dueBy,
    actions,
    savedAt: saved?.savedAt ?? null,
    failure: edit?.failure ?? null,
    waiting: edit !== undefined,
    edit: change => drafts.edit(interactionId, change),
    flush: () => void drafts.flush(interactionId),
  };
}
