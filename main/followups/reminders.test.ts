// Callbacks become due in a store on disk, under a clock that is set, a machine that sleeps and an app that starts again.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FollowUp } from '../../shared/people/types.ts';
import type { WritableDb } from '../store/database.ts';
import {
  addFollowUp,
  dueFollowUps,
  returnCallbacks,
  setDone,
  setReminder,
  takeReminders,
} from '../store/tables/follow-ups.ts';
import { minutes, noon, openTables, temporaryPlace } from '../store/testing/fixtures.ts';
import { Reminders } from './reminders.ts';

const place = temporaryPlace();
let db: WritableDb;
let clock = noon;
let returnAfter: number | null = null;
const said: FollowUp[][] = [];
const gaveBack: string[] = [];
let running: Reminders | null = null;

const begin = (): Reminders =>
  (running = new Reminders({
    store: {
      takeReminders: async at => takeReminders(db, at),
      returnCallbacks: async (before, at) => returnCallbacks(db, before, at),
    },
    now: () => clock,
    returnAfter: () => returnAfter,
    due: items => void said.push([...items]),
    returned: items => void gaveBack.push(...items.map(({ id }) => id)),
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  }));
const told = (): string[] => said.flat().map(({ id }) => id);

function promised(id: string, dueAt: number, agent: string | null = null): void {
  addFollowUp(db, {
    id,
    kind: 'callback',
    personId: null,
    interactionId: null,
    number: '+966505550142',
    what: id,
    dueAt,
    agent,
    sample: false,
  });
}

beforeEach(() => {
  db = openTables(place.file);
  db.exec('DELETE FROM follow_ups');
  clock = noon;
  returnAfter = null;
  said.length = 0;
  gaveBack.length = 0;
});
afterEach(() => {
  running?.dispose();
  vi.useRealTimers();
  db.close();
});

test('it is said once, within fifteen seconds of its time', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  promised('a', noon + minutes);
  begin();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(told()).toEqual([]);
  clock = noon + minutes + 1;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(told()).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told()).toEqual(['a']);
});

test('after a start it is said what became due meanwhile, and not again what was said before', async () => {
  promised('before', noon - 2 * minutes);
  await begin().look();
  promised('meanwhile', noon + 5 * minutes);
  running?.dispose();
  db.close();
  db = openTables(place.file);
  clock = noon + 60 * minutes;
  await begin().look();
  expect(said.map(items => items.map(({ id }) => id))).toEqual([['before'], ['meanwhile']]);
});

test('a clock that is set forward skips nothing; one that is set back says nothing twice and nothing early', async () => {
  promised('a', noon + minutes);
  promised('b', noon + 30 * minutes);
  const reminders = begin();
  clock = noon + 10 * minutes;
  await reminders.look();
  clock = noon - 60 * minutes;
  await reminders.look();
  clock = noon + 2 * minutes;
  await reminders.look();
  expect(told()).toEqual(['a']);
  clock = noon + 30 * minutes;
  await reminders.look();
  expect(told()).toEqual(['a', 'b']);
});

test('put off, it comes again then, and what was promised stays as it was', async () => {
  promised('a', noon);
  const reminders = begin();
  await reminders.look();
  setReminder(db, 'a', noon + 10 * minutes);
  clock = noon + 9 * minutes;
  await reminders.look();
  expect(told()).toEqual(['a']);
  clock = noon + 10 * minutes;
  await reminders.look();
  expect(told()).toEqual(['a', 'a']);
  expect(dueFollowUps(db, 9)).toMatchObject([{ id: 'a', dueAt: noon }]);
});

test('nobody is reminded of what is done', async () => {
  promised('a', noon);
  setDone(db, 'a', noon);
  await begin().look();
  expect(told()).toEqual([]);
});

test('a callback that waited too long for one agent is anybody’s, is said to be, and only once', async () => {
  returnAfter = 30;
  promised('mine', noon, 'Sami');
  promised('anyone', noon);
  const reminders = begin();
  clock = noon + 30 * minutes;
  await reminders.look();
  expect(gaveBack).toEqual([]);
  clock = noon + 31 * minutes;
  await reminders.look();
  await reminders.look();
  expect(gaveBack).toEqual(['mine']);
  expect(dueFollowUps(db, 9).find(({ id }) => id === 'mine')).toMatchObject({
    by: 'Sami',
    returnedAt: noon + 31 * minutes,
  });
});

test('one that its agent put off waits for them from then on, and with no such time for ever', async () => {
  promised('mine', noon, 'Sami');
  setReminder(db, 'mine', noon + 60 * minutes);
  const reminders = begin();
  clock = noon + 89 * minutes;
  returnAfter = 30;
  await reminders.look();
  expect(gaveBack).toEqual([]);
  returnAfter = null;
  clock = noon + 9_000 * minutes;
  await reminders.look();
  expect(gaveBack).toEqual([]);
});

test('a store that cannot be read costs one look', async () => {
  promised('a', noon);
  const reminders = begin();
  db.close();
  await reminders.look();
  db = openTables(place.file);
  await reminders.look();
  expect(told()).toEqual(['a']);
});

test('a window that opens begins with the reminder that was pressed, once', () => {
  const reminders = begin();
  reminders.choose('a');
  expect([reminders.takeChosen(), reminders.takeChosen()]).toEqual(['a', null]);
});
