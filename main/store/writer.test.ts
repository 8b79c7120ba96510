import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreView } from '../../shared/ipc/contract.ts';
import { inTransaction, type WritableDb } from './database.ts';
import { openInMemory, openStoreFile } from './opening.ts';
import { Reader } from './reader.ts';
import {
  connectionTo,
  key,
  know,
  noon,
  omar,
  openTables,
  otherKey,
  ringing,
  temporaryPlace,
} from './testing/fixtures.ts';
import { Writer } from './writer.ts';
import { openReader, openWriter } from './connection.ts';

let place: ReturnType<typeof temporaryPlace>;
let views: StoreView['state'][];
let shorts: (StoreView['short'] | null)[];
beforeEach(() => {
  place = temporaryPlace();
  views = [];
  shorts = [];
});
afterEach(() => place.dispose());
const heard = (view: StoreView): void => {
  views.push(view.state);
  shorts.push(view.short ?? null);
};

const draft = { interactionId: 'call', note: 'typed', outcomeId: null, dueAt: null, actions: [] };

/** A writer whose disk fails at the next commit with `code`, once; `connections` are those it opened. */
function writerOnFailingDisk(code: string): { writer: Writer; connections: WritableDb[] } {
  const connections: WritableDb[] = [];
  const writer = new Writer(connectionTo(place.file), heard, {
    now: () => new Date(noon),
    open: options => {
      const opened = openStoreFile(options);
      connections.push(opened.db);
      if (connections.length > 1) return opened;
      const failing = new Proxy(opened.db, {
        get(db, name) {
          if (name === 'transaction')
            return () => ({
              immediate: () => {
                throw new Database.SqliteError('the disk failed', code);
              },
            });
          const value: unknown = Reflect.get(db, name, db);
          return typeof value === 'function' ? value.bind(db) : value;
        },
      });
      return { ...opened, db: failing };
    },
  });
  return { writer, connections };
}

