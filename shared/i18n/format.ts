/**
 * Times, dates and spans as people read them. European figures in both languages: they match keypads, case numbers and
 * what callers read out. Gregorian calendar in both.
 */
import type { Language } from '../settings/schema.ts';

const locales = { en: 'en-GB', ar: 'ar-u-ca-gregory-nu-latn' } as const satisfies Record<Language, string>;
const dayMs = 86_400_000;

export interface Formats {
  rightToLeft: boolean;
  /** 14:05 */
  time(at: number): string;
  /** 18 November, with the year when it is another one. */
  date(at: number, now: number): string;
  /** As short as it can be: 14:05, tomorrow 10:00, Thu 14:20, 18 Nov, 18 Nov 2025. */
  when(at: number, now: number): string;
  /** For narrow columns: 14:05 today, 25 Nov else; 25/11 in Arabic, whose names of months are long. */
  brief(at: number, now: number): string;
  /** 3 days ago, in 2 hours. */
  ago(at: number, now: number): string;
  /** Name of the day: today, tomorrow, Thursday, 18 Nov. */
  day(at: number, now: number): string;
  /** Wall clock in an IANA zone; null when the zone is not known here. */
  timeIn(at: number, zone: string): string | null;
  /** Name of a country by its ISO 3166-1 alpha-2 code. */
  country(code: string): string;
  /** Name of a day of the week, 1 Monday … 7 Sunday. */
  weekday(day: number, width: 'short' | 'long'): string;
  /** Name of a language by its BCP 47 tag. */
  language(tag: string): string;
  /** a, b and c */
  list(parts: readonly string[]): string;
  /** a, b and c, in full: each holds. */
  both(parts: readonly string[]): string;
  /** a, b or c */
  either(parts: readonly string[]): string;
}

/** m:ss under an hour, h:mm:ss after. Never negative. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const s = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${s}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`;
}

/** Whole calendar days from `from` to `to`, by the clock of this machine. */
export function daysBetween(from: number, to: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / dayMs);
}

/** Made at its first use: Intl objects are costly, and a page needs few of them. */
function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function dates(locale: string, options: Intl.DateTimeFormatOptions): { format(at: number): string } {
  const made = once(() => new Intl.DateTimeFormat(locale, options));
  return { format: at => made().format(at) };
}

function build(language: Language): Formats {
  const locale = locales[language];
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = dates(locale, clock);
  const weekday = dates(locale, { weekday: 'short' });
  const longWeekday = dates(locale, { weekday: 'long' });
  const dayMonth = dates(locale, { day: 'numeric', month: 'short' });
  const dayMonthYear = dates(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const figures = dates('en-GB', { day: 'numeric', month: 'numeric' });
  const briefDate = (at: number) =>
    language === 'ar' ? `\u2066${figures.format(at)}\u2069` : dayMonth.format(at);
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const countries = once(() => new Intl.DisplayNames([locale], { type: 'region' }));
  const languages = once(() => new Intl.DisplayNames([locale], { type: 'language' }));
  const lists = once(() => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }));
  const utc = { timeZone: 'UTC' } as const;
  const weekdays = {
    short: dates(locale, { weekday: 'short', ...utc }),
    long: dates(locale, { weekday: 'long', ...utc }),
  };
  const conjunction = once(() => new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }));
  const disjunction = once(() => new Intl.ListFormat(locale, { type: 'disjunction', style: 'long' }));
  const zones = new Map<string, Intl.DateTimeFormat | null>();

  const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear();
  const date = (at: number, now: number) => (sameYear(at, now) ? dayMonth : dayMonthYear).format(at);

  const zone = (name: string): Intl.DateTimeFormat | null => {
    if (!zones.has(name)) zones.set(name, zoneFormat(locale, name, clock));
    return zones.get(name) ?? null;
  };

  return {
    rightToLeft: language === 'ar',
    time: at => time.format(at),
    date,
    when(at, now) {
      const days = daysBetween(now, at);
      if (days === 0) return time.format(at);
      if (days === 1 || days === -1) return `${relative().format(days, 'day')} ${time.format(at)}`;
      if (days > -6 && days < 7) return `${weekday.format(at)} ${time.format(at)}`;
      return days > 0 ? `${date(at, now)} ${time.format(at)}` : date(at, now);
    },
    brief: (at, now) => (daysBetween(now, at) === 0 ? time.format(at) : briefDate(at)),
    ago(at, now) {
      const ms = at - now;
      const days = daysBetween(now, at);
      if (Math.abs(ms) < 60_000) return relative().format(0, 'minute');
      if (days === 0 && Math.abs(ms) < 3_600_000) return relative().format(Math.trunc(ms / 60_000), 'minute');
      if (days === 0) return relative().format(Math.trunc(ms / 3_600_000), 'hour');
      if (Math.abs(days) < 14) return relative().format(days, 'day');
      if (Math.abs(days) < 60) return relative().format(Math.trunc(days / 7), 'week');
      if (Math.abs(days) < 365) return relative().format(Math.trunc(days / 30.4), 'month');
      return relative().format(Math.trunc(days / 365.25), 'year');
    },
    day(at, now) {
      const days = daysBetween(now, at);
      if (days >= -1 && days <= 1) return relative().format(days, 'day');
      return days > 0 && days < 7 ? longWeekday.format(at) : date(at, now);
    },
    timeIn: (at, name) => zone(name)?.format(at) ?? null,
    country: code => countries().of(code) ?? code,
    language: tag => languageName(languages(), tag),
    list: parts => lists().format(parts),
    // 5 January 1970 was a Monday.
    weekday: (day, width) => weekdays[width].format((4 + day - 1) * dayMs),
    both: parts => conjunction().format(parts),
    either: parts => disjunction().format(parts),
  };
}

function languageName(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag; // RangeError: not a tag
  }
}

function zoneFormat(
  locale: string,
  timeZone: string,
  clock: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat(locale, { ...clock, timeZone });
  } catch {
    return null; // RangeError: a zone from a record, unknown to this runtime
  }
}

const built = new Map<Language, Formats>();

/** The formats of a language, made once. */
export function formatsOf(language: Language): Formats {
  const formats = built.get(language) ?? build(language);
  built.set(language, formats);
  return formats;
}
