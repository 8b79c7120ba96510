import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader, openWriter } from './connection.ts';
import { connectionTo, know, omar, openTables, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
beforeEach(() => void (place = temporaryPlace()));
afterEach(() => place.dispose());

test('every promise about durability is a setting of the connection', () => {
  const db = openWriter(connectionTo(place.file));
  const settings = [
    'journal_mode',
    'synchronous',
    'foreign_keys',
    'secure_delete',
    'checkpoint_fullfsync',
    'temp_store',
  ];
  const read = Object.fromEntries(settings.map(name => [name, db.pragma(name, { simple: true })]));
  db.close();
  expect(read).toEqual({
    journal_mode: 'wal',
    synchronous: 2, // FULL
    foreign_keys: 1,
    secure_delete: 1,
    checkpoint_fullfsync: 1,
    temp_store: 2, // MEMORY
  });
});

test('nothing that was entered stands in the files in clear', () => {
  const db = openTables(place.file);
  know(db, 'omar', omar);
  const [file, log] = [readFileSync(place.file), readFileSync(`${place.file}-wal`)];
  db.close();
  const after = readFileSync(place.file);
  for (const bytes of [file, log, after]) {
    expect(bytes.includes('Haddad')).toBe(false);
    expect(bytes.includes('CREATE TABLE')).toBe(false);
    expect(bytes.subarray(0, 15).toString()).not.toBe('SQLite format 3');
  }
});

test('a reader can change nothing, and creates no file', () => {
  expect(() => openReader(connectionTo(`${place.file}-not-there`))).toThrow(/unable to open/);
  openTables(place.file).close();
  const reader = openReader(connectionTo(place.file));
  expect(() => reader.exec(`DELETE FROM outcomes`)).toThrow(/readonly/);
  reader.close();
});
