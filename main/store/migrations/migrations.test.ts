import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReadableDb, WritableDb } from '../database.ts';
import { applicationId, ForeignStoreError, NewerStoreError, nextStep, runStep } from '../migrate.ts';
import { dumpSchema, schemaFaults } from '../testing/schema-guard.ts';
import { migrations } from './index.ts';
import type { Migration } from './migration.ts';

let db: WritableDb;
beforeEach(() => void (db = new Database(':memory:') as WritableDb));
afterEach(() => void db.close());

function upTo(version: number): void {
  for (const step of migrations) if (step.version <= version) runStep(db, step);
}
const version = (): unknown => db.pragma('user_version', { simple: true });
const newest = migrations.at(-1)?.version ?? 0;

describe('the schema', () => {
  test('is the one that was reviewed (after a new migration: npm run unit -- main/store/migrations -u, and read the diff)', async () => {
    upTo(newest);
    await expect(dumpSchema(db)).toMatchFileSnapshot('schema.sql');
  });

  test('keeps to our rules', () => {
    upTo(newest);
    expect(schemaFaults(db)).toEqual([]);
  });

  test.each([
    ['CREATE TABLE t (a TEXT PRIMARY KEY)', 'table t is not STRICT'],
    ['CREATE TABLE t (a TEXT) STRICT', 'table t has no primary key'],
    ['CREATE TABLE t (a TEXT PRIMARY KEY, b REAL) STRICT', 'column t.b is REAL'],
    [
      'CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT REFERENCES t (a)) STRICT',
      'column t.b refers to t without an index',
    ],
  ])('the guard sees the fault in: %s', (sql, fault) => {
    db.exec(sql);
    expect(schemaFaults(db as ReadableDb)).toEqual([expect.stringContaining(fault)]);
  });

  test('a changed column, index or trigger changes the snapshot', () => {
    upTo(newest);
    const before = dumpSchema(db);
    for (const change of [
      'ALTER TABLE drafts ADD COLUMN extra TEXT',
      'DROP INDEX numbers_reversed',
      'DROP TRIGGER events_append_only',
    ]) {
      db.exec(`SAVEPOINT before; ${change}`);
      expect(dumpSchema(db), change).not.toBe(before);
      db.exec('ROLLBACK TO before; RELEASE before');
    }
  });
});

