import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BulkAction, BulkPreviewPart } from '../../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { WritableDb } from '../database.ts';
import { know, minutes, noon, openTables, temporaryPlace } from '../testing/fixtures.ts';
import { commands, questions } from '../verbs.ts';
import { bulkMailWaits } from './write.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
const many = 700;

beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  for (let n = 0; n < many; n += 1)
    know(db, `p${String(n).padStart(3, '0')}`, {
      name: `Person ${n}`,
      language: n % 2 === 0 ? 'ar' : 'en',
      email: n % 10 === 0 ? null : `p${n}@x.example`,
      doNotContact: n % 10 === 1,
      consent: { call: true, email: n % 10 !== 2, message: true },
    });
  commands.saveTool(db, {
    kind: 'template',
    tool: {
      id: 'hello',
      kind: 'email',
      name: { en: 'Hello', ar: 'مرحبًا' },
      subject: { en: 'Hello {{ contact.name }}', ar: 'مرحبًا {{ contact.name }}' },
      body: { en: 'From {{ agent.name }}', ar: 'من {{ agent.name }}' },
      order: 0,
    },
  });
});
afterEach(() => {
  db.close();
  place.dispose();
});

const all: PeopleSelection = { kind: 'all' };
const how = { at: noon, agent: 'Sara', language: 'en' } as const;
const begin = (action: BulkAction, selection: PeopleSelection = all, id = 'job') =>
  commands.beginBulk(db, { id, action, selection, agent: 'Sara', startedAt: noon });
