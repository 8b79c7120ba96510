import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerContext } from '../../shared/people/types.ts';
import { findCallerContext } from './caller-context.ts';
import { appendEvent, beginCall, linkPerson } from './calls.ts';
import { inTransaction, type WritableDb } from './database.ts';
import { addFollowUp } from './tables/follow-ups.ts';
import { setOrganisationNumbers } from './tables/organisations.ts';
import {
  know,
  layla,
  minutes,
  noon,
  omar,
  openTables,
  ringing,
  temporaryPlace,
  zoe,
} from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  know(db, 'layla', layla);
  know(db, 'zoe', zoe);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const switchboard = { number: '+966112003000', e164: '+966112003000' };
const context = (callId: string, caller: { number: string; e164: string | null }) =>
  callerContext.parse(findCallerContext(db, { callId, ...caller }));

test('a known direct line shows the person, what happened before and what is owed', () => {
  beginCall(db, ringing('earlier', { at: noon - 60 * minutes }));
  addFollowUp(db, {
    id: 'promise',
    kind: 'callback',
    personId: 'omar',
    interactionId: 'earlier',
    number: null,
    what: 'send the invoice',
    dueAt: noon,
    agent: 'Mona',
    sample: false,
  });
  beginCall(db, ringing('now'));
  const shown = context('now', { number: '0501234567', e164: '+966501234567' });
  expect(shown.match).toEqual({
    rule: 'directLine',
    number: '+966 50 123 4567',
    lastContactAt: noon - 60 * minutes,
  });
  expect(shown.person?.id).toBe('omar');
  expect(shown.history.map(({ id }) => id)).toEqual(['earlier']);
  expect(shown.owed).toMatchObject([{ what: 'send the invoice', by: 'Mona', number: '+966 50 123 4567' }]);
});

test('a switchboard shows its people and presumes none', () => {
  const shown = context('now', switchboard);
  expect(shown.match.rule).toBe('sharedNumber');
  expect(shown.person).toBeNull();
  expect(shown.candidates.map(({ personId, detail }) => [personId, detail])).toEqual([
    ['layla', 'Accounts · Al Noor Trading'],
    ['omar', 'Purchasing · Al Noor Trading'],
  ]);
});

test('an organisation’s own number shows its people, when nobody has it as theirs', () => {
  const main = { number: '+966112009999', e164: '+966112009999' };
  setOrganisationNumbers(db, 'Al Noor Trading', [
    { id: 'n', raw: '011 200 9999', e164: main.e164, kind: 'main' },
  ]);
  const shown = context('now', main);
  expect(shown).toMatchObject({ person: null, match: { rule: 'sharedNumber', number: '011 200 9999' } });
  expect(shown.candidates.map(({ personId }) => personId)).toEqual(['layla', 'omar']);
});

test('whom the agent chose at the switchboard is presumed the next time, until unlinked', () => {
  beginCall(db, ringing('first', switchboard));
  linkPerson(db, 'first', 'layla', noon);
  const next = context('next', switchboard);
  expect(next.match).toMatchObject({ rule: 'chosen', number: '+966112003000', lastContactAt: noon });
  expect(next.person?.id).toBe('layla');
  expect(next.candidates).toHaveLength(2);
  linkPerson(db, 'first', null, noon);
  expect(context('next', switchboard).person).toBeNull();
});

test('"none of these" holds for the call in which it was said, with the candidates still at hand', () => {
  beginCall(db, ringing('call'));
  linkPerson(db, 'call', null, noon);
  const shown = context('call', { number: '+966501234567', e164: '+966501234567' });
  expect(shown.person).toBeNull();
  expect(shown.match.rule).toBe('none');
  expect(shown.candidates.map(({ personId }) => personId)).toEqual(['omar']);
});

test('a national notation finds the same subscriber', () => {
  expect(context('now', { number: '+442079460018', e164: '+442079460018' })).toMatchObject({
    match: { rule: 'sameSubscriber', number: '020 7946 0018' },
    person: { id: 'zoe' },
  });
});

test('a stranger who called before has that history and no person', () => {
  const stranger = { number: '+15550100', e164: '+15550100' };
  beginCall(db, ringing('before', { ...stranger, at: noon - minutes }));
  expect(context('now', stranger)).toMatchObject({
    match: { rule: 'none' },
    person: null,
    candidates: [],
    history: [{ id: 'before' }],
  });
});

test('a caller who does not show a number is nobody, with no history', () => {
  const hidden = { number: 'anonymous', e164: null };
  beginCall(db, ringing('before', hidden));
  expect(context('now', hidden)).toMatchObject({ match: { rule: 'none' }, person: null, history: [] });
});

test('an address such as alice is matched with nobody and yet remembered', () => {
  const alice = { number: 'alice', e164: null };
  beginCall(db, ringing('first', alice));
  linkPerson(db, 'first', 'zoe', noon);
  expect(context('second', { number: 'Alice', e164: null }).person?.id).toBe('zoe');
});

test('a long history and many promises are cut to what is shown', () => {
  inTransaction(db, () => {
    for (let n = 0; n < 60; n += 1) {
      beginCall(db, ringing(`call-${n}`, { at: noon + n }));
      appendEvent(db, {
        interactionId: `call-${n}`,
        at: noon + n,
        kind: 'phase',
        phase: 'ended',
        data: {},
        ended: { by: 'remote', cause: 'hangup', status: null, at: noon + n, talkSeconds: 0 },
      });
      addFollowUp(db, {
        id: `owed-${n}`,
        kind: 'task',
        personId: 'omar',
        interactionId: null,
        number: null,
        what: '',
        dueAt: noon + n,
        agent: null,
        sample: false,
      });
    }
  });
  const shown = context('now', { number: '+966501234567', e164: '+966501234567' });
  expect(shown.history).toHaveLength(50);
  expect(shown.owed).toHaveLength(20);
});
