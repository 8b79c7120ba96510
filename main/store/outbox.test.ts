import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxEvent } from '../../shared/outbox/machine.ts';
import { appendEvent, beginCall, linkPerson } from './calls.ts';
import { undoWindow } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import { claimFromOutbox, outboxView, putStatus, recoverOutbox, tellOutbox } from './outbox.ts';
import type { FinishWrapUp } from './port.ts';
import { allDrafts } from './tables/drafts.ts';
import { dueFollowUps, setDue, takeReminders } from './tables/follow-ups.ts';
import { findCall, timeline } from './tables/interactions.ts';
import { findInOutbox } from './tables/outbox.ts';
import {
  know,
  minutes,
  noon,
  nothingMore,
  omar,
  openTables,
  ringing,
  temporaryPlace,
  zoe,
} from './testing/fixtures.ts';
import { expireWrapUp, finishWrapUp, saveDraft, undoWrapUp } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let ids = 0;
const newId = () => `id-${(ids += 1)}`;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  know(db, 'zoe', zoe);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const mail = (id: string, keyLife: number | null = null) => ({
  id,
  kind: 'email' as const,
  keyLife,
  payload: { by: 'smtp' as const, to: 'omar@alnoor.example', subject: `Mail ${id}`, body: 'Hello' },
});

/** A call that is over and wrapped up, with mails to send. */
function wrapUp(
  call: string,
  mails: readonly string[],
  more: Partial<FinishWrapUp> & { number?: string } = {},
): void {
  const { number = '+966501234567', ...change } = more;
  beginCall(db, ringing(call, { number, e164: number.startsWith('+') ? number : null }));
  appendEvent(db, {
    interactionId: call,
    at: noon,
    kind: 'phase',
    phase: 'ended',
    data: {},
    answeredAt: noon,
    ended: { by: 'local', cause: 'hangup', status: null, at: noon, talkSeconds: 9 },
  });
  const finish = {
    interactionId: call,
    note: 'x',
    outcomeId: 'solved',
    dueAt: null,
    ...nothingMore,
    intents: mails.map(id => mail(id)),
    agent: 'Sara',
    at: noon,
    ...change,
  };
  finishWrapUp(db, finish, newId);
}
const open = noon + undoWindow + 1;
const done = (at: number): OutboxEvent => ({ type: 'done', at, detail: '250' });
const lost = (at: number): OutboxEvent => ({ type: 'lost', at, fault: 'broke', detail: null, chance: 0 });
const claimed = (at: number): string | null => claimFromOutbox(db, at).row?.id ?? null;
const stateOf = (id: string) => findInOutbox(db, id)?.state ?? null;

