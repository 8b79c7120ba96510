/**
 * Keeps what is typed until main has it on disk. Saves 250 ms after the last key, at once on leaving the field, one save
 * at a time for each call, and again after a failure. The window may be killed at any moment: at most those 250 ms go.
 */
import { HatifError } from '../../../shared/errors.ts';
import type { Draft } from '../../../shared/outcome/types.ts';
import type { Client } from '../client.ts';
import { without, type Edit, type WorkspaceStore } from './store.ts';

const typingPauseMs = 250;
const retryMs = 2000;

type Written = Pick<Draft, 'note' | 'outcomeId' | 'dueAt' | 'dueBy' | 'actions'>;

export interface DraftKeeper {
  edit(interactionId: string, change: Partial<Written>): void;
  /** Saves now what waits; resolves when nothing of it is under way. */
  flush(interactionId: string): Promise<void>;
  flushAll(): void;
  /** Forgets what waits: it was committed another way. */
  discard(interactionId: string): void;
}

export function createDraftKeeper(client: Client, store: WorkspaceStore): DraftKeeper {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Map<string, Promise<void>>();

  const stop = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const later = (id: string, ms: number) => {
    stop(id);
    timers.set(
      id,
      setTimeout(() => void save(id), ms),
    );
  };
  const put = (edit: Edit) =>
    store.setState(state => ({ edits: { ...state.edits, [edit.interactionId]: edit } }));

  function save(id: string): Promise<void> {
    stop(id);
    const under = saving.get(id);
    // One at a time: what was typed meanwhile goes after it, so that an older text never overwrites a newer one.
    if (under) return under.then(() => save(id));
    const edit = store.getState().edits[id];
    if (!edit) return Promise.resolve();
    const run = send(edit).finally(() => saving.delete(id));
    saving.set(id, run);
    return run;
  }

  async function send(edit: Edit): Promise<void> {
    const { failure: _, ...draft } = edit;
    try {
      const kept = await client.invoke('draft.save', draft);
      store.setState(state => ({
        drafts: { ...state.drafts, [kept.interactionId]: kept },
        ...(state.edits[kept.interactionId] === edit
          ? { edits: without(state.edits, [kept.interactionId]) }
          : {}),
      }));
    } catch (error) {
      const current = store.getState().edits[edit.interactionId];
      if (!current) return;
      const code = error instanceof HatifError ? error.code : 'internal';
      put({ ...current, failure: code });
      if (code !== 'notFound' && code !== 'badInput') later(edit.interactionId, retryMs);
    }
  }

  return {
    edit(interactionId, change) {
      const { drafts, edits } = store.getState();
      const before = edits[interactionId] ?? drafts[interactionId] ?? emptyDraft(interactionId);
      const { note, outcomeId, dueAt, dueBy, actions } = { ...before, ...change };
      put({ interactionId, note, outcomeId, dueAt, dueBy, actions, failure: null });
      later(interactionId, typingPauseMs);
    },
    flush: id => save(id),
    flushAll() {
      for (const id of [...timers.keys()]) void save(id);
    },
    discard(id) {
      stop(id);
      store.setState(state => ({ edits: without(state.edits, [id]), drafts: without(state.drafts, [id]) }));
    },
  };
}

export function emptyDraft(interactionId: string): Draft {
  return { interactionId, note: '', outcomeId: null, dueAt: null, actions: [], savedAt: null };
}
