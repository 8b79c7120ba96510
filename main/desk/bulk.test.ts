import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WritableDb } from '../store/database.ts';
import type { Store } from '../store/port.ts';
import { know, noon, openTables, temporaryPlace } from '../store/testing/fixtures.ts';
import { commands, questions } from '../store/verbs.ts';
import { Bulk } from './bulk.ts';
import { FakeWindow } from './testing.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
let window: FakeWindow;
let changed: number;
let bulk: Bulk;

beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  for (let n = 0; n < 900; n += 1) know(db, `p${n}`, { name: `Person ${n}` });
  window = new FakeWindow();
  changed = 0;
  // As the threads do it: each request on its own, in the order in which they came.
  const verbs = { ...questions, ...commands } as unknown as Record<string, (...args: unknown[]) => unknown>;
  const store = new Proxy({}, {
    get: (_target, verb) => (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(verbs[String(verb)]?.(db, ...args));
          } catch (error) {
            reject(error as Error);
          }
        });
      }),
  }); // prettier-ignore
  let ids = 0;
  let now = noon;
  bulk = new Bulk({
    store: store as Store,
    emit: window.emit,
    log: quiet,
    now: () => (now += 1_000),
    newId: () => `job${(ids += 1)}`,
    agent: () => 'Sara',
    language: () => 'en',
    sends: () => false,
    changed: () => void (changed += 1),
  });
});
afterEach(() => {
  db.close();
  place.dispose();
});

const jobs = () => questions.bulkJobs(db);
const tags = () => (db.prepare(`SELECT count(*) AS n FROM person_tags`).get() as { n: number }).n;
const tag = { kind: 'tag', tag: 'spring' } as const;

test('goes through everybody, says how far it is, and takes it back', async () => {
  const id = await bulk.start(tag, { kind: 'all' });
  await expect(bulk.start(tag, { kind: 'all' })).rejects.toMatchObject({ code: 'wrongState' });
  await vi.waitFor(() => expect(changed).toBe(1));
  expect(tags()).toBe(900);
  const seen = window.heard.flatMap(([name, payload]) => (name === 'bulk' ? [payload] : [])) as ReturnType<
    typeof jobs
  >[];
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.some(([job]) => job?.state === 'running' && job.done > 0 && job.done < 900)).toBe(true);
  expect(seen.at(-1)).toMatchObject([{ id, state: 'done', done: 900 }]);
  bulk.undo(id);
  await vi.waitFor(() => expect(changed).toBe(2));
  expect(tags()).toBe(0);
});

test('stops where it is told to, and what an end of Hatif cut off is gone on with', async () => {
  const first = await bulk.start(tag, { kind: 'all' });
  await bulk.cancel(first);
  expect(tags()).toBeLessThan(900);
  expect(jobs()).toMatchObject([{ state: 'cancelled', done: tags() }]);

  const second = await bulk.start({ ...tag, tag: 'autumn' }, { kind: 'all' });
  await bulk.end();
  expect(jobs()[0]).toMatchObject({ id: second, state: 'running' });
  await bulk.load();
  expect(jobs()[0]).toMatchObject({ id: second, state: 'interrupted' });
  bulk.resume(second);
  await vi.waitFor(() => expect(changed).toBe(3));
  expect(jobs()[0]).toMatchObject({ state: 'done', done: 900 });
});

test('does not begin to write e-mails that cannot be sent', async () => {
  await expect(bulk.start({ kind: 'email', templateId: 't' }, { kind: 'all' })).rejects.toMatchObject({
    code: 'noMail',
  });
  expect(jobs()).toEqual([]);
});
