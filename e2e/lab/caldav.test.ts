// Callbacks in the calendar of a real CalDAV server, from a real store: written, moved, ticked off, taken back, and never doubled.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, type TestContext } from 'vitest';
import { CalendarClient, type DavAnswer } from '../../main/followups/caldav/client.ts';
import { CalendarPublisher, tryCalendar } from '../../main/followups/caldav/publisher.ts';
import type { WritableDb } from '../../main/store/database.ts';
import { calendarState, setCalendarEntry } from '../../main/store/tables/calendar-items.ts';
import { addFollowUp, removeFollowUp, setDone, setDue } from '../../main/store/tables/follow-ups.ts';
import { noon, openTables, temporaryPlace } from '../../main/store/testing/fixtures.ts';
import type { CalendarSettings } from '../../shared/followups/calendar.ts';
import { readTodo } from '../../main/followups/icalendar.ts';
import { radicale, radicaleReady, type Radicale } from './radicale.ts';

const hour = 3_600_000;
const place = temporaryPlace();
let server: Radicale | null = null;
let why = '';
let db: WritableDb;
let calendar: CalendarSettings | null;
let clock = noon;
let napping: { ms: number; act: () => void } | null = null;
const ticked: string[] = [];
let rounds = 0;

beforeAll(async () => {
  const readiness = await radicaleReady();
  if (readiness.ready) server = await radicale();
  else why = readiness.reason;
});
afterAll(async () => {
  await server?.close();
  place.dispose();
});

/** Skips, with the reason, where the server cannot be had: on Debian it always runs. */
function here(context: TestContext): Radicale {
  if (server === null) context.skip(why);
  return server as Radicale;
}

beforeEach(async () => {
  db = openTables(place.file);
  db.exec('DELETE FROM follow_ups; DELETE FROM calendar_items');
  clock = noon;
  napping = null;
  ticked.length = 0;
  if (server === null) return;
  const path = `/sami/callbacks-${(rounds += 1)}/`;
  calendar = { url: new URL(path, server.url).href, user: server.user, what: 'mine' };
  const made = await server.ask('MKCALENDAR', path);
  if (made.status !== 201) throw new Error(`no calendar was made: ${made.status}`);
});
afterEach(() => void db.close());

const publisher = (client?: () => CalendarClient): CalendarPublisher =>
  new CalendarPublisher({
    store: {
      calendar: async () => calendarState(db),
      setCalendarEntry: async (entry, gone) => setCalendarEntry(db, entry, gone),
      setFollowUpDone: async (id, at) => void setDone(db, id, at),
    },
    settings: () => ({ calendar, agentName: 'Sami' }),
    password: () => server?.password ?? '',
    title: () => 'معاودة الاتصال: ليلى',
    doneThere: ({ id }) => void ticked.push(id),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => clock,
    random: () => 0,
    later: (ms, act) => {
      napping = { ms, act };
      return () => (napping = null);
    },
    ...(client === undefined ? {} : { client }),
  });

async function keep(by = publisher()): Promise<void> {
  by.wake();
  await by.settled();
}

const promise = (id: string, dueAt = noon + hour, agent: string | null = 'Sami'): void =>
  void addFollowUp(db, {
    id,
    kind: 'callback',
    personId: null,
    interactionId: null,
    number: '+966505550142',
    what: 'Alarm E4; loan unit, 16:00',
    dueAt,
    agent,
    sample: false,
  });

const path = (id: string): string => `${new URL(calendar?.url ?? '').pathname}${id}%40hatif.ics`;
const there = async (id: string, { ask }: Radicale): Promise<string | null> => {
  const answer = await ask('GET', path(id));
  return answer.status === 200 ? answer.text() : null;
};

test('a callback is written, moved, ticked off, and no more is asked of it then', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  expect(await there('a', radicale)).toMatch(/DUE:20260310T130000Z[^]*معاودة الاتصال: ليلى/);
  setDue(db, 'a', noon + 2 * hour);
  await keep();
  expect(await there('a', radicale)).toContain('DUE:20260310T140000Z');
  setDone(db, 'a', noon + hour);
  await keep();
  expect(readTodo((await there('a', radicale)) ?? '', 'a')).toEqual({ done: true });
  expect(calendarState(db)).toEqual({ followUps: [], entries: [] });
});

test('one that was taken back, or is anybody’s now, is removed there', async context => {
  const radicale = here(context);
  promise('a');
  promise('b');
  await keep();
  removeFollowUp(db, 'a');
  db.exec(`UPDATE follow_ups SET returned_at = 1 WHERE id = 'b'`);
  await keep();
  expect([await there('a', radicale), await there('b', radicale)]).toEqual([null, null]);
  expect(calendarState(db).entries).toEqual([]);
});

