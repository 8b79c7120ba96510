/** A bridge without a main behind it: answers from a table, remembers what was asked, and lets a story send events. */
import { HatifError } from '../../shared/errors.ts';
import { noExport, noImport } from '../../shared/import/view.ts';
import type {
  ErrorCode,
  EventName,
  EventPayload,
  Input,
  Output,
  ProcedureName,
  Reply,
  Snapshot,
} from '../../shared/ipc/contract.ts';
import { cedar, cedarTwice, laylaTwice, laylaWhole, lists, pair } from './contacts.ts';
import { filesOf, picture } from './files.ts';
import {
  found,
  history,
  layla,
  noon,
  promise,
  sharedContext,
  unknownContext,
  type Tongue,
} from './people.ts';
import { figures, openedScript, scriptList } from './scripts.ts';

type Answers = { [P in ProcedureName]?: (input: Input<P>) => Output<P> | Promise<Output<P>> };

export interface FakeBridge extends HatifBridge {
  /** Everything that was asked, in order. */
  readonly asked: { name: ProcedureName; input: unknown }[];
  /** Files that were handed to main, in order. */
  readonly dropped: unknown[];
  /** Inputs of one procedure, in order. */
  inputs<P extends ProcedureName>(name: P): Input<P>[];
  send<E extends EventName>(event: E, payload: EventPayload<E>): void;
  answer<P extends ProcedureName>(name: P, how: (input: Input<P>) => Output<P> | Promise<Output<P>>): void;
  refuse(name: ProcedureName, code: ErrorCode): void;
  /** Listeners that are still there. */
  listeners(): number;
}

export function fakeBridge(snapshot: Snapshot, tongue: Tongue = 'en'): FakeBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const asked: FakeBridge['asked'] = [];
  const dropped: unknown[] = [];
  const refusals = new Map<string, ErrorCode>();
  let settings = snapshot.settings;
  const answers: Answers = {
    'import.view': () => ({ importing: noImport, exporting: noExport, batches: [] }),
    'app.snapshot': () => snapshot,
    'settings.change': change => (settings = { ...settings, ...change } as typeof settings),
    'draft.save': draft => ({ ...draft, savedAt: noon }),
    'people.search': ({ text }) => (text.trim() === '' || /zzz/.test(text) ? [] : found(tongue)),
    'people.get': ({ personId }) =>
      personId === 'p-gone'
        ? null
        : { person: { ...layla(tongue), id: personId }, history: history(tongue), owed: [promise(tongue)] },
    'contact.get': ({ personId }) =>
      personId === 'p-gone'
        ? null
        : personId === 'p-layla-2'
          ? laylaTwice(tongue)
          : { ...laylaWhole(tongue), person: { ...laylaWhole(tongue).person, id: personId } },
    'contact.add': ({ fields }) => {
      const whole = laylaWhole(tongue);
      return { ...whole, person: { ...whole.person, id: 'p-new', name: fields.name } };
    },
    'contact.change': ({ change }) => {
      const whole = laylaWhole(tongue);
      return { changed: Object.keys(change), whole: { ...whole, version: whole.version + 1 } };
    },
    'contacts.remove': () => ({ asideId: 'aside' }),
    'contacts.removed': () => [],
    'organisation.get': ({ organisationId }) =>
      organisationId === 'o-cedar-2' ? cedarTwice(tongue) : cedar(tongue),
    'organisations.merge': () => ({ asideId: 'aside' }),
    'organisation.search': () => [
      { id: 'o-cedar', name: cedar(tongue).fields.name, kind: 'customer', people: 2 },
    ],
    'organisation.named': () => ({ id: 'o-named' }),
    'point.search': () => cedar(tongue).points,
    'point.put': () => ({ id: 'point-9' }),
    'vocabulary.get': () => ({
      fields: [
        {
          id: 'f-rooms',
          belongsTo: 'person',
          name: tongue === 'en' ? 'Rooms' : 'عدد الغرف',
          kind: 'number',
          choices: [],
        },
      ],
      tags: ['VIP'],
    }),
    'entry.add': () => ({ id: 'entry' }),
    'files.of': () => filesOf(tongue),
    'file.picture': () => picture,
    'timeline.older': () => [],
    'list.all': () => lists(tongue),
    'list.save': ({ id, list }) => ({
      ...list,
      id: id ?? 'list-new',
      version: 2,
      sample: false,
      members: null,
    }),
    'list.addMembers': ({ personIds }) => personIds,
    'list.removeMembers': ({ personIds }) => personIds,
    'list.members': () => ({ people: found(tongue), count: found(tongue).length, next: null, done: 1 }),
    'list.matching': () => ({ people: found(tongue), count: found(tongue).length, next: null, done: 1 }),
    'duplicates.of': ({ personId }) => (personId === 'p-layla' ? [pair(tongue)] : []),
    'duplicates.after': () => ({ pairs: [pair(tongue)], next: null, done: 1 }),
    'people.merge': () => ({ asideId: 'aside' }),
    'people.unmerge': () => ({ keptId: 'p-layla', goneId: 'p-layla-2' }),
    'caller.choose': ({ callId, personId }) =>
      personId === null ? unknownContext(callId) : sharedContext(callId, tongue),
    'call.dial': () => ({ callId: 'c9' }),
    'call.stats': () => null,
    'script.list': () => scriptList,
    'script.ofCall': () => [],
    'script.open': ({ scriptId }) => openedScript(scriptId),
    'script.publish': () => ({ version: 4 }),
    'script.figures': () => figures,
    'audio.devices': () => snapshot.devices,
    'line.save': ({ account }) => ({
      accountId: account.id,
      name: account.name,
      practice: false,
      state: 'connecting',
      fault: null,
      faultDetail: null,
      retryAt: null,
      registeredAt: null,
      server: null,
    }),
  };
  return {
    asked,
    inputs: <P extends ProcedureName>(name: P) =>
      asked.filter(one => one.name === name).map(one => one.input as Input<P>),
    async invoke(name, input): Promise<Reply<unknown>> {
      const procedure = name as ProcedureName;
      asked.push({ name: procedure, input });
      const code = refusals.get(name);
      if (code) return { ok: false, error: { code, message: 'refused by the story', retryable: false } };
      const how = answers[procedure] as ((input: unknown) => unknown) | undefined;
      try {
        return { ok: true, value: how ? await how(input) : null };
      } catch (error) {
        if (!(error instanceof HatifError)) throw error;
        const { code: refusal, message, retryable, barred } = error;
        return {
          ok: false,
          error: { code: refusal, message, retryable, ...(barred === null ? {} : { barred }) },
        };
      }
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => void all.delete(listener);
    },
    dropped,
    drop: file => void dropped.push(file),
    send: (event, payload) => listeners.get(event)?.forEach(listener => listener(payload)),
    answer(name, how) {
      refusals.delete(name);
      Object.assign(answers, { [name]: how });
    },
    refuse: (name, code) => void refusals.set(name, code),
    listeners: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
  };
}
