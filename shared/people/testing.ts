/**
 * The gate's independent oracle (bar S7): a case is described flatly, drawn at random, and judged by other means than the gate
 * uses. Clocks are read as ISO-like text, refusals by plain questions to the description.
 */
import type { Contact } from './contact.ts';
import type { GateFacts, GatePolicy } from './gate.ts';
import type { WeeklyHours } from './hours.ts';

export interface Someone {
  doNotContact: boolean;
  refusedChannels: ('call' | 'email' | 'message' | 'letter')[];
  /** What they answered about this channel, and what holds now. */
  answered: 'yes' | 'no' | 'never';
  consentNow: boolean;
  numberRefused: (GateFacts['channel'] | null)[];
  onBarringList: boolean;
  zone: string | null;
  countries: string[];
}

export interface GateCase {
  channel: GateFacts['channel'];
  people: Someone[] | null;
  refusedOfNumber: (GateFacts['channel'] | null)[];
  numberCountry: string | null;
  needsConsent: boolean;
  override: boolean;
  hours: WeeklyHours;
  now: number;
}

/** ZZ has no zone that anybody knows. */
const zonesByCountry: Record<string, string[]> = {
  SA: ['Asia/Riyadh'],
  AU: ['Australia/Perth', 'Australia/Adelaide', 'Australia/Sydney'],
  US: ['Pacific/Honolulu', 'America/Los_Angeles', 'America/New_York'],
  GB: ['Europe/London'],
  NP: ['Asia/Kathmandu'],
  ZZ: [],
};
export const zonesOfCase = (country: string): readonly string[] => zonesByCountry[country] ?? [];

const channels = ['call', 'call', 'call', 'email', 'message', 'letter'] as const;

/** `random` gives 0 up to 1. */
export function drawCase(random: () => number): GateCase {
  const chance = (share: number): boolean => random() < share;
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const some = <T>(all: readonly T[], share: number): T[] => all.filter(() => chance(share));
  const countries = Object.keys(zonesByCountry);
  const clock = (): string =>
    `${String(Math.floor(random() * 24)).padStart(2, '0')}:${one(['00', '15', '30', '59'])}`;
  const someone = (): Someone => ({
    doNotContact: chance(0.1),
    refusedChannels: some(['call', 'email', 'message', 'letter'], 0.08),
    answered: one(['yes', 'no', 'never', 'never']),
    consentNow: chance(0.7),
    numberRefused: some(['call', 'message', null], 0.05),
    onBarringList: chance(0.08),
    zone: chance(0.3) ? null : one([...Object.values(zonesByCountry).flat(), 'Mars/Olympus']),
    countries: some(countries, 0.15),
  });
  return {
    channel: one(channels),
    people: chance(0.05) ? null : Array.from({ length: Math.floor(random() * 3) }, someone),
    refusedOfNumber: some(['call', 'email', null], 0.05),
    numberCountry: chance(0.25) ? null : one(countries),
    needsConsent: chance(0.3),
    override: chance(0.5),
    hours: Array.from({ length: Math.floor(random() * 3) }, () => ({
      days: some([1, 2, 3, 4, 5, 6, 7], 0.7),
      from: clock(),
      to: clock(),
    })),
    now: Date.UTC(2026, 0, 1) + Math.floor(random() * 366 * 24 * 60) * 60_000,
  };
}

export function factsOf(drawn: GateCase): { facts: GateFacts; policy: GatePolicy } {
  const { channel, people, refusedOfNumber, numberCountry, needsConsent, override, hours } = drawn;
  return {
    policy: { override, callingHours: hours },
    facts: {
      channel,
      contacts: people?.map((person, index) => contactOf(person, index, channel)) ?? null,
      numberIds: Object.fromEntries((people ?? []).map((_person, index) => [`p${index}`, `n${index}`])),
      refusedOfNumber,
      numberZones: numberCountry === null ? null : zonesOfCase(numberCountry),
      needsConsent,
    },
  };
}

function contactOf(person: Someone, index: number, channel: GateFacts['channel']): Contact {
  const consent = { call: true, email: true, message: true, [channel]: person.consentNow };
  return {
    person: { id: `p${index}` },
    fields: {
      doNotContact: person.doNotContact,
      refusedChannels: person.refusedChannels,
      consent,
      timeZone: person.zone,
      addresses: person.countries.map(country => ({ country })),
    },
    consents:
      person.answered === 'never'
        ? []
        : [{ channel, given: person.answered === 'yes', at: 0, source: 'agent' }],
    refusedNumbers: person.numberRefused.map(refused => ({ numberId: `n${index}`, channel: refused })),
    barringLists: person.onBarringList ? ['Never'] : [],
  } as unknown as Contact;
}

export type OracleVerdict = 'allow' | 'ask' | 'refuse';

/** What a careful person would say. */
export function oracle(drawn: GateCase): OracleVerdict {
  if (refuses(drawn)) return drawn.override ? 'ask' : 'refuse';
  return isDoubtful(drawn) ? 'ask' : 'allow';
}

function refuses({ channel, people, refusedOfNumber }: GateCase): boolean {
  const meant = (refused: GateFacts['channel'] | null): boolean => refused === null || refused === channel;
  if (refusedOfNumber.some(meant)) return true;
  for (const person of people ?? []) {
    if (person.doNotContact || person.onBarringList || person.refusedChannels.includes(channel)) return true;
    if (person.numberRefused.some(meant)) return true;
    if (channel !== 'letter' && person.answered === 'no' && !person.consentNow) return true;
  }
  return false;
}

function isDoubtful(drawn: GateCase): boolean {
  const { channel, people, numberCountry, needsConsent, hours, now } = drawn;
  if (people === null) return true;
  if (needsConsent && channel !== 'letter')
    if (people.some(person => person.answered === 'never' && !person.consentNow)) return true;
  if (channel !== 'call' || hours.length === 0) return false;
  const reached = people.length > 0 ? people : [{ zone: null, countries: [] as string[] }];
  if (people.length === 0 && numberCountry === null) return false;
  return reached.some(({ zone, countries }) => {
    const places = [...countries, ...(numberCountry === null ? [] : [numberCountry])].map(zonesOfCase);
    const clocks = zone === null ? [] : [zone];
    for (const place of places) if (zone === null || !place.includes(zone)) clocks.push(...place);
    return clocks.length === 0 || clocks.some(each => !isOpen(each, hours, now));
  });
}

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** An unknown zone is open for nobody. */
function isOpen(zone: string, hours: WeeklyHours, now: number): boolean {
  if (!clocks.has(zone)) clocks.set(zone, swedish(zone));
  const text = clocks.get(zone)?.format(now);
  if (text === undefined) return false;
  const [date, time] = [text.slice(0, 10), text.slice(11, 16)];
  const today = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  const yesterday = today === 1 ? 7 : today - 1;
  return hours.some(({ days, from, to }) =>
    to > from
      ? days.includes(today) && time >= from && time < to
      : (days.includes(today) && time >= from) || (days.includes(yesterday) && time < to),
  );
}

function swedish(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  } catch {
    return null;
  }
}
