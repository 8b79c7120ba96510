/**
 * Scripts beside calls: which one a call has, how far it has come, and the texts behind it. Holds what a window needs to
 * draw a script from nothing, so that a reload goes on at the same step.
 */
import { createHash } from 'node:crypto';
import { HatifError } from '../../shared/errors.ts';
import type { Handover, ScriptPlace } from '../../shared/handover/types.ts';
import type { Input, OpenScript, ScriptFigures, ScriptSummary } from '../../shared/ipc/contract.ts';
import type { ImportedScripts } from '../../shared/ipc/scripts.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import { checkScript } from '../../shared/script/check.ts';
import { joinScripts, splitScripts } from '../../shared/script/file.ts';
import { chooseScript, type CallFacts, type Offer } from '../../shared/script/choose.ts';
import { parseScript } from '../../shared/script/parse.ts';
import { placeOf, runAt } from '../../shared/script/place.ts';
import { recordOf } from '../../shared/script/record.ts';
import type { CallScript, Part, RunState } from '../../shared/script/run-state.ts';
import { criteria, inLanguage, type Script } from '../../shared/script/types.ts';
import { ratingIn } from '../../shared/survey/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Store } from '../store/port.ts';
import { surveyCode } from '../system/derived-id.ts';

type ScriptRow = Awaited<ReturnType<Store['scripts']>>[number];

/** What the phone knows of a call before anybody answers. */
export interface CallKind {
  accountId: string;
  direction: 'inbound' | 'outbound';
  /** What they called, where the network says it. */
  called: string | null;
}

export interface ScriptDeskOptions {
  store: Store;
  emit: Emit;
  log: Log;
  now: () => number;
  /** How the line is called. */
  lineName: (accountId: string) => string | null;
  isPractice: (accountId: string) => boolean;
  samples: () => ReadonlyMap<string, string>;
  /** A call came to another step of a script, or has another script. */
  stepped?: (callId: string, part: Part, script: Script, state: RunState, before: RunState | null) => void;
}

interface Published extends Offer {
  version: number;
  source: string;
}

/** Of one script of a file that is read in. */
const mostFindings = 50;

const parts: readonly Part[] = ['start', 'end'];

export class ScriptDesk {
  readonly #options: ScriptDeskOptions;
  readonly #kinds = new Map<string, CallKind>();
  readonly #contexts = new Map<string, CallerContext>();
  readonly #scripts = new Map<string, CallScript[]>();
  /** Where whoever handed a call to us was, by call. */
  readonly #offers = new Map<string, CallScript>();
  #published: readonly Published[] = [];

  constructor(options: ScriptDeskOptions) {
    this.#options = options;
  }

