import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { timelineEntry } from '../../../shared/people/types.ts';
import { beginCall } from '../calls.ts';
import type { WritableDb } from '../database.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import {
  addCall,
  findCall,
  livingCalls,
  recentCalls,
  setEnded,
  setPerson,
  setPhase,
  setWrappedUp,
  timeline,
  type NewCall,
} from './interactions.ts';
import { addNote } from './notes.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const hangup = { by: 'remote', cause: 'hangup', status: null, at: noon + 60_000, talkSeconds: 55 } as const;
const rings = (id: string, call: Partial<NewCall> = {}): NewCall => ({
  id,
  direction: 'inbound',
  at: noon,
  personId: null,
  linkedBy: null,
  accountId: 'main-line',
  practice: false,
  number: '+15550100',
  numberKey: '+15550100',
  e164: '+15550100',
  name: 'A stranger',
  called: null,
  campaign: null,
  ...call,
});

test('the same call is logged once', () => {
  expect(addCall(db, rings('call'))).toBe(true);
  expect(addCall(db, rings('call', { name: 'Twice' }))).toBe(false);
  expect(recentCalls(db, 10)).toMatchObject([{ name: 'A stranger' }]);
});

test('the first answer and the first end count', () => {
  addCall(db, rings('call'));
  setPhase(db, 'call', { phase: 'established', answeredAt: noon + 5_000 });
  setPhase(db, 'call', { phase: null, answeredAt: noon + 9_000 });
  expect(setEnded(db, 'call', hangup)).toBe(true);
  expect(setEnded(db, 'call', { ...hangup, cause: 'networkLost' })).toBe(false);
  setPhase(db, 'call', { phase: 'established', answeredAt: null });
  expect(findCall(db, 'call')).toMatchObject({ answeredAt: noon + 5_000, endedAt: noon + 60_000 });
  expect(recentCalls(db, 1)).toMatchObject([{ cause: 'hangup', answered: true, owed: true }]);
});

describe('recent calls', () => {
  test('newest first, under the name of the person before that of the line', () => {
    addCall(db, rings('older'));
    addCall(db, rings('newer', { at: noon + 1, personId: 'omar', linkedBy: 'match' }));
    expect(recentCalls(db, 10).map(({ interactionId, name }) => [interactionId, name])).toEqual([
      ['newer', 'Omar Haddad'],
      ['older', 'A stranger'],
    ]);
  });

  test('a call is owed once it was answered and is over, until it is wrapped up', () => {
    const owed = (): boolean | undefined => recentCalls(db, 1)[0]?.owed;
    addCall(db, rings('call'));
    expect(owed()).toBe(false);
    setPhase(db, 'call', { phase: 'established', answeredAt: noon });
    expect(owed()).toBe(false);
    setEnded(db, 'call', hangup);
    expect(owed()).toBe(true);
    setWrappedUp(db, 'call', 'solved', noon);
    expect(owed()).toBe(false);
    setWrappedUp(db, 'call', null, null);
    expect(owed()).toBe(true);
  });

  test('a missed call owes nothing', () => {
    addCall(db, rings('call'));
    setEnded(db, 'call', { ...hangup, cause: 'cancelled', talkSeconds: 0 });
    expect(recentCalls(db, 1)).toMatchObject([{ answered: false, owed: false }]);
  });
});

describe('the timeline', () => {
  test('tells what happened, newest first, the note as its subject', () => {
    beginCall(db, ringing('first'));
    beginCall(db, ringing('second', { at: noon + 1 }));
    setPhase(db, 'second', { phase: 'established', answeredAt: noon + 2 });
    setEnded(db, 'second', hangup);
    addNote(db, { id: 'n', interactionId: 'second', text: 'Wants the invoice\nby Thursday', at: noon });
    setWrappedUp(db, 'second', 'information', noon);
    const entries = timeline(db, 'person', 'omar', '', 10);
    expect(entries[0]).toEqual({
      id: 'second',
      channel: 'call',
      direction: 'inbound',
      at: noon + 1,
      subject: 'Wants the invoice',
      detail: 'Wants the invoice\nby Thursday',
      by: null,
      seconds: 55,
      outcomeId: 'information',
      cause: 'hangup',
    });
    expect(entries[1]).toMatchObject({ id: 'first', subject: '', detail: null, cause: null });
    for (const entry of entries) expect(() => timelineEntry.parse(entry)).not.toThrow();
  });

  test('leaves out the call that asks, and is no longer than asked for', () => {
    for (let n = 0; n < 5; n += 1) beginCall(db, ringing(`call-${n}`, { at: noon + n }));
    expect(timeline(db, 'person', 'omar', 'call-4', 3).map(({ id }) => id)).toEqual([
      'call-3',
      'call-2',
      'call-1',
    ]);
  });

  test('of a stranger hangs on the number', () => {
    addCall(db, rings('call'));
    addCall(db, rings('linked', { personId: 'omar', linkedBy: 'agent' }));
    expect(timeline(db, 'number', '+15550100', '', 10).map(({ id }) => id)).toEqual(['call']);
  });

  test('a note of any length fits its line and its detail', () => {
    beginCall(db, ringing('call'));
    addNote(db, { id: 'n', interactionId: 'call', text: '😀'.repeat(10_000), at: noon });
    const [entry] = timeline(db, 'person', 'omar', '', 1);
    expect(() => timelineEntry.parse(entry)).not.toThrow();
    // Half a surrogate pair does not survive UTF-8.
    for (const text of [entry?.subject, entry?.detail]) expect(Buffer.from(text ?? '').toString()).toBe(text);
  });
});

test('a living call is known until its last event or draft', () => {
  addCall(db, rings('call'));
  setPhase(db, 'call', { phase: 'established', answeredAt: noon + 5 });
  expect(livingCalls(db)).toEqual([{ id: 'call', answeredAt: noon + 5, lastKnownAt: noon + 5 }]);
  db.prepare(`INSERT INTO drafts (interaction_id, note, saved_at) VALUES ('call', 'x', ?)`).run(noon + 90);
  expect(livingCalls(db)).toMatchObject([{ lastKnownAt: noon + 90 }]);
  setEnded(db, 'call', hangup);
  expect(livingCalls(db)).toEqual([]);
});

test('a link says who made it', () => {
  addCall(db, rings('call'));
  setPerson(db, 'call', 'omar', 'agent');
  expect(findCall(db, 'call')).toMatchObject({ personId: 'omar', linkedBy: 'agent' });
});

test('a call without a number or a direction is no call', () => {
  const insert = db.prepare(
    `INSERT INTO interactions (id, channel, direction, at, practice, sample, number) VALUES ('x', 'call', ?, 0, 0, 0, ?)`,
  );
  expect(() => insert.run('none', '1')).toThrow(/CHECK/);
  expect(() => insert.run('inbound', null)).toThrow(/CHECK/);
});
