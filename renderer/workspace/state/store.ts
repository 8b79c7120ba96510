/** What the window shows: one snapshot from main, then slices replaced whole, and where the agent has gone. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallView } from '../../../shared/call/view.ts';
import type { DirectoryView } from '../../../shared/directories/types.ts';
import { DisposableStore, type Disposable } from '../../../shared/disposable.ts';
import {
  noExport,
  noImport,
  type ExportView,
  type ImportBatch,
  type ImportView,
} from '../../../shared/import/view.ts';
import type { ErrorCode, EventName, EventPayload, Snapshot } from '../../../shared/ipc/contract.ts';
import type { Draft } from '../../../shared/outcome/types.ts';
import type { CallerContext } from '../../../shared/people/types.ts';
import type { RunState } from '../../../shared/script/run-state.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import type { Client } from '../client.ts';
import { noBackUps, type BackUpView } from '../../../shared/safety/back-up.ts';
import type { BulkJob } from '../../../shared/people/bulk.ts';
import type { Barred, Override } from '../../../shared/people/gate.ts';
import type { ContactUndo, ContactsPane } from './contacts.ts';
import { nothingYet } from './before.ts';
import { chooseCall, noSlots, placeCalls, type Slots } from './calls.ts';

export type Place =
  'desk' | 'contacts' | 'lists' | 'scripts' | 'import' | 'outbox' | 'recordings' | 'help' | 'settings';
export const settingsPages = [
  'lines',
  'sound',
  'phone',
  'practice',
  'work',
  'outcomes',
  'texts',
  'mail',
  'hooks',
  'directories',
  'recording',
  'privacy',
  'look',
  'reach',
  'check',
  'about',
] as const;
export type SettingsPage = (typeof settingsPages)[number];

export interface NoticeLine {
  /** A catalogue key, checked when it is said. */
  key: string;
  values: Record<string, string>;
  tone: 'info' | 'warning' | 'error';
  /** When it came, ms since the epoch. */
  at: number;
}

/** A call whose outcome was saved and can still be taken back. */
export interface Undoable {
  interactionId: string;
  who: string;
  at: number;
}

/** A draft that main has not yet said to be on disk. */
export type Edit = Omit<Draft, 'savedAt'> & { failure: ErrorCode | null };

/** How far a call is in a script, as this window has it. */
export interface RunInHand {
  readonly state: RunState;
  /** Why the last try to save failed; null when it did not. */
  readonly failure: ErrorCode | null;
}

type Known = Omit<Snapshot, 'contexts' | 'drafts' | 'offered'> & {
  contexts: Readonly<Record<string, CallerContext>>;
  drafts: Readonly<Record<string, Draft>>;
};

interface Shown {
  slots: Slots;
  /** The call in the band. */
  chosen: string | null;
  place: Place;
  importing: ImportView;
  exporting: ExportView;
  /** The last imports, newest first. */
  importBatches: readonly ImportBatch[];
  /** Null until they were asked for. */
  directories: readonly DirectoryView[] | null;
  settingsPage: SettingsPage;
  /** The person whose page is open under Contacts. */
  personId: string | null;
  searchText: string;
  /** What stands in place of the person's page. */
  pane: ContactsPane | null;
  contactUndo: ContactUndo | null;
  /** The list whose page is open. */
  listId: string | null;
  /** The ended call, no longer in a slot, whose outcome is being entered. */
  owedOpen: string | null;
  undoable: Undoable | null;
  notice: NoticeLine | null;
  microphone: 'ok' | 'missing' | 'denied' | 'busy';
  keySheet: boolean;
  /** The dial field of the band. */
  dialText: string;
  /** A form holds typing that is not saved: nothing may take its page away. */
  unsaved: boolean;
  /** Somebody is not to be contacted: the agent is asked. */
  barred: { readonly why: Barred; readonly decide: (override: Override | null) => void } | null;
  /** A script says to whom the call should go: the field to transfer it begins with that. */
  transferTo: { readonly callId: string; readonly text: string } | null;
  edits: Readonly<Record<string, Edit>>;
  /** How far calls are in their scripts, as this window has it. */
  runs: Readonly<Record<string, RunInHand>>;
  levels: EventPayload<'levels'> | null;
  /** Counts the changes of people, organisations and lists: pages read theirs again. */
  contacts: number;
  /** What was done to many, the latest first. */
  bulk: readonly BulkJob[];
  backUp: BackUpView;
}

export interface Workspace extends Known, Shown {}
export type WorkspaceStore = StoreApi<Workspace>;

const shownAtFirst: Shown = {
  slots: noSlots,
  chosen: null,
  place: 'desk',
  importing: noImport,
  exporting: noExport,
  importBatches: [],
  directories: null,
  settingsPage: 'lines',
  personId: null,
  searchText: '',
  pane: null,
  contactUndo: null,
  listId: null,
  owedOpen: null,
  undoable: null,
  notice: null,
  microphone: 'ok',
  keySheet: false,
  dialText: '',
  unsaved: false,
  barred: null,
  transferTo: null,
  edits: {},
  runs: {},
  levels: null,
  contacts: 0,
  bulk: [],
  backUp: noBackUps,
};

