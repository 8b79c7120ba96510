/**
 * Follow-ups as iCalendar (RFC 5545): an event for a file that any calendar takes, a to-do for a calendar that is kept in
 * step. Grammar, escaping and folding by ical.js. What comes back from a server is hostile text.
 */
import ICAL from 'ical.js';
import { uidOf } from '../../shared/followups/calendar.ts';
import type { FollowUp } from '../../shared/people/types.ts';

export type CalendarItem = Pick<FollowUp, 'id' | 'dueAt' | 'what' | 'number' | 'doneAt'>;

// A line holds 75 octets at most (RFC 5545, 3.1); ical.js does not count the space that begins one that goes on.
ICAL.foldLength = 74;

const usualMinutes = 15;
/** No calendar object of ours comes near it; a longer one is not read. */
const mostCharacters = 200_000;

/** `uid` stays the same for the same follow-up, so that a second export moves the first. `now` in ms since the epoch. */
export function icalendar(item: Omit<CalendarItem, 'doneAt'>, title: string, now: number): string {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uidOf(item.id));
  event.addPropertyWithValue('dtstamp', utc(now));
  event.addPropertyWithValue('dtstart', utc(item.dueAt));
  event.addPropertyWithValue('dtend', utc(item.dueAt + usualMinutes * 60_000));
  describe(event, item, title);
  event.addSubcomponent(alarm(title, false));
  return calendarOf(event, 'PUBLISH').toString() + '\r\n';
}

/** A to-do for a server (RFC 4791, 4.1: without a method). */
export function todoOf(item: CalendarItem, title: string, now: number): string {
  const todo = new ICAL.Component('vtodo');
  todo.addPropertyWithValue('uid', uidOf(item.id));
  todo.addPropertyWithValue('created', utc(now));
  todo.addSubcomponent(alarm(title, true));
  settle(todo, item, title, now);
  return calendarOf(todo, null).toString() + '\r\n';
}

/** What the to-do of a follow-up says on a server; null when there is none in the text, or it cannot be read. */
export function readTodo(text: string, followUpId: string): { done: boolean } | null {
  const todo = findTodo(text, followUpId)?.todo;
  if (todo === undefined) return null;
  const status = String(todo.getFirstPropertyValue('status') ?? '').toUpperCase();
  return { done: status === 'COMPLETED' || todo.hasProperty('completed') };
}

/**
 * Their to-do with what Hatif says of it; all else in it (their notes, categories, other alarms) stays. Null when it cannot be
 * read: it is then written anew.
 */
export function mergeTodo(text: string, item: CalendarItem, title: string, now: number): string | null {
  const found = findTodo(text, item.id);
  if (found === null) return null;
  settle(found.todo, item, title, now);
  return found.calendar.toString() + '\r\n';
}

function settle(todo: ICAL.Component, item: CalendarItem, title: string, now: number): void {
  for (const name of ['dtstamp', 'last-modified', 'due', 'status', 'completed', 'percent-complete'])
    todo.removeAllProperties(name);
  todo.addPropertyWithValue('dtstamp', utc(now));
  todo.addPropertyWithValue('last-modified', utc(now));
  todo.addPropertyWithValue('due', utc(item.dueAt));
  // DUE must lie behind DTSTART and may not stand beside DURATION (RFC 5545, 3.6.2, 3.8.2.3).
  todo.removeAllProperties('dtstart');
  todo.removeAllProperties('duration');
  todo.addPropertyWithValue('status', item.doneAt === null ? 'NEEDS-ACTION' : 'COMPLETED');
  if (item.doneAt !== null) {
    todo.addPropertyWithValue('completed', utc(item.doneAt));
    todo.addPropertyWithValue('percent-complete', 100);
  }
  for (const name of ['summary', 'description', 'url']) todo.removeAllProperties(name);
  describe(todo, item, title);
}

function describe(
  component: ICAL.Component,
  { what, number }: Pick<CalendarItem, 'what' | 'number'>,
  title: string,
): void {
  component.addPropertyWithValue('summary', plain(title));
  const description = [what, number].filter(part => part !== null && part !== '').join('\n');
  if (description !== '') component.addPropertyWithValue('description', plain(description));
  const digits = number?.replaceAll(/[^\d+]/g, '') ?? '';
  if (/^\+?\d{3,20}$/.test(digits)) component.addPropertyWithValue('url', `tel:${digits}`);
}

function alarm(title: string, atDue: boolean): ICAL.Component {
  const at = new ICAL.Component('valarm');
  at.addPropertyWithValue('action', 'DISPLAY');
  at.addPropertyWithValue('description', plain(title));
  const trigger = at.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(0));
  // A to-do without DTSTART has its alarm by DUE (RFC 5545, 3.8.6.3).
  if (atDue) trigger.setParameter('related', 'END');
  return at;
}

function calendarOf(component: ICAL.Component, method: string | null): ICAL.Component {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Hatif//Hatif//EN');
  if (method !== null) calendar.addPropertyWithValue('method', method);
  calendar.addSubcomponent(component);
  return calendar;
}

function findTodo(
  text: string,
  followUpId: string,
): { calendar: ICAL.Component; todo: ICAL.Component } | null {
  if (text.length > mostCharacters) return null;
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const todo = calendar
      .getAllSubcomponents('vtodo')
      .find(each => each.getFirstPropertyValue('uid') === uidOf(followUpId));
    return calendar.name === 'vcalendar' && todo !== undefined ? { calendar, todo } : null;
  } catch {
    return null; // ParserError: not iCalendar
  }
}

const utc = (at: number): ICAL.Time => ICAL.Time.fromJSDate(new Date(Math.floor(at / 1000) * 1000), true);

/** RFC 5545, 3.3.11: lines within a text end in `\n`; other control characters have no place in it. */
const plain = (value: string): string =>
  value.replaceAll(/\r\n|\r|\u2028|\u2029/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
