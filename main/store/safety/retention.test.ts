import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RetentionCounts } from '../../../shared/safety/retention.ts';
import type { WritableDb } from '../database.ts';
import { know, noon, nothingMore, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import { commands, questions } from '../verbs.ts';

const day = 86_400_000;
let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const count = (sql: string) => (db.prepare(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;
function call(id: string, at: number, personId: string, wrapped = true): void {
  commands.beginInteraction(db, ringing(id, { at, number: `+96650${id}`, e164: null }));
  const ended = { by: 'remote', cause: 'hangup', status: null, at: at + 9, talkSeconds: 8 } as const;
  commands.appendEvent(db, {
    interactionId: id,
    at,
    kind: 'phase',
    phase: 'ended',
    data: {},
    answeredAt: at,
    ended,
  });
  commands.linkPerson(db, id, personId);
  if (wrapped)
    commands.finishWrapUp(db, {
      interactionId: id,
      note: `note ${id}`,
      outcomeId: 'callback',
      dueAt: noon + day,
      at,
      ...nothingMore,
    });
}
function retain(at = noon): RetentionCounts {
  const sum: Record<string, number> = {};
  for (;;) {
    const went = Object.entries(commands.retainStep(db, at));
    if (went.length === 0) return sum;
    for (const [kind, n] of went) sum[kind] = (sum[kind] ?? 0) + n;
  }
}

test('nothing goes without a rule; with one, what the preview counted goes, and no more', () => {
  know(db, 'omar', { name: 'Omar' });
  for (let n = 0; n < 100; n += 1) call(`old${n}`, noon - 100 * day - n, 'omar');
  call('new', noon - 10 * day, 'omar');
  call('owed', noon - 100 * day, 'omar', false);
  expect(retain()).toEqual({});
  commands.setRetention(db, 'notes', 90);
  expect(questions.previewRetention(db, { notes: 90, history: 90 }, noon, 1_000)).toEqual({
    notes: 100,
    history: 100,
  });
  expect(retain()).toEqual({ notes: 100 });
  expect([count('notes'), count('interactions')]).toEqual([1, 102]);

  commands.setRetention(db, 'history', 90);
  expect(retain()).toEqual({ history: 100 });
  // A call that owes its outcome stays, and so does what was promised in those that went.
  expect(db.prepare(`SELECT id FROM interactions ORDER BY id`).all()).toEqual([
    { id: 'new' },
    { id: 'owed' },
  ]);
  expect(count('follow_ups WHERE done_at IS NULL')).toBe(101);
  expect(questions.retentionRules(db)).toEqual({ history: 90, notes: 90 });
  commands.setRetention(db, 'history', null);
  expect(questions.retentionRules(db)).toEqual({ notes: 90 });
});

test('people of whom nobody heard go, but nobody who is owed something or who refused', () => {
  const before = `UPDATE people SET created_at = ${noon - 900 * day}`;
  for (const id of ['quiet', 'owed', 'refused', 'spoke'])
    know(db, id, { name: id, doNotContact: id === 'refused' });
  know(db, 'fresh', { name: 'fresh' });
  db.exec(`${before} WHERE id <> 'fresh'`);
  db.exec(
    `INSERT INTO follow_ups (id, kind, person_id, what, due_at, sample) VALUES ('f', 'task', 'owed', 'w', 0, 0)`,
  );
  db.exec(`UPDATE people SET last_contact_at = ${noon - day} WHERE id = 'spoke'`);
  commands.setRetention(db, 'people', 365);
  expect(retain()).toEqual({ people: 1 });
  expect(questions.search(db, 'quiet', 5)).toEqual([]);
  expect(count('people')).toBe(4);
});

test('done follow-ups, what was sent, accounts of imports and the log itself go by their own rules', () => {
  db.exec(`
    INSERT INTO follow_ups (id, kind, what, due_at, done_at, sample) VALUES ('f', 'task', 'w', 0, 1, 0), ('g', 'task', 'w', 0, NULL, 0);
    INSERT INTO outbox VALUES (1, 'o', 'email', 'l', NULL, NULL, NULL, '{}', 'sent', 'k', NULL, 0, NULL, 9, 1, NULL, NULL, NULL, NULL);
    INSERT INTO outbox VALUES (2, 'p', 'email', 'l', NULL, NULL, NULL, '{}', 'unknown', 'k', NULL, 0, NULL, 9, 1, NULL, NULL, NULL, NULL);
    INSERT INTO import_batches (number, id, file_name, path, size, modified_at, plan, state, started_at, total)
      VALUES (1, 'a', 'a.csv', '/a.csv', 1, 0, '{}', 'done', 0, 1);
    INSERT INTO audit VALUES (1, 'a', 0, 'export', NULL, NULL, NULL, NULL, '{}')`);
  for (const kind of ['followUps', 'outbox', 'imports', 'audit'] as const)
    commands.setRetention(db, kind, 30);
  expect(retain()).toEqual({ followUps: 1, outbox: 1, imports: 1, audit: 1 });
  expect([count('follow_ups'), count('outbox')]).toEqual([1, 1]);
});

test('all that is kept of somebody can be given to them', () => {
  know(db, 'omar', {
    name: 'Omar',
    email: 'o@x.example',
    numbers: [{ raw: '+966501234567', e164: '+966501234567' }],
  });
  call('c', noon - day, 'omar');
  const data = questions.personData(db, 'omar', noon);
  expect(data?.whole).toMatchObject({
    fields: { name: 'Omar' },
    interactions: [{ id: 'c', outcome_id: 'callback', talk_seconds: 8 }],
    notes: [{ text: 'note c' }],
    followUps: [{ kind: 'callback' }],
  });
  expect(data?.contact).toMatchObject({ name: 'Omar', emails: [{ address: 'o@x.example' }] });
  expect(questions.personData(db, 'nobody', noon)).toBeNull();
});
