import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWriter } from './connection.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { openStoreFile, type Opened } from './opening.ts';
import { allOutcomes } from './tables/outcomes.ts';
import { findPerson } from './tables/people.ts';
import { connectionTo, know, omar, openTables, otherKey, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
const opened: Opened[] = [];
beforeEach(() => void (place = temporaryPlace()));
afterEach(() => {
  for (const { db } of opened.splice(0)) db.close();
  place.dispose();
});

function open(steps: readonly Migration[] = migrations, key?: string): Opened {
  const store = openStoreFile({ ...connectionTo(place.file), ...(key === undefined ? {} : { key }) }, steps);
  opened.push(store);
  return store;
}
function closeAll(): void {
  for (const { db } of opened.splice(0)) db.close();
}
/** A store with Omar in it, closed. */
function filledStore(): void {
  const db = openTables(place.file);
  know(db, 'omar', omar);
  db.close();
}
const newest = migrations.at(-1)?.version ?? 0;
const nextStep: Migration = {
  version: newest + 1,
  name: 'next',
  up: db => db.exec(`ALTER TABLE people ADD COLUMN nickname TEXT`),
};

test('where there is no file, one is made', () => {
  expect(open().view).toEqual({ state: 'open', detail: null });
  expect(existsSync(place.file)).toBe(true);
});

test('an empty file is as good as none', () => {
  writeFileSync(place.file, '');
  expect(open().view.state).toBe('open');
});

test('what was there is there again', () => {
  filledStore();
  expect(findPerson(open().db, 'omar')?.name).toBe('Omar Haddad');
});

describe('an upgrade', () => {
  const copies = (): string[] => readdirSync(place.directory).filter(name => name.includes('.before-'));

  test('copies the file before each step, and the copy is the store as it was', () => {
    filledStore();
    const { db, view } = open([
      ...migrations,
      nextStep,
      { ...nextStep, version: newest + 2, up: () => undefined },
    ]);
    expect(view.state).toBe('open');
    expect(db.prepare(`SELECT nickname FROM people`).all()).toHaveLength(1);
    const copyOf = (version: number) => `hatif.db.before-${String(version).padStart(4, '0')}`;
    expect(copies()).toEqual([copyOf(newest + 1), copyOf(newest + 2)]);
    const before = openWriter(connectionTo(path.join(place.directory, copyOf(newest + 1))));
    expect(before.pragma('user_version', { simple: true })).toBe(newest);
    expect(findPerson(before as Opened['db'], 'omar')?.name).toBe('Omar Haddad');
    before.close();
  });

  test('of a new file copies nothing', () => {
    open([...migrations]);
    expect(copies()).toEqual([]);
  });

  test('keeps the last three copies', () => {
    filledStore();
    const steps = [1, 2, 3, 4, 5].map(n => ({ ...nextStep, version: newest + n, up: () => undefined }));
    open([...migrations, ...steps]);
    expect(copies()).toHaveLength(3);
    expect(copies()).toContain(`hatif.db.before-${String(newest + 5).padStart(4, '0')}`);
  });

  test('that fails leaves the file as it was, and the phone works', () => {
    filledStore();
    const failing: Migration = {
      version: newest + 1,
      name: 'fails half-way',
      up(db) {
        db.exec(`DELETE FROM people`);
        throw new Error('half-way');
      },
    };
    const { db, view } = open([...migrations, failing]);
    expect(view.state).toBe('memory');
    expect(allOutcomes(db)).not.toEqual([]);
    closeAll();
    expect(findPerson(open().db, 'omar')?.name).toBe('Omar Haddad');
  });
});

describe('a file that cannot be used is named, not touched, and the phone has a store in memory', () => {
  const spoils: [string, Opened['view']['state'], () => void, { key?: string }?][] = [
    [
      'from the future',
      'newer',
      () => void openStoreFile(connectionTo(place.file), [...migrations, nextStep]).db.close(),
    ],
    ['under another key', 'locked', () => undefined, { key: otherKey }],
    ['damaged at its head', 'corrupt', () => damage(0)],
    ['damaged in its first page', 'corrupt', () => damage(100)],
    ['cut short', 'corrupt', () => truncateSync(place.file, 6_000)],
    ['zeroed', 'corrupt', () => writeFileSync(place.file, Buffer.alloc(8_192))],
    ['not encrypted', 'corrupt', notEncrypted],
    ['of another program', 'corrupt', ofAnotherProgram],
  ];
  test.each(spoils)('%s: %s', (_what, state, spoil, options) => {
    filledStore();
    spoil();
    const bytes = readFileSync(place.file);
    const { db, view } = open(migrations, options?.key);
    expect(view.state).toBe(state);
    expect(view.detail).not.toContain(place.directory);
    expect(allOutcomes(db)).not.toEqual([]);
    know(db, 'in-memory', { name: 'Somebody' });
    closeAll();
    expect(readFileSync(place.file).equals(bytes)).toBe(true);
  });

  test('where no file can be made: memory', () => {
    const options = connectionTo(`${place.directory}/none/hatif.db`);
    const store = openStoreFile(options);
    opened.push(store);
    expect(store.view.state).toBe('memory');
    expect(allOutcomes(store.db)).not.toEqual([]);
  });

  test('where the file is a folder: memory', () => {
    mkdirSync(place.file);
    expect(open().view.state).toBe('memory');
  });
});

/** Turns one bit, as a failing disk does. */
function damage(at: number): void {
  const bytes = readFileSync(place.file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(place.file, bytes);
}

function notEncrypted(): void {
  truncateSync(place.file, 0);
  const plain = new Database(place.file);
  plain.exec(`CREATE TABLE t (a)`);
  plain.close();
}

function ofAnotherProgram(): void {
  truncateSync(place.file, 0);
  const other = openWriter(connectionTo(place.file));
  other.exec(`CREATE TABLE t (a); PRAGMA user_version = 1`);
  other.close();
}
