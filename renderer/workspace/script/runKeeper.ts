/**
 * Keeps how far each call is in its scripts until main has it on disk. A step is saved at once, typing 250 ms after the
 * last key; one save at a time for each, and again after a failure.
 */
import { HatifError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/ipc/contract.ts';
import { beginRun, reduceRun, resumeRun, type RunEvent } from '../../../shared/script/run.ts';
import type { CallScript, RunState } from '../../../shared/script/run-state.ts';
import type { Values } from '../../../shared/script/variables.ts';
import type { Client } from '../client.ts';
import type { RunInHand, WorkspaceStore } from '../state/store.ts';
import { scriptOf } from './scriptOf.ts';

const typingPauseMs = 250;
const retryMs = 2000;

/** Failures that another try does not mend. */
const hopeless: readonly ErrorCode[] = ['notFound', 'badInput', 'wrongState'];

export const runKey = ({ interactionId, part }: Pick<CallScript, 'interactionId' | 'part'>): string =>
  `${interactionId}/${part}`;

/** What this window knows goes before what main said when it began: it is as new or newer. */
export function runIn(beside: CallScript, runs: Readonly<Record<string, RunInHand>>): RunState | null {
  const here = runs[runKey(beside)]?.state;
  if (here !== undefined && here.scriptId === beside.scriptId && here.version === beside.version) return here;
  return beside.state === null ? null : resumeRun(scriptOf(beside.source), beside.state);
}

export interface RunKeeper {
  begin(beside: CallScript, language: string | null, at: number): void;
  /** Does nothing before begin(). */
  send(beside: CallScript, event: RunEvent, values: Values): void;
  /** Goes on from this state, whatever was there; saved at once. */
  adopt(beside: CallScript): void;
  flushAll(): void;
}

export function createRunKeeper(client: Client, store: WorkspaceStore): RunKeeper {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Map<string, Promise<void>>();
  const besides = new Map<string, CallScript>();

  const put = (key: string, run: RunInHand) =>
    store.setState(state => ({ runs: { ...state.runs, [key]: run } }));

  function keep(beside: CallScript, state: RunState, waitMs: number): void {
    const key = runKey(beside);
    besides.set(key, beside);
    put(key, { state, failure: null });
    later(key, waitMs);
  }

  function later(key: string, ms: number): void {
    clearTimeout(timers.get(key));
    if (ms === 0) void save(key);
    else
      timers.set(
        key,
        setTimeout(() => void save(key), ms),
      );
  }

  function save(key: string): Promise<void> {
    clearTimeout(timers.get(key));
    timers.delete(key);
    const under = saving.get(key);
    // One at a time: a later step goes after it, so that an older one never overwrites it.
    if (under)
      return under.then(() => (store.getState().runs[key] === sent.get(key) ? undefined : save(key)));
    const run = store.getState().runs[key];
    const beside = besides.get(key);
    if (!run || !beside) return Promise.resolve();
    sent.set(key, run);
    const doing = send(beside, run).finally(() => saving.delete(key));
    saving.set(key, doing);
    return doing;
  }
  const sent = new Map<string, RunInHand>();

  async function send({ interactionId, part }: CallScript, run: RunInHand): Promise<void> {
    const key = runKey({ interactionId, part });
    try {
      await client.invoke('script.saveRun', { interactionId, part, state: run.state });
      const current = store.getState().runs[key];
      if (current?.state === run.state && current.failure !== null) put(key, { ...current, failure: null });
    } catch (error) {
      const code = error instanceof HatifError ? error.code : 'internal';
      const current = store.getState().runs[key];
      if (!current) return;
      put(key, { ...current, failure: code });
      if (!hopeless.includes(code)) later(key, retryMs);
    }
  }

  return {
    begin(beside, language, at) {
      if (runIn(beside, store.getState().runs) === null)
        keep(beside, beginRun(scriptOf(beside.source), beside.version, language, at), 0);
    },
    send(beside, event, values) {
      const before = runIn(beside, store.getState().runs);
      if (before === null) return;
      const after = reduceRun(scriptOf(beside.source), before, event, values);
      if (after !== before) keep(beside, after, event.kind === 'type' ? typingPauseMs : 0);
    },
    adopt(beside) {
      if (beside.state !== null) keep(beside, beside.state, 0);
    },
    flushAll() {
      for (const key of [...timers.keys()]) void save(key);
    },
  };
}
