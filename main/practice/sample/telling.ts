/** How the history of the sample is told. Times are days, hours and minutes ago. */
import type { Channel } from '../../../shared/people/types.ts';
import { words } from './words.ts';
import type { Words } from './words.ts';

export interface DraftEntry {
  personId: string;
  channel: Channel;
  direction: 'inbound' | 'outbound' | 'none';
  at: number;
  subject: Words;
  detail: Words | null;
  by: Words | null;
  seconds: number | null;
  outcomeId: string | null;
}

export const MINUTE = 60_000;
export const ago = (days: number, hours = 0, minutes = 0): number =>
  -((days * 24 + hours) * 60 + minutes) * MINUTE;
type Way = 'in' | 'out';
type Told = [en: string, ar: string];

export function entry(
  channel: Channel,
  way: Way | 'none',
  personId: string,
  at: number,
  subject: Told,
  detail: Told | null,
  by: Words | null,
  call: { seconds: number | null; outcomeId: string | null } = { seconds: null, outcomeId: null },
): DraftEntry {
  return {
    personId,
    channel,
    direction: way === 'none' ? 'none' : way === 'in' ? 'inbound' : 'outbound',
    at,
    subject: words(...subject),
    detail: detail === null ? null : words(...detail),
    by,
    ...call,
  };
}

/** A call that was answered, with its length as m:ss, or was not (null). */
export function call(
  way: Way,
  personId: string,
  at: number,
  length: string | null,
  outcomeId: string | null,
  by: Words | null,
  subject: Told,
  detail: Told | null = null,
): DraftEntry {
  const [minutes, seconds] = (length ?? '').split(':').map(Number);
  const total = length === null ? null : (minutes ?? 0) * 60 + (seconds ?? 0);
  return entry('call', way, personId, at, subject, detail, by, { seconds: total, outcomeId });
}
