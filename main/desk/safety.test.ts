import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { existsSync, writeFileSync } from 'node:fs';
import type { WritableDb } from '../store/database.ts';
import { know, noon, openTables, temporaryPlace } from '../store/testing/fixtures.ts';
import { commands, questions } from '../store/verbs.ts';
import { Safety, type SafetyOptions } from './safety.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
let done: string[];
let safety: Safety;

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  place = temporaryPlace();
  db = openTables(place.file);
  know(db, 'omar', { name: 'Omar Haddad', email: 'o@x.example' });
  know(db, 'zoe', { name: 'Zoe' });
  done = [];
  const verbs = { ...questions, ...commands } as unknown as Record<string, (...args: unknown[]) => unknown>;
  const store = new Proxy({}, {
    get: (_target, verb) => async (...args: unknown[]) => {
      done.push(String(verb));
      return Promise.resolve(verbs[String(verb)]?.(db, ...args));
    },
  }) as SafetyOptions['store']; // prettier-ignore
  safety = new Safety({
    store,
    agent: () => 'Sara',
    now: () => Date.now(),
    newId: () => 'receipt',
    log: quiet,
    saveFile: (name, text) => {
      done.push(`${name}: ${text.replaceAll(/\s+/g, ' ').slice(0, 40)}`);
      return Promise.resolve(true);
    },
    changed: () => Promise.resolve(void done.push('changed')),
    deleteFiles: () => Promise.resolve(void done.push('files')),
    renewCopies: () => Promise.resolve(void done.push('copies')),
  });
});
afterEach(() => {
  safety.dispose();
  vi.useRealTimers();
  db.close();
  place.dispose();
});

test('who is erased is gone from pages, index and copies, in this order, and the receipt stays', async () => {
  writeFileSync(`${place.file}.before-0002`, 'Omar Haddad');
  const { receiptId, counts } = await safety.erase('omar');
  expect(counts.addresses).toBe(1);
  expect(done.filter(each => each !== 'purgeStep')).toEqual(['erasePerson', 'files', 'changed', 'copies']);
  expect(done.indexOf('copies')).toBeGreaterThan(done.lastIndexOf('purgeStep'));
  expect(existsSync(`${place.file}.before-0002`)).toBe(false);
  expect(questions.auditPage(db, 'erasure', null, 5)).toMatchObject([{ id: receiptId, agent: 'Sara' }]);
  await expect(safety.erase('omar')).rejects.toMatchObject({ code: 'notFound' });
});

test('what has had its time goes every day, and stands in the log with its count', async () => {
  safety.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(questions.auditPage(db, 'retention', null, 5)).toEqual([]);
  db.exec(`UPDATE people SET created_at = 0 WHERE id = 'zoe'`);
  commands.setRetention(db, 'people', 30);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(questions.auditPage(db, null, null, 5)).toMatchObject([
    { kind: 'retention', agent: null, data: { counts: { people: 1 } } },
  ]);
  expect(questions.person(db, 'zoe')).toBeNull();
  expect(questions.person(db, 'omar')).not.toBeNull();
});

test('what is kept of somebody goes into a file, and that is written down', async () => {
  expect(await safety.exportPerson('omar', 'json')).toBe(true);
  expect(await safety.exportPerson('omar', 'vcard')).toBe(true);
  expect(done.find(each => each.startsWith('person.json'))).toContain('{ "person": {');
  expect(done.find(each => each.startsWith('person.vcf'))).toContain('BEGIN:VCARD VERSION:4.0');
  expect(questions.auditPage(db, 'export', null, 5)).toMatchObject([
    { personId: 'omar', data: { format: 'vcard' } },
    { personId: 'omar', data: { format: 'json' } },
  ]);
});
