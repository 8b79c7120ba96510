/**
 * What the rest of main knows of the store. Every method runs in a worker thread; the promise settles after the commit
 * is on disk (WAL, synchronous=FULL). When the file cannot be used, the view says why and a store in memory serves until
 * the app ends or startFresh(): the phone has outcomes, drafts and notes, and the file is left as it is. Rejects with
 * HatifError `storeUnavailable` (retryable) when a worker died or the disk failed under the request.
 */
import type { MessagePort } from 'node:worker_threads';
import type { AgentSpan } from '../../shared/agent/types.ts';
import type { CallEnd, CallPhase } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import type { CalendarEntry } from '../../shared/followups/calendar.ts';
import type { CallbackBy, PlannedAction } from '../../shared/followups/types.ts';
import type { FileType, StoredFile } from '../../shared/files/types.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { CallQuality } from '../../shared/media/quality.ts';
import type { CaseView } from '../../shared/followups/cases.ts';
import type { OutboxEvent } from '../../shared/outbox/machine.ts';
import type { OutboxIntent, OutboxView } from '../../shared/outbox/types.ts';
import type { Draft, Outcome } from '../../shared/outcome/types.ts';
import type {
  Contact,
  CustomField,
  Organisation,
  OrganisationField,
  OrganisationFields,
  OrganisationHit,
  PersonField,
  PersonFields,
  PointFields,
  PointOfContact,
  RefusableChannel,
  Some,
} from '../../shared/people/contact.ts';
import type { CheckInRule, DueForCheckIn } from '../../shared/people/check-ins.ts';
import type { DuplicatePair } from '../../shared/people/duplicates.ts';
import type { ListFields, ListView, MatchingPart } from '../../shared/people/lists.ts';
import type { Rule } from '../../shared/people/rule.ts';
import type {
  CallerContext,
  Channel,
  FollowUp,
  HandEntry,
  Person,
  RecentCall,
  SearchHit,
  TimelineEntry,
} from '../../shared/people/types.ts';
import type { CodedAnswer } from '../../shared/survey/source.ts';
import type { SurveyAnswer } from '../../shared/survey/types.ts';
import type { PutAside } from './tables/put-aside.ts';
import type { SampleData } from '../../shared/people/sample-data.ts';
import type { DirectoryStore } from './directories/port.ts';
import type { ImportStore } from './import/port.ts';
import type { BackUpMade } from './back-up.ts';
import type { BulkStore } from './bulk/port.ts';
import type { RecordingStore } from './recordings/port.ts';
import type { SafetyStore } from './safety/port.ts';
import type { ScriptStore } from './script-port.ts';
import type { WrappedKey } from './recovery.ts';
import type { FileOwner } from './tables/files.ts';
import type { OutboxRow } from './tables/outbox.ts';
import type { Tool, Tools } from './tables/tools.ts';

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
  /** What the agent dialled for; absent when for no campaign. */
  campaign?: string | undefined;
}

/** One append-only event of an interaction, and the columns of the interaction that it changes. */
export interface InteractionEvent {
  interactionId: string;
  at: number;
  kind: 'phase' | 'hold' | 'mute' | 'media' | 'linked' | 'quality' | 'transfer';
  phase: CallPhase | null;
  /** Small JSON object, no secrets, no keys that were pressed. */
  data: Record<string, unknown>;
  /** Set when this event answers or ends the call. */
  answeredAt?: number;
  ended?: CallEnd & { at: number; talkSeconds: number };
}

/** A call that lives, as JSON that only telephony reads, and the last instant at which it was known to live. */
export interface KeptRow {
  interactionId: string;
  at: number;
  state: string;
}

export interface FinishWrapUp {
  interactionId: string;
  note: string;
  outcomeId: string;
  dueAt: number | null;
  /** Who makes the follow-up of the outcome; absent: who promises it. */
  dueBy?: CallbackBy | undefined;
  /** As the agent planned them; kept to be taken back. Callbacks among them are written by the store. */
  actions: readonly PlannedAction[];
  /** Those among them that are to be sent, ready to go. */
  intents: readonly (OutboxIntent & { keyLife: number | null })[];
  /** Who promises; null when there is no name. */
  agent: string | null;
  at: number;
}

/** By whom and when the answer to a survey was heard. */
export interface SurveyHeard {
  by: 'call' | 'agent';
  at: number;
}

/** What a change of contacts brings with it. */
export interface Circumstances {
  at: number;
  /** ISO 3166-1 alpha-2, in which numbers without a country are read. */
  country: string;
  /** How a consent or a refusal became known: `agent`, `import`. */
  source: string;
}

export type NewContact = Some<PersonFields> & { name: string };

