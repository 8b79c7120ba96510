/**
 * The one gate before somebody is contacted: it lets through, asks the agent, or refuses, and says why. What is not known is
 * never a yes: an unknown time zone asks.
 */
import { z } from 'zod';
import type { Contact, RefusableChannel } from './contact.ts';
import { barredBy, barringReasons } from './contactable.ts';
import { isWithin, type WeeklyHours } from './hours.ts';

export const gateReasons = [
  ...barringReasons,
  'notAsked', // nobody asked them whether they may be written to
  'outsideHours',
  'zoneUnknown',
  'notChecked', // who they are cannot be read now
] as const;
export type GateReason = (typeof gateReasons)[number];

/** What a window is told of a contact that did not pass. */
export const barred = z.object({
  /** The strongest first. */
  reasons: z.array(z.enum(gateReasons)).min(1),
  /** Names, or what would be dialled or written to. */
  who: z.array(z.string().max(300)).max(20),
  /** Do-not-contact lists that they are on. */
  lists: z.array(z.string().max(120)).max(20),
  /** The agent may go on, saying why. */
  mayOverride: z.boolean(),
});
export type Barred = z.infer<typeof barred>;

/** What the agent says when going on; it stands in the audit log. */
export const override = z.strictObject({ why: z.string().trim().min(1).max(300) });
export type Override = z.infer<typeof override>;

export interface GatePolicy {
  /** Whoever refused may be contacted after all, by saying why. */
  override: boolean;
  /** When people may be called, by their own clock; none: at any time. */
  callingHours: WeeklyHours;
}

export interface GateFacts {
  channel: RefusableChannel;
  /** Whoever would be reached, as far as they are known. Null: it could not be found out. */
  contacts: readonly Contact[] | null;
  /** Their number that would be used, by person. */
  numberIds: Readonly<Record<string, string>>;
  /** Channels refused for the number as such; null is every channel. */
  refusedOfNumber: readonly (RefusableChannel | null)[];
  /** All zones that the country of the number has; null for a number of no country: an extension, a feature code. */
  numberZones: readonly string[] | null;
  /** Somebody whose consent was never asked for is asked about as well. */
  needsConsent: boolean;
}

/** Null lets through. `zonesOf`: every zone of a country (ISO 3166-1 alpha-2). */
export function judge(
  facts: GateFacts,
  policy: GatePolicy,
  now: number,
  zonesOf: (country: string) => readonly string[],
): Pick<Barred, 'reasons' | 'lists' | 'mayOverride'> | null {
  const { channel, contacts, numberIds, refusedOfNumber, numberZones } = facts;
  const found = new Set<GateReason>();
  if (contacts === null) found.add('notChecked');
  for (const contact of contacts ?? []) {
    for (const reason of barredBy(contact, channel, numberIds[contact.person.id] ?? null)) found.add(reason);
    if (facts.needsConsent && wasNotAsked(contact, channel)) found.add('notAsked');
  }
  if (refusedOfNumber.some(refused => refused === null || refused === channel)) found.add('numberRefused');
  if (channel === 'call' && policy.callingHours.length > 0) {
    const clocks = clocksOf(contacts ?? [], numberZones, zonesOf);
    if (clocks !== null)
      for (const zones of clocks) {
        const within = zones.map(zone => isWithin(policy.callingHours, zone, now));
        if (zones.length === 0 || within.includes(null)) found.add('zoneUnknown');
        if (within.includes(false)) found.add('outsideHours');
      }
  }
  const reasons = gateReasons.filter(reason => found.has(reason));
  if (reasons.length === 0) return null;
  return {
    reasons,
    lists: [...new Set((contacts ?? []).flatMap(({ barringLists }) => barringLists))].slice(0, 20),
    mayOverride: policy.override || !reasons.some(reason => isRefusal(reason)),
  };
}

const isRefusal = (reason: GateReason): boolean => (barringReasons as readonly GateReason[]).includes(reason);

function wasNotAsked({ fields, consents }: Contact, channel: RefusableChannel): boolean {
  return (
    channel !== 'letter' && !fields.consent[channel] && !consents.some(answer => answer.channel === channel)
  );
}

/**
 * The zones in which somebody may be now, for each who would be reached: the stated one, those of their addresses, those of
 * the number. A stated zone stands for its country. Null when nobody's clock matters: an extension that is nobody's.
 */
function clocksOf(
  contacts: readonly Contact[],
  numberZones: readonly string[] | null,
  zonesOf: (country: string) => readonly string[],
): string[][] | null {
  if (contacts.length === 0) return numberZones === null ? null : [[...numberZones]];
  return contacts.map(({ fields }) => {
    const countries = new Set(fields.addresses.flatMap(({ country }) => country ?? []));
    const places = [...countries].map(zonesOf);
    if (numberZones !== null && numberZones.length > 0) places.push(numberZones);
    const stated = fields.timeZone ?? '';
    const zones = places.flatMap(zonesThere => (zonesThere.includes(stated) ? [] : zonesThere));
    return [...new Set(stated === '' ? zones : [stated, ...zones])];
  });
}
