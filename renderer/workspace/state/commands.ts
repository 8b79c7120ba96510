/** What the agent can do. A refusal becomes a line in the title bar; nothing here throws. */
import { HatifError } from '../../../shared/errors.ts';
import type { ErrorCode, Input, Output, ProcedureName } from '../../../shared/ipc/contract.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import type { Part } from '../../../shared/script/run-state.ts';
import type { Barred, Override } from '../../../shared/people/gate.ts';
import type { Client } from '../client.ts';
import { importCommands } from './import-commands.ts';
import type { DraftKeeper } from './drafts.ts';
import type { ContactUndo, ContactsPane } from './contacts.ts';
import { followUpCommands } from './followUpCommands.ts';
import { phoneCommands } from './phone-commands.ts';
import type { Place, SettingsPage, Workspace, WorkspaceStore } from './store.ts';

/** Asks main; null after a refusal, which was said. `quiet` codes are expected and not worth a line. */
export type Run = <P extends ProcedureName>(
  name: P,
  input: Input<P>,
  quiet?: readonly ErrorCode[],
) => Promise<{ value: Output<P> } | null>;

export type Commands = ReturnType<typeof createCommands>;

const microphoneOf: Partial<Record<ErrorCode, 'missing' | 'denied' | 'busy'>> = {
  microphoneMissing: 'missing',
  microphoneDenied: 'denied',
  microphoneBusy: 'busy',
};