describe('when the disk fails', () => {
  test.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHORT_READ'])(
    '%s: the connection is thrown away, a new one serves',
    code => {
      const { writer, connections } = writerOnFailingDisk(code);
      expect(writer.do('saveDraft', [draft, noon])).toEqual({ ...draft, savedAt: noon });
      expect(connections.map(db => db.open)).toEqual([false, true]);
      expect(shorts).toEqual([null, null, { why: 'failing', waiting: 1, safe: true }]);
      expect(writer.do('drafts', [])).toEqual([]);
      expect(writer.look()).toBe(true);
      expect(writer.do('drafts', [])).toHaveLength(1);
      expect(new Set(views)).toEqual(new Set(['open']));
      expect(shorts.at(-1)).toBeNull();
      writer.close();
    },
  );

  test('a full disk is told and the connection kept: nothing of it is in doubt', () => {
    const { writer, connections } = writerOnFailingDisk('SQLITE_FULL');
    expect(writer.do('saveDraft', [draft, noon])).toEqual({ ...draft, savedAt: noon });
    expect(connections.map(db => db.open)).toEqual([true]);
    expect(shorts.at(-1)).toEqual({ why: 'full', waiting: 1, safe: true });
    writer.close();
  });

  test('a damaged page: the file is left alone and the phone goes on in memory', () => {
    const { writer, connections } = writerOnFailingDisk('SQLITE_CORRUPT');
    expect(() => writer.do('saveDraft', [draft, noon])).toThrow('the disk failed');
    expect(connections.map(db => db.open)).toEqual([false]);
    expect(views).toEqual(['open', 'corrupt']);
    writer.do('saveDraft', [draft, noon]);
    expect(writer.do('drafts', [])).toHaveLength(1);
    writer.close();
    expect(openTables(place.file).prepare(`SELECT * FROM drafts`).all()).toEqual([]);
  });

  test('a reader that meets damage says so', () => {
    const db = openTables(place.file);
    inTransaction(db, () => {
      for (let n = 0; n < 2_000; n += 1) know(db, `person-${n}`, { name: `Person ${n}` });
    });
    db.close();
    const bytes = readFileSync(place.file);
    // Every page of the last quarter: the schema was written before.
    const pages = bytes.length / 4_096;
    for (let page = Math.ceil(pages * 0.75); page < pages; page += 1) {
      const at = page * 4_096 + 50;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    writeFileSync(place.file, bytes);
    const damage: string[] = [];
    const reader = new Reader(connectionTo(place.file), detail => damage.push(detail));
    expect(() => reader.do('person', ['person-1999'])).toThrow(/malformed/);
    expect(damage).toEqual(['SQLITE_CORRUPT']);
    reader.close();
  });

  test('a reader whose disk fails opens anew', () => {
    openTables(place.file).close();
    let opened = 0;
    const reader = new Reader(connectionTo(place.file), () => undefined, {
      open: options => {
        const db = openReader(options);
        if ((opened += 1) > 1) return db;
        return new Proxy(db, {
          get(target, name) {
            if (name === 'prepare') throw new Database.SqliteError('the disk failed', 'SQLITE_IOERR_READ');
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      },
    });
    expect(() => reader.do('drafts', [])).toThrow('the disk failed');
    expect(reader.do('drafts', [])).toEqual([]);
    reader.close();
  });
});

describe('starting fresh', () => {
  test('puts the unusable file aside, whole, and keeps what was done meanwhile', () => {
    const old = openTables(place.file);
    know(old, 'omar', omar);
    old.close();
    const writer = new Writer({ ...connectionTo(place.file), key: otherKey }, heard);
    writer.do('beginInteraction', [ringing('call')]);
    writer.do('saveDraft', [draft, noon]);
    writer.startFresh();
    expect(views).toEqual(['locked', 'open']);
    expect(writer.do('recent', [5])).toMatchObject([{ interactionId: 'call' }]);
    expect(writer.do('drafts', [])).toMatchObject([{ note: 'typed' }]);
    writer.close();

    const aside = readdirSync(place.directory).filter(name => name.includes('.aside-'));
    expect(aside).toHaveLength(1);
    const kept = openStoreFile({ file: `${place.directory}/${aside[0] ?? ''}`, key, nativeBinding: null });
    expect(kept.view.state).toBe('open');
    expect(kept.db.prepare(`SELECT name FROM people`).all()).toEqual([{ name: 'Omar Haddad' }]);
    kept.db.close();
  });

  test('twice in one second puts two files aside', () => {
    const now = () => new Date(noon);
    for (let n = 0; n < 2; n += 1) {
      writeFileSync(place.file, `not a store ${n}`.repeat(1_000));
      const writer = new Writer(connectionTo(place.file), heard, { now, open: openStoreFile });
      writer.startFresh();
      writer.close();
    }
    expect(readdirSync(place.directory).filter(name => name.includes('.aside-'))).toHaveLength(2);
  });

  test('is refused while the file is in use', () => {
    const writer = new Writer(connectionTo(place.file), heard);
    expect(() => writer.startFresh()).toThrow(expect.objectContaining({ code: 'wrongState' }));
    writer.close();
  });

  test('that fails leaves the phone in memory, with what was done', () => {
    let opens = 0;
    const writer = new Writer(connectionTo(place.file), heard, {
      now: () => new Date(noon),
      open: options => {
        opens += 1;
        return { db: openInMemory(options), view: { state: 'memory', detail: `attempt ${opens}` } };
      },
    });
    writer.do('saveDraft', [draft, noon]);
    expect(() => writer.startFresh()).toThrow(expect.objectContaining({ code: 'storeUnavailable' }));
    expect(writer.do('drafts', [])).toHaveLength(1);
    writer.close();
  });
});

test('people found in memory are found in the file as well', () => {
  writeFileSync(place.file, 'not a store'.repeat(1_000));
  const writer = new Writer(connectionTo(place.file), heard);
  const person = {
    id: 'ben',
    organisationId: null,
    name: 'Ben',
    otherName: null,
    role: null,
    language: null,
  };
  const rest = { timeZone: null, city: null, email: null, lists: [], doNotContact: false };
  const people = [{ ...person, ...rest, consent: { call: true, email: true, message: true } }];
  writer.do('addSampleData', [
    { organisations: [], people, numbers: [], interactions: [], followUps: [] },
    noon,
  ]);
  writer.startFresh();
  expect(writer.do('search', ['ben', 5])).toHaveLength(1);
  writer.close();
  const reopened = openWriter(connectionTo(place.file));
  expect(reopened.prepare(`SELECT count(*) AS n FROM people`).get()).toEqual({ n: 1 });
  reopened.close();
});
