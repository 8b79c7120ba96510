/** The store's verbs for call scripts. */
import type { RecordedAnswer } from '../../shared/script/record.ts';
import type { RunFigures, StoredRun } from './tables/script-runs.ts';
import type { ScriptRow, VersionRow } from './tables/scripts.ts';

export interface OpenScript {
  id: string;
  sample: boolean;
  draft: string | null;
  draftAt: number | null;
  archivedAt: number | null;
  /** Newest first. */
  versions: VersionRow[];
}

/** What a button of a script sets in motion within the store. */
export interface ScriptAct {
  interactionId: string;
  kind: 'callback' | 'template' | 'case' | 'list' | 'doNotContact';
  /** The list's name; elsewhere only part of `what`. */
  target: string;
  /** The follow-up in words. */
  what: string;
  dueAt: number | null;
}

export interface ScriptStore {
  /** Each with its newest version, by name. */
  scripts(): Promise<ScriptRow[]>;
  /** Null when there is none of that name. */
  script(id: string): Promise<OpenScript | null>;
  /** The text of a version, null when there is none. */
  scriptVersion(id: string, version: number): Promise<string | null>;
  installScripts(samples: readonly { id: string; source: string }[], at: number): Promise<number>;
  /** Null takes the draft away. Begins a script that is not there. */
  saveScriptDraft(id: string, text: string | null, at: number): Promise<void>;
  /** Returns the number of the version. */
  publishScript(id: string, source: string, at: number): Promise<number>;
  /** Null brings it back. HatifError `notFound`. */
  archiveScript(id: string, at: number | null): Promise<void>;

  saveScriptRun(run: StoredRun, answers: readonly RecordedAnswer[], at: number): Promise<void>;
  scriptRuns(interactionId: string): Promise<StoredRun[]>;
  scriptFigures(id: string, version: number): Promise<RunFigures>;
  /** HatifError `notFound` without such a call, `badInput` where a person or a time is missing. */
  actForScript(act: ScriptAct, at: number): Promise<void>;
}