describe('what a wrap-up means to send', () => {
  test('goes when the undo window has closed, and not before', () => {
    wrapUp('call', ['a']);
    expect(claimFromOutbox(db, noon + undoWindow)).toEqual({ row: null, nextAt: open });
    expect(claimed(open)).toBe('a');
    expect(claimed(open)).toBeNull();
    tellOutbox(db, 'a', done(open + 5));
    expect(outboxView(db)).toMatchObject({
      waiting: 0,
      entries: [{ id: 'a', state: 'sent', to: 'omar@alnoor.example' }],
    });
  });

  test('is taken back with it', () => {
    wrapUp('call', ['a', 'b'], { actions: [{ kind: 'callback', dueAt: noon + 9, by: 'me' }] });
    expect(dueFollowUps(db, 9)).toMatchObject([{ kind: 'callback', by: 'Sara', dueAt: noon + 9 }]);
    undoWrapUp(db, 'call', noon + undoWindow);
    expect(outboxView(db).entries).toEqual([]);
    expect(dueFollowUps(db, 9)).toEqual([]);
    expect(allDrafts(db)).toMatchObject([{ actions: [{ kind: 'callback' }] }]);
  });

  test('cannot be taken back once it goes, whatever the clock says', () => {
    wrapUp('call', ['a']);
    claimed(open);
    expect(() => undoWrapUp(db, 'call', noon + 1)).toThrow(expect.objectContaining({ code: 'tooLate' }));
    expect(findCall(db, 'call')?.wrappedAt).toBe(noon);
  });

  test('the same wrap-up again sends nothing twice', () => {
    wrapUp('call', ['a']);
    finishWrapUp(
      db,
      {
        interactionId: 'call',
        note: 'x',
        outcomeId: 'solved',
        dueAt: null,
        ...nothingMore,
        intents: [mail('b')],
        at: noon + 1,
      },
      newId,
    );
    expect(outboxView(db).entries.map(({ id }) => id)).toEqual(['a']);
  });

  test('stands on the timeline when it has arrived, once', () => {
    wrapUp('call', ['a']);
    claimed(open);
    tellOutbox(db, 'a', done(open));
    tellOutbox(db, 'a', done(open + 1));
    expect(timeline(db, 'person', 'omar', 'call', 9)).toMatchObject([
      { id: 'a', channel: 'email', direction: 'outbound', subject: 'Mail a', by: 'Sara' },
    ]);
  });

  test('goes with the person it was meant for', () => {
    wrapUp('call', ['a']);
    db.prepare(`DELETE FROM people WHERE id = 'omar'`).run();
    expect(outboxView(db).entries).toEqual([]);
    expect(claimed(open)).toBeNull();
  });

  test('follows the call when it turns out to be another person’s', () => {
    wrapUp('call', ['a']);
    linkPerson(db, 'call', 'zoe', noon);
    expect(outboxView(db).entries).toMatchObject([{ personId: 'zoe' }]);
  });
});

describe('order', () => {
  test('is kept for one contact, while another’s is not held up', () => {
    wrapUp('one', ['a', 'b']);
    wrapUp('two', ['c'], { number: '020 7946 0018' });
    expect([claimed(open), claimed(open), claimed(open)]).toEqual(['a', 'c', null]);
    expect(outboxView(db).entries.map(({ id, waits }) => [id, waits])).toEqual([
      ['c', false],
      ['b', true],
      ['a', false],
    ]);
    tellOutbox(db, 'a', done(open));
    expect(claimed(open)).toBe('b');
  });

  test('waits for the agent’s word about one that may have arrived', () => {
    wrapUp('one', ['a', 'b']);
    claimed(open);
    tellOutbox(db, 'a', lost(open));
    expect(stateOf('a')).toBe('unknown');
    expect(claimFromOutbox(db, open + 1e9)).toEqual({ row: null, nextAt: null });
    tellOutbox(db, 'a', { type: 'arrived', at: open });
    expect(claimed(open)).toBe('b');
  });

  test('what nobody wants any more does not hold up what follows', () => {
    wrapUp('one', ['a']);
    const late = noon + 4 * 24 * 60 * minutes;
    expect(claimFromOutbox(db, late)).toEqual({ row: null, nextAt: null });
    expect(stateOf('a')).toBe('expired');
  });
});

test('what asks is shown, however old it is', () => {
  wrapUp('old', ['a'], { number: '+15550001' });
  claimed(open);
  tellOutbox(db, 'a', lost(open));
  wrapUp(
    'new',
    Array.from({ length: 201 }, (_, n) => `m${n}`),
  );
  const { entries, asking } = outboxView(db);
  expect([entries.length, entries[0]?.id, asking]).toEqual([201, 'a', 1]);
});

describe('after a start', () => {
  test('what was under way asks, or is tried again where a key tells repetitions', () => {
    wrapUp('one', []);
    wrapUp('two', ['plain'], { number: '020 7946 0018' });
    wrapUp('three', [], { number: '+15550001', intents: [mail('keyed', 60 * minutes)] });
    expect([claimed(open), claimed(open)]).toEqual(['plain', 'keyed']);
    expect(recoverOutbox(db, open + 1)).toBe(2);
    expect([stateOf('plain'), stateOf('keyed')]).toEqual(['unknown', 'retrying']);
    expect(findInOutbox(db, 'keyed')).toMatchObject({ key: 'keyed', fault: 'stopped', doubtSince: open });
    expect(recoverOutbox(db, open + 2)).toBe(0);
  });

  test('what is over is forgotten after a month, what is open never', () => {
    wrapUp('one', ['a']);
    wrapUp('two', ['b'], { number: '020 7946 0018' });
    claimed(open);
    tellOutbox(db, 'a', done(open));
    recoverOutbox(db, noon + 31 * 24 * 60 * minutes);
    expect(outboxView(db).entries.map(({ id }) => id)).toEqual(['b']);
  });
});

