/** What a template may name: the contact, the call, the agent, the answers. Plain data, in the language that is written in. */
import type { Person } from '../people/types.ts';
import { formatsOf } from '../i18n/format.ts';
import type { Language } from '../settings/schema.ts';
import { render, type Values } from '../template/engine.ts';
import { addressOf } from './request.ts';

/** What is known of a call to write about it. */
export interface CallFacts {
  personId: string | null;
  name: string | null;
  number: string;
  direction: 'inbound' | 'outbound';
  /** Ms since the epoch. */
  at: number;
}

export interface Facts {
  language: Language;
  person: Person | null;
  call: CallFacts & { note: string };
  outcome: { en: string; ar: string } | null;
  callbackAt: number | null;
  agent: string;
  answers: Readonly<Record<string, string>>;
  /** How a rating of this call is asked for. */
  survey: { code: string; link: string };
  now: number;
}

/** Names that templates may read; `answers.…` are those of the script. */
export const knownNames = [
  'contact.name',
  'contact.first_name',
  'contact.other_name',
  'contact.organisation',
  'contact.role',
  'contact.email',
  'contact.city',
  'contact.number',
  'call.direction',
  'call.number',
  'call.date',
  'call.time',
  'call.note',
  'call.outcome',
  'callback.when',
  'agent.name',
  'survey.link',
  'survey.code',
  'answers',
] as const;

/** The address where a customer rates the call; empty when none is set up, or it would lead elsewhere. */
export function surveyLink(source: string, code: string): string {
  const filled = render(source, { survey: { code } });
  const url = filled.ok ? addressOf(source, filled.text) : null;
  return url?.protocol === 'https:' ? url.href : '';
}

/** What a request may name besides. */
export const knownInHooks = [
  ...knownNames,
  'to',
  'subject',
  'body',
  'key',
  'status',
  'reason',
  'since',
  'now',
  'case.id',
  'case.subject',
] as const;

/** The language to write to somebody in: theirs if we know it and have it, else the agent's. */
export function languageFor(person: Person | null, agents: Language): Language {
  return person?.language === 'ar' || person?.language === 'en' ? person.language : agents;
}

export function valuesOf(facts: Facts): Values {
  const { person, call, language, now } = facts;
  const formats = formatsOf(language);
  const name = (language === 'ar' ? person?.otherName : null) ?? person?.name ?? call.name ?? '';
  return {
    contact: {
      name,
      first_name: name.split(/\s+/)[0] ?? '',
      other_name: person?.otherName ?? '',
      organisation: person?.organisation?.name ?? '',
      role: person?.role ?? '',
      email: person?.email ?? '',
      city: person?.city ?? '',
      number: person?.numbers[0]?.e164 ?? person?.numbers[0]?.raw ?? call.number,
    },
    call: {
      direction: call.direction,
      number: call.number,
      date: formats.date(call.at, now),
      time: formats.time(call.at),
      note: call.note,
      outcome: facts.outcome?.[language] ?? '',
    },
    callback: {
      when: facts.callbackAt === null ? '' : dayAndTime(facts.callbackAt, language, person?.timeZone ?? null),
    },
    agent: { name: facts.agent },
    now: new Date(now).toISOString(),
    answers: facts.answers,
    survey: facts.survey,
  };
}

/** Thursday, 26 November at 10:00 by the clock in `zone`, or by this machine's where it is not known. */
export function dayAndTime(at: number, language: Language, zone: string | null): string {
  const locale = language === 'ar' ? 'ar-u-ca-gregory-nu-latn' : 'en-GB';
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  try {
    return new Intl.DateTimeFormat(locale, {
      ...options,
      ...(zone === null ? {} : { timeZone: zone }),
    }).format(at);
  } catch {
    return new Intl.DateTimeFormat(locale, options).format(at); // RangeError: a zone unknown to this runtime
  }
}