  /** Of all calls in hand. */
  get views(): CallScript[] {
    return [...[...this.#scripts.values()].flat(), ...this.#offers.values()];
  }

  /** After the store was opened or replaced. */
  async load(): Promise<void> {
    const { store, log, now, samples } = this.#options;
    try {
      await store.installScripts(
        [...samples()].map(([id, source]) => ({ id, source })),
        now(),
      );
      await this.#readPublished();
    } catch (cause) {
      log.error('the scripts could not be read', cause);
    }
    // A call may have come before.
    for (const context of this.#contexts.values()) this.callerIs(context);
  }

  callIs(callId: string, kind: CallKind): void {
    this.#kinds.set(callId, kind);
  }

  /** Somebody was found, or somebody else: a script that was not begun may change. */
  callerIs(context: CallerContext): void {
    const kind = this.#kinds.get(context.callId);
    if (kind === undefined) return;
    this.#contexts.set(context.callId, context);
    const before = this.#scripts.get(context.callId) ?? [];
    const after = parts.flatMap(part => {
      const begun = before.find(each => each.part === part && each.state !== null);
      const chosen = begun ?? this.#choose(part, kind, context);
      return chosen === null ? [] : [chosen];
    });
    this.#scripts.set(context.callId, after);
    this.#tell();
  }

  forget(callId: string): void {
    this.#kinds.delete(callId);
    this.#contexts.delete(callId);
    this.#offers.delete(callId);
    if (this.#scripts.delete(callId)) this.#tell();
  }

  #choose(part: Part, kind: CallKind, context: CallerContext): CallScript | null {
    const { lineName, isPractice } = this.#options;
    const names = [kind.called, lineName(kind.accountId)].filter(name => name !== null);
    const campaign = context.campaign === undefined ? [] : [context.campaign];
    const facts: CallFacts = {
      part,
      direction: kind.direction,
      of: { queue: names, brand: names, campaign, list: context.person?.lists ?? [] },
      language: context.person?.language ?? null,
      practice: isPractice(kind.accountId),
    };
    const chosen = chooseScript(this.#published, facts);
    return chosen === null ? null : besideCall(context.callId, part, chosen);
  }

  async use({ interactionId, part, scriptId }: Input<'script.use'>): Promise<void> {
    const published = this.#published.find(each => each.id === scriptId);
    const before = this.#scripts.get(interactionId);
    if (published === undefined || before === undefined)
      throw new HatifError('notFound', 'there is no such script, or no such call');
    const others = before.filter(each => each.part !== part);
    this.#scripts.set(interactionId, [...others, besideCall(interactionId, part, published)]);
    this.#tell();
  }

  /** The script that the agent is in on this call, and where; null when there is none. */
  placeIn(interactionId: string): { place: ScriptPlace; title: string } | null {
    const begun = this.#scripts.get(interactionId)?.filter(({ state }) => state !== null) ?? [];
    for (const { source, state } of begun) {
      const { script } = parseScript(source);
      const place = state && placeOf(script, state, printOf(source));
      if (state && place)
        return { place, title: inLanguage(script.title, state.language, script) ?? script.id };
    }
    return null;
  }

  /** Offers to go on at the place that came along with a call, if it is in a text that is here. */
  async handed(callId: string, { script: place }: Handover): Promise<void> {
    if (place === null) return;
    const { log, now } = this.#options;
    try {
      const found = await this.#withPrint(place.print);
      if (found === null || !this.#kinds.has(callId)) return;
      const { script } = parseScript(found.source);
      const state = runAt(script, found.version, place, now());
      if (state === null) return;
      this.#offers.set(callId, { ...besideCall(callId, script.when, found), state, offered: true });
      this.#tell();
    } catch (cause) {
      log.error('the script that came along could not be looked for', cause);
    }
  }

  goOn(interactionId: string): CallScript {
    const offer = this.#offers.get(interactionId);
    if (offer === undefined) throw new HatifError('notFound', 'nothing came along with this call');
    const { offered: _, ...taken } = offer;
    const others = (this.#scripts.get(interactionId) ?? []).filter(({ part }) => part !== taken.part);
    this.#scripts.set(interactionId, [...others, taken]);
    this.#offers.delete(interactionId);
    this.#tell();
    return taken;
  }

  /** Any version of any script, the published ones first. */
  async #withPrint(print: string): Promise<Pick<Published, 'id' | 'version' | 'source'> | null> {
    const current = this.#published.find(({ source }) => printOf(source) === print);
    if (current !== undefined) return current;
    const { store } = this.#options;
    for (const { id } of await store.scripts())
      for (const { version, source } of (await store.script(id))?.versions ?? [])
        if (printOf(source) === print) return { id, version, source };
    return null;
  }

  async ofCall(interactionId: string): Promise<CallScript[]> {
    const inHand = this.#scripts.get(interactionId);
    if (inHand !== undefined) return inHand;
    const { store } = this.#options;
    const runs = await store.scriptRuns(interactionId);
    const found = await Promise.all(
      runs.map(async ({ part, state }): Promise<CallScript | null> => {
        const { scriptId, version } = state;
        const source = await store.scriptVersion(scriptId, version);
        return source === null ? null : { interactionId, part, scriptId, version, source, state };
      }),
    );
    return found.filter(each => each !== null);
  }

  /** What was answered so far, in words, by field; the closing script's word goes before the first one's. */
  async answersOf(interactionId: string): Promise<Record<string, string>> {
    const answers: Record<string, string> = {};
    for (const part of parts)
      for (const { part: its, source, state } of await this.ofCall(interactionId))
        if (its === part && state !== null)
          for (const { field, said } of recordOf(parseScript(source).script, state)) answers[field] = said;
    return answers;
  }

  /** Kept with its version, its answers in words, and the time of each step. */
  async saveRun({ interactionId, part, state }: Input<'script.saveRun'>): Promise<void> {
    const { store, now } = this.#options;
    const inHand = this.#scripts.get(interactionId)?.find(each => each.part === part);
    const same = inHand?.scriptId === state.scriptId && inHand.version === state.version;
    const source = same ? inHand.source : await store.scriptVersion(state.scriptId, state.version);
    if (source === null) throw new HatifError('notFound', 'there is no such version of that script');
    if (inHand !== undefined && !same) throw new HatifError('wrongState', 'the call has another script');
    const { script } = parseScript(source);
    this.#options.stepped?.(interactionId, part, script, state, inHand?.state ?? null);
    if (inHand !== undefined) inHand.state = state;
    await store.saveScriptRun({ interactionId, part, state }, recordOf(script, state), now());
    const rated = ratingIn(script, state);
    const heard = { by: 'call', at: now() } as const;
    if (rated !== null) await store.answerSurvey(interactionId, rated, surveyCode(interactionId), heard);
  }

  async list(): Promise<ScriptSummary[]> {
    return (await this.#options.store.scripts()).map(summaryOf);
  }

  open(id: string): Promise<OpenScript | null> {
    return this.#options.store.script(id);
  }

  async saveDraft(id: string, text: string | null): Promise<void> {
    await this.#options.store.saveScriptDraft(id, text, this.#options.now());
  }

  /** Keeps the scripts of a file as drafts. Typing that is there stays, and nothing is published. */
  async readIn(file: string): Promise<ImportedScripts['scripts']> {
    const { store, now } = this.#options;
    const read: ImportedScripts['scripts'] = [];
    for (const { line, text } of splitScripts(file)) {
      const { script, findings } = checkScript(text);
      const { id } = script;
      const there = id === '' ? null : await store.script(id);
      const outcome =
        id === ''
          ? 'unnamed'
          : there === null
            ? 'new'
            : there.draft !== null && there.draft !== text
              ? 'kept'
              : (there.draft ?? there.versions[0]?.source) === text
                ? 'same'
                : 'changed';
      if (outcome === 'new' || outcome === 'changed') await store.saveScriptDraft(id, text, now());
      const told = findings.slice(0, mostFindings).map(({ code, severity, at, values }) => ({
        code,
        severity,
        line: at.line + line - 1,
        values: { ...values },
      }));
      read.push({ id, line, outcome, findings: told });
    }
    return read;
  }

  /** The text of a script, or of all that are not put away: what is being written, else what was published last. */
  async asFile(scriptId: string | null): Promise<string> {
    const rows = (await this.#options.store.scripts()).filter(({ id, archivedAt }) =>
      scriptId === null ? archivedAt === null : id === scriptId,
    );
    if (rows.length === 0) throw new HatifError('notFound', 'there is no such script');
    return joinScripts(rows.flatMap(({ draft, source }) => draft ?? source ?? []));
  }

  async publish(id: string, text: string): Promise<number> {
    const { script, sound } = checkScript(text);
    if (!sound) throw new HatifError('badInput', 'the script has errors');
    if (script.id !== id) throw new HatifError('badInput', 'the text names another script');
    const version = await this.#options.store.publishScript(id, text, this.#options.now());
    await this.#readPublished();
    return version;
  }

  async archive(id: string, archived: boolean): Promise<void> {
    const { store, now } = this.#options;
    await store.archiveScript(id, archived ? now() : null);
    await this.#readPublished();
  }

  figures(id: string, version: number): Promise<ScriptFigures> {
    return this.#options.store.scriptFigures(id, version);
  }

  async #readPublished(): Promise<void> {
    const rows = await this.#options.store.scripts();
    this.#published = rows.flatMap(({ id, sample, source, version, archivedAt }) => {
      if (source === null || archivedAt !== null) return [];
      const { when, direction, chosenBy, languages } = parseScript(source).script;
      return [{ id, sample, source, version, when, direction, chosenBy, languages }];
    });
  }

  #tell(): void {
    this.#options.emit('callScripts', this.views);
  }
}

/** Names a text: two desks that have the same one know it by this. */
const printOf = (source: string): string => createHash('sha256').update(source).digest('hex').slice(0, 12);

const besideCall = (
  interactionId: string,
  part: Part,
  { id, version, source }: Pick<Published, 'id' | 'version' | 'source'>,
): CallScript => ({
  interactionId,
  part,
  scriptId: id,
  version,
  source,
  state: null,
});

function summaryOf({
  id,
  sample,
  draft,
  archivedAt,
  version,
  source,
  publishedAt,
}: ScriptRow): ScriptSummary {
  const { script } = parseScript(source ?? draft ?? '');
  return {
    id,
    title: {
      en: inLanguage(script.title, 'en', script) ?? id,
      ar: inLanguage(script.title, 'ar', script) ?? id,
    },
    sample,
    when: script.when,
    direction: script.direction,
    languages: [...script.languages],
    chosenBy: criteria.flatMap(criterion => script.chosenBy[criterion]),
    version,
    publishedAt,
    draft: draft !== null,
    archived: archivedAt !== null,
  };
}
