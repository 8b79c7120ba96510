/**
 * What the rest of main knows of the store. Every method runs in a worker thread; the promise settles after the commit
 * is on disk (WAL, synchronous=FULL). When the file cannot be used, the view says why and a store in memory serves until
 * the app ends or startFresh(): the phone has outcomes, drafts and notes, and the file is left as it is. Rejects with
 * HatifError `storeUnavailable` (retryable) when a worker died or the disk failed under the request.
 */
import type { CallEnd, CallPhase } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import type { Draft, Outcome } from '../../shared/outcome/types.ts';
import type {
  CallerContext,
  FollowUp,
  Person,
  RecentCall,
  SearchHit,
  TimelineEntry,
} from '../../shared/people/types.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import type { ScriptStore } from './script-port.ts';

/** The first ring: enough to write the interaction's row. */
export interface NewInteraction {
  id: string; // UUIDv7, the call's id
  /** Accounts of the practice exchange begin with `practice`: their calls go with the sample. */
  accountId: string;
  direction: 'inbound' | 'outbound';
  number: string;
  e164: string | null;
  name: string | null;
  called: string | null;
  at: number; // ms since the epoch
  /** The person the agent dialled, when known beforehand. */
  personId: string | null;
}

/** One append-only event of an interaction, and the columns of the interaction that it changes. */
export interface InteractionEvent {
  interactionId: string;
  at: number;
  kind: 'phase' | 'hold' | 'mute' | 'media' | 'linked' | 'quality';
  phase: CallPhase | null;
  /** Small JSON object, no secrets, no digits. */
  data: Record<string, unknown>;
  /** Set when this event answers or ends the call. */
  answeredAt?: number;
  ended?: CallEnd & { at: number; talkSeconds: number };
}

export interface FinishWrapUp {
  interactionId: string;
  note: string;
  outcomeId: string;
  dueAt: number | null;
  at: number;
}

export interface Store extends ScriptStore {
  readonly view: StoreView;
  onView(listener: (view: StoreView) => void): Disposable;

  /** One batch: match, person, candidates, history, owed. At most one row read per thing shown; p95 under 2 ms at 100,000 people. */
  callerContext(caller: {
    callId: string;
    number: string;
    e164: string | null;
    country: string;
  }): Promise<CallerContext>;
  beginInteraction(row: NewInteraction): Promise<void>;
  appendEvent(event: InteractionEvent): Promise<void>;
  /** Links the interaction and all that belongs to it; null unlinks. Remembers (or forgets) the choice for the number. Returns the new context. */
  linkPerson(interactionId: string, personId: string | null): Promise<CallerContext>;
  /**
   * Interactions that never ended, left by a crash: closes each honestly (`ended` by system, cause `internal`, at the last
   * instant known) and returns their number. Calls begun in this run are left alone, and those in `living`.
   */
  closeInterrupted(at: number, living?: readonly string[]): Promise<number>;

  saveDraft(draft: Omit<Draft, 'savedAt'>, at: number): Promise<Draft>;
  drafts(): Promise<Draft[]>;
  /** One transaction: note, outcome, follow-up, do-not-contact, draft removed. */
  finishWrapUp(finish: FinishWrapUp): Promise<void>;
  /** Restores what finishWrapUp changed, draft included. HatifError `tooLate` after 10 s, `notFound`. */
  undoWrapUp(interactionId: string, at: number): Promise<void>;

  outcomes(): Promise<Outcome[]>;
  recent(limit: number): Promise<RecentCall[]>;
  /** Open follow-ups, soonest first. */
  due(limit: number): Promise<FollowUp[]>;
  setFollowUpDone(followUpId: string, doneAt: number | null): Promise<void>;

  search(text: string, limit: number): Promise<SearchHit[]>;
  person(personId: string): Promise<{ person: Person; history: TimelineEntry[]; owed: FollowUp[] } | null>;

  /** Practice contacts and history (main/practice/sample.ts), all marked as sample; idempotent. */
  addSampleData(data: SampleData, now: number): Promise<void>;
  /** Removes every sample row, calls made with sample people included. */
  removeSampleData(): Promise<void>;
  hasSampleData(): Promise<boolean>;

  /**
   * After `corrupt`, `newer`, `locked` or `memory`: moves the file aside (never deletes it), opens a fresh one and writes
   * into it what was done in memory meanwhile. HatifError `wrongState` when the file is in use.
   */
  startFresh(): Promise<void>;
  /** Checkpoints and closes; the workers end. */
  close(): Promise<void>;
}

/** Opens, migrates and guards the file. Never throws for a bad file: the view says what is wrong. */
export type OpenStore = (options: {
  file: string;
  /** 64 hex digits. */
  key: string;
  /** Path of a compiled better-sqlite3 for this runtime; null uses the package's own. Only read when not packaged. */
  nativeBinding: string | null;
  /** Absolute path of the bundled worker script. */
  worker: string;
}) => Store;