export function createCommands(
  client: Client,
  store: WorkspaceStore,
  drafts: DraftKeeper,
  now: () => number,
) {
  /** The value, or null after a refusal that was said. `quiet` codes are expected and not worth a line. */
  async function run<P extends ProcedureName>(
    name: P,
    input: Input<P>,
    quiet: readonly ErrorCode[] = [],
  ): Promise<{ value: Output<P> } | null> {
    try {
      return { value: await client.invoke(name, input) };
    } catch (error) {
      const override = error instanceof HatifError && error.barred ? await asked(error.barred) : null;
      if (override !== null) return run(name, { ...(input as object), override } as Input<P>, quiet);
      const code = error instanceof HatifError ? error.code : 'internal';
      if (code === 'barred') return null; // the agent read why
      if (!quiet.includes(code)) refuse(code);
      return null;
    }
  }

  /** What the agent says when going on all the same; null when not. */
  function asked(why: Barred): Promise<Override | null> {
    store.getState().barred?.decide(null);
    return new Promise(resolve => {
      const decide = (override: Override | null): void => {
        store.setState({ barred: null });
        resolve(override);
      };
      store.setState({ barred: { why, decide } });
    });
  }

  function refuse(code: ErrorCode): void {
    const microphone = microphoneOf[code];
    store.setState({
      notice: { key: `error.${code}`, values: {}, tone: 'error', at: now() },
      ...(microphone ? { microphone } : {}),
    });
  }

  const call = (callId: string) => ({ callId });

  return {
    // Calls
    answer: (callId: string) => void run('call.answer', call(callId)),
    cardShown: (callId: string) => void run('card.shown', call(callId), ['notFound', 'wrongState']),
    decline: (callId: string) => void run('call.decline', call(callId)),
    silence: (callId: string) => void run('call.silence', call(callId)),
    hangUp: (callId: string) => void run('call.hangUp', call(callId)),
    mute: (callId: string, muted: boolean) => void run('call.mute', { callId, muted }),
    hold: (callId: string, hold: boolean) => void run('call.hold', { callId, hold }),
    digits: (callId: string, digits: string) => void run('call.dtmf', { callId, digits }),
    putAway: (callId: string) => void run('call.dismiss', call(callId), ['notFound']),
    /** Dials a number or a SIP address. Resolves to false when it was refused. */
    async dial(
      target: string,
      personId: string | null = null,
      accountId: string | null = null,
      /** What the person is called for. */
      campaign?: string,
    ): Promise<boolean> {
      const wanted = target.trim().slice(0, 256);
      if (wanted === '') return false;
      const forCampaign = campaign === undefined ? {} : { campaign };
      return (await run('call.dial', { target: wanted, accountId, personId, ...forCampaign })) !== null;
    },
    stats: async (callId: string) =>
      (await run('call.stats', call(callId), ['notFound', 'wrongState', 'mediaGone']))?.value ?? null,

    // Two calls that have to do with each other
    transfer: async (how: Input<'call.transfer'>) => (await run('call.transfer', how)) !== null,
    consult: async (how: Input<'call.consult'>) => (await run('call.consult', how)) !== null,
    openAlong: (callId: string) => void run('call.openLink', call(callId)),
    along: async (callId: string) => (await run('call.along', call(callId), ['notFound']))?.value ?? null,
    complete: (callId: string) => void run('call.complete', call(callId)),
    takeBack: (callId: string) => void run('call.takeBack', call(callId)),
    join: (callId: string) => void run('call.join', call(callId)),
    split: (callId: string) => void run('call.split', call(callId)),

    show: (callId: string) => store.setState({ chosen: callId, owedOpen: null, place: 'desk' }),

    // The caller
    async choose(callId: string, personId: string | null): Promise<void> {
      const chosen = await run('caller.choose', { callId, personId });
      if (chosen) store.setState(state => ({ contexts: { ...state.contexts, [callId]: chosen.value } }));
    },
    followUpDone: (followUpId: string) => void run('followUp.done', { followUpId, done: true }),

    // Wrap-up
    async finish(wrapUp: Input<'wrapUp.finish'>, who: string): Promise<boolean> {
      const done = await run('wrapUp.finish', wrapUp);
      if (!done) return false;
      drafts.discard(wrapUp.interactionId);
      store.setState(state => ({
        undoable: { interactionId: wrapUp.interactionId, who, at: now() },
        owedOpen: state.owedOpen === wrapUp.interactionId ? null : state.owedOpen,
      }));
      if (store.getState().calls.some(one => one.id === wrapUp.interactionId))
        await run('call.dismiss', call(wrapUp.interactionId), ['notFound', 'wrongState']);
      return true;
    },
    async undo(): Promise<void> {
      const undoable = store.getState().undoable;
      if (!undoable) return;
      store.setState({ undoable: null });
      const done = await run('wrapUp.undo', { interactionId: undoable.interactionId });
      if (done) store.setState({ owedOpen: undoable.interactionId, place: 'desk' });
    },
    forgetUndo: () => store.setState({ undoable: null }),
    openOwed: (interactionId: string) => store.setState({ owedOpen: interactionId, place: 'desk' }),
    closeUpNext: () => store.setState({ upNext: null }),
    closeOwed: () => store.setState({ owedOpen: null }),

    ...followUpCommands(run, drafts),

    // People
    search: async (text: string, limit: number) =>
      (await run('people.search', { text, limit }))?.value ?? null,
    person: async (personId: string) => (await run('people.get', { personId }))?.value ?? null,

    // Scripts
    scripts: {
      list: async () => (await run('script.list', null))?.value ?? null,
      open: async (scriptId: string) => (await run('script.open', { scriptId }))?.value ?? null,
      saveDraft: async (scriptId: string, text: string | null) =>
        (await run('script.saveDraft', { scriptId, text })) !== null,
      publish: async (scriptId: string, text: string) =>
        (await run('script.publish', { scriptId, text }))?.value.version ?? null,
      archive: async (scriptId: string, archived: boolean) =>
        (await run('script.archive', { scriptId, archived })) !== null,
      figures: async (scriptId: string, version: number) =>
        (await run('script.figures', { scriptId, version }))?.value ?? null,
      ofCall: async (interactionId: string) =>
        (await run('script.ofCall', { interactionId }, ['storeUnavailable']))?.value ?? null,
      use: (interactionId: string, part: Part, scriptId: string) =>
        void run('script.use', { interactionId, part, scriptId }),
      goOn: async (interactionId: string) => (await run('script.goOn', { interactionId }))?.value ?? null,
      act: async (act: Input<'script.act'>) => (await run('script.act', act))?.value ?? null,
      takeBack: async (act: Input<'script.takeBack'>) => (await run('script.takeBack', act)) !== null,
    },
    // Contacts
    /** The answer; null after a refusal, which is said unless its code is one of `quiet`. */
    ask: async <P extends ProcedureName>(name: P, input: Input<P>, quiet: readonly ErrorCode[] = []) =>
      (await run(name, input, quiet))?.value ?? null,
    /** Whether it was done. */
    did: async <P extends ProcedureName>(name: P, input: Input<P>) => (await run(name, input)) !== null,
    /** Lays a way back ready for a while. */
    canUndo: (undo: Omit<ContactUndo, 'at'>) => store.setState({ contactUndo: { ...undo, at: now() } }),
    forgetContactUndo: () => store.setState({ contactUndo: null }),

    // Lines, devices, practice, store
    saveLine: async (input: Input<'line.save'>) => (await run('line.save', input))?.value ?? null,
    removeLine: (accountId: string) => void run('line.remove', { accountId }),
    retryLine: (accountId: string) => void run('line.retry', { accountId }),
    async refreshDevices(): Promise<void> {
      const found = await run('audio.devices', null);
      if (found) store.setState({ devices: found.value });
    },
    testTone: async (where: 'speaker' | 'ringDevice') => (await run('audio.test', { where })) !== null,
    /** `quietly`: the caller says itself that it did not start. */
    startPractice: async (quietly = false) =>
      (await run('practice.start', null, quietly ? ['practiceFailed'] : [])) !== null,
    stopPractice: () => void run('practice.stop', null),
    callMe: async (customerId: string | null) => (await run('practice.callMe', { customerId })) !== null,
    removeSampleData: () => void run('practice.removeSampleData', null),
    startFresh: () => void run('store.startFresh', null),
    quit: () => void run('app.quit', null),

    // Settings
    /** Shown at once; main's word follows as an event. */
    setLanguage(language: Language): void {
      store.setState(state => ({ settings: { ...state.settings, language } }));
      void run('settings.language', language);
    },
    async change(change: Input<'settings.change'>): Promise<void> {
      const changed = await run('settings.change', change);
      if (changed) store.setState({ settings: changed.value });
    },

    ...importCommands(run, client.drop, store),
    ...phoneCommands(run, store, now),

    // Moving about
    go: (place: Place) => store.setState({ place }),
    openSettings: (settingsPage: SettingsPage) => store.setState({ place: 'settings', settingsPage }),
    openPerson: (personId: string) => store.setState({ place: 'contacts', personId, pane: null }),
    openPane: (pane: ContactsPane | null) => store.setState({ place: 'contacts', pane }),
    openList: (listId: string | null) => store.setState({ place: 'lists', listId }),
    openSearch: (searchText: string) => store.setState({ place: 'contacts', searchText }),
    setDialText: (dialText: string) => store.setState({ dialText, place: 'desk' }),
    /** Opens the field to transfer the call with this in it; null is done with it. */
    offerTransfer: (transferTo: Workspace['transferTo']) => store.setState({ transferTo }),
    setUnsaved: (unsaved: boolean) => store.setState({ unsaved }),
    showKeys: (keySheet: boolean) => store.setState({ keySheet }),
    dismissNotice: () => store.setState({ notice: null }),
  };
}
