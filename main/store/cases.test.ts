import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginCall } from './calls.ts';
import { carryOut } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import { claimFromOutbox, tellOutbox } from './outbox.ts';
import { casesOf, closeCase } from './tables/cases.ts';
import { findCall, timeline } from './tables/interactions.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
let at = noon;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', omar);
  beginCall(db, ringing('c'));
});
afterEach(() => {
  db.close();
  place.dispose();
});

/** Something for the help desk goes out, and this is what it answers. */
function sent(
  id: string,
  of: { caseId: string; change: 'update' | 'escalate' } | null,
  reference: string | null,
) {
  const payload = { by: 'hook', hookId: 'h', to: '', subject: 'Alarm', body: 'E4', values: {} } as const;
  const intent = { id, kind: 'ticket', keyLife: null, payload: { ...payload, ...(of && { of }) } } as const;
  const plan = { call: findCall(db, 'c')!, personId: 'omar', what: '', actions: [], agent: 'Sara', at };
  carryOut(db, { ...plan, intents: [intent] }, () => 'id');
  at += 60_000;
  claimFromOutbox(db, at);
  tellOutbox(db, id, { type: 'done', at, detail: '200', reference });
}
const cases = () => casesOf(db, 'omar', 9).map(({ id, reference, state }) => [id, reference, state]);

test('a ticket that was opened is a case under the name that it has there, and on the timeline', () => {
  sent('one', null, '4711');
  sent('two', null, null);
  expect(cases()).toEqual([['one', '4711', 'open']]);
  expect(timeline(db, 'person', 'omar', '', 9)).toContainEqual(
    expect.objectContaining({ id: 'one', subject: 'Alarm', detail: 'E4', reference: '4711', by: 'Sara' }),
  );
});

test('what was added stands on the timeline and opens no other; escalated says so; closed is offered no more', () => {
  sent('one', null, '4711');
  sent('more', { caseId: 'one', change: 'update' }, '9999');
  expect(cases()).toEqual([['one', '4711', 'open']]);
  sent('higher', { caseId: 'one', change: 'escalate' }, null);
  expect(cases()).toEqual([['one', '4711', 'escalated']]);
  expect(timeline(db, 'person', 'omar', '', 9).map(({ id }) => id)).toEqual(['higher', 'more', 'one', 'c']);
  expect([closeCase(db, 'one', true, at), closeCase(db, 'none', true, at)]).toEqual([true, false]);
  expect(cases()).toEqual([]);
});
