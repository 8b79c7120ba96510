/** The store as main has it: two worker threads, watched and started again; main itself never touches SQLite. */
import { isDeepStrictEqual } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { assertKey } from './cipher.ts';
import type { BackUpMade } from './back-up.ts';
import { dropPart } from './files.ts';
import type { Door, OpenStore, Store } from './port.ts';
import { Thread } from './thread.ts';
import { isQuestion, type Arguments, type Result, type Verb } from './wire.ts';

/** So many deaths of threads in a minute are no accident: the store gives up instead of starting again for ever. */
const mostDeaths = 5;
const minute = 60_000;

export const openStore: OpenStore = options => new ThreadedStore(options);

/** A thread whose end is seen by those at its door. */
const deaf = (onDeath: () => void): ConstructorParameters<typeof Thread>[2] => ({
  onView: () => undefined,
  onDeath,
});

class ThreadedStore implements Store {
  readonly #options: Parameters<OpenStore>[0];
  readonly #listeners = new Set<(view: StoreView) => void>();
  readonly #deaths = { writer: [] as number[], reader: [] as number[] };
  /** Calls of this run: no crash cut them off, also when a worker was started again or the file replaced meanwhile. */
  readonly #begun = new Set<string>();
  /** As the writer last said it. */
  #short: StoreView['short'] | null = null;
  #view: StoreView = { state: 'opening', detail: null };
  #writer: Thread | null;
  #reader: Thread | null = null;
  /** The reader has the file open and takes questions; the writer does until then. */
  #reading = false;
  #closed: Promise<void> | null = null;

  constructor(options: Parameters<OpenStore>[0]) {
    assertKey(options.key);
    this.#options = options;
    this.#writer = this.#startWriter();
  }

  get view(): StoreView {
    return this.#view;
  }

