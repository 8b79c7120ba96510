import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCallerContext } from './caller-context.ts';
import { appendEvent, beginCall } from './calls.ts';
import { changeContact, readContact } from './contacts.ts';
import type { WritableDb } from './database.ts';
import { sweep } from './housekeeping.ts';
import { saveList } from './list-members.ts';
import { addMembers } from './tables/lists.ts';
import { searchByWords } from './search.ts';
import { noon, nothingMore, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';
import { finishWrapUp, undoWrapUp } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let ids = 0;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  ids = 0;
});
afterEach(() => {
  db.close();
  place.dispose();
});

const day = 86_400_000;
const stranger = { number: '+33199002706', e164: '+33199002706' };
const newId = (): string => `new-${(ids += 1)}`;

/** A stranger calls, is answered and wrapped up. */
function callsAndIsWrappedUp(id: string, at = noon, call: Parameters<typeof ringing>[1] = {}): void {
  beginCall(db, ringing(id, { ...stranger, at, ...call }));
  const ended = { by: 'remote', cause: 'hangup', status: null, at: at + 9, talkSeconds: 1 } as const;
  appendEvent(db, {
    interactionId: id,
    at: at + 1,
    kind: 'phase',
    phase: 'ended',
    data: {},
    answeredAt: at,
    ended,
  });
  finishWrapUp(
    db,
    { interactionId: id, note: 'x', outcomeId: 'solved', dueAt: null, ...nothingMore, at },
    newId,
  );
}
const whoCalls = () => findCallerContext(db, { callId: 'next', ...stranger });

test('an unknown caller is one after the wrap-up, with all they said before', () => {
  beginCall(db, ringing('missed', { ...stranger, at: noon - day }));
  callsAndIsWrappedUp('call', noon, { name: 'Moreau' });
  const { person, history, match } = whoCalls();
  expect(person).toMatchObject({ name: 'Moreau', provisional: true, sample: false });
  expect(history.map(({ id }) => id)).toEqual(['call', 'missed']);
  expect(match.rule).toBe('directLine');
  expect(readContact(db, person!.id, noon)).toMatchObject({ expiresAt: noon + 30 * day });
});

test('taking the wrap-up back takes them back', () => {
  callsAndIsWrappedUp('call');
  undoWrapUp(db, 'call', noon);
  expect(whoCalls()).toMatchObject({ person: null, history: [{ id: 'call' }] });
  expect(searchByWords(db, '33199002706', 5)).toEqual([]);
});

test('nobody is made of a caller who shows no number', () => {
  callsAndIsWrappedUp('call', noon, { number: 'anonymous', e164: null });
  expect(db.prepare(`SELECT * FROM people`).all()).toEqual([]);
});

test('of the practice belongs to the practice', () => {
  callsAndIsWrappedUp('call', noon, { accountId: 'practice-1' });
  expect(whoCalls().person).toMatchObject({ sample: true });
});

test('goes after thirty days, and what happened stays under the number', () => {
  callsAndIsWrappedUp('call');
  expect(sweep(db, noon + 29 * day)).toBe(0);
  expect(sweep(db, noon + 31 * day)).toBe(1);
  expect(whoCalls()).toMatchObject({ person: null, history: [{ id: 'call' }] });
});

test('stays when they called again, stand on a list, or were given a name', () => {
  callsAndIsWrappedUp('call');
  const { id } = whoCalls().person!;
  beginCall(db, ringing('again', { ...stranger, at: noon + 20 * day }));
  expect(sweep(db, noon + 31 * day)).toBe(0);
  saveList(db, 'l', null, { name: 'L', rule: null, doNotContact: false, archived: false }, noon);
  addMembers(db, 'l', [id]);
  expect(sweep(db, noon + 90 * day)).toBe(0);
  db.exec(`DELETE FROM lists`);
  changeContact(
    db,
    { personId: id, base: 1, before: {}, change: { name: 'Salma' } },
    { at: noon, newId, country: 'SA', source: 'agent' },
  );
  expect(sweep(db, noon + 900 * day)).toBe(0);
});
