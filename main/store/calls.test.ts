import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendEvent, beginCall, closeInterrupted, linkPerson } from './calls.ts';
import { findCallerContext } from './caller-context.ts';
import type { WritableDb } from './database.ts';
import { saveList } from './list-members.ts';
import type { InteractionEvent } from './port.ts';
import { chosenPerson } from './tables/choices.ts';
import { eventsOf } from './tables/events.ts';
import { dueFollowUps } from './tables/follow-ups.ts';
import { addMembers } from './tables/lists.ts';
import { findCall, recentCalls, setQuality, timeline } from './tables/interactions.ts';
import {
  know,
  layla,
  noon,
  omar,
  openTables,
  ringing,
  temporaryPlace,
  nothingMore,
} from './testing/fixtures.ts';
import { finishWrapUp, saveDraft } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  know(db, 'layla', layla);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const step = (interactionId: string, more: Partial<InteractionEvent>): InteractionEvent => ({
  interactionId,
  at: noon,
  kind: 'phase',
  phase: null,
  data: {},
  ...more,
});
const answered = (id: string): InteractionEvent =>
  step(id, { at: noon + 5_000, phase: 'established', answeredAt: noon + 5_000 });
const ended = (id: string): InteractionEvent =>
  step(id, {
    at: noon + 65_000,
    phase: 'ended',
    ended: { by: 'remote', cause: 'hangup', status: null, at: noon + 65_000, talkSeconds: 60 },
  });

test('the first ring writes the row, its first event and its link', () => {
  expect(beginCall(db, ringing('call'))).toBe(true);
  expect(beginCall(db, ringing('call'))).toBe(false);
  expect(findCall(db, 'call')).toMatchObject({ personId: 'omar', linkedBy: 'match', endedAt: null });
  expect(eventsOf(db, 'call')).toMatchObject([{ kind: 'phase', phase: 'ringing', at: noon }]);
});

test('a call that was made for a campaign says so, while it lives and while it is owed; others for none', () => {
  beginCall(db, ringing('call', { direction: 'outbound', personId: 'omar', campaign: 'Renewal' }));
  const { number, e164 } = ringing('call');
  expect(findCallerContext(db, { callId: 'call', number, e164 })).toMatchObject({ campaign: 'Renewal' });
  expect(linkPerson(db, 'call', 'layla', noon).campaign).toBe('Renewal');
  beginCall(db, ringing('other', { at: noon + 1 }));
  expect(findCallerContext(db, { callId: 'other', number, e164 })).not.toHaveProperty('campaign');
  expect(recentCalls(db, 2).map(({ campaign }) => campaign)).toEqual([null, 'Renewal']);
});

test('somebody on a list that is a campaign calls in for none: only the list is known', () => {
  const fields = { name: 'Spring', rule: null, doNotContact: false, archived: false, campaign: 'Renewal' };
  saveList(db, 'spring', null, fields, noon);
  addMembers(db, 'spring', ['omar']);
  beginCall(db, ringing('call'));
  const { number, e164 } = ringing('call');
  const context = findCallerContext(db, { callId: 'call', number, e164 });
  expect(context.person?.lists).toEqual(['Spring']);
  expect(context).not.toHaveProperty('campaign');
});

test('a call that the agent dials to a person is theirs, whatever the number says', () => {
  beginCall(db, ringing('call', { direction: 'outbound', personId: 'layla' }));
  expect(findCall(db, 'call')).toMatchObject({ personId: 'layla', linkedBy: 'agent' });
  expect(eventsOf(db, 'call')).toMatchObject([{ phase: 'dialling' }]);
});

test('a person who is gone by now does not cost the call its record', () => {
  beginCall(db, ringing('call', { personId: 'gone' }));
  expect(findCall(db, 'call')).toMatchObject({ personId: 'omar', linkedBy: 'match' });
});

test('hostile text of any length is cut, not refused', () => {
  const long = '<b>x</b>\0'.repeat(10_000);
  beginCall(db, ringing('call', { number: long, e164: null, name: long, called: long }));
  const [call] = recentCalls(db, 1);
  expect(call?.number).toHaveLength(256);
  expect(call?.name).toHaveLength(256);
});