  onView(listener: (view: StoreView) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  callerContext: Store['callerContext'] = caller => this.#ask('callerContext', caller);
  beginInteraction: Store['beginInteraction'] = row => {
    this.#begun.add(row.id);
    return this.#ask('beginInteraction', row);
  };
  appendEvent: Store['appendEvent'] = event => this.#ask('appendEvent', event);
  saveQuality: Store['saveQuality'] = (...args) => this.#ask('saveQuality', ...args);
  linkPerson: Store['linkPerson'] = (...args) => this.#ask('linkPerson', ...args);
  closeInterrupted: Store['closeInterrupted'] = (at, living = []) =>
    this.#ask('closeInterrupted', at, [...living, ...this.#begun]);
  keepCalls: Store['keepCalls'] = calls => this.#ask('keepCalls', calls);
  keptCalls: Store['keptCalls'] = () => this.#ask('keptCalls');
  saveDraft: Store['saveDraft'] = (...args) => this.#ask('saveDraft', ...args);
  drafts: Store['drafts'] = () => this.#ask('drafts');
  finishWrapUp: Store['finishWrapUp'] = finish => this.#ask('finishWrapUp', finish);
  undoWrapUp: Store['undoWrapUp'] = (...args) => this.#ask('undoWrapUp', ...args);
  expireWrapUp: Store['expireWrapUp'] = (...args) => this.#ask('expireWrapUp', ...args);
  outcomes: Store['outcomes'] = () => this.#ask('outcomes');
  recent: Store['recent'] = limit => this.#ask('recent', limit);
  due: Store['due'] = limit => this.#ask('due', limit);
  setFollowUpDone: Store['setFollowUpDone'] = (...args) => this.#ask('setFollowUpDone', ...args);
  saveOutcome: Store['saveOutcome'] = outcome => this.#ask('saveOutcome', outcome);
  moveFollowUp: Store['moveFollowUp'] = (...args) => this.#ask('moveFollowUp', ...args);
  snoozeFollowUp: Store['snoozeFollowUp'] = (...args) => this.#ask('snoozeFollowUp', ...args);
  returnCallbacks: Store['returnCallbacks'] = (...args) => this.#ask('returnCallbacks', ...args);
  calendar: Store['calendar'] = () => this.#ask('calendar');
  setCalendarEntry: Store['setCalendarEntry'] = (...args) => this.#ask('setCalendarEntry', ...args);
  putStatus: Store['putStatus'] = (...args) => this.#ask('putStatus', ...args);
  closeConsult: Store['closeConsult'] = (...args) => this.#ask('closeConsult', ...args);
  takeReminders: Store['takeReminders'] = at => this.#ask('takeReminders', at);
  claimFromOutbox: Store['claimFromOutbox'] = at => this.#ask('claimFromOutbox', at);
  tellOutbox: Store['tellOutbox'] = (...args) => this.#ask('tellOutbox', ...args);
  recoverOutbox: Store['recoverOutbox'] = at => this.#ask('recoverOutbox', at);
  hurryOutbox: Store['hurryOutbox'] = at => this.#ask('hurryOutbox', at);
  outboxView: Store['outboxView'] = () => this.#ask('outboxView');
  tools: Store['tools'] = () => this.#ask('tools');
  saveTool: Store['saveTool'] = tool => this.#ask('saveTool', tool);
  removeTool: Store['removeTool'] = id => this.#ask('removeTool', id);
  beginRecording: Store['beginRecording'] = recording => this.#ask('beginRecording', recording);
  endRecording: Store['endRecording'] = (...args) => this.#ask('endRecording', ...args);
  removeRecording: Store['removeRecording'] = (...args) => this.#ask('removeRecording', ...args);
  goneRecordings: Store['goneRecordings'] = before => this.#ask('goneRecordings', before);
  forgetRecording: Store['forgetRecording'] = id => this.#ask('forgetRecording', id);
  unfinishedRecordings: Store['unfinishedRecordings'] = () => this.#ask('unfinishedRecordings');
  recordings: Store['recordings'] = (...args) => this.#ask('recordings', ...args);
  recording: Store['recording'] = id => this.#ask('recording', id);
  recordingsTotal: Store['recordingsTotal'] = () => this.#ask('recordingsTotal');
  beginAgentSpan: Store['beginAgentSpan'] = span => this.#ask('beginAgentSpan', span);
  endAgentSpan: Store['endAgentSpan'] = at => this.#ask('endAgentSpan', at);
  agentSpans: Store['agentSpans'] = since => this.#ask('agentSpans', since);
  search: Store['search'] = (...args) => this.#ask('search', ...args);
  person: Store['person'] = personId => this.#ask('person', personId);
  contact: Store['contact'] = (...args) => this.#ask('contact', ...args);
  addContact: Store['addContact'] = (...args) => this.#ask('addContact', ...args);
  changeContact: Store['changeContact'] = (...args) => this.#ask('changeContact', ...args);
  organisations: Store['organisations'] = (...args) => this.#ask('organisations', ...args);
  organisation: Store['organisation'] = (...args) => this.#ask('organisation', ...args);
  organisationNamed: Store['organisationNamed'] = (...args) => this.#ask('organisationNamed', ...args);
  changeOrganisation: Store['changeOrganisation'] = (...args) => this.#ask('changeOrganisation', ...args);
  remove: Store['remove'] = (...args) => this.#ask('remove', ...args);
  restore: Store['restore'] = (...args) => this.#ask('restore', ...args);
  removed: Store['removed'] = limit => this.#ask('removed', limit);
  points: Store['points'] = (...args) => this.#ask('points', ...args);
  putPoint: Store['putPoint'] = (...args) => this.#ask('putPoint', ...args);
  removePoint: Store['removePoint'] = (...args) => this.#ask('removePoint', ...args);
  vocabulary: Store['vocabulary'] = () => this.#ask('vocabulary');
  putField: Store['putField'] = (...args) => this.#ask('putField', ...args);
  removeField: Store['removeField'] = (...args) => this.#ask('removeField', ...args);
  refuseNumber: Store['refuseNumber'] = (...args) => this.#ask('refuseNumber', ...args);
  addMessage: Store['addMessage'] = message => this.#ask('addMessage', message);
  addEntry: Store['addEntry'] = (...args) => this.#ask('addEntry', ...args);
  removeEntry: Store['removeEntry'] = (...args) => this.#ask('removeEntry', ...args);
  filesOf: Store['filesOf'] = personId => this.#ask('filesOf', personId);
  fileBytes: Store['fileBytes'] = id => this.#ask('fileBytes', id);
  keepFile: Store['keepFile'] = (...args) => this.#ask('keepFile', ...args);
  removeFile: Store['removeFile'] = id => this.#ask('removeFile', id);
  older: Store['older'] = (...args) => this.#ask('older', ...args);
  lists: Store['lists'] = () => this.#ask('lists');
  saveList: Store['saveList'] = (...args) => this.#ask('saveList', ...args);
  addMembers: Store['addMembers'] = (...args) => this.#ask('addMembers', ...args);
  removeMembers: Store['removeMembers'] = (...args) => this.#ask('removeMembers', ...args);
  members: Store['members'] = (...args) => this.#ask('members', ...args);
  matching: Store['matching'] = (...args) => this.#ask('matching', ...args);
  duplicates: Store['duplicates'] = (...args) => this.#ask('duplicates', ...args);
  duplicatesAfter: Store['duplicatesAfter'] = (...args) => this.#ask('duplicatesAfter', ...args);
  setApart: Store['setApart'] = (...args) => this.#ask('setApart', ...args);
  merge: Store['merge'] = (...args) => this.#ask('merge', ...args);
  unmerge: Store['unmerge'] = (...args) => this.#ask('unmerge', ...args);
  mergeOrganisations: Store['mergeOrganisations'] = (...args) => this.#ask('mergeOrganisations', ...args);
  unmergeOrganisations: Store['unmergeOrganisations'] = (...args) =>
    this.#ask('unmergeOrganisations', ...args);
  sweep: Store['sweep'] = (...args) => this.#ask('sweep', ...args);
  addSampleData: Store['addSampleData'] = (...args) => this.#ask('addSampleData', ...args);
  removeSampleData: Store['removeSampleData'] = () => this.#ask('removeSampleData');
  hasSampleData: Store['hasSampleData'] = () => this.#ask('hasSampleData');
  scripts: Store['scripts'] = () => this.#ask('scripts');
  script: Store['script'] = id => this.#ask('script', id);
  scriptVersion: Store['scriptVersion'] = (...args) => this.#ask('scriptVersion', ...args);
  installScripts: Store['installScripts'] = (...args) => this.#ask('installScripts', ...args);
  saveScriptDraft: Store['saveScriptDraft'] = (...args) => this.#ask('saveScriptDraft', ...args);
  publishScript: Store['publishScript'] = (...args) => this.#ask('publishScript', ...args);
  archiveScript: Store['archiveScript'] = (...args) => this.#ask('archiveScript', ...args);
  saveScriptRun: Store['saveScriptRun'] = (...args) => this.#ask('saveScriptRun', ...args);
  scriptRuns: Store['scriptRuns'] = id => this.#ask('scriptRuns', id);
  scriptFigures: Store['scriptFigures'] = (...args) => this.#ask('scriptFigures', ...args);
  actForScript: Store['actForScript'] = (...args) => this.#ask('actForScript', ...args);
  answerSurvey: Store['answerSurvey'] = (...args) => this.#ask('answerSurvey', ...args);
  oldestOpenSurvey: Store['oldestOpenSurvey'] = (...args) => this.#ask('oldestOpenSurvey', ...args);
  hearSurveys: Store['hearSurveys'] = (...args) => this.#ask('hearSurveys', ...args);
  checkInRuleOf: Store['checkInRuleOf'] = (...args) => this.#ask('checkInRuleOf', ...args);
  activeCheckIns: Store['activeCheckIns'] = (...args) => this.#ask('activeCheckIns', ...args);
  dueForCheckIn: Store['dueForCheckIn'] = (...args) => this.#ask('dueForCheckIn', ...args);
  saveCheckInRule: Store['saveCheckInRule'] = (...args) => this.#ask('saveCheckInRule', ...args);
  makeCheckIns: Store['makeCheckIns'] = (...args) => this.#ask('makeCheckIns', ...args);
  stopCheckIns: Store['stopCheckIns'] = (...args) => this.#ask('stopCheckIns', ...args);
  casesOf: Store['casesOf'] = (...args) => this.#ask('casesOf', ...args);
  closeCase: Store['closeCase'] = (...args) => this.#ask('closeCase', ...args);
  keepHanded: Store['keepHanded'] = (...args) => this.#ask('keepHanded', ...args);
  takeBackAct: Store['takeBackAct'] = (...args) => this.#ask('takeBackAct', ...args);

  importBatches: Store['importBatches'] = limit => this.#ask('importBatches', limit);
  importBatch: Store['importBatch'] = batchId => this.#ask('importBatch', batchId);
  importPlan: Store['importPlan'] = signature => this.#ask('importPlan', signature);
  importFailures: Store['importFailures'] = (...args) => this.#ask('importFailures', ...args);
  countKnown: Store['countKnown'] = keys => this.#ask('countKnown', keys);
  exportPage: Store['exportPage'] = (...args) => this.#ask('exportPage', ...args);
  foldNames: Store['foldNames'] = limit => this.#ask('foldNames', limit);
  beginImport: Store['beginImport'] = batch => this.#ask('beginImport', batch);
  importRecords: Store['importRecords'] = (...args) => this.#ask('importRecords', ...args);
  endImport: Store['endImport'] = (...args) => this.#ask('endImport', ...args);
  revertImport: Store['revertImport'] = (...args) => this.#ask('revertImport', ...args);
  markInterrupted: Store['markInterrupted'] = living => this.#ask('markInterrupted', living);

  directories: Store['directories'] = () => this.#ask('directories');
  saveDirectory: Store['saveDirectory'] = (...args) => this.#ask('saveDirectory', ...args);
  removeDirectory: Store['removeDirectory'] = id => this.#ask('removeDirectory', id);
  forgetPeopleOf: Store['forgetPeopleOf'] = (...args) => this.#ask('forgetPeopleOf', ...args);
  knownCards: Store['knownCards'] = (...args) => this.#ask('knownCards', ...args);
  mergeCards: Store['mergeCards'] = (...args) => this.#ask('mergeCards', ...args);
  cardsGone: Store['cardsGone'] = (...args) => this.#ask('cardsGone', ...args);
  outgoing: Store['outgoing'] = (...args) => this.#ask('outgoing', ...args);
  cardSent: Store['cardSent'] = (...args) => this.#ask('cardSent', ...args);
  cardDeleted: Store['cardDeleted'] = (...args) => this.#ask('cardDeleted', ...args);
  endSync: Store['endSync'] = (...args) => this.#ask('endSync', ...args);
  directoryConflicts: Store['directoryConflicts'] = limit => this.#ask('directoryConflicts', limit);
  decideConflict: Store['decideConflict'] = (...args) => this.#ask('decideConflict', ...args);
  directorySources: Store['directorySources'] = ids => this.#ask('directorySources', ids);
  putIntoDirectory: Store['putIntoDirectory'] = (...args) => this.#ask('putIntoDirectory', ...args);
  reachOf: Store['reachOf'] = (...args) => this.#ask('reachOf', ...args);
  addAudit: Store['addAudit'] = entry => this.#ask('addAudit', entry);
  previewErasure: Store['previewErasure'] = personId => this.#ask('previewErasure', personId);
  erasePerson: Store['erasePerson'] = (...args) => this.#ask('erasePerson', ...args);
  purgeStep: Store['purgeStep'] = first => this.#ask('purgeStep', first);
  personData: Store['personData'] = (...args) => this.#ask('personData', ...args);
  retentionRules: Store['retentionRules'] = () => this.#ask('retentionRules');
  setRetention: Store['setRetention'] = (...args) => this.#ask('setRetention', ...args);
  previewRetention: Store['previewRetention'] = (...args) => this.#ask('previewRetention', ...args);
  retainStep: Store['retainStep'] = at => this.#ask('retainStep', at);
  auditPage: Store['auditPage'] = (...args) => this.#ask('auditPage', ...args);

  previewBulk: Store['previewBulk'] = (...args) => this.#ask('previewBulk', ...args);
  bulkJobs: Store['bulkJobs'] = () => this.#ask('bulkJobs');
  beginBulk: Store['beginBulk'] = job => this.#ask('beginBulk', job);
  bulkStep: Store['bulkStep'] = (...args) => this.#ask('bulkStep', ...args);
  cancelBulk: Store['cancelBulk'] = (...args) => this.#ask('cancelBulk', ...args);
  undoBulkStep: Store['undoBulkStep'] = (...args) => this.#ask('undoBulkStep', ...args);
  interruptBulk: Store['interruptBulk'] = () => this.#ask('interruptBulk');
  bulkDrafts: Store['bulkDrafts'] = (...args) => this.#ask('bulkDrafts', ...args);
  releaseBulkDrafts: Store['releaseBulkDrafts'] = (...args) => this.#ask('releaseBulkDrafts', ...args);
  leaveOutOfMail: Store['leaveOutOfMail'] = (...args) => this.#ask('leaveOutOfMail', ...args);

  door(role: 'writer' | 'reader'): Door {
    const { port1, port2 } = new MessageChannel();
    // In memory there is one connection alone; with a file, a reader of its own.
    const own =
      role === 'reader' && this.#reading
        ? this.#start(
            'reader',
            deaf(() => port2.close()),
          )
        : null;
    const thread = own ?? this.#usable(this.#writer);
    thread.request({ verb: '$door', port: port2 }).catch(() => port2.close());
    return { port: port1, close: () => own?.close() ?? Promise.resolve() };
  }