export interface ContactChange {
  personId: string;
  /** The version that the change was made from. */
  base: number;
  /** What the changed fields held then; it decides when somebody else changed the person meanwhile. */
  before: Some<PersonFields>;
  change: Some<PersonFields>;
}

export interface OrganisationChange {
  organisationId: string;
  base: number;
  before: Some<OrganisationFields>;
  change: Some<OrganisationFields>;
}

/** Which fields came to hold something else, and all as it is now. */
export interface Changed<Field, Whole> {
  changed: Field[];
  whole: Whole;
}

/** A file as somebody adds it. */
export interface AddedFile {
  photo: boolean;
  /** As it was called; hostile. */
  name: string;
  bytes: Uint8Array;
}

/** A way into the store for another worker thread: requests go straight to the thread that does them. */
export interface Door {
  /** To be transferred to that thread; see main/import/store-door.ts. */
  port: MessagePort;
  /** Ends what serves behind it. */
  close(): Promise<void>;
}

export type { OutboxRow, Tool, Tools };
/** The next to send, now marked as being sent; or when to ask again (null: when something new is put in). */
export type OutboxClaim = { row: OutboxRow; nextAt: null } | { row: null; nextAt: number | null };

/** A message over the phone system that arrived, either way. Number, name and text of those that came in are hostile. */
export interface NewMessage {
  id: string;
  direction: 'inbound' | 'outbound';
  at: number;
  accountId: string | null;
  number: string;
  e164: string | null;
  name: string | null;
  text: string;
  /** To whom the agent wrote, when they wrote to a person. */
  personId: string | null;
  agent: string | null;
}

