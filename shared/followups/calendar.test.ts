import { describe, expect, it } from 'vitest';
import type { FollowUp } from '../people/types.ts';
import { calendarAddress, calendarSteps, type CalendarEntry } from './calendar.ts';

const url = 'https://calendar.example/sami/callbacks/';
const item = (id: string, change: Partial<FollowUp> = {}): FollowUp => ({
  id,
  kind: 'callback',
  personId: null,
  personName: null,
  number: null,
  what: id,
  dueAt: 5,
  by: 'Sami',
  returnedAt: null,
  zone: null,
  doneAt: null,
  ...change,
});
const entry = (followUpId: string, change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  followUpId,
  calendar: url,
  etag: '"1"',
  written: `${followUpId}@5`,
  attempts: 0,
  nextAt: 0,
  fault: null,
  detail: null,
  ...change,
});
const steps = (followUps: FollowUp[], entries: CalendarEntry[], what: 'mine' | 'all' | null = 'mine') =>
  calendarSteps({
    calendar: what === null ? null : { url, what },
    agentName: 'Sami',
    followUps,
    entries,
    mark: ({ id, dueAt, doneAt }) => `${id}@${doneAt === null ? dueAt : 'done'}`,
  }).map(step => [step.kind, step.kind === 'put' ? step.item.id : step.entry.followUpId]);

describe('what a calendar has to be told', () => {
  it.each([
    ['a new promise', [item('a')], [], [['put', 'a']]],
    ['one that stands there as it is', [item('a')], [entry('a')], []],
    ['one that was moved', [item('a', { dueAt: 6 })], [entry('a')], [['put', 'a']]],
    ['one that was done', [item('a', { doneAt: 9 })], [entry('a')], [['put', 'a']]],
    ['one that was done before it stood there', [item('a', { doneAt: 9 })], [], []],
    ['one that was taken back', [], [entry('a')], [['remove', 'a']]],
    ['one that went back to everybody', [item('a', { returnedAt: 7 })], [entry('a')], [['remove', 'a']]],
    ['one of somebody else', [item('a', { by: 'Rana' })], [], []],
    ['one that was never written', [item('a')], [entry('a', { written: null })], [['put', 'a']]],
  ])('%s', (_what, followUps, entries, expected) => {
    expect(steps(followUps, entries)).toEqual(expected);
  });

  it('all that is due, where that is wanted', () => {
    expect(steps([item('a', { by: null }), item('b', { by: 'Rana' })], [], 'all')).toEqual([
      ['put', 'a'],
      ['put', 'b'],
    ]);
  });

  it('nothing, once a calendar was left: what stands there stays', () => {
    const left = entry('a', { calendar: 'https://old.example/' });
    expect(steps([item('a')], [left])).toEqual([['forget', 'a']]);
    expect(steps([item('a')], [entry('a')], null)).toEqual([['forget', 'a']]);
  });
});

it.each([
  ['https://dav.example/cal', 'https://dav.example/cal/'],
  ['https://dav.example/cal/?x#y', 'https://dav.example/cal/'],
  ['http://127.0.0.1:5232/sami/cal/', 'http://127.0.0.1:5232/sami/cal/'],
  ['http://dav.example/cal/', null],
  ['https://sami:secret@dav.example/', null],
  ['file:///etc/passwd', null],
  ['dav.example', null],
])('%s is kept as %s', (given, kept) => {
  expect(calendarAddress(given)?.href ?? null).toBe(kept);
});