const step = (id = 'job') => commands.bulkStep(db, id, noon, 'en');
const finish = (id = 'job') => {
  let steps = 1;
  while (!step(id)) steps += 1;
  return steps;
};
const undo = (id = 'job', at = noon + minutes) => {
  while (!commands.undoBulkStep(db, id, at));
};
const job = (id = 'job') => questions.bulkJobs(db).find(each => each.id === id);
const count = (sql: string) => (db.prepare(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;
const whole = () =>
  Object.fromEntries(
    ['person_tags', 'list_members', 'follow_ups', 'outbox'].map(table => [
      table,
      db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
    ]),
  );
function preview(action: BulkAction, selection = all): Omit<BulkPreviewPart, 'next'> {
  const sum: Omit<BulkPreviewPart, 'next'> = { will: 0, leftOut: {}, examples: [] };
  for (let after: string | null = null; ;) {
    const part = questions.previewBulk(db, action, selection, after, how);
    sum.will += part.will;
    for (const [reason, n] of Object.entries(part.leftOut) as ['already', number][])
      sum.leftOut[reason] = (sum.leftOut[reason] ?? 0) + n;
    sum.examples.push(...part.examples);
    if (part.next === null) return sum;
    after = part.next;
  }
}

describe('an e-mail to everybody', () => {
  const mail: BulkAction = { kind: 'email', templateId: 'hello' };

  test('says before whom it leaves out and why, and does just that', () => {
    const leftOut = { noEmail: many / 10, personRefused: many / 10, notAsked: many / 10 };
    const seen = preview(mail);
    expect(seen).toMatchObject({ will: (many / 10) * 7, leftOut });
    expect(seen.examples[0]).toMatchObject({ name: 'Person 0', reason: 'noEmail' });
    expect(count('outbox')).toBe(0);
    begin(mail);
    expect(finish()).toBeGreaterThan(3);
    expect(job()).toMatchObject({ state: 'done', done: (many / 10) * 7, leftOut });
    expect(count('outbox')).toBe((many / 10) * 7);
  });

  test('is filled for each in their language, waits to be taken back, and is written down', () => {
    begin(mail, { kind: 'people', personIds: ['p003', 'p004'] });
    finish();
    const rows = db.prepare(`SELECT person_id, payload, due_at, agent FROM outbox ORDER BY person_id`).all();
    expect(rows).toMatchObject([
      { person_id: 'p003', due_at: noon + bulkMailWaits, agent: 'Sara' },
      { person_id: 'p004' },
    ]);
    const payloads = (rows as { payload: string }[]).map(row => JSON.parse(row.payload) as object);
    expect(payloads).toEqual([
      { by: 'smtp', to: 'p3@x.example', subject: 'Hello Person 3', body: 'From Sara' },
      { by: 'smtp', to: 'p4@x.example', subject: 'مرحبًا Person 4', body: 'من Sara' },
    ]);
    expect(questions.auditPage(db, 'bulk', null, 5)).toMatchObject([
      { kind: 'bulk', agent: 'Sara', data: { action: 'email', selection: 'people' } },
    ]);
  });

  test('is taken back as far as it has not left', () => {
    begin(mail, { kind: 'people', personIds: ['p003', 'p004', 'p005'] });
    finish();
    const gone = commands.claimFromOutbox(db, noon + bulkMailWaits).row?.id ?? '';
    undo();
    expect(count('outbox')).toBe(1);
    expect(count(`outbox WHERE id = '${gone}'`)).toBe(1);
    expect(job()).toMatchObject({ state: 'undone', done: 0, leftOut: { already: 1 } });
  });
});

describe.each<[string, BulkAction]>([
  ['a tag', { kind: 'tag', tag: 'spring' }],
  ['a list', { kind: 'list', listId: 'l' }],
  ['follow-ups', { kind: 'followUp', as: 'task', what: 'Send the catalogue', dueAt: noon, by: 'me' }],
  ['do-not-contact', { kind: 'doNotContact' }],
  ['a hand-over', { kind: 'handOver', to: 'Omar' }],
  ['e-mails', { kind: 'email', templateId: 'hello' }],
  ['e-mails to be seen before', { kind: 'email', templateId: 'hello', look: true }],
  ['one e-mail to many', { kind: 'bcc', by: 'smtp', subject: 'Closed', body: 'On Friday', perMessage: 50 }],
])('%s', (_name, action) => {
  beforeEach(() => {
    const fields = { rule: null, doNotContact: false, archived: false };
    commands.saveList(db, 'l', null, { ...fields, name: 'Spring' }, noon);
    commands.addMembers(db, 'l', ['p001', 'p002']);
    db.exec(`INSERT INTO person_tags VALUES ('p001', 'spring');
      INSERT INTO follow_ups (id, kind, person_id, what, due_at, agent, sample) VALUES ('f', 'task', 'p005', 'w', 1, 'Sara', 0)`);
  });

  test('goes on where it was cut off, does nobody twice, and can be taken back whole', () => {
    const before = { tables: whole(), refused: count(`people WHERE do_not_contact = 1`) };
    const { will } = preview(action);
    begin(action);
    expect(step()).toBe(false);
    const dealtWith = count('bulk_rows');
    expect(dealtWith).toBeGreaterThan(0);
    expect(dealtWith).toBeLessThan(many);
    db.close();
    db = openTables(place.file);
    expect(commands.interruptBulk(db)).toBe(1);
    expect(job()).toMatchObject({ state: 'interrupted' });
    finish();
    expect(count('bulk_rows')).toBe(many);
    expect(job()).toMatchObject({ state: 'done', done: will });
    expect(() => step()).toThrow('it is done');
    expect(preview(action).will).toBe(['tag', 'list', 'doNotContact'].includes(action.kind) ? 0 : will);
    undo();
    expect({ tables: whole(), refused: count(`people WHERE do_not_contact = 1`) }).toEqual(before);
    expect(job()).toMatchObject({ state: 'undone', done: 0 });
  });

  test('stays as far as it came when it is stopped', () => {
    begin(action);
    step();
    commands.cancelBulk(db, 'job', noon);
    const done = job()?.done;
    expect(() => step()).toThrow('it is cancelled');
    expect(job()).toMatchObject({ state: 'cancelled', done });
  });
});

test('a list by rule is a selection, and nobody is put on one', () => {
  const fields = { doNotContact: false, archived: false };
  const rule = { field: 'language', op: 'is', value: 'ar' } as const;
  commands.saveList(db, 'arabic', null, { ...fields, name: 'Arabic', rule }, noon);
  begin({ kind: 'tag', tag: 'ar' }, { kind: 'list', listId: 'arabic' });
  finish();
  expect(count('person_tags')).toBe(many / 2);
  expect(questions.search(db, 'ar', 5)).toHaveLength(5);
  expect(() => begin({ kind: 'list', listId: 'arabic' }, all, 'other')).toThrow('by rule');
  expect(() => begin({ kind: 'email', templateId: 'gone' }, all, 'third')).toThrow('no such text');
});