test('what somebody added to it there stays when it is moved', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  const theirs = (await there('a', radicale))?.replace('END:VTODO', 'CATEGORIES:Sales\r\nEND:VTODO');
  expect((await radicale.ask('PUT', path('a'), { body: theirs ?? '' })).status).toBe(201);
  setDue(db, 'a', noon + 3 * hour);
  await keep();
  const text = await there('a', radicale);
  expect(text).toContain('CATEGORIES:Sales');
  expect(text).toContain('DUE:20260310T150000Z');
});

test('one that was ticked off there is done here, and not opened again', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  const theirs = (await there('a', radicale))?.replace('STATUS:NEEDS-ACTION', 'STATUS:COMPLETED');
  await radicale.ask('PUT', path('a'), { body: theirs ?? '' });
  setDue(db, 'a', noon + 3 * hour);
  await keep();
  await keep();
  expect(ticked).toEqual(['a']);
  expect(calendarState(db).followUps.filter(({ doneAt }) => doneAt === null)).toEqual([]);
  expect(await there('a', radicale)).toContain('STATUS:COMPLETED');
});

test('one that was deleted there comes back when it changes, not before', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  await radicale.ask('DELETE', path('a'));
  await keep();
  expect(await there('a', radicale)).toBeNull();
  setDue(db, 'a', noon + 3 * hour);
  await keep();
  expect(await there('a', radicale)).toContain('DUE:20260310T150000Z');
});

test('killed between the server’s answer and its own note of it, it writes nothing twice', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  db.exec('DELETE FROM calendar_items');
  setDue(db, 'a', noon + 2 * hour);
  await keep();
  const listing = await radicale.ask('PROPFIND', new URL(calendar?.url ?? '').pathname, {
    headers: { depth: '1' },
  });
  expect((await listing.text()).match(/\.ics<\/href>/g)).toHaveLength(1);
  expect(await there('a', radicale)).toContain('DUE:20260310T140000Z');
});

test('a server that is gone is waited for, longer each time, and then has everything', async context => {
  const radicale = here(context);
  promise('a');
  promise('b');
  await radicale.stop();
  const by = publisher();
  await keep(by);
  expect(napping?.ms).toBe(1_000);
  expect(await by.view()).toMatchObject({
    waiting: 2,
    kept: 0,
    fault: 'unreachable',
    detail: 'ECONNREFUSED',
  });
  clock += 1_000;
  await keep(by);
  expect(napping?.ms).toBe(2_000);
  await radicale.start();
  clock += 2_000;
  await keep(by);
  expect(await by.view()).toEqual({ waiting: 0, kept: 2, fault: null, detail: null });
  expect([await there('a', radicale), await there('b', radicale)]).not.toContain(null);
});

test('a wrong password is said, and nothing is tried on with it at once', async context => {
  here(context);
  promise('a');
  promise('b');
  const asked: DavAnswer[] = [];
  class Wrong extends CalendarClient {
    override async put(...args: Parameters<CalendarClient['put']>): Promise<DavAnswer> {
      const answer = await super.put(...args);
      asked.push(answer);
      return answer;
    }
  }
  const by = publisher(
    () => new Wrong({ url: calendar?.url ?? '', user: 'sami', password: 'wrong', allowPrivate: true }),
  );
  await keep(by);
  expect(asked).toMatchObject([{ kind: 'failed', fault: 'signIn' }]);
  expect(await by.view()).toMatchObject({ fault: 'signIn', waiting: 2 });
});

test('a calendar that was left keeps what it has, and nothing more is told to it', async context => {
  const radicale = here(context);
  promise('a');
  await keep();
  const left = path('a');
  calendar = null;
  setDue(db, 'a', noon + 5 * hour);
  await keep();
  expect((await radicale.ask('GET', left)).status).toBe(200);
  expect(calendarState(db).entries).toEqual([]);
});

test('the test of a calendar leaves nothing behind and names what is wrong', async context => {
  const radicale = here(context);
  const at = (url: string, password = radicale.password) =>
    tryCalendar({ url, user: radicale.user, password, allowPrivate: true }, noon);
  expect(await at(calendar?.url ?? '')).toMatchObject({ kind: 'done' });
  const listing = await radicale.ask('PROPFIND', new URL(calendar?.url ?? '').pathname, {
    headers: { depth: '1' },
  });
  expect(await listing.text()).not.toContain('.ics');
  expect(await at(calendar?.url ?? '', 'wrong')).toMatchObject({ kind: 'failed', fault: 'signIn' });
  expect(await at(new URL('/sami/nowhere/', radicale.url).href)).toMatchObject({
    kind: 'failed',
    fault: 'rejected',
  });
  expect(await at('http://127.0.0.1:9/')).toMatchObject({ kind: 'failed', fault: 'unreachable' });
});
