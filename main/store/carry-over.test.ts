import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunState } from '../../shared/script/run-state.ts';
import { beginCall, linkPerson } from './calls.ts';
import { carryOver, rescueUnfinished } from './carry-over.ts';
import { emptyContact } from '../../shared/import/contact.ts';
import type { WritableDb } from './database.ts';
import { importCommands } from './import/verbs.ts';
import { openInMemory } from './opening.ts';
import { allDrafts } from './tables/drafts.ts';
import { recentCalls } from './tables/interactions.ts';
import { publishScript } from './scripts.ts';
import { addToList } from './tables/lists.ts';
import { putKeptCalls } from './tables/kept-calls.ts';
import { searchByWords } from './search.ts';
import { putRun } from './tables/script-runs.ts';
import { beginSpan } from './tables/agent-spans.ts';
import {
  connectionTo,
  fillPages,
  know,
  noon,
  omar,
  openTables,
  ringing,
  temporaryPlace,
  zoe,
  nothingMore,
} from './testing/fixtures.ts';
import { finishWrapUp, saveDraft } from './wrap-up.ts';

let place: ReturnType<typeof temporaryPlace>;
let from: WritableDb;
let to: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  from = openInMemory(connectionTo(place.file));
  to = openTables(place.file);
});
afterEach(() => {
  from.close();
  to.close();
  place.dispose();
});

describe('out of a damaged file', () => {
  const typed = { interactionId: 'living', note: 'typed', outcomeId: null, dueAt: null, actions: [] };
  beforeEach(() => {
    know(to, 'omar', omar);
    beginCall(to, ringing('finished'));
    finishWrapUp(
      to,
      { interactionId: 'finished', note: '', outcomeId: 'solved', dueAt: null, at: noon, ...nothingMore },
      () => 'id',
    );
    beginCall(to, ringing('living', { at: noon + 1 }));
    saveDraft(to, typed, noon);
  });

  test('comes the call in hand with all that was typed, and it can be finished', () => {
    expect(rescueUnfinished(to, from)).toBe(3);
    expect(recentCalls(from, 5)).toMatchObject([{ interactionId: 'living', personId: null, owed: false }]);
    expect(allDrafts(from)).toMatchObject([typed]);
    finishWrapUp(from, { ...typed, ...nothingMore, outcomeId: 'solved', at: noon }, () => 'id');
    expect(recentCalls(from, 5)).toMatchObject([{ outcomeId: 'solved' }]);
  });

  test('comes what can still be read, when a part cannot', () => {
    to.exec(`DROP TABLE drafts; ALTER TABLE events RENAME TO lost`);
    expect(rescueUnfinished(to, from)).toBe(1);
    expect(recentCalls(from, 5)).toMatchObject([{ interactionId: 'living' }]);
  });
});

const tablesOf = (db: WritableDb): string[] =>
  db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'`,
    )
    .all()
    .map(({ name }) => name);

/** An import of one row, which makes an organisation. */
function importOne(db: WritableDb): void {
  const plan = { format: 'csv', encoding: 'utf-8', delimiter: ',', hasHeader: true, header: ['Name'], signature: 'name', country: 'SA', mapping: [], matchBy: [], onDuplicate: 'add', list: null } as const; // prettier-ignore
  const file = { fileName: 'a.csv', path: '/a.csv', size: 1, modifiedAt: noon, total: 1, at: noon };
  importCommands.beginImport(db, {
    ...file,
    id: 'a',
    plan: { ...plan, header: ['Name'], mapping: [], matchBy: [] },
  });
  const contact = { ...emptyContact(), name: 'Huda Alharbi', organisation: 'Al Ufuq' };
  importCommands.importRecords(db, 'a', [{ record: 1, line: 2, contact }], noon);
}

test('every row of every table arrives, and people can be found', () => {
  know(from, 'omar', omar);
  addToList(from, 'omar', { id: 'vip', name: 'VIP', sample: false });
  importOne(from);
  beginCall(from, ringing('finished'));
  linkPerson(from, 'finished', 'omar', noon);
  const mail = { by: 'smtp', to: 'a@b', subject: 'x', body: '' } as const;
  const finish = {
    interactionId: 'finished',
    note: 'x',
    outcomeId: 'complaint',
    dueAt: null,
    at: noon,
    ...nothingMore,
    intents: [{ id: 'mail', kind: 'email', payload: mail, keyLife: null } as const],
  };
  beginSpan(from, { status: 'ready', reason: null, from: noon });
  finishWrapUp(from, finish, () => 'id');
  beginCall(from, ringing('living'));
  know(from, 'zoe', zoe);
  fillPages(from, 'omar', 'zoe');
  from.exec(`INSERT INTO calendar_items (follow_up_id, calendar) VALUES ('f', 'https://calendar.example/')`);
  from.exec(`
    INSERT INTO cases VALUES ('c', 'omar', 'finished', 'h', '42', 's', 'open', 0, 0);
    INSERT INTO surveys (interaction_id, code, asked_at, asked_by) VALUES ('finished', 'x', 0, 'email');
    INSERT INTO check_in_rules VALUES ('vip', 90, 'Check in', 1, NULL);
    INSERT INTO check_ins SELECT 'vip', 'omar', 0, id FROM follow_ups LIMIT 1`);
  from.exec(`INSERT INTO put_aside VALUES ('p', 'removed', 'person', 'gone', NULL, 'Gone', 0, '{}');
    INSERT INTO audit VALUES (1, 'a', 0, 'export', NULL, NULL, NULL, NULL, '{}');
    INSERT INTO bulk_jobs (number, id, action, selection, state, started_at) VALUES (1, 'b', '{}', '{}', 'done', 0);
    INSERT INTO bulk_rows VALUES (1, 'omar', '{}', NULL);
    INSERT INTO retention_rules VALUES ('notes', 90);
    INSERT INTO recordings VALUES ('rec', 'finished', 0, 9, 'rule', 'call', 9, 0, 1, 1, NULL);
    INSERT INTO file_contents VALUES ('f', x'89');
    INSERT INTO files VALUES ('f', 'omar', NULL, 1, 'me.png', 'image/png', 1, 0)`);

  publishScript(from, 's', 'text', noon);
  const state = { scriptId: 's', version: 1, step: 'a', times: { a: 5 }, startedAt: noon, endedAt: null };
  const answer = { field: 'f', label: 'F', value: 'v', said: 'V', step: 'a', at: noon };
  putRun(
    from,
    { interactionId: 'living', part: 'start', state: state as unknown as RunState },
    [answer],
    noon,
  );
  saveDraft(
    from,
    { interactionId: 'living', note: 'typed', outcomeId: null, dueAt: null, actions: [] },
    noon,
  );

  putKeptCalls(from, [{ interactionId: 'living', at: noon, state: '{}' }]);

  expect(carryOver(from, to)).toBeGreaterThan(0);
  for (const table of tablesOf(from)) {
    const rows = from.prepare(`SELECT * FROM ${table}`).all();
    expect(rows.length, `the story puts something into ${table}`).toBeGreaterThan(0);
    expect(to.prepare(`SELECT * FROM ${table}`).all(), table).toEqual(rows);
  }
  expect(searchByWords(to, 'omar', 5)).toHaveLength(1);
});