describe('events', () => {
  test('each is kept and moves the row along', () => {
    beginCall(db, ringing('call'));
    appendEvent(db, answered('call'));
    appendEvent(db, step('call', { kind: 'hold', at: noon + 9_000, data: { hold: 'local' } }));
    appendEvent(db, ended('call'));
    expect(eventsOf(db, 'call').map(({ kind, phase }) => phase ?? kind)).toEqual([
      'ringing',
      'established',
      'hold',
      'ended',
    ]);
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([{ seconds: 60, cause: 'hangup' }]);
  });

  test('one that is sent again after a failure adds nothing', () => {
    beginCall(db, ringing('call'));
    appendEvent(db, ended('call'));
    appendEvent(db, ended('call'));
    expect(eventsOf(db, 'call')).toHaveLength(2);
  });

  test('of a call that nobody began is refused', () => {
    expect(() => appendEvent(db, answered('none'))).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  test('with data that is too long is refused, and changes nothing', () => {
    beginCall(db, ringing('call'));
    const long = { ...answered('call'), data: { x: 'y'.repeat(5_000) } };
    expect(() => appendEvent(db, long)).toThrow(expect.objectContaining({ code: 'badInput' }));
    expect(findCall(db, 'call')?.answeredAt).toBeNull();
  });
});

describe('how it sounded', () => {
  const quality = {
    verdict: 'losing' as const,
    seconds: 60,
    loss: { usual: 5, worst: 9 },
    jitter: null,
    roundTrip: { usual: 40, worst: 80 },
    mos: { usual: 3.9, worst: 3.1 },
    codec: 'opus',
  };

  test('stands in the history of who was talked with', () => {
    beginCall(db, ringing('call'));
    expect(timeline(db, 'person', 'omar', '', 1)[0]).not.toHaveProperty('quality');
    expect(setQuality(db, 'call', quality)).toBe(true);
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([{ id: 'call', quality }]);
    expect(setQuality(db, 'another', quality)).toBe(false);
  });

  test('is left out when what is kept cannot be read', () => {
    beginCall(db, ringing('call'));
    db.exec(`UPDATE interactions SET quality = '{"verdict":"splendid"}'`);
    expect(timeline(db, 'person', 'omar', '', 1)[0]).not.toHaveProperty('quality');
  });
});

describe('to whom it was handed on', () => {
  const step = (data: Record<string, unknown>, at: number) =>
    appendEvent(db, { interactionId: 'call', at, kind: 'transfer', phase: null, data });
  const billing = { to: '301', name: 'Billing', asked: false, cause: null };

  test('stands in the history, the last word of it', () => {
    beginCall(db, ringing('call'));
    expect(timeline(db, 'person', 'omar', '', 1)[0]).not.toHaveProperty('transfer');
    step({ ...billing, result: 'begun' }, noon + 1);
    step({ ...billing, result: 'refused', cause: 'busy' }, noon + 2);
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([
      { transfer: { ...billing, result: 'refused', cause: 'busy' } },
    ]);
  });

  test('is left out when it cannot be read', () => {
    beginCall(db, ringing('call'));
    step({ to: 7 }, noon + 1);
    expect(timeline(db, 'person', 'omar', '', 1)[0]).not.toHaveProperty('transfer');
  });
});

describe('linking', () => {
  test('takes along what the call promised, remembers the number and tells the new context', () => {
    beginCall(db, ringing('call'));
    appendEvent(db, ended('call'));
    const finish = {
      interactionId: 'call',
      note: 'send price list',
      outcomeId: 'complaint',
      dueAt: null,
      ...nothingMore,
      at: noon,
    };
    finishWrapUp(db, finish, () => 'id');
    const shown = linkPerson(db, 'call', 'layla', noon);
    expect(shown).toMatchObject({ callId: 'call', person: { id: 'layla' }, match: { rule: 'chosen' } });
    expect(shown.owed).toMatchObject([{ what: 'send price list', personId: 'layla' }]);
    expect(chosenPerson(db, '+966501234567')).toBe('layla');
    expect(timeline(db, 'person', 'omar', '', 5)).toEqual([]);
    expect(timeline(db, 'person', 'layla', '', 5)).toHaveLength(1);
    expect(eventsOf(db, 'call').at(-1)).toMatchObject({
      kind: 'linked',
      data: '{"personId":"layla","before":"omar"}',
    });
  });

  test('is undone on the living call, and forgotten for the number', () => {
    beginCall(db, ringing('call'));
    linkPerson(db, 'call', 'layla', noon);
    expect(linkPerson(db, 'call', null, noon + 1).person).toBeNull();
    expect(chosenPerson(db, '+966501234567')).toBeNull();
    expect(recentCalls(db, 1)).toMatchObject([{ personId: null }]);
  });

  test('needs the call and the person', () => {
    beginCall(db, ringing('call'));
    expect(() => linkPerson(db, 'none', 'omar', noon)).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => linkPerson(db, 'call', 'none', noon)).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

describe('after a crash', () => {
  const restart = noon + 3_600_000;

  test('a call that was talking ended when it was last known, is owed, and says so', () => {
    beginCall(db, ringing('call'));
    appendEvent(db, answered('call'));
    saveDraft(
      db,
      { interactionId: 'call', note: 'half a sen', outcomeId: null, dueAt: null, actions: [] },
      noon + 35_000,
    );
    expect(closeInterrupted(db, restart)).toBe(1);
    expect(findCall(db, 'call')).toMatchObject({ endedAt: noon + 35_000, outcomeId: null, wrappedAt: null });
    expect(recentCalls(db, 1)).toMatchObject([{ cause: 'internal', answered: true, owed: true }]);
    expect(timeline(db, 'person', 'omar', '', 1)).toMatchObject([{ seconds: 30 }]);
    expect(eventsOf(db, 'call').at(-1)).toMatchObject({
      phase: 'ended',
      at: restart,
      data: '{"interrupted":true}',
    });
  });

  test('a call that only rang owes nothing and carries the code of the system', () => {
    beginCall(db, ringing('call'));
    closeInterrupted(db, restart);
    expect(recentCalls(db, 1)).toMatchObject([
      { answered: false, owed: false, outcomeId: 'system.interrupted', cause: 'internal' },
    ]);
  });

  test('what had ended stays as it was, and nothing is closed twice', () => {
    beginCall(db, ringing('over'));
    appendEvent(db, ended('over'));
    beginCall(db, ringing('call'));
    expect(closeInterrupted(db, restart)).toBe(1);
    expect(closeInterrupted(db, restart)).toBe(0);
    expect(findCall(db, 'over')?.endedAt).toBe(noon + 65_000);
    expect(dueFollowUps(db, 5)).toEqual([]);
  });
});