export interface Store
  extends ScriptStore, ImportStore, DirectoryStore, SafetyStore, BulkStore, RecordingStore {
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
  /** What whoever handed the call over said of it. */
  keepHanded(interactionId: string, handed: Handover): Promise<void>;
  /** How the call sounded; the last word counts. HatifError `notFound`. */
  saveQuality(interactionId: string, quality: CallQuality): Promise<void>;
  /** Links the interaction and all that belongs to it; null unlinks. Remembers (or forgets) the choice for the number. Returns the new context. */
  linkPerson(interactionId: string, personId: string | null): Promise<CallerContext>;
  /**
   * Interactions that never ended, left by a crash: closes each honestly (`ended` by system, cause `internal`, at the last
   * instant known) and returns their number. Calls begun in this run are left alone, and those in `living`.
   */
  closeInterrupted(at: number, living?: readonly string[]): Promise<number>;
  /** All calls that live; others are not kept any more. */
  keepCalls(calls: readonly KeptRow[]): Promise<void>;
  keptCalls(): Promise<KeptRow[]>;

  saveDraft(draft: Omit<Draft, 'savedAt'>, at: number): Promise<Draft>;
  drafts(): Promise<Draft[]>;
  /** One transaction: note, outcome, follow-up, do-not-contact, draft removed. */
  finishWrapUp(finish: FinishWrapUp): Promise<void>;
  /** Restores what finishWrapUp changed, draft included. HatifError `tooLate` after 10 s, `notFound`. */
  undoWrapUp(interactionId: string, at: number): Promise<void>;

  /** A consultation is over: the system's code for it, nothing is owed. Its own call alone; what was wrapped up stays. */
  closeConsult(interactionId: string, at: number): Promise<void>;

  /** Writes the system's code for a wrap-up whose time ran out, what was typed as its note. False when it was finished. */
  expireWrapUp(interactionId: string, at: number): Promise<boolean>;

  /** What the customer said of a call; they count as asked in it when they had not been asked. HatifError `notFound`. */
  answerSurvey(interactionId: string, answer: SurveyAnswer, code: string, heard: SurveyHeard): Promise<void>;

  /** When the first of those were asked who did not answer yet, of those asked since. Null when there is none. */
  oldestOpenSurvey(since: number): Promise<number | null>;
  /** What a survey elsewhere says of the calls with these codes; what a person entered stays. Returns how many it was news of. */
  hearSurveys(answers: readonly CodedAnswer[], at: number): Promise<number>;

  outcomes(): Promise<Outcome[]>;
  /** Adds or replaces. HatifError `badInput` for one that the system writes. */
  saveOutcome(outcome: Outcome): Promise<void>;
  recent(limit: number): Promise<RecentCall[]>;
  /** Open follow-ups, soonest first. */
  due(limit: number): Promise<FollowUp[]>;
  setFollowUpDone(followUpId: string, doneAt: number | null): Promise<void>;
  /** Another time; a reminder comes again. HatifError `notFound`. */
  moveFollowUp(followUpId: string, dueAt: number): Promise<void>;
  /** Another reminder then; due_at stays. HatifError `notFound`. */
  snoozeFollowUp(followUpId: string, until: number): Promise<void>;
  /** Callbacks of one agent that nobody made by `staleBefore` are anybody's from now on; returns them. */
  returnCallbacks(staleBefore: number, at: number): Promise<FollowUp[]>;
  /** What a calendar elsewhere should hold, and what was last left there. */
  calendar(): Promise<{ followUps: FollowUp[]; entries: CalendarEntry[] }>;
  setCalendarEntry(entry: CalendarEntry, gone: boolean): Promise<void>;
  /** Callbacks and promises that are due by `at` and of which nobody was reminded; marks them as reminded. */
  takeReminders(at: number): Promise<FollowUp[]>;

  /** What the agent is goes to other systems, in its own order. */
  putStatus(
    intents: readonly (OutboxIntent & { keyLife: number | null })[],
    agent: string | null,
    at: number,
  ): Promise<void>;
  /** The one to send next, marked on disk before anything of it leaves. */
  claimFromOutbox(at: number): Promise<OutboxClaim>;
  tellOutbox(id: string, event: OutboxEvent): Promise<void>;
  /** After a start: what was under way then may have arrived. Returns how many. */
  recoverOutbox(at: number): Promise<number>;
  /** What waits only because nothing could be reached may go at once. */
  hurryOutbox(at: number): Promise<void>;
  outboxView(): Promise<Omit<OutboxView, 'offline'>>;

  /** Cases of a person in other systems that are not closed, the latest first. */
  casesOf(personId: string): Promise<CaseView[]>;
  /** Offered no more, or again. HatifError `notFound`. */
  closeCase(caseId: string, closed: boolean, at: number): Promise<void>;

  tools(): Promise<Tools>;
  saveTool(tool: Tool): Promise<void>;
  /** HatifError `notFound`. */
  removeTool(id: string): Promise<void>;

  /** Ends the span that is open and begins this one. */
  beginAgentSpan(span: Omit<AgentSpan, 'to'>): Promise<void>;
  endAgentSpan(at: number): Promise<void>;
  agentSpans(since: number): Promise<AgentSpan[]>;

  search(text: string, limit: number): Promise<SearchHit[]>;
  person(personId: string): Promise<{ person: Person; history: TimelineEntry[]; owed: FollowUp[] } | null>;

  // Contacts. What changes a field alone refuses with `changedMeanwhile` where somebody else changed the same one.
  /** All of a person; `now` decides which lists by rule bar them. */
  contact(personId: string, now: number): Promise<Contact | null>;
  addContact(personId: string, fields: NewContact, how: Circumstances): Promise<Contact>;
  changeContact(change: ContactChange, how: Circumstances): Promise<Changed<PersonField, Contact>>;
  organisations(text: string, limit: number): Promise<OrganisationHit[]>;
  organisation(organisationId: string): Promise<Organisation | null>;
  /** The organisation of that name, made when there is none. Returns its id. */
  organisationNamed(name: string, how: Circumstances): Promise<string>;
  changeOrganisation(
    change: OrganisationChange,
    how: Circumstances,
  ): Promise<Changed<OrganisationField, Organisation>>;
  /** Removes it whole. Returns the id that brings it back, for thirty days. */
  remove(what: 'person' | 'organisation' | 'list', id: string, at: number): Promise<string>;
  restore(asideId: string): Promise<{ what: 'person' | 'organisation' | 'list'; id: string }>;
  /** What was removed and can be brought back, the latest first. */
  removed(limit: number): Promise<Pick<PutAside, 'id' | 'what' | 'goneId' | 'name' | 'at'>[]>;
  points(text: string, limit: number): Promise<PointOfContact[]>;
  putPoint(id: string, point: PointFields): Promise<void>;
  removePoint(id: string): Promise<void>;
  /** Own fields and tags in use. */
  vocabulary(): Promise<{ fields: CustomField[]; tags: string[] }>;
  putField(field: CustomField): Promise<void>;
  /** With its values. Returns how many. */
  removeField(fieldId: string): Promise<number>;
  /** `number` as it is compared (numberKey); no channel is every channel. */
  refuseNumber(
    number: string,
    channel: RefusableChannel | null,
    refused: boolean,
    at: number,
    source: string,
  ): Promise<boolean>;
  addEntry(personId: string, entry: HandEntry): Promise<string>;
  /** Their own files, and those of what is on their timeline. */
  filesOf(personId: string): Promise<StoredFile[]>;
  /** Null when it is gone. */
  fileBytes(id: string): Promise<{ name: string; type: FileType; bytes: Uint8Array } | null>;
  /** A photo takes the place of the one before. HatifError `notFound`, `fileTooBig`, `tooManyFiles`, `noPicture`. */
  keepFile(id: string, owner: FileOwner, file: AddedFile, at: number): Promise<StoredFile>;
  /** HatifError `notFound`. */
  removeFile(id: string): Promise<void>;
  /** A message over the phone system; returns whose it is, null when that is not known. */
  addMessage(message: NewMessage): Promise<{ id: string; name: string } | null>;
  removeEntry(entryId: string): Promise<void>;
  /** Earlier entries of these channels, newest first, after the one that is named. */
  older(
    personId: string,
    channels: readonly Channel[],
    after: { at: number; id: string },
    limit: number,
  ): Promise<TimelineEntry[]>;

  checkInRuleOf(listId: string): Promise<CheckInRule | null>;
  /** Ids of the lists whose rule is at work. */
  activeCheckIns(): Promise<string[]>;
  /** Whom a rule of so many days would make due, of the part of the list after the row `after`. HatifError `notFound`. */
  dueForCheckIn(listId: string, days: number, after: number, now: number): Promise<DueForCheckIn>;
  /** HatifError `notFound`. */
  saveCheckInRule(listId: string, rule: CheckInRule): Promise<void>;
  /** Makes due who is, of one part; nobody twice for the same contact. */
  makeCheckIns(listId: string, after: number, now: number): Promise<{ made: number; next: number | null }>;
  /** The rule rests, what it made and nobody has done goes. Returns how many. */
  stopCheckIns(listId: string): Promise<number>;

  lists(): Promise<ListView[]>;
  /** `base`: the version that it was made from, null for a new one. */
  saveList(listId: string, base: number | null, list: ListFields, at: number): Promise<ListView>;
  /** Return whom it changed. */
  addMembers(listId: string, personIds: readonly string[]): Promise<string[]>;
  removeMembers(listId: string, personIds: readonly string[]): Promise<string[]>;
  /** A part of those on a list or named by a rule, after the row `after` (0 begins). */
  members(listId: string, after: number, limit: number, now: number): Promise<MatchingPart>;
  matching(rule: Rule, after: number, limit: number, now: number): Promise<MatchingPart>;

  duplicates(personId: string): Promise<DuplicatePair[]>;
  /** Pairs among the next `people` after the row `after` and everybody; `next` is null at the end. */
  duplicatesAfter(
    after: number,
    people: number,
  ): Promise<{ pairs: DuplicatePair[]; next: number | null; done: number }>;
  setApart(personId: string, otherId: string): Promise<void>;
  /** Returns the id that takes them apart again. */
  merge(keptId: string, goneId: string, choice: readonly string[], at: number): Promise<string>;
  unmerge(asideId: string, at: number): Promise<{ keptId: string; goneId: string }>;
  /** As merge(), of organisations: their people come along. */
  mergeOrganisations(keptId: string, goneId: string, choice: readonly string[], at: number): Promise<string>;
  unmergeOrganisations(asideId: string, at: number): Promise<{ keptId: string; goneId: string }>;
  /** Lets go what has had its time: provisional contacts nobody used, what was removed thirty days ago. */
  sweep(at: number): Promise<number>;

  /** Practice contacts and history (main/practice/sample.ts), all marked as sample; idempotent. */
  addSampleData(data: SampleData, now: number): Promise<void>;
  /** Removes every sample row, calls made with sample people included. */
  removeSampleData(): Promise<void>;
  hasSampleData(): Promise<boolean>;

  /**
   * `writer`: the one thread that writes, between everybody's requests. `reader`: a thread of its own, for those who read
   * so much that look-ups would wait.
   */
  door(role: 'writer' | 'reader'): Door;

  /**
   * After `corrupt`, `newer`, `locked` or `memory`: moves the file aside (never deletes it), opens a fresh one and writes
   * into it what was done in memory meanwhile. HatifError `wrongState` when the file is in use.
   */
  startFresh(): Promise<void>;
  /**
   * Writes the store into another file, encrypted alike, while all goes on; proved by reading it through. Rejects, and leaves nothing,
   * when it cannot or is stopped. `recovery`: who may open it where this key is lost.
   */
  backUp(to: string, how?: { recovery?: WrappedKey | null; stop?: AbortSignal }): Promise<BackUpMade>;
  /**
   * The store is put aside (never deleted), the back-up takes its place. `recoveryKey` opens one of another computer. HatifError
   * `badBackUp` or `wrongKey`, and nothing is changed.
   */
  restoreFrom(from: string, recoveryKey?: Uint8Array | null): Promise<void>;
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
