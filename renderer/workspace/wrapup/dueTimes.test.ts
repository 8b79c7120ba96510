import { describe, expect, test } from 'vitest';
import { inDays, inOneHour, instantOf, tomorrowAt, wallClock } from './dueTimes.ts';

const utc = (iso: string): number => Date.parse(`${iso}Z`);
const wall = (year: number, month: number, day: number, hour: number, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
});

describe('a wall clock becomes an instant', () => {
  test.each([
    ['Asia/Riyadh', wall(2026, 11, 25, 10), '2026-11-25T07:00'],
    ['Asia/Kathmandu', wall(2026, 11, 25, 10), '2026-11-25T04:15'],
    ['America/New_York', wall(2026, 11, 25, 10), '2026-11-25T15:00'],
    ['Pacific/Kiritimati', wall(2026, 11, 25, 10), '2026-11-24T20:00'],
    ['Europe/Berlin', wall(2026, 3, 29, 4), '2026-03-29T02:00'],
  ])('in %s', (zone, clock, iso) => {
    expect(instantOf(clock, zone)).toBe(utc(iso));
    expect(wallClock(instantOf(clock, zone), zone)).toEqual(clock);
  });

  test.each([
    // East and west of Greenwich, by an hour and by half an hour, and a whole day that was left out.
    ['Europe/Berlin', wall(2026, 3, 29, 2, 30), wall(2026, 3, 29, 3, 30)],
    ['America/New_York', wall(2026, 3, 8, 2, 30), wall(2026, 3, 8, 3, 30)],
    ['Africa/Cairo', wall(2026, 4, 24, 0, 15), wall(2026, 4, 24, 1, 15)],
    ['Australia/Lord_Howe', wall(2026, 10, 4, 2, 10), wall(2026, 10, 4, 2, 40)],
    ['Pacific/Apia', wall(2011, 12, 30, 10), wall(2011, 12, 31, 10)],
  ])('one that never comes in %s moves forward by the gap', (zone, clock, shown) => {
    expect(wallClock(instantOf(clock, zone), zone)).toEqual(shown);
  });

  test.each([
    ['Europe/Berlin', wall(2026, 10, 25, 2, 30), '2026-10-25T00:30'],
    ['America/New_York', wall(2026, 11, 1, 1, 30), '2026-11-01T05:30'],
  ])('one that comes twice in %s is the first', (zone, clock, iso) => {
    expect(instantOf(clock, zone)).toBe(utc(iso));
  });

  test('days beyond the month run on, and a zone that nobody knows is this machine’s', () => {
    expect(instantOf(wall(2026, 11, 31, 9), 'Asia/Riyadh')).toBe(utc('2026-12-01T06:00'));
    expect(instantOf(wall(2026, 6, 1, 9), 'Mars/Olympus')).toBe(instantOf(wall(2026, 6, 1, 9), null));
  });
});

describe('what is offered', () => {
  test('keeps the hour of the customer’s day over a change of their clocks', () => {
    const eve = utc('2026-03-28T12:00');
    expect(tomorrowAt(10, eve, 'Europe/Berlin')).toBe(utc('2026-03-29T08:00'));
    expect(inDays(3, eve, 'Europe/Berlin')).toBe(utc('2026-03-31T11:00'));
    expect(tomorrowAt(10, utc('2026-10-24T12:00'), 'Europe/Berlin')).toBe(utc('2026-10-25T09:00'));
  });

  test('is tomorrow by the customer’s calendar, not by ours', () => {
    // Half past eleven at night in Riyadh is already the next day in Auckland.
    const late = utc('2026-11-24T20:30');
    expect(tomorrowAt(10, late, 'Asia/Riyadh')).toBe(utc('2026-11-25T07:00'));
    expect(tomorrowAt(10, late, 'Pacific/Auckland')).toBe(utc('2026-11-25T21:00'));
  });

  test('in an hour is an hour of time, also across a change, on the full minute', () => {
    expect(inOneHour(utc('2026-03-29T00:30:10'))).toBe(utc('2026-03-29T01:31:00'));
  });
});
