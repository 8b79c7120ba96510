/**
 * The desk joins the parts that know nothing of each other: telephony says what the calls do, the store knows who it is
 * and keeps the record, the workspace is told. It holds what a window needs to draw itself from nothing.
 */
import type { CallView } from '../../shared/call/view.ts';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { Draft, Outcome } from '../../shared/outcome/types.ts';
import type { CallFacts } from '../../shared/followups/values.ts';
import type { CallerContext, FollowUp, RecentCall } from '../../shared/people/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit, Together } from '../ipc/serve.ts';
import type { ScriptDesk } from '../scripts/desk.ts';
import type { FinishWrapUp, Store } from '../store/port.ts';
import type { IncomingCaller, RefusedCaller, Telephony } from '../telephony/port.ts';
import type { ScriptAct } from '../store/script-port.ts';
import { Callers, soughtOf } from './callers.ts';
import { Cards, unknownCaller } from './cards.ts';
import { Consults } from './consults.ts';
import type { Gate } from './gate.ts';
import { Journal } from './journal.ts';
import { Outgoing } from './outgoing.ts';

const recentRows = 40;
const dueRows = 60;
/** A look-up takes a millisecond or two; the window is told of a ringing call without it after so many. */
const lookUpWaitMs = 40;
/** A missed call stays in its slot this long, so that the agent can read that it ended and why. */
const missedStaysMs = 4000;

export interface DeskOptions {
  telephony: Telephony;
  store: Store;
  emit: Emit;
  together: Together;
  log: Log;
  now: () => number;
  /** The workspace is on screen, so that a card can be waited for. */
  cardCanBeSeen: () => boolean;
  countryOf: (accountId: string) => string;
  gate: Pick<Gate, 'pass'>;
  /** Hears what a call is and who is on it, before the windows do. */
  beside: Pick<ScriptDesk, 'callIs' | 'callerIs' | 'handed' | 'forget'>;
}

