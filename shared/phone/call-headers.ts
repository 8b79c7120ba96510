/** What a phone system says of a call in header fields of its own: text to show, and how long the caller waited before. */
import { z } from 'zod';

export const callHeader = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/),
  /** Under which it is shown; empty: under its name. */
  label: z.string().trim().max(40),
  /** It says how long the caller waited: seconds, m:ss or h:mm:ss. */
  waiting: z.boolean(),
});
export type CallHeader = z.infer<typeof callHeader>;
export const mostCallHeaders = 16;

/** As queues of common phone systems name it. */
export const usualCallHeaders: CallHeader[] = [
  'X-Wait-Time',
  'X-Queue-Wait',
  'X-Queue-Wait-Time',
  'X-Queue-Time',
].map(name => ({ name, label: '', waiting: true }));

const mostValue = 200;
const longestWait = 24 * 60 * 60;

/** Hostile text, one line each. */
export const fromExchange = z.object({
  fields: z
    .array(z.object({ label: z.string().max(64), value: z.string().max(mostValue) }))
    .max(mostCallHeaders),
  /** Seconds. */
  waitedFor: z.number().int().nullable(),
});
export type FromExchange = z.infer<typeof fromExchange>;

/** Null when nothing that the table names is there. The first header that says a wait is believed. */
export function readCallHeaders(
  table: readonly CallHeader[],
  message: { getHeader(name: string): string | undefined },
): FromExchange | null {
  const said: FromExchange = { fields: [], waitedFor: null };
  for (const { name, label, waiting } of table) {
    const value = plain(message.getHeader(name) ?? '');
    if (value === '') continue;
    if (waiting) said.waitedFor ??= secondsIn(value);
    else said.fields.push({ label: label || name, value });
  }
  return said.fields.length === 0 && said.waitedFor === null ? null : said;
}

/** Without what draws nothing, turns the direction or breaks the line; escapes of a URI are left as they stand. */
function plain(value: string): string {
  const line = value
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .trim();
  return line.length <= mostValue ? line : line.slice(0, mostValue).replace(/[\ud800-\udbff]$/, '');
}

function secondsIn(value: string): number | null {
  const found = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,6})(?:\.\d+)?\s*s?$/i.exec(value);
  if (found === null) return null;
  const [, hours, minutes, last = '0'] = found;
  if (minutes !== undefined && Number(last) > 59) return null;
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(last);
  return seconds <= longestWait ? seconds : null;
}