describe('the files of migrations', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder).filter(name => /^\d{4}-.*\.ts$/.test(name));

  test('are numbered without a gap, each listed once', () => {
    expect(files.map(name => Number(name.slice(0, 4)))).toEqual(migrations.map(step => step.version));
    expect(migrations.map(step => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test.each(files)('%s imports nothing from the living app', name => {
    const imports = readFileSync(`${folder}${name}`, 'utf8').match(
      /(?:import|from|require)\s*\(?\s*['"][^'"]+['"]/g,
    );
    expect(imports).toEqual([`from './migration.ts'`]);
  });
});

describe('stepping up', () => {
  const step: Migration = { version: 1, name: 'one', up: target => target.exec('CREATE TABLE one (a)') };

  test('goes from nothing to the newest, each step leaving its number', () => {
    for (let next = nextStep(db, migrations); next !== null; next = nextStep(db, migrations)) {
      runStep(db, next);
      expect(version()).toBe(next.version);
    }
    expect(version()).toBe(newest);
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
  });

  test('a step that fails leaves neither its changes nor its number', () => {
    const failing: Migration = {
      ...step,
      up(target) {
        target.exec('CREATE TABLE one (a)');
        throw new Error('half-way');
      },
    };
    expect(() => runStep(db, failing)).toThrow('half-way');
    expect(version()).toBe(0);
    expect(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 });
    expect(nextStep(db, [step])).toBe(step);
  });

  test('a file from the future is refused by its number', () => {
    runStep(db, { ...step, version: 7 });
    expect(() => nextStep(db, [step])).toThrow(NewerStoreError);
    expect(() => nextStep(db, [step])).toThrow('schema 7, this Hatif knows 1');
  });

  test('another program’s file is refused, with and without a number', () => {
    db.exec('CREATE TABLE theirs (a)');
    expect(() => nextStep(db, [step])).toThrow(ForeignStoreError);
    db.pragma('user_version = 1');
    expect(() => nextStep(db, [step])).toThrow(ForeignStoreError);
  });
});

describe('0001 first call', () => {
  beforeEach(() => {
    upTo(1);
    db.pragma('foreign_keys = ON');
  });
  const insertPerson = (): void =>
    void db.exec(
      `INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
         created_at) VALUES ('p', 'P', 1, 1, 1, 0, 0, 0, 0)`,
    );

  test.each([
    ['a language we do not know', `UPDATE people SET language = 'xx'`],
    ['a flag that is neither', `UPDATE people SET sample = 2`],
    ['text where a number belongs', `UPDATE people SET created_at = 'yesterday'`],
    ['a number that is not E.164', `INSERT INTO numbers VALUES ('n', 'p', '1', '1', '1', '1', 'work', 0, 0)`],
    ['digits that are not', `INSERT INTO numbers VALUES ('n', 'p', 'x', NULL, 'x', 'x', 'work', 0, 0)`],
    [
      'a second person of one id',
      `INSERT INTO people SELECT 99, id, organisation_id, name, other_name, role, language,
      time_zone, city, email, 1, 1, 1, 0, 0, 0, 0, NULL, 0 FROM people`,
    ],
    ['a number of nobody', `INSERT INTO numbers VALUES ('n', 'q', '1', '+1', '1', '1', 'work', 0, 0)`],
    [
      'an end without whose',
      `INSERT INTO interactions (id, channel, direction, at, practice, sample, ended_at)
      VALUES ('i', 'email', 'inbound', 0, 0, 0, 1)`,
    ],
  ])('%s is refused', (_what, sql) => {
    insertPerson();
    expect(() => db.exec(sql)).toThrow(/constraint|cannot store/);
  });

  test('what is a person’s goes with the person, what happened stays without them', () => {
    insertPerson();
    db.exec(`
      INSERT INTO numbers VALUES ('n', 'p', '1', '+1', '1', '1', 'work', 0, 0);
      INSERT INTO choices VALUES ('+1', 'p', 0);
      INSERT INTO interactions (id, channel, direction, at, practice, sample, person_id)
        VALUES ('i', 'email', 'inbound', 0, 0, 0, 'p');
      DELETE FROM people;`);
    expect(
      db.prepare('SELECT (SELECT count(*) FROM numbers) + (SELECT count(*) FROM choices) AS n').get(),
    ).toEqual({ n: 0 });
    expect(db.prepare('SELECT person_id FROM interactions').all()).toEqual([{ person_id: null }]);
  });

  test('events and notes go with their interaction', () => {
    db.exec(`
      INSERT INTO interactions (id, channel, direction, at, practice, sample) VALUES ('i', 'email', 'inbound', 0, 0, 0);
      INSERT INTO events VALUES (NULL, 'i', 0, 'phase', 'ended', '{}');
      INSERT INTO notes VALUES ('n', 'i', 'x', 0);
      DELETE FROM interactions;`);
    expect(
      db.prepare('SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM notes) AS n').get(),
    ).toEqual({ n: 0 });
  });
});

describe('0002 contacts', () => {
  const person = (id: string, language: string | null, email: string | null): void =>
    void db
      .prepare(
        `INSERT INTO people (id, name, language, email, consent_call, consent_email, consent_message, do_not_contact,
           provisional, sample, created_at) VALUES (?, ?, ?, ?, 1, 1, 1, 0, 0, 0, 0)`,
      )
      .run(id, id, language, email);
  const rows = (sql: string): unknown[] => db.prepare(sql).all();
  const stepUp = (): void => {
    for (const step of migrations) if (step.version === 2) runStep(db, step);
    db.pragma('foreign_keys = ON');
  };
  beforeEach(() => upTo(1));

  test('addresses move to a table of their own, what is none stays behind', () => {
    person('omar', 'ar', ' Omar@AlNoor.example ');
    person('blank', null, '  ');
    person('none', 'en', null);
    stepUp();
    expect(rows(`SELECT person_id, address, key, kind, position FROM emails`)).toEqual([
      {
        person_id: 'omar',
        address: ' Omar@AlNoor.example ',
        key: 'omar@alnoor.example',
        kind: 'work',
        position: 0,
      },
    ]);
  });

  test('a language stays by its tag; “other” named none', () => {
    person('a', 'ar', null);
    person('b', 'other', null);
    person('c', null, null);
    stepUp();
    expect(rows(`SELECT id, language, version, remark FROM people ORDER BY id`)).toEqual([
      { id: 'a', language: 'ar', version: 1, remark: null },
      { id: 'b', language: null, version: 1, remark: null },
      { id: 'c', language: null, version: 1, remark: null },
    ]);
  });

  test('lists and organisations keep what they are', () => {
    db.exec(
      `INSERT INTO lists VALUES ('l', 'Renewals', 1); INSERT INTO organisations VALUES ('o', 'Café', 0, 5);`,
    );
    stepUp();
    expect(rows(`SELECT id, name, sample, rule, archived_at FROM lists`)).toEqual([
      { id: 'l', name: 'Renewals', sample: 1, rule: null, archived_at: null },
    ]);
    expect(rows(`SELECT id, name, kind, name_key, created_at FROM organisations`)).toEqual([
      { id: 'o', name: 'Café', kind: 'other', name_key: '', created_at: 5 },
    ]);
  });

  test.each([
    ['an e-mail of nobody', `INSERT INTO emails VALUES ('e', NULL, NULL, 'a@b', 'a@b', 'work', 0)`],
    [
      'a link that would run',
      `INSERT INTO links VALUES ('l', 'p', NULL, 'web', '', 'javascript:alert(1)', 0)`,
    ],
    ['a language that is no tag', `UPDATE people SET language = 'Arabic'`],
    [
      'a rule that is no JSON',
      `INSERT INTO lists (id, name, sample, rule) VALUES ('l', 'L', 0, 'all of them')`,
    ],
    [
      'the same refusal twice',
      `INSERT INTO do_not_contact VALUES ('a', '+1', NULL, NULL, '', 0), ('b', '+1', NULL, NULL, '', 0)`,
    ],
    ['a pair that is one person', `INSERT INTO not_duplicates VALUES ('p', 'p')`],
  ])('%s is refused', (_what, sql) => {
    person('p', null, null);
    stepUp();
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });

  test('everything of a person goes with the person', () => {
    person('p', null, 'p@x.example');
    person('q', null, null);
    stepUp();
    db.exec(`
      INSERT INTO person_tags VALUES ('p', 'vip');
      INSERT INTO custom_fields VALUES ('f', 'person', 'Size', 'number', '[]', 0);
      INSERT INTO person_values VALUES ('p', 'f', '3');
      INSERT INTO consents VALUES ('c', 'p', 'call', 1, 0, 'agent');
      INSERT INTO do_not_contact VALUES ('d', NULL, 'p', 'email', 'agent', 0);
      INSERT INTO points_of_contact VALUES
        ('x', NULL, 'topic', 'Invoices', 'p', NULL, 1, 0, 'call', '[]', NULL, NULL, 0),
        ('y', NULL, 'topic', 'Repairs', 'q', NULL, 1, 0, 'call', '[]', NULL, 'p', 0);
      INSERT INTO not_duplicates VALUES ('p', 'q');
      DELETE FROM people WHERE id = 'p';`);
    for (const table of [
      'emails',
      'person_tags',
      'person_values',
      'consents',
      'do_not_contact',
      'not_duplicates',
    ])
      expect(rows(`SELECT * FROM ${table}`), table).toEqual([]);
    expect(rows(`SELECT id, stand_in_id FROM points_of_contact`)).toEqual([{ id: 'y', stand_in_id: null }]);
  });
});

describe('0003 scripts', () => {
  beforeEach(() => {
    upTo(2);
    db.pragma('foreign_keys = ON');
    db.exec(
      `INSERT INTO interactions (id, channel, direction, at, practice, sample) VALUES ('i', 'email', 'inbound', 0, 0, 0)`,
    );
    for (const step of migrations) if (step.version === 3) runStep(db, step);
  });

  test('leaves what was there, and begins empty', () => {
    expect(db.prepare('SELECT id FROM interactions').all()).toEqual([{ id: 'i' }]);
    for (const table of ['scripts', 'script_versions', 'script_runs', 'script_answers', 'script_steps'])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  });

  test.each([
    ['a version of no script', `INSERT INTO script_versions VALUES ('x', 1, '', 0)`],
    ['a version before the first', `INSERT INTO script_versions VALUES ('s', 0, '', 0)`],
    ['a draft without its time', `UPDATE scripts SET draft = 'x'`],
    [
      'a part of a call that there is not',
      `INSERT INTO script_runs VALUES ('i', 'middle', 's', 1, 'a', '{}', 0, NULL, 0)`,
    ],
    [
      'a state that cannot be read',
      `INSERT INTO script_runs VALUES ('i', 'start', 's', 1, 'a', '{', 0, NULL, 0)`,
    ],
    ['an answer in no run', `INSERT INTO script_answers VALUES ('i', 'start', 0, 'f', 'a', '', '', '', 0)`],
  ])('%s is refused', (_what, sql) => {
    db.exec(`INSERT INTO scripts (id, sample, created_at) VALUES ('s', 0, 0)`);
    expect(() => db.exec(sql)).toThrow(/constraint|malformed/);
  });
});

describe('0004 imports', () => {
  test('names that were there are folded later, and again when they change', () => {
    upTo(3);
    const insert = (id: string): string =>
      `INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
         created_at) VALUES ('${id}', 'Layla', 1, 1, 1, 0, 0, 0, 0)`;
    db.exec(insert('before'));
    for (const step of migrations) if (step.version === 4) runStep(db, step);
    db.exec(insert('after'));
    db.exec(`UPDATE people SET name_key = 'layla'`);
    db.exec(
      `UPDATE people SET name = 'Laila', role = 'Nurse' WHERE id = 'before'; UPDATE people SET name = 'Layla'`,
    );
    expect(db.prepare(`SELECT id, name_key FROM people ORDER BY id`).all()).toEqual([
      { id: 'after', name_key: 'layla' },
      { id: 'before', name_key: '' },
    ]);
  });

  test('the account of an import goes with it', () => {
    upTo(4);
    db.pragma('foreign_keys = ON');
    db.exec(`
      INSERT INTO import_batches (number, id, file_name, path, size, modified_at, plan, state, started_at, total)
        VALUES (1, 'a', 'a.csv', '/a.csv', 1, 0, '{}', 'done', 0, 1);
      INSERT INTO import_rows VALUES (1, 1, 2, 'added', 'p', 1, NULL, NULL);
      INSERT INTO import_made VALUES (1, 'list', 'l');
      DELETE FROM import_batches;`);
    expect(
      db.prepare(`SELECT (SELECT count(*) FROM import_rows) + (SELECT count(*) FROM import_made) AS n`).get(),
    ).toEqual({ n: 0 });
  });
});

describe('0005 outbox', () => {
  beforeEach(() => {
    upTo(4);
    db.exec(`
      INSERT INTO interactions (id, channel, direction, at, practice, sample) VALUES ('i', 'email', 'inbound', 0, 0, 0);
      INSERT INTO drafts (interaction_id, note, saved_at) VALUES ('i', 'typed', 7);
      INSERT INTO outcomes VALUES ('sale', 'Sale', 'بيع', 'done', 1, 0, 'none', 0, 0, 3);
      INSERT INTO wrap_up_undos (interaction_id, at, note, outcome_id) VALUES ('i', 1, 'n', 'sale');
      INSERT INTO follow_ups (id, kind, interaction_id, what, due_at, sample) VALUES ('f', 'callback', 'i', 'w', 9, 0);`);
    for (const step of migrations) if (step.version === 5) runStep(db, step);
  });

  test('what was typed, chosen and promised before plans nothing more and was reminded of by nobody', () => {
    expect(db.prepare('SELECT note, actions FROM drafts').all()).toEqual([{ note: 'typed', actions: '[]' }]);
    expect(db.prepare('SELECT actions, made FROM wrap_up_undos').all()).toEqual([
      { actions: '[]', made: '[]' },
    ]);
    expect(db.prepare('SELECT needs_note, delay_minutes, archived FROM outcomes').all()).toEqual([
      { needs_note: 0, delay_minutes: null, archived: 0 },
    ]);
    expect(db.prepare('SELECT reminded_at FROM follow_ups').all()).toEqual([{ reminded_at: null }]);
  });

  test.each([
    `INSERT INTO outbox VALUES (1, 'o', 'email', 'l', NULL, NULL, NULL, '{}', 'sent', 'k', NULL, 0, 5, 9, 0, NULL, NULL, NULL, NULL)`,
    `INSERT INTO outbox VALUES (1, 'o', 'email', 'l', NULL, NULL, NULL, '{}', 'queued', 'k', NULL, 0, NULL, 9, 0, NULL, NULL, NULL, NULL)`,
    `INSERT INTO outbox VALUES (1, 'o', 'email', 'l', NULL, NULL, NULL, '{', 'queued', 'k', NULL, 0, 1, 9, 0, NULL, NULL, NULL, NULL)`,
    `INSERT INTO agent_spans VALUES (1, 'break', NULL, 0, NULL)`,
    `INSERT INTO agent_spans VALUES (1, 'ready', 'lunch', 0, NULL)`,
    `INSERT INTO tools VALUES ('t', 'spell', '{}', 0, 0)`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0006 callbacks', () => {
  beforeEach(() => {
    upTo(5);
    db.exec(`
      INSERT INTO interactions (id, channel, direction, at, practice, sample) VALUES ('i', 'email', 'inbound', 0, 0, 0);
      INSERT INTO drafts (interaction_id, note, saved_at) VALUES ('i', 'typed', 7);
      INSERT INTO follow_ups (id, kind, interaction_id, what, due_at, agent, sample) VALUES ('f', 'callback', 'i', 'w', 9, 'Sami', 0);
      INSERT INTO outcomes (id, name_en, name_ar, kind, success, needs_time, follow_up, do_not_contact, system, position)
        VALUES ('sale', 'Sale', 'بيع', 'done', 1, 0, 'none', 0, 0, 3);
      INSERT INTO lists (id, name, sample) VALUES ('l', 'Spring', 0);
      INSERT INTO outbox VALUES (7, 'o', 'email', 'lane', NULL, 'i', 'Sami', '{}', 'queued', 'k', NULL, 0, 5, 9, 0, NULL, NULL, NULL, NULL);`);
    for (const step of migrations) if (step.version === 6) runStep(db, step);
  });

  test('a promise stays with who gave it, an outcome is offered everywhere, a list is no campaign', () => {
    expect(db.prepare('SELECT agent, remind_at, returned_at FROM follow_ups').all()).toEqual([
      { agent: 'Sami', remind_at: null, returned_at: null },
    ]);
    expect(db.prepare('SELECT due_by FROM drafts').all()).toEqual([{ due_by: 'me' }]);
    expect(db.prepare('SELECT offered FROM outcomes').all()).toEqual([
      { offered: '{"queues":[],"campaigns":[],"lists":[]}' },
    ]);
    expect(db.prepare('SELECT campaign FROM lists').all()).toEqual([{ campaign: null }]);
  });

  test('what waits to be sent stays in its place, goes with its call, and other kinds may join it', () => {
    expect(db.prepare('SELECT row, id, lane, state, due_at FROM outbox').all()).toEqual([
      { row: 7, id: 'o', lane: 'lane', state: 'queued', due_at: 5 },
    ]);
    db.exec(
      `INSERT INTO outbox VALUES (8, 's', 'status', 'agent', NULL, NULL, NULL, '{}', 'sent', 'k', NULL, 0, NULL, 9, 0, NULL, NULL, NULL, NULL)`,
    );
    db.pragma('foreign_keys = ON');
    db.exec(`DELETE FROM interactions`);
    expect(db.prepare('SELECT id FROM outbox').all()).toEqual([{ id: 's' }]);
  });

  test.each([
    `INSERT INTO outbox VALUES (1, 'x', 'email', 'l', NULL, NULL, NULL, '{}', 'sent', 'k', NULL, 0, 5, 9, 0, NULL, NULL, NULL, NULL)`,
    `UPDATE drafts SET due_by = 'nobody'`,
    `UPDATE outcomes SET offered = '{'`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0007 afterwards', () => {
  beforeEach(() => {
    upTo(6);
    db.pragma('foreign_keys = ON');
    db.exec(`
      INSERT INTO interactions (id, channel, direction, at, practice, sample) VALUES ('i', 'email', 'inbound', 0, 0, 0);
      INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
        created_at) VALUES ('p', 'Layla', 1, 1, 1, 0, 0, 0, 0);
      INSERT INTO lists (id, name, sample) VALUES ('l', 'Care', 0);
      INSERT INTO follow_ups (id, kind, person_id, what, due_at, sample) VALUES ('f', 'callback', 'p', 'w', 9, 0);`);
    for (const step of migrations) if (step.version === 7) runStep(db, step);
  });

  test('what was there before was handed over by nobody', () => {
    expect(db.prepare('SELECT id, handed FROM interactions').all()).toEqual([{ id: 'i', handed: null }]);
  });

  test('a check-in goes with its follow-up, a case outlives its call but not the person', () => {
    db.exec(`
      INSERT INTO check_ins VALUES ('l', 'p', 1, 'f');
      INSERT INTO cases VALUES ('c', 'p', 'i', 'h', '42', 's', 'open', 0, 0);
      DELETE FROM follow_ups; DELETE FROM interactions;`);
    expect(db.prepare('SELECT count(*) AS n FROM check_ins').get()).toEqual({ n: 0 });
    expect(db.prepare('SELECT interaction_id FROM cases').all()).toEqual([{ interaction_id: null }]);
    db.exec('DELETE FROM people');
    expect(db.prepare('SELECT count(*) AS n FROM cases').get()).toEqual({ n: 0 });
  });

  test.each([
    `INSERT INTO surveys VALUES ('i', 'x', 0, 'email', 6, 5, NULL, 1, 'call', NULL)`,
    `INSERT INTO surveys VALUES ('i', 'x', 0, 'email', NULL, NULL, NULL, 1, 'call', NULL)`,
    `INSERT INTO surveys VALUES ('i', '', 0, 'email', NULL, NULL, NULL, NULL, NULL, NULL)`,
    `INSERT INTO cases VALUES ('c', 'p', 'i', 'h', '', 's', 'open', 0, 0)`,
    `INSERT INTO check_in_rules VALUES ('l', 0, 'w', 1, NULL)`,
    `UPDATE interactions SET handed = '{'`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint|malformed/);
  });
});

describe('0008 directories', () => {
  beforeEach(() => {
    upTo(8);
    db.pragma('foreign_keys = ON');
    db.exec(`
      INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
        created_at) VALUES ('p', 'P', 1, 1, 1, 0, 0, 0, 0), ('q', 'Q', 1, 1, 1, 0, 0, 0, 0);
      INSERT INTO directories (id, kind, data, created_at, after_row) VALUES ('d', 'carddav', '{}', 0, 0);
      INSERT INTO directory_cards VALUES ('d', '/p.vcf', 'p', '"1"', '{"name":"P"}', 3, 7, NULL);
      INSERT INTO directory_conflicts VALUES ('c', 'd', 'p', 'field', 'role', '', 'a', 'b', 0);`);
  });

  test('who is removed leaves the address of their card, and nothing that says who they were', () => {
    db.exec(`DELETE FROM people WHERE id = 'p'`);
    expect(db.prepare(`SELECT * FROM directory_cards`).all()).toEqual([
      {
        directory_id: 'd',
        href: '/p.vcf',
        person_id: null,
        etag: '"1"',
        base: '{}',
        person_version: 0,
        synced_at: 7,
        fault: null,
      },
    ]);
    expect(db.prepare(`SELECT * FROM directory_conflicts`).all()).toEqual([]);
  });

  test('an account goes with its cards, and not with its people', () => {
    db.exec(`DELETE FROM directories`);
    expect(db.prepare(`SELECT count(*) AS n FROM directory_cards`).get()).toEqual({ n: 0 });
    expect(db.prepare(`SELECT count(*) AS n FROM people`).get()).toEqual({ n: 2 });
  });

  test.each([
    `INSERT INTO directories (id, kind, data, created_at, after_row) VALUES ('e', 'phone book', '{}', 0, 0)`,
    `INSERT INTO directory_cards VALUES ('d', '/p.vcf', 'q', NULL, '{}', 0, 0, NULL)`,
    `INSERT INTO directory_cards VALUES ('d', '/two.vcf', 'p', NULL, '{}', 0, 0, NULL)`,
    `INSERT INTO directory_cards VALUES ('d', '/q.vcf', 'q', NULL, '{', 0, 0, NULL)`,
    `INSERT INTO directory_conflicts VALUES ('x', 'd', 'q', 'quarrel', '', '', NULL, NULL, 0)`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0009 safety', () => {
  beforeEach(() => {
    upTo(9);
    db.exec(
      `INSERT INTO audit VALUES (1, 'a', 9, 'override', 'Sara', 'p', '+966505550142', 'asked for it', '{}')`,
    );
  });

  test('the audit log is only added to; a name in it can be cleared', () => {
    for (const change of [`at = 1`, `data = '{"x":1}'`, `subject = 'other'`, `person_id = NULL`])
      expect(() => db.exec(`UPDATE audit SET ${change}`)).toThrow(/append-only/);
    db.exec(`UPDATE audit SET subject = NULL, why = NULL`);
    expect(db.prepare(`SELECT at, agent, person_id, subject, why FROM audit`).get()).toEqual({
      at: 9,
      agent: 'Sara',
      person_id: 'p',
      subject: null,
      why: null,
    });
  });

  test.each([
    `INSERT INTO audit VALUES (2, 'b', 9, 'gossip', NULL, NULL, NULL, NULL, '{}')`,
    `INSERT INTO retention_rules VALUES ('notes', 0)`,
    `INSERT INTO retention_rules VALUES ('everything', 9)`,
    `INSERT INTO bulk_jobs (id, action, selection, state, started_at) VALUES ('b', '{', '{}', 'running', 0)`,
    `INSERT INTO bulk_jobs (id, action, selection, state, started_at) VALUES ('b', '{}', '{}', 'asleep', 0)`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0010 call quality', () => {
  beforeEach(() => {
    upTo(9);
    db.exec(
      `INSERT INTO interactions (id, channel, direction, at, number, practice, sample) VALUES ('i', 'call', 'inbound', 0, '1', 0, 0)`,
    );
    for (const step of migrations) if (step.version === 10) runStep(db, step);
  });

  test('says nothing of calls that were before, and takes a summary', () => {
    expect(db.prepare('SELECT quality FROM interactions').all()).toEqual([{ quality: null }]);
    db.exec(`UPDATE interactions SET quality = '{"verdict":"clear"}'`);
    expect(db.prepare(`SELECT quality ->> 'verdict' AS verdict FROM interactions`).all()).toEqual([
      { verdict: 'clear' },
    ]);
  });

  test('the schema refuses what is no JSON', () => {
    expect(() => db.exec(`UPDATE interactions SET quality = 'clear'`)).toThrow(/constraint|malformed/);
  });
});

describe('0011 recordings', () => {
  beforeEach(() => {
    upTo(10);
    db.exec(`
      INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample, created_at)
        VALUES ('p', 'Layla', 1, 0, 0, 0, 0, 0, 0);
      INSERT INTO consents VALUES ('c', 'p', 'email', 0, 5, 'agent');
      INSERT INTO retention_rules VALUES ('notes', 30);
      INSERT INTO interactions (id, channel, direction, at, number, practice, sample) VALUES ('i', 'call', 'inbound', 0, '1', 0, 0);
    `);
    for (const step of migrations) if (step.version === 11) runStep(db, step);
  });
  const recorded = `INSERT INTO recordings VALUES ('r', 'i', 1, NULL, 'rule', NULL, 0, 0, 0, 0, NULL)`;

  test('what people answered and what is kept for how long is there as before', () => {
    expect(db.prepare(`SELECT * FROM consents`).all()).toEqual([
      { id: 'c', person_id: 'p', channel: 'email', given: 0, at: 5, source: 'agent' },
    ]);
    expect(db.prepare(`SELECT * FROM retention_rules`).all()).toEqual([{ kind: 'notes', days: 30 }]);
    db.exec(`INSERT INTO consents VALUES ('d', 'p', 'recording', 0, 6, 'agent')`);
    db.exec(`INSERT INTO retention_rules VALUES ('recordings', 90)`);
    db.exec(`DELETE FROM people`);
    expect(db.prepare(`SELECT count(*) AS n FROM consents`).get()).toEqual({ n: 0 });
  });

  test('a recording outlives its conversation, so that its file is not forgotten', () => {
    db.exec(recorded);
    db.exec(`DELETE FROM interactions`);
    expect(db.prepare(`SELECT id, interaction_id AS call FROM recordings`).all()).toEqual([
      { id: 'r', call: null },
    ]);
  });

  test.each([
    recorded.replace(`'rule'`, `'whim'`),
    recorded.replace(`'i'`, `'nobody'`),
    recorded.replace('1, NULL', '1, 9'),
    recorded.replace('0, 0, 0, 0', '-1, 0, 0, 0'),
    `INSERT INTO consents VALUES ('d', 'p', 'smoke', 0, 6, 'agent')`,
    `INSERT INTO retention_rules VALUES ('everything', 9)`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0012 transfers', () => {
  const transfer = `INSERT INTO events VALUES (NULL, 'i', 3, 'transfer', NULL, '{"to":"301"}')`;

  beforeEach(() => {
    upTo(11);
    db.exec(
      `INSERT INTO interactions (id, channel, direction, at, number, practice, sample) VALUES ('i', 'call', 'inbound', 0, '1', 0, 0);
       INSERT INTO events VALUES (4, 'i', 1, 'phase', 'ringing', '{}'), (9, 'i', 2, 'hold', NULL, '{"hold":"local"}')`,
    );
    for (const step of migrations) if (step.version === 12) runStep(db, step);
  });

  test('keeps every step with its number, and takes one that hands the call on', () => {
    db.exec(transfer);
    expect(db.prepare('SELECT sequence, kind, phase, data FROM events ORDER BY sequence').all()).toEqual([
      { sequence: 4, kind: 'phase', phase: 'ringing', data: '{}' },
      { sequence: 9, kind: 'hold', phase: null, data: '{"hold":"local"}' },
      { sequence: 10, kind: 'transfer', phase: null, data: '{"to":"301"}' },
    ]);
  });

  test('the schema refuses a kind that nobody knows', () => {
    expect(() => db.exec(transfer.replace(`'transfer'`, `'gossip'`))).toThrow(/constraint/);
  });

  test('the steps stay append-only, and go with their call', () => {
    expect(() => db.exec('UPDATE events SET at = 7')).toThrow(/append-only/);
    db.pragma('foreign_keys = ON');
    db.exec(`DELETE FROM interactions WHERE id = 'i'`);
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 0 });
  });
});

describe('0013 files', () => {
  beforeEach(() => {
    upTo(13);
    for (const id of ['p', 'q'])
      db.exec(
        `INSERT INTO people (id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
          created_at) VALUES ('${id}', 'Omar', 0, 0, 0, 0, 0, 0, 0)`,
      );
    db.exec(
      `INSERT INTO interactions (id, channel, direction, at, person_id, practice, sample) VALUES ('i', 'letter', 'inbound', 0, 'p', 0, 0)`,
    );
    db.exec(`INSERT INTO file_contents VALUES ('f', x'89'), ('g', x'89')`);
    db.exec(`INSERT INTO files VALUES ('f', 'p', NULL, 1, 'me.png', 'image/png', 1, 0)`);
    db.exec(`INSERT INTO files VALUES ('g', NULL, 'i', 0, 'letter.pdf', 'application/pdf', 1, 0)`);
  });

  test('a file goes with whose it is, what it says stays until nothing names it', () => {
    db.exec(`DELETE FROM people WHERE id = 'p'; DELETE FROM interactions WHERE id = 'i'`);
    expect(db.prepare(`SELECT id FROM files`).all()).toEqual([]);
    expect(db.prepare(`SELECT id FROM file_contents`).all()).toHaveLength(2);
  });

  test.each([
    `INSERT INTO files VALUES ('h', 'p', NULL, 1, 'x', 'image/png', 1, 0)`,
    `INSERT INTO files VALUES ('h', 'q', NULL, 1, 'x', 'application/pdf', 1, 0)`,
    `INSERT INTO files VALUES ('h', 'q', NULL, 0, 'x', 'image/svg+xml', 1, 0)`,
    `INSERT INTO files VALUES ('h', 'q', 'i', 0, 'x', 'image/png', 1, 0)`,
    `INSERT INTO files VALUES ('h', NULL, NULL, 0, 'x', 'image/png', 1, 0)`,
    `INSERT INTO file_contents VALUES ('h', x'')`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint/);
  });
});

describe('0014 kept calls', () => {
  beforeEach(() => {
    upTo(13);
    db.exec(
      `INSERT INTO interactions (id, channel, direction, at, number, practice, sample) VALUES ('i', 'call', 'inbound', 0, '1', 0, 0)`,
    );
    for (const step of migrations) if (step.version === 14) runStep(db, step);
  });

  test('keeps nothing of calls that were before, and nothing of an interaction that is erased', () => {
    expect(db.prepare('SELECT * FROM kept_calls').all()).toEqual([]);
    db.exec(`INSERT INTO kept_calls VALUES ('i', 5, '{}'); DELETE FROM interactions`);
    expect(db.prepare('SELECT * FROM kept_calls').all()).toEqual([]);
  });

  test.each([
    `INSERT INTO kept_calls VALUES ('i', 5, 'no JSON')`,
    `INSERT INTO kept_calls VALUES ('nobody', 5, '{}')`,
  ])('the schema refuses %s', sql => {
    expect(() => db.exec(sql)).toThrow(/constraint|malformed/i);
  });
});

describe('0015 search', () => {
  test('everybody who is there waits to be indexed, and the index begins anew', () => {
    upTo(14);
    db.exec(
      `INSERT INTO people (row, id, name, consent_call, consent_email, consent_message, do_not_contact, provisional, sample,
         created_at) VALUES (7, 'p', 'Omar', 1, 0, 0, 0, 0, 0, 0);
       INSERT INTO people_search (rowid, name) VALUES (7, 'omar')`,
    );
    for (const step of migrations) if (step.version === 15) runStep(db, step);
    expect(db.prepare('SELECT row FROM search_stale').all()).toEqual([{ row: 7 }]);
    expect(db.prepare(`SELECT rowid FROM people_search WHERE people_search MATCH '"omar"'`).all()).toEqual(
      [],
    );
  });

  test('nobody has two places', () => {
    upTo(15);
    db.exec(`INSERT INTO search_places (place, row, person_id, name) VALUES (1, 7, 'p', 'Omar')`);
    expect(() =>
      db.exec(`INSERT INTO search_places (place, row, person_id, name) VALUES (2, 7, 'p', 'Omar')`),
    ).toThrow(/constraint/);
  });
});
