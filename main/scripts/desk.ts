/**
 * Scripts beside calls: which one a call has, how far it has come, and the texts behind it. Holds what a window needs to
 * draw a script from nothing, so that a reload goes on at the same step.
 */
import { HatifError } from '../../shared/errors.ts';
import type { Input, OpenScript, ScriptFigures, ScriptSummary } from '../../shared/ipc/contract.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import { checkScript } from '../../shared/script/check.ts';
import { chooseScript, type CallFacts, type Offer } from '../../shared/script/choose.ts';
import { parseScript } from '../../shared/script/parse.ts';
import { recordOf } from '../../shared/script/record.ts';
import type { CallScript, Part } from '../../shared/script/run-state.ts';
import { criteria, inLanguage } from '../../shared/script/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { Store } from '../store/port.ts';

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
}

interface Published extends Offer {
  version: number;
  source: string;
}

const parts: readonly Part[] = ['start', 'end'];

export class ScriptDesk {
  readonly #options: ScriptDeskOptions;
  readonly #kinds = new Map<string, CallKind>();
  readonly #contexts = new Map<string, CallerContext>();
  readonly #scripts = new Map<string, CallScript[]>();
  #published: readonly Published[] = [];

  constructor(options: ScriptDeskOptions) {
    this.#options = options;
  }

  /** Of all calls in hand. */
  get views(): CallScript[] {
    return [...this.#scripts.values()].flat();
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
    if (this.#scripts.delete(callId)) this.#tell();
  }

  #choose(part: Part, kind: CallKind, context: CallerContext): CallScript | null {
    const { lineName, isPractice } = this.#options;
    const names = [kind.called, lineName(kind.accountId)].filter(name => name !== null);
    const facts: CallFacts = {
      part,
      direction: kind.direction,
      of: { queue: names, brand: names, campaign: [], list: context.person?.lists ?? [] },
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
    if (inHand !== undefined) inHand.state = state;
    await store.saveScriptRun(
      { interactionId, part, state },
      recordOf(parseScript(source).script, state),
      now(),
    );
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

const besideCall = (interactionId: string, part: Part, { id, version, source }: Published): CallScript => ({
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
