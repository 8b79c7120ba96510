/** What the texts of a script are filled with. */
import { formatsOf } from '../i18n/format.ts';
import type { CallerContext } from '../people/types.ts';
import type { RunState } from './run-state.ts';
import { saidOf } from './record.ts';
import { fill } from './template.ts';
import { inLanguage, type Passages, type Script } from './types.ts';
import type { Values } from './variables.ts';

export interface Known {
  readonly context: CallerContext | null;
  readonly call: {
    readonly direction: 'inbound' | 'outbound';
    readonly number: string;
    readonly name: string | null;
    readonly queue: string | null;
    readonly brand: string | null;
  };
  readonly agentName: string | null;
  /** The language of the text. */
  readonly language: string;
  readonly now: number;
}

const arabic = /[\u0600-\u06FF]/;

/** The name in the script of `language`, where there is one. */
function nameIn(language: string, ...names: readonly (string | null | undefined)[]): string | undefined {
  const there = names.filter(name => name != null && name !== '') as string[];
  return there.find(name => arabic.test(name) === (language === 'ar')) ?? there[0];
}

export function valuesOf({ context, call, agentName, language, now }: Known): Values {
  const formats = formatsOf(language === 'ar' ? 'ar' : 'en');
  const person = context?.person ?? null;
  const owed = context?.owed[0];
  const last = context?.history[0];
  const name = nameIn(language, person?.name, person?.otherName) ?? call.name ?? undefined;
  const known: Record<keyof Values, string | null | undefined> = {
    'caller.name': name,
    'caller.first_name': name?.trim().split(/\s+/)[0],
    'caller.organisation': person?.organisation?.name,
    'caller.role': person?.role,
    'caller.city': person?.city,
    'caller.email': person?.email,
    'caller.number': call.number,
    'caller.language': person?.language,
    'caller.local_time': person?.timeZone == null ? null : formats.timeIn(now, person.timeZone),
    'caller.known': person === null ? 'no' : 'yes',
    'caller.do_not_contact': person?.doNotContact === true ? 'yes' : 'no',
    'call.direction': call.direction,
    'call.queue': call.queue,
    'call.brand': call.brand,
    'agent.name': agentName,
    'owed.what': owed?.what,
    'owed.when': owed && formats.when(owed.dueAt, now),
    'last.subject': last?.subject,
    'last.when': last && formats.when(last.at, now),
    'today.date': formats.date(now, now),
    'today.time': formats.time(now),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value != null && value !== ''));
}

/** Variables under their group, answers under their own name. */
export function scopeOf(script: Script, state: RunState, values: Values): Record<string, unknown> {
  const scope: Record<string, Record<string, string> | string> = {};
  for (const { question } of script.steps) {
    if (question === null || !Object.hasOwn(state.answers, question.field)) continue;
    const given = state.answers[question.field];
    if (given) scope[question.field] = saidOf(script, question, given.value, state.language);
  }
  for (const [name, value] of Object.entries(values)) {
    const [group = '', key = ''] = name.split('.');
    const of = scope[group];
    if (typeof of === 'object') of[key] = value;
    else scope[group] = { [key]: value };
  }
  return scope;
}

/** The passage in the language of the run, filled in; null when there is none. */
export function sayIn(
  script: Script,
  state: RunState,
  passages: Passages,
  scope: Readonly<Record<string, unknown>>,
): string | null {
  const text = inLanguage(passages, state.language, script);
  return text === null ? null : fill(text, scope);
}
