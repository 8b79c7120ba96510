/**
 * Follow-ups as main knows them: turns what the agent planned into things to send, fills texts, keeps what they are made from,
 * and lets the runner empty the outbox.
 */
import type { Disposable } from '../../shared/disposable.ts';
import type { AgentChoice } from '../../shared/agent/types.ts';
import { HatifError } from '../../shared/errors.ts';
import { fillTemplate } from '../../shared/followups/fill.ts';
import { fillRequest } from '../../shared/followups/request.ts';
import { mailto } from '../../shared/followups/mailto.ts';
import { changeRequest, idIn, type CaseView } from '../../shared/followups/cases.ts';
import type { Hook, HookChange, PlannedAction, SmtpSettings, Toolbox } from '../../shared/followups/types.ts';
import { languageFor, surveyLink, valuesOf, type CallFacts } from '../../shared/followups/values.ts';
import type { FilledText } from '../../shared/ipc/follow-ups.ts';
import type { OutboxIntent, OutboxView } from '../../shared/outbox/types.ts';
import type { Override } from '../../shared/people/gate.ts';
import type { Person } from '../../shared/people/types.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { Values } from '../../shared/template/engine.ts';
import type { Gate, Wanted } from '../desk/gate.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { OutboxRow, Store, Tools } from '../store/port.ts';
import { surveyCode } from '../system/derived-id.ts';
import { refused, type Attempt } from './attempt.ts';
import { sendRequest } from './http.ts';
import { sendOverLine, sendToMany } from './many.ts';
import { OutboxRunner } from './runner.ts';
import type { Mail } from './smtp.ts';
import { asks, firstWords, numberOf } from '../../shared/followups/said.ts';

export interface FollowUpsOptions {
  store: Store;
  settings: () => Settings;
  secrets: Pick<Secrets, 'read' | 'write' | 'forget' | 'has'>;
  emit: Emit;
  log: Log;
  now: () => number;
  newId: () => string;
  online: () => boolean;
  /** Opens an address of the `mailto:` scheme, and no other. */
  openMail: (address: string) => Promise<void>;
  /** A message over the phone system. */
  sendMessage: (target: string, text: string) => Promise<void>;
  callFacts: (interactionId: string) => CallFacts | null;
  /** What was answered in the scripts of a call, in words. */
  answers: (interactionId: string) => Promise<Readonly<Record<string, string>>>;
  gate: Pick<Gate, 'pass' | 'judge'>;
  /** In which numbers without a country are read. */
  country: () => string;
  /** Who works here; null when there is no name. */
  agent: () => string | null;
}

const empty: OutboxView = { entries: [], waiting: 0, asking: 0, failed: 0, offline: false };
/** Changes that come close together are told once, ms. */
const tellAfter = 60;

export const hookSecret = (hookId: string): string => `hook:${hookId}`;
export const smtpSecret = 'smtp';
export const calendarSecret = 'calendar';

