/** Weekly hours in a time zone: when somebody works, or likes to be called. */
import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** `days` are 1 Monday … 7 Sunday (ISO 8601); `to` not after `from` ends on the following day. No spans: always. */
export const hoursSpan = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: clock,
  to: clock,
});
export const weeklyHours = z.array(hoursSpan).max(14);
export type WeeklyHours = z.infer<typeof weeklyHours>;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether `at` (ms since the epoch) lies in the hours; null when the zone is not known here. */
export function isWithin(hours: WeeklyHours, zone: string, at: number): boolean | null {
  const local = localTime(zone, at);
  if (local === null) return null;
  if (hours.length === 0) return true;
  const { day, minutes } = local;
  const before = day === 1 ? 7 : day - 1;
  return hours.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (end > start) return days.includes(day) && minutes >= start && minutes < end;
    return (days.includes(day) && minutes >= start) || (days.includes(before) && minutes < end);
  });
}

const formats = new Map<string, Intl.DateTimeFormat | null>();
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localTime(zone: string, at: number): { day: number; minutes: number } | null {
  let format = formats.get(zone);
  if (format === undefined) {
    format = formatIn(zone);
    formats.set(zone, format);
  }
  if (format === null) return null;
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: dayNames.indexOf(parts['weekday'] ?? '') + 1,
    minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const clockIn = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    return new Intl.DateTimeFormat('en-GB', { ...clockIn, timeZone });
  } catch {
    return null; // RangeError: a zone that this runtime does not know
  }
}

/** Days that follow each other, as spans of first and last: [1,2,3,5] gives [[1,3],[5,5]]. */
export function daySpans(days: readonly number[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}
