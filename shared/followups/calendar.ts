/** What has to be written into a calendar elsewhere, so that it says what the due list says. Pure. */
import { z } from 'zod';
import { ownerOf } from './owner.ts';
import { outboxFault } from '../outbox/types.ts';
import type { FollowUp } from '../people/types.ts';

export const calendarSettings = z.object({
  /** Of the calendar itself; https, or http to this computer. */
  url: z.string().max(512),
  user: z.string().max(254),
  /** Only what is mine, or all that is due. */
  what: z.enum(['mine', 'all']),
  /** It may be in this network; absent: only on the public Internet, or on this computer. */
  allowPrivate: z.boolean().optional(),
});
export type CalendarSettings = z.infer<typeof calendarSettings>;

/** How it stands, for who set it up. */
export const calendarView = z.object({
  /** Entries that the server does not have as they are here. */
  waiting: z.number().int(),
  /** How many stand there. */
  kept: z.number().int(),
  fault: outboxFault.nullable(),
  detail: z.string().max(300).nullable(),
});
export type CalendarView = z.infer<typeof calendarView>;

/** An entry as it was last left on the server. */
export interface CalendarEntry {
  followUpId: string;
  calendar: string;
  etag: string | null;
  /** Mark of what was last written; null before anything was. */
  written: string | null;
  attempts: number;
  nextAt: number;
  fault: z.infer<typeof outboxFault> | null;
  detail: string | null;
}

/** What a follow-up is called outside, for ever. */
export const uidOf = (followUpId: string): string => `${followUpId}@hatif`;

export type CalendarStep =
  | { kind: 'put'; item: FollowUp; entry: CalendarEntry | null; mark: string }
  | { kind: 'remove'; entry: CalendarEntry }
  /** It belongs to a calendar that was left: what stands there stays. */
  | { kind: 'forget'; entry: CalendarEntry };

/** `https:` anywhere; `http:` to this computer alone, because the password would go along in the clear. */
export function calendarAddress(url: string): URL | null {
  const address = URL.parse(url);
  if (address === null || address.username !== '' || address.password !== '') return null;
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && isHere(address))) return null;
  address.hash = '';
  address.search = '';
  if (!address.pathname.endsWith('/')) address.pathname += '/';
  return address;
}

/** This computer, by its name. */
export const isHere = (address: URL): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);

export interface CalendarFacts {
  /** Null when no calendar is kept. */
  calendar: { url: string; what: CalendarSettings['what'] } | null;
  agentName: string;
  /** Open ones, and those done of which an entry stands there. */
  followUps: readonly FollowUp[];
  entries: readonly CalendarEntry[];
  /** Names what a follow-up would say there. */
  mark: (item: FollowUp) => string;
}

/** Everything to do, the soonest promise first. What is done is ticked off there; what is gone here goes there too. */
export function calendarSteps({
  calendar,
  agentName,
  followUps,
  entries,
  mark,
}: CalendarFacts): CalendarStep[] {
  const known = new Map(entries.map(entry => [entry.followUpId, entry]));
  const steps: CalendarStep[] = [];
  if (calendar !== null)
    for (const item of followUps) {
      const entry = known.get(item.id) ?? null;
      if (entry !== null && entry.calendar !== calendar.url) continue;
      const wanted = calendar.what === 'all' || ownerOf(item, agentName) === 'mine';
      if (!wanted || (item.doneAt !== null && entry === null)) continue;
      known.delete(item.id);
      const now = mark(item);
      if (entry?.written !== now) steps.push({ kind: 'put', item, entry, mark: now });
    }
  for (const entry of known.values())
    steps.push({ kind: entry.calendar === calendar?.url ? 'remove' : 'forget', entry });
  return steps;
}