test('a word about nothing, and a word too late', () => {
  wrapUp('one', ['a']);
  expect(() => tellOutbox(db, 'none', { type: 'cancel', at: open })).toThrow(
    expect.objectContaining({ code: 'notFound' }),
  );
  claimed(open);
  expect(() => tellOutbox(db, 'a', { type: 'cancel', at: open })).toThrow(
    expect.objectContaining({ code: 'wrongState' }),
  );
});

describe('the retry rule', () => {
  test('owes another try, until there were enough in a row', () => {
    for (const [n, call] of ['1', '2', '3', '4', '5'].entries())
      wrapUp(call, [], { outcomeId: 'no-answer', at: noon + n });
    expect(dueFollowUps(db, 9)).toHaveLength(4);
    wrapUp('6', [], { outcomeId: 'solved' });
    wrapUp('7', [], { outcomeId: 'no-answer' });
    expect(dueFollowUps(db, 9)).toHaveLength(5);
  });

  test('an outcome that needs a note is not finished without', () => {
    expect(() => wrapUp('1', [], { outcomeId: 'complaint', note: ' ' })).toThrow(
      expect.objectContaining({ code: 'badInput' }),
    );
  });
});

describe('a wrap-up whose time is over', () => {
  test('gets the system’s code, keeps what was typed and does nothing that was merely chosen', () => {
    beginCall(db, ringing('call'));
    saveDraft(
      db,
      { interactionId: 'call', note: 'half a sent', outcomeId: 'do-not-contact', dueAt: null, actions: [] },
      noon,
    );
    expect(expireWrapUp(db, 'call', noon + 1, newId)).toBe(true);
    expect(findCall(db, 'call')).toMatchObject({ outcomeId: 'system.expired', wrappedAt: noon + 1 });
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([{ subject: 'half a sent' }]);
    expect(allDrafts(db)).toEqual([]);
    expect(expireWrapUp(db, 'call', noon + 2, newId)).toBe(false);
  });
});

test('a reminder comes once, and again after it was put off', () => {
  wrapUp('call', [], { outcomeId: 'callback', dueAt: noon + minutes });
  const [owed] = dueFollowUps(db, 1);
  expect(takeReminders(db, noon)).toEqual([]);
  expect(takeReminders(db, noon + minutes)).toMatchObject([{ id: owed?.id }]);
  expect(takeReminders(db, noon + minutes)).toEqual([]);
  expect(setDue(db, owed?.id ?? '', noon + 5 * minutes)).toBe(true);
  expect(takeReminders(db, noon + 4 * minutes)).toEqual([]);
  expect(takeReminders(db, noon + 5 * minutes)).toHaveLength(1);
  expect(setDue(db, 'none', noon)).toBe(false);
});

test('what the agent is goes in its own order, and stands on nobody’s timeline', () => {
  const hook = { by: 'hook', hookId: 'h', to: '', body: '', values: {} } as const;
  const say = (id: string, subject: string) =>
    putStatus(db, [{ id, kind: 'status', keyLife: null, payload: { ...hook, subject } }], 'Sami', noon);
  say('s1', 'break');
  say('s2', 'ready');
  const before = db.prepare('SELECT count(*) AS n FROM interactions').get();
  expect(claimFromOutbox(db, noon).row).toMatchObject({ id: 's1', kind: 'status' });
  expect(claimFromOutbox(db, noon).row).toBeNull();
  tellOutbox(db, 's1', { type: 'done', at: noon, detail: null });
  expect(claimFromOutbox(db, noon).row).toMatchObject({ id: 's2' });
  expect(db.prepare('SELECT count(*) AS n FROM interactions').get()).toEqual(before);
});
