import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WritableDb } from './database.ts';
import { addMessage } from './messages.ts';
import type { NewMessage } from './port.ts';
import { timeline } from './tables/interactions.ts';
import { findPerson } from './tables/people.ts';
import { know, noon, openTables, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let ids: number;

beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  ids = 0;
});

afterEach(() => {
  db.close();
  place.dispose();
});

const write = (message: Partial<NewMessage>) =>
  addMessage(
    db,
    {
      id: `m${++ids}`,
      direction: 'inbound',
      at: noon,
      accountId: 'a1',
      number: '+966505550142',
      e164: '+966505550142',
      name: 'Huda',
      text: 'hello',
      personId: null,
      agent: null,
      ...message,
    },
    () => `p${++ids}`,
  );
const of = (personId: string) => timeline(db, 'person', personId, '', 50);

test('stands on the timeline of who has the number, its first line first', () => {
  know(db, 'huda', { name: 'Huda Haddad', numbers: [{ raw: '+966505550142', e164: '+966505550142' }] });
  expect(write({ text: 'the compressor\nis <b>loud</b>\nagain' })).toEqual({
    id: 'huda',
    name: 'Huda Haddad',
  });
  expect(of('huda')).toMatchObject([
    {
      channel: 'message',
      direction: 'inbound',
      subject: 'the compressor',
      detail: 'the compressor\nis <b>loud</b>\nagain',
    },
  ]);
});

test('one line is a subject and no detail', () => {
  const person = write({});
  expect(of(person?.id ?? '')).toMatchObject([{ subject: 'hello', detail: null }]);
});

test('from a number that nobody has: a provisional contact, as of a call', () => {
  const person = write({});
  expect(person?.name).toBe('Huda');
  expect(findPerson(db, person?.id ?? '')).toMatchObject({ provisional: true });
  expect(write({ text: 'again' })).toEqual(person);
  expect(of(person?.id ?? '')).toHaveLength(2);
});

test('from who shows a name and no number: on a page of their own, the same each time', () => {
  const person = write({ number: 'alerts', e164: null, name: null, text: 'disk full' });
  expect(person?.name).toBe('alerts');
  expect(write({ number: 'Alerts', e164: null, name: null, text: 'disk fuller' })).toEqual(person);
  expect(
    of(person?.id ?? '')
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual(['disk full', 'disk fuller']);
});

test('from who shows nothing: on a page of its own each time, under the name that is given it', () => {
  const [one, other] = [1, 2].map(() => write({ number: '', e164: null, name: 'Without a number' }));
  expect(one?.name).toBe('Without a number');
  expect(of(one?.id ?? '')).toHaveLength(1);
  expect(other?.id).not.toBe(one?.id);
});

test('of the agent, to the person they wrote to, whoever else has the number', () => {
  know(db, 'huda', { name: 'Huda', numbers: [{ raw: '+966505550142', e164: '+966505550142' }] });
  know(db, 'omar', { name: 'Omar' });
  expect(write({ direction: 'outbound', personId: 'omar', agent: 'Sara' })).toEqual({
    id: 'omar',
    name: 'Omar',
  });
  expect(of('omar')).toMatchObject([{ direction: 'outbound', by: 'Sara' }]);
  expect(of('huda')).toEqual([]);
});
