/** One follow-up as an iCalendar file (RFC 5545), for a calendar that somebody keeps elsewhere. */
import type { FollowUp } from '../people/types.ts';

const minutes = 60_000;
const usualLength = 15 * minutes;

/** `uid` stays the same for the same follow-up, so that a second export moves the first. `now` in ms since the epoch. */
export function icalendar(
  item: Pick<FollowUp, 'id' | 'dueAt' | 'what' | 'personName' | 'number'>,
  title: string,
  now: number,
): string {
  const description = [item.what, item.number].filter(part => part !== null && part !== '').join('\n');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hatif//Hatif//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${text(item.id)}@hatif`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(item.dueAt)}`,
    `DTEND:${utc(item.dueAt + usualLength)}`,
    `SUMMARY:${text(title)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${text(description)}`]),
    ...telephone(item.number),
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(title)}`,
    'TRIGGER:PT0S',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

const utc = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** RFC 5545, 3.3.11: what ends a line or a value is escaped; other control characters have no place in it. */
const text = (value: string): string =>
  value
    .replaceAll(/[\\;,]/g, mark => `\\${mark}`)
    .replaceAll(/\r\n|\r|\n|\u2028|\u2029/g, '\\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

const telephone = (number: string | null): string[] => {
  const digits = number?.replaceAll(/[^\d+]/g, '') ?? '';
  return /^\+?\d{3,20}$/.test(digits) ? [`URL:tel:${digits}`] : [];
};

/** RFC 5545, 3.1: no line longer than 75 octets; what is cut goes on after a space, never within a character. */
function fold(line: string): string {
  let out = '';
  let octets = 0;
  for (const letter of line) {
    const size = octetsOf(letter);
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += letter;
    octets += size;
  }
  return out;
}

/** Octets of one character in UTF-8. */
function octetsOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