export class Desk implements Disposable {
  readonly #options: DeskOptions;
  readonly #journal: Journal;
  readonly #cards = new Cards();
  readonly #ends = new DisposableStore();
  readonly #callers: Callers;
  readonly #outgoing: Outgoing;
  readonly #drafts = new Map<string, Draft>();
  readonly #handedOver = new Map<string, Handover>();
  /** Calls that ring and whose caller is being looked up: the window is told of both at once. */
  readonly #lookingUp = new Set<string>();
  readonly #consults: Consults;
  readonly #leaving = new Set<ReturnType<typeof setTimeout>>();
  #revision = 0;
  #outcomes: Outcome[] = [];
  #recent: RecentCall[] = [];
  #due: FollowUp[] = [];

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#journal = new Journal(options);
    this.#consults = new Consults(options);
    this.#callers = new Callers(options);
    this.#outgoing = new Outgoing(options);
    const { telephony } = options;
    this.#ends.add(telephony.onIncoming(caller => this.#incoming(caller)));
    this.#ends.add(telephony.onRefused(caller => void this.#refused(caller)));
    this.#ends.add(telephony.onCall((callId, view) => this.#callChanged(callId, view)));
    this.#ends.add(telephony.onLines(lines => options.emit('lines', [...lines])));
    this.#ends.add(() => {
      for (const timer of this.#leaving) clearTimeout(timer);
    });
  }

  get contexts(): CallerContext[] {
    return this.#callers.all;
  }
  get drafts(): Draft[] {
    return [...this.#drafts.values()];
  }
  get outcomes(): Outcome[] {
    return this.#outcomes;
  }
  get recent(): RecentCall[] {
    return this.#recent;
  }
  get due(): FollowUp[] {
    return this.#due;
  }

  /** Reads what the store keeps, after it was opened or replaced. Calls that a crash cut off are closed first. */
  async load(): Promise<void> {
    const { store, log, now } = this.#options;
    try {
      const interrupted = await store.closeInterrupted(now());
      if (interrupted > 0) log.warn(`${interrupted} calls were cut off by the end of the last run`);
      await this.refreshOutcomes();
      await store.sweep(now());
      this.#drafts.clear();
      for (const draft of await store.drafts()) this.#drafts.set(draft.interactionId, draft);
    } catch (cause) {
      log.error('the store could not be read', cause);
    }
    await this.refresh();
  }

  async refreshOutcomes(): Promise<void> {
    this.#outcomes = await this.#options.store.outcomes();
    this.#options.emit('outcomes', this.#outcomes);
  }

  /** Reads the lists again and tells the windows. */
  async refresh(): Promise<void> {
    const { store, emit, log } = this.#options;
    try {
      [this.#recent, this.#due] = await Promise.all([store.recent(recentRows), store.due(dueRows)]);
    } catch (cause) {
      log.error('the lists could not be read', cause);
    }
    emit('recent', this.#recent);
    emit('due', this.#due);
    emit('drafts', this.drafts);
  }

  async dial(...call: Parameters<Outgoing['dial']>): Promise<string> {
    return this.#outgoing.dial(...call);
  }

  async consult(...call: Parameters<Outgoing['consult']>): Promise<string> {
    return this.#outgoing.consult(...call);
  }

  async transfer(...call: Parameters<Outgoing['transfer']>): Promise<void> {
    return this.#outgoing.transfer(...call);
  }

  cardShown(callId: string): void {
    this.#cards.shown(callId);
  }

  async choosePerson(callId: string, personId: string | null): Promise<CallerContext> {
    await this.#journal.settled(callId);
    const context = await this.#options.store.linkPerson(callId, personId);
    if (this.#callers.of(callId) !== undefined) this.#callers.tell(context);
    await this.refresh();
    return context;
  }

  async saveDraft(draft: Omit<Draft, 'savedAt'>): Promise<Draft> {
    await this.#journal.settled(draft.interactionId);
    const saved = await this.#options.store.saveDraft(draft, this.#options.now());
    this.#drafts.set(saved.interactionId, saved);
    return saved;
  }

  async finishWrapUp(finish: Omit<FinishWrapUp, 'at'>): Promise<void> {
    const { telephony, store, now } = this.#options;
    const call = telephony.calls.find(each => each.id === finish.interactionId);
    if (call !== undefined && call.phase !== 'ended')
      throw new HatifError('wrongState', 'the call is still going on');
    await this.#journal.settled(finish.interactionId);
    await store.finishWrapUp({ ...finish, at: now() });
    this.#drafts.delete(finish.interactionId);
    if (call !== undefined) telephony.dismiss(call.id);
    await this.refresh();
  }

  /** Its time is over: the system writes its code, what was typed is kept. */
  async expireWrapUp(interactionId: string): Promise<void> {
    const { telephony, store, now, emit } = this.#options;
    await this.#journal.settled(interactionId);
    const expired = await store.expireWrapUp(interactionId, now());
    this.#drafts.delete(interactionId);
    if (telephony.calls.some(each => each.id === interactionId)) telephony.dismiss(interactionId);
    if (expired) emit('notice', { key: 'notice.wrapUpExpired', values: {}, tone: 'warning' });
    await this.refresh();
  }

  /** What is known of a call to write about it; null for one of long ago. */
  callFacts(interactionId: string): CallFacts | null {
    const call = this.#options.telephony.calls.find(each => each.id === interactionId);
    const person = this.#callers.of(interactionId)?.person;
    if (call !== undefined)
      return {
        personId: person?.id ?? null,
        name: person?.name ?? call.remote.name,
        number: call.remote.number,
        direction: call.direction,
        at: call.startedAt,
      };
    return this.#recent.find(each => each.interactionId === interactionId) ?? null;
  }

  async moveFollowUp(followUpId: string, dueAt: number): Promise<void> {
    await this.#options.store.moveFollowUp(followUpId, dueAt);
    await this.refresh();
  }

  async undoWrapUp(interactionId: string): Promise<void> {
    const { store, now } = this.#options;
    await store.undoWrapUp(interactionId, now());
    for (const draft of await store.drafts()) this.#drafts.set(draft.interactionId, draft);
    await this.refresh();
  }

  async followUpDone(followUpId: string, done: boolean): Promise<void> {
    const { store, now } = this.#options;
    await store.setFollowUpDone(followUpId, done ? now() : null);
    await this.#refreshAll();
  }

  /** A button of a script: something is owed now, or the person has changed. */
  async actForScript(act: ScriptAct): Promise<boolean> {
    const { store, now } = this.#options;
    await this.#journal.settled(act.interactionId);
    const changed = await store.actForScript(act, now());
    await this.#refreshAll();
    return changed;
  }

  async takeBackAct(...act: Parameters<Store['takeBackAct']>): Promise<void> {
    await this.#options.store.takeBackAct(...act);
    await this.#refreshAll();
  }

  async #refreshAll(): Promise<void> {
    await Promise.all([
      this.refresh(),
      ...this.#options.telephony.calls.map(call => this.#callers.refresh(call)),
    ]);
  }

  /** People, organisations or lists were changed: lists of calls, cards and open pages follow. */
  async contactsChanged(): Promise<void> {
    const { telephony, emit } = this.#options;
    this.#revision += 1;
    emit('contacts', this.#revision);
    await Promise.all([
      this.refresh(),
      ...telephony.calls
        .filter(({ id }) => this.#callers.of(id) !== undefined)
        .map(call => this.#callers.lookUp(soughtOf(call))),
    ]);
  }

  /** The record of every call is on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.#options.telephony.calls.map(call => this.#journal.settled(call.id)));
  }

  dispose(): void {
    this.#ends.dispose();
  }

  /** The look-up and the record start from the header scan; "ringing" is answered when the card is on screen. */
  async #incoming(caller: IncomingCaller): Promise<void> {
    const { now, cardCanBeSeen, beside } = this.#options;
    beside.callIs(caller.callId, { accountId: caller.accountId, direction: 'inbound', called: null });
    void this.#journal.begin({
      id: caller.callId,
      accountId: caller.accountId,
      direction: 'inbound',
      number: caller.number,
      e164: caller.e164,
      name: caller.name,
      called: null,
      at: now(),
      personId: null,
    });
    this.#lookingUp.add(caller.callId);
    const patience = setTimeout(() => this.#tellRinging(caller.callId), lookUpWaitMs);
    const context = await this.#callers.find(caller);
    clearTimeout(patience);
    this.#options.together(() => {
      this.#callers.tell(context);
      this.#tellRinging(caller.callId);
    });
    if (cardCanBeSeen()) await this.#cards.whenShown(caller.callId);
  }

  /** It never rang, and yet somebody called: an honest record of it. */
  async #refused(caller: RefusedCaller): Promise<void> {
    await this.#journal.refused(caller, this.#options.now());
    this.#journal.forget(caller.callId);
    await this.refresh();
  }

  /** The card is drawn once, with all that is known, not first without and then with it. */
  #tellRinging(callId: string): void {
    if (this.#lookingUp.delete(callId)) this.#tellCalls();
  }

  #tellCalls(): void {
    this.#options.emit(
      'calls',
      this.#options.telephony.calls.filter(call => !this.#lookingUp.has(call.id)),
    );
  }

  #begin(view: CallView): void {
    if (this.#journal.knows(view.id)) return;
    const { personId, campaign } = this.#outgoing.meant;
    const { accountId, direction, called } = view;
    this.#options.beside.callIs(view.id, { accountId, direction, called });
    const begun = this.#journal.begin({
      id: view.id,
      accountId: view.accountId,
      direction: view.direction,
      number: view.remote.number,
      e164: view.remote.e164,
      name: view.remote.name,
      called: view.called,
      at: view.startedAt,
      personId,
      campaign,
    });
    void begun
      .then(() =>
        personId === null
          ? this.#callers.lookUp(soughtOf(view))
          : this.#options.store.linkPerson(view.id, personId).then(context => this.#callers.tell(context)),
      )
      .catch((cause: unknown) => {
        this.#options.log.error('the person called could not be linked', cause);
        this.#callers.tell(unknownCaller(view.id));
      });
  }

  #callChanged(callId: string, view: CallView | null): void {
    // What is no longer just ringing cannot wait.
    if (view?.phase !== 'ringing') this.#lookingUp.delete(callId);
    if (!this.#lookingUp.has(callId)) this.#tellCalls();
    if (view === null) {
      this.#callers.forget(callId);
      this.#handedOver.delete(callId);
      this.#options.beside.forget(callId);
      this.#cards.forget(callId);
      void this.#journal.settled(callId).then(() => {
        this.#journal.forget(callId);
        return this.refresh();
      });
      return;
    }
    this.#begin(view);
    if (view.handed !== undefined) this.#handed(callId, view.handed);
    const written = this.#journal.note(view);
    const consulted = this.#consults.ended(view);
    if (view.phase !== 'ended') return;
    const kept = consulted ? this.#consults.close(callId, written) : written;
    void kept.then(() => this.refresh());
    if (view.answeredAt === null && view.direction === 'inbound') this.#leaveLater(callId);
  }

  /** What came along is kept with the call, and may say where to go on. Telephony tells it with every change of the call. */
  #handed(callId: string, handed: Handover): void {
    const { beside, store, log } = this.#options;
    if (this.#handedOver.get(callId) === handed) return;
    this.#handedOver.set(callId, handed);
    void beside.handed(callId, handed);
    void this.#journal
      .settled(callId)
      .then(() => store.keepHanded(callId, handed))
      .catch((cause: unknown) => log.error('what came along with a call could not be kept', cause));
  }

  #leaveLater(callId: string): void {
    const timer = setTimeout(() => {
      this.#leaving.delete(timer);
      if (this.#options.telephony.calls.some(call => call.id === callId))
        this.#options.telephony.dismiss(callId);
    }, missedStaysMs);
    this.#leaving.add(timer);
  }
}
