/** What travels between the store in main and its two workers. Everything is cloned; nothing is shared. */
import type { MessagePort } from 'node:worker_threads';
import type { Failure, StoreView } from '../../shared/ipc/contract.ts';
import type { Store } from './port.ts';
import type { WrappedKey } from './recovery.ts';

/** The store's verbs that a worker does with a connection. */
export type Verb = Exclude<
  keyof Store,
  'view' | 'onView' | 'startFresh' | 'backUp' | 'restoreFrom' | 'close' | 'door'
>;
export type Arguments<V extends Verb> = Parameters<Store[V]>;
export type Result<V extends Verb> = Awaited<ReturnType<Store[V]>>;

/** Verbs that change nothing: the reader's. All others are the writer's. */
export const questionNames = [
  'callerContext',
  'keptCalls',
  'drafts',
  'outcomes',
  'recent',
  'due',
  'search',
  'person',
  'contact',
  'organisations',
  'organisation',
  'points',
  'removed',
  'vocabulary',
  'older',
  'filesOf',
  'fileBytes',
  'checkInRuleOf',
  'activeCheckIns',
  'dueForCheckIn',
  'lists',
  'members',
  'matching',
  'duplicates',
  'duplicatesAfter',
  'calendar',
  'outboxView',
  'casesOf',
  'oldestOpenSurvey',
  'tools',
  'agentSpans',
  'hasSampleData',
  'scripts',
  'script',
  'scriptVersion',
  'scriptRuns',
  'scriptFigures',
  'importBatches',
  'importBatch',
  'importPlan',
  'importFailures',
  'countKnown',
  'exportPage',
  'directories',
  'knownCards',
  'directoryConflicts',
  'directorySources',
  'reachOf',
  'auditPage',
  'personData',
  'retentionRules',
  'previewRetention',
  'previewBulk',
  'bulkJobs',
  'bulkDrafts',
  'goneRecordings',
  'unfinishedRecordings',
  'recordings',
  'recording',
  'recordingsTotal',
] as const satisfies readonly Verb[];
export type QuestionName = (typeof questionNames)[number];
export type CommandName = Exclude<Verb, QuestionName>;

export function isQuestion(verb: Verb): verb is QuestionName {
  return (questionNames as readonly Verb[]).includes(verb);
}

/** What a worker is told about itself; the file is opened at once by the writer, and by the reader when told so. */
export interface WorkerSetup {
  role: 'writer' | 'reader';
  file: string;
  key: string;
  nativeBinding: string | null;
}

export type Request =
  | { id: number; verb: Verb; args: readonly unknown[] }
  /** To the writer. */
  | { id: number; verb: '$startFresh' }
  /** To a reader of its own. */
  | { id: number; verb: '$backUp'; to: string; recovery: WrappedKey | null }
  /** To the writer. */
  | { id: number; verb: '$restore'; from: string; recoveryKey: Uint8Array | null }
  /** To the writer: the reader met damage, the file is not to be used any more. */
  | { id: number; verb: '$giveUp'; detail: string }
  /** Serves whoever is at the other end of the port as well. */
  | { id: number; verb: '$door'; port: MessagePort }
  | { id: number; verb: '$close' };

export type Answer =
  | { type: 'reply'; id: number; value: unknown }
  | { type: 'failure'; id: number; failure: Failure }
  /** From the writer: where the file stands. From the reader: `open` once it serves, `corrupt` when it met damage. */
  | { type: 'view'; view: StoreView };