export class FollowUps implements Disposable {
  readonly #options: FollowUpsOptions;
  readonly #runner: OutboxRunner;
  #tools: Tools = { templates: [], hooks: [], macros: [] };
  #view = empty;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FollowUpsOptions) {
    this.#options = options;
    this.#runner = new OutboxRunner({
      store: options.store,
      send: row => this.#send(row),
      changed: () => this.#changed(),
      now: options.now,
      random: Math.random,
      later: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
      log: options.log,
    });
  }

  get outbox(): OutboxView {
    return { ...this.#view, offline: !this.#options.online() };
  }

  get toolbox(): Toolbox {
    const { secrets } = this.#options;
    const hooks = this.#tools.hooks.map(hook => ({ ...hook, hasSecret: secrets.has(hookSecret(hook.id)) }));
    return { ...this.#tools, hooks };
  }

  /** After the store was opened or replaced. */
  async load(): Promise<void> {
    const { log } = this.#options;
    try {
      await this.reload();
      const interrupted = await this.#runner.start();
      if (interrupted > 0) log.warn(`${interrupted} things were being sent when Hatif stopped`);
      await this.#tell();
    } catch (cause) {
      log.error('the outbox could not be read', cause);
    }
  }

  /** Templates, hooks or macros changed. */
  async reload(): Promise<void> {
    this.#tools = await this.#options.store.tools();
    this.#options.emit('toolbox', this.toolbox);
  }

  /** Something was put in, taken out or answered. */
  changed(): void {
    this.#runner.wake();
    this.#changed();
  }

  /** The machine woke, or its network came back. */
  async networkChanged(): Promise<void> {
    await this.#runner.hurry();
  }

  /**
   * What finishing will send. HatifError `barred` for somebody who is not to be written to, `noMail` when e-mail is not set
   * up, `badInput` for a hook that is gone, `badTemplate` for one that cannot be filled.
   */
  async intentsFor(
    finish: {
      interactionId: string;
      note: string;
      outcomeId: string | null;
      actions: readonly PlannedAction[];
      /** Ids for what is to be sent, else new ones. */
      idOf?: (index: number) => string;
    },
    override?: Override,
  ): Promise<(OutboxIntent & { keyLife: number | null })[]> {
    if (finish.actions.every(({ kind }) => kind === 'callback')) return [];
    const callback = finish.actions.find(action => action.kind === 'callback');
    const { values, person } = await this.#factsOf(
      finish.interactionId,
      finish.note,
      finish.outcomeId,
      callback?.dueAt ?? null,
    );
    const cases = person === null ? [] : await this.#options.store.casesOf(person.id);
    const intents = finish.actions.flatMap((action, index) => {
      const id = finish.idOf?.(index) ?? this.#options.newId();
      const intent = this.#intent(id, action, values, cases);
      return intent === null ? [] : [intent];
    });
    const wanted = finish.actions.flatMap(action =>
      action.kind === 'email' || action.kind === 'message'
        ? this.#wanted(action.kind, person, action.to)
        : [],
    );
    await this.#options.gate.pass(wanted, override);
    return override === undefined ? intents : intents.map(overridden);
  }

  /** A template filled for a call. HatifError `notFound`, `badTemplate`. */
  async fill(wanted: {
    templateId: string;
    interactionId: string;
    note: string;
    outcomeId: string | null;
    callbackAt: number | null;
  }): Promise<FilledText> {
    const template = this.#tools.templates.find(({ id }) => id === wanted.templateId);
    if (template === undefined) throw new HatifError('notFound', 'there is no such template');
    const { values, person, language } = await this.#factsOf(
      wanted.interactionId,
      wanted.note,
      wanted.outcomeId,
      wanted.callbackAt,
    );
    const filled = fillTemplate(template, values, language);
    if (!filled.ok) throw new HatifError('badTemplate', filled.message);
    const to = template.kind === 'email' ? (person?.email ?? '') : numberOf(values);
    return { to, subject: filled.subject, body: filled.body, language: filled.language };
  }

  async openMail(mail: { to: string; subject: string; body: string }): Promise<void> {
    const address = mailto(mail);
    if (address === null) throw new HatifError('badInput', 'this cannot stand in an address');
    await this.#options.openMail(address);
  }

  /** Other systems hear of what the agent chose to be, in order and by the outbox. */
  async tellStatus(choice: AgentChoice): Promise<void> {
    const { settings, store, newId, now, log } = this.#options;
    const { agentName, agent, language } = settings();
    const found = choice.status === 'break' ? agent.breaks.find(({ id }) => id === choice.reason) : undefined;
    const reason = found?.name[language ?? 'en'] ?? '';
    const { status } = choice;
    const values = { agent: { name: agentName }, status, reason, since: new Date(now()).toISOString() };
    const said = { to: '', subject: status, body: reason };
    try {
      const intents = this.#tools.hooks
        .filter(({ purpose }) => purpose === 'status')
        .map(({ id }) => this.#viaHook(newId(), 'status', id, values, said));
      if (intents.length === 0) return;
      await store.putStatus(intents, this.#options.agent(), now());
      this.changed();
    } catch (cause) {
      log.error('other systems could not be told of the status', cause);
    }
  }

  /** Hatif ends: other systems hear that the agent is away before it does. */
  async tellAway(): Promise<void> {
    if (!this.#tools.hooks.some(({ purpose }) => purpose === 'status')) return;
    await this.tellStatus({ status: 'offline' });
    await this.#runner.settled();
  }

  /** Nothing more is begun; what is under way is on disk. */
  end(): Promise<void> {
    return this.#runner.end();
  }

  dispose(): void {
    clearTimeout(this.#telling);
    this.#runner.dispose();
  }

  #intent(
    id: string,
    action: PlannedAction,
    values: Values,
    cases: readonly CaseView[],
  ): (OutboxIntent & { keyLife: number | null }) | null {
    switch (action.kind) {
      case 'callback':
        return null;
      case 'email': {
        if (this.#options.settings().smtp === null) throw new HatifError('noMail', 'e-mail is not set up');
        const { to, subject, body } = action;
        return {
          id,
          kind: 'email',
          keyLife: null,
          payload: { by: 'smtp', to, subject, body, ...asks(values, body) },
        };
      }
      case 'message':
        return this.#viaHook(id, 'message', action.hookId, values, {
          to: action.to,
          subject: firstWords(action.body),
          body: action.body,
        });
      case 'ticket':
        return this.#viaHook(
          id,
          'ticket',
          action.hookId,
          values,
          { to: '', subject: action.subject, body: action.body },
          action.of === undefined ? null : { change: action.of.change, of: caseIn(cases, action.of.caseId) },
        );
    }
  }

  #wanted(channel: 'email' | 'message', person: Person | null, target: string): Wanted {
    return { channel, personId: person?.id ?? null, target, country: this.#options.country(), sent: true };
  }

  #viaHook(
    id: string,
    kind: 'message' | 'ticket' | 'status',
    hookId: string,
    values: Values,
    said: { to: string; subject: string; body: string },
    changed: { change: HookChange; of: CaseView } | null = null,
  ): OutboxIntent & { keyLife: number | null } {
    const hook = this.#hook(hookId);
    if (hook?.purpose !== kind) throw new HatifError('badInput', 'there is no such hook');
    const named = changed === null ? {} : { case: { id: changed.of.reference, subject: changed.of.subject } };
    const all = { ...values, ...said, ...named };
    const request = changed === null ? hook : changeRequest(hook, changed.change);
    if (request === null) throw new HatifError('badInput', 'this hook changes no cases');
    // Filled once now, so that what cannot be sent is said while the agent is there to hear it.
    const filled = fillRequest(request, all, { key: id, secret: '' });
    if (!filled.ok) throw new HatifError('badTemplate', filled.fault.message);
    const caseOf = changed === null ? {} : { of: { caseId: changed.of.id, change: changed.change } };
    return {
      id,
      kind,
      keyLife: request.keyHeader === null ? null : hook.keyHours * 3_600_000,
      payload: { by: 'hook', hookId, ...said, values: all, ...asks(values, said.body), ...caseOf },
    };
  }

  async #send(row: OutboxRow): Promise<Attempt> {
    const { settings, secrets, now, gate, store, country, openMail } = this.#options;
    const { payload, key, kind } = row;
    const { smtp } = settings();
    // A mail library has no part in the start of the app.
    const sendMail = async (mail: Pick<Mail, 'to' | 'subject' | 'body'>, by: SmtpSettings) =>
      (await import('./smtp.ts')).sendMail({ ...mail, key, at: now() }, by, secrets.read(smtpSecret));
    if (payload.by === 'bcc')
      return sendToMany(row.id, payload, {
        store,
        gate,
        country,
        openMail,
        sendMail: smtp === null ? null : mail => sendMail(mail, smtp),
      });
    // They may have refused since it was planned.
    if (kind !== 'ticket' && kind !== 'status' && payload.overridden !== true) {
      const wanted = {
        channel: kind,
        personId: row.personId,
        target: payload.to,
        country: country(),
      };
      const verdict = await gate.judge(wanted);
      if (verdict !== null) return refused('barred', verdict.reasons.join(', '), null);
    }
    if (payload.by === 'smtp')
      return smtp === null ? refused('notSetUp', null, null) : sendMail(payload, smtp);
    if (payload.by === 'line') return sendOverLine(payload, this.#options.sendMessage);
    const hook = this.#hook(payload.hookId);
    if (hook === undefined) return refused('notSetUp', null, null);
    const secret = secrets.read(hookSecret(hook.id)) ?? '';
    const request = payload.of === undefined ? hook : changeRequest(hook, payload.of.change);
    if (request === null) return refused('notSetUp', null, null);
    const filled = fillRequest(request, payload.values as Values, { key, secret });
    if (!filled.ok) return refused('badTemplate', filled.fault.message, null);
    const { allowPrivate, allowHttp } = hook;
    const policy = { allowPrivate, allowHttp, keyed: row.keyLife !== null };
    const attempt = await sendRequest(filled.request, policy, { now });
    const isNew = row.kind === 'ticket' && payload.of === undefined;
    if (attempt.result !== 'done' || !isNew) return attempt;
    return { ...attempt, reference: idIn(attempt.answer ?? '', hook.answerId) };
  }

  #hook(hookId: string): Hook | undefined {
    return this.#tools.hooks.find(({ id }) => id === hookId);
  }

  async #factsOf(interactionId: string, note: string, outcomeId: string | null, callbackAt: number | null) {
    const { callFacts, store, settings, now } = this.#options;
    const call = callFacts(interactionId);
    if (call === null) throw new HatifError('notFound', 'there is no such call');
    const person = call.personId === null ? null : ((await store.person(call.personId))?.person ?? null);
    const outcome = (await store.outcomes()).find(({ id }) => id === outcomeId)?.name ?? null;
    const { agentName, language: ours } = settings();
    const language = languageFor(person, ours ?? 'en');
    const code = surveyCode(interactionId);
    const values = valuesOf({
      language,
      person,
      call: { ...call, note },
      outcome,
      callbackAt,
      agent: agentName,
      answers: await this.#options.answers(interactionId),
      survey: { code, link: surveyLink(settings().survey.link, code) },
      now: now(),
    });
    return { values, person, language };
  }

  #changed(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      void this.#tell();
    }, tellAfter);
  }

  async #tell(): Promise<void> {
    const { store, emit, log } = this.#options;
    try {
      this.#view = { ...(await store.outboxView()), offline: false };
      emit('outbox', this.outbox);
    } catch (cause) {
      log.error('the outbox could not be shown', cause);
    }
  }
}

function caseIn(cases: readonly CaseView[], caseId: string): CaseView {
  const found = cases.find(({ id }) => id === caseId);
  if (found === undefined) throw new HatifError('badInput', 'there is no such case of theirs');
  return found;
}
/** The agent said why it is to go all the same: the gate was passed once and for all. */
const overridden = <I extends OutboxIntent>(intent: I): I => ({
  ...intent,
  payload: { ...intent.payload, overridden: true },
});