export function createWorkspaceStore(snapshot: Snapshot): WorkspaceStore {
  const slots = placeCalls(noSlots, snapshot.calls);
  return createStore<Workspace>(() => ({
    ...shownAtFirst,
    ...snapshot,
    contexts: byKey(snapshot.contexts, context => context.callId),
    drafts: byKey(snapshot.drafts, draft => draft.interactionId),
    slots,
    dialText: snapshot.offered ?? '',
    chosen: chooseCall(null, snapshot.calls, snapshot.calls, slots),
  }));
}

export interface Connected extends Disposable {
  /** Knows nothing until then. */
  store: WorkspaceStore;
  /** The snapshot is there: `enter` puts it into the store. */
  known: Promise<{ enter(): void }>;
}

/** Listens first, then asks for the snapshot: what happens in between is applied after it. */
export function connect(client: Client, now: () => number, language: Language | null): Connected {
  const ends = new DisposableStore();
  const early: (() => void)[] = [];
  const store = createWorkspaceStore(nothingYet(language));
  let isKnown = false;
  const listen = <E extends EventName>(event: E) => {
    ends.add(
      client.on(event, payload => {
        const apply = () => store.setState(state => onEvent(state, event, payload, now()));
        if (isKnown) apply();
        else early.push(apply);
      }),
    );
  };
  for (const event of listened) listen(event);
  const known = client.invoke('app.snapshot', null).then(snapshot => ({
    enter() {
      store.setState(createWorkspaceStore(snapshot).getState());
      isKnown = true;
      for (const apply of early) apply();
    },
  }));
  return { store, known, dispose: () => ends.dispose() };
}

const listened = [
  'settings',
  'lines',
  'calls',
  'context',
  'drafts',
  'recent',
  'due',
  'upNext',
  'contacts',
  'outcomes',
  'outbox',
  'toolbox',
  'agent',
  'wrapUpTimes',
  'devices',
  'practice',
  'callScripts',
  'lamps',
  'recordings',
  'store',
  'importing',
  'exporting',
  'selfCheck',
  'directories',
  'reach',
  'offered',
  'bulk',
  'backUp',
  'levels',
  'notice',
] as const satisfies EventName[];

/** What an event changes. Pure. */
export function onEvent<E extends EventName>(
  state: Workspace,
  event: E,
  payload: EventPayload<E>,
  now: number,
): Partial<Workspace> {
  const said = { event, payload } as { [K in EventName]: { event: K; payload: EventPayload<K> } }[EventName];
  switch (said.event) {
    case 'calls':
      return onCalls(state, said.payload);
    case 'context':
      return { contexts: { ...state.contexts, [said.payload.callId]: said.payload } };
    case 'drafts':
      return { drafts: byKey(said.payload, draft => draft.interactionId) };
    case 'devices':
      return { devices: said.payload, microphone: 'ok' };
    case 'notice':
      return { notice: { ...said.payload, at: now } };
    case 'upNext':
      // What is being typed is not taken away.
      return { upNext: said.payload, owedOpen: null, ...(state.unsaved ? {} : { place: 'desk' as const }) };
    case 'offered':
      return { dialText: said.payload, place: state.unsaved ? state.place : 'desk' };
    case 'settings':
    case 'lines':
    case 'recent':
    case 'due':
    case 'outcomes':
    case 'outbox':
    case 'toolbox':
    case 'agent':
    case 'wrapUpTimes':
    case 'practice':
    case 'callScripts':
    case 'lamps':
    case 'recordings':
    case 'store':
    case 'contacts':
    case 'importing':
    case 'exporting':
    case 'selfCheck':
    case 'directories':
    case 'reach':
    case 'bulk':
    case 'backUp':
    case 'levels':
      return { [said.event]: said.payload };
    // Of another window.
    case 'ringing':
      return {};
  }
}

function onCalls(state: Workspace, calls: CallView[]): Partial<Workspace> {
  const slots = placeCalls(state.slots, calls);
  const chosen = chooseCall(state.chosen, state.calls, calls, slots);
  const byAgent = chosen !== null && chosen !== state.chosen && startedByAgent(state.calls, calls, chosen);
  const gone = state.calls.filter(call => !calls.some(other => other.id === call.id)).map(call => call.id);
  return {
    calls,
    slots,
    chosen,
    contexts: gone.length === 0 ? state.contexts : without(state.contexts, gone),
    // Who talks has a microphone again.
    ...(talksNow(state.calls, calls) ? { microphone: 'ok' as const } : {}),
    ...(byAgent || (chosen !== null && answeredNow(state.calls, calls, chosen))
      ? { owedOpen: null, dialText: '', ...(state.unsaved ? {} : { place: 'desk' as const }) }
      : {}),
  };
}

/** The call is new and ours: the agent dialled it. */
function startedByAgent(before: readonly CallView[], calls: readonly CallView[], id: string): boolean {
  const call = calls.find(one => one.id === id);
  return call?.direction === 'outbound' && !before.some(one => one.id === id);
}

function talksNow(before: readonly CallView[], calls: readonly CallView[]): boolean {
  return calls.some(
    call => call.phase === 'established' && before.find(one => one.id === call.id)?.phase !== 'established',
  );
}

function answeredNow(before: readonly CallView[], calls: readonly CallView[], id: string): boolean {
  const was = before.find(one => one.id === id);
  const is = calls.find(one => one.id === id);
  return (
    was?.phase === 'ringing' &&
    is?.direction === 'inbound' &&
    (is.phase === 'answering' || is.phase === 'established')
  );
}

function byKey<T>(items: readonly T[], key: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map(item => [key(item), item]));
}

export function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
