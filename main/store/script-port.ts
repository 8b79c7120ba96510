/** The store's verbs for call scripts. */
import type { ScriptEffect } from '../../shared/ipc/scripts.ts';
import type { RecordedAnswer } from '../../shared/script/record.ts';
import type { FinishWrapUp } from './port.ts';
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

/** What a button of a script sets in motion. */
export interface ScriptAct {
  interactionId: string;
  /** Follows from the button: pressed again it does nothing more. */
  id: string;
  does: ScriptEffect;
  /** Of what was planned, that which is to be sent; ids follow from the button, too. */
  intents: FinishWrapUp['intents'];
  agent: string | null;
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
  /**
   * Whether anything changed. HatifError `notFound` without such a call, `badInput` where a person is needed and nobody is
   * linked with it.
   */
  actForScript(act: ScriptAct, at: number): Promise<boolean>;
  /** Undoes what a press that changed something did. HatifError `tooLate` when a part of it has gone out. */
  takeBackAct(act: Omit<ScriptAct, 'intents' | 'agent'>, outbox: readonly string[]): Promise<void>;
}