  async startFresh(): Promise<void> {
    await this.#usable(this.#writer).request({ verb: '$startFresh' });
  }

  backUp: Store['backUp'] = async (to, { recovery = null, stop } = {}) => {
    if (!this.#reading) throw new HatifError('storeUnavailable', 'there is no file in use to back up');
    let died = (_error: HatifError): void => undefined;
    const death = new Promise<never>((_resolve, reject) => (died = reject));
    const cutOff = new HatifError('storeUnavailable', 'the back-up was cut off');
    const own = this.#start(
      'reader',
      deaf(() => died(cutOff)),
    );
    const end = (): void => died(cutOff);
    stop?.addEventListener('abort', end);
    try {
      if (stop?.aborted === true) throw cutOff;
      return (await Promise.race([own.request({ verb: '$backUp', to, recovery }), death])) as BackUpMade;
    } catch (error) {
      // SQLite does not look up from its work: the thread is ended with it, and what it had written goes.
      if (stop?.aborted === true) await own.kill();
      dropPart(`${to}.part`);
      throw error;
    } finally {
      stop?.removeEventListener('abort', end);
      await own.close().catch(() => undefined);
    }
  };

  async restoreFrom(from: string, recoveryKey: Uint8Array | null = null): Promise<void> {
    const writer = this.#usable(this.#writer);
    // Its connection must not hold the file that is put aside.
    const reader = this.#reader;
    this.#reading = false;
    this.#reader = null;
    await reader?.close().catch(() => undefined);
    try {
      await writer.request({ verb: '$restore', from, recoveryKey });
    } catch (error) {
      // Nothing was changed: the reader comes back to the same file.
      if (this.#view.state === 'open' && this.#reader === null) this.#reader = this.#startReader();
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  #ask<V extends Verb>(verb: V, ...args: Arguments<V>): Promise<Result<V>> {
    try {
      const thread = this.#usable(isQuestion(verb) && this.#reading ? this.#reader : this.#writer);
      // The worker answers `verb` with Result<V>: verbs.ts is typed from the same map.
      return thread.request({ verb, args }) as Promise<Result<V>>;
    } catch (error) {
      return Promise.reject(error as HatifError);
    }
  }

  #usable(thread: Thread | null): Thread {
    if (thread === null || this.#closed !== null)
      throw new HatifError('storeUnavailable', 'the store is closed');
    return thread;
  }

  #startWriter(): Thread {
    return this.#start('writer', {
      onView: view => this.#onWriterView(view),
      onDeath: why => {
        this.#stopReading();
        this.#writer = this.#mayStartAgain('writer') ? this.#startWriter() : null;
        this.#setView(
          this.#writer === null ? { state: 'memory', detail: why } : { state: 'opening', detail: null },
        );
      },
    });
  }

  #startReader(): Thread {
    const reader: Thread = this.#start('reader', {
      onView: view => {
        if (this.#reader !== reader) return;
        this.#reading = view.state === 'open';
        if (this.#reading) this.#setOpen();
        else this.#giveUp(view.detail ?? '');
      },
      onDeath: () => {
        if (this.#reader !== reader) return;
        this.#reading = false;
        this.#reader = this.#mayStartAgain('reader') ? this.#startReader() : null;
        // The writer answers everything, if need be after a long write.
        if (this.#reader === null) this.#setOpen();
      },
    });
    return reader;
  }

  #start(role: 'writer' | 'reader', listeners: ConstructorParameters<typeof Thread>[2]): Thread {
    const { file, key, nativeBinding, worker } = this.#options;
    return new Thread(worker, { role, file, key, nativeBinding }, listeners);
  }

  #onWriterView(view: StoreView): void {
    this.#short = view.short ?? null;
    if (view.state !== 'open') {
      this.#stopReading();
      this.#setView(view);
    } else if (this.#reader === null && this.#closed === null) this.#reader = this.#startReader();
    else if (this.#view.state === 'open') this.#setOpen();
  }

  /** Open means that look-ups wait for nobody: the reader has the file as well. */
  #setOpen(): void {
    if (this.#view.state === 'open' && isDeepStrictEqual(this.#view.short ?? null, this.#short)) return;
    this.#setView({ state: 'open', detail: null, ...(this.#short === null ? {} : { short: this.#short }) });
  }

  #giveUp(detail: string): void {
    // A failure to give up is the writer's death, and seen to as such.
    this.#writer?.request({ verb: '$giveUp', detail }).catch(() => undefined);
  }

  #stopReading(): void {
    this.#reading = false;
    // Its connection goes with it whether or not it can say so.
    this.#reader?.close().catch(() => undefined);
    this.#reader = null;
  }

  #mayStartAgain(role: 'writer' | 'reader'): boolean {
    const now = Date.now();
    this.#deaths[role] = [...this.#deaths[role].filter(at => now - at < minute), now];
    return this.#closed === null && this.#deaths[role].length <= mostDeaths;
  }

  #setView(view: StoreView): void {
    this.#view = view;
    for (const listener of [...this.#listeners]) listener(view);
  }

  async #end(): Promise<void> {
    const [reader, writer] = [this.#reader, this.#writer];
    // The writer last: the last connection that closes empties the WAL into the file.
    await reader?.close().catch(() => undefined);
    await writer?.close();
    this.#listeners.clear();
  }
}
