import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStoreFile } from './opening.ts';
import { Reader } from './reader.ts';
import { connectionTo, key, know, omar, openTables, temporaryPlace, viewIs } from './testing/fixtures.ts';
import { inTransaction } from './database.ts';
import { bundle } from './testing/bundle.ts';
import { openStore } from './store.ts';
import type { Store } from './port.ts';

let place: ReturnType<typeof temporaryPlace>;
const stores: Store[] = [];
beforeEach(() => void (place = temporaryPlace()));
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  place.dispose();
});

async function open(): Promise<Store> {
  const worker = await bundle('main/store/worker.ts', 'back-up-worker');
  const store = openStore({ file: place.file, key, nativeBinding: null, worker });
  stores.push(store);
  await viewIs(store, 'open');
  return store;
}
const how = { at: 0, country: 'SA', source: 'agent' };
const names = async (store: Store) => (await store.search('a', 50)).map(({ name }) => name).sort();

describe('a back-up', () => {
  test('is made while the store works, encrypted, and takes its place again with the store kept aside', async () => {
    const store = await open();
    await store.addContact('a', { name: 'Ada' }, how);
    const to = join(place.directory, 'copy.hatif');
    const [made] = await Promise.all([store.backUp(to), store.addContact('b', { name: 'Anna' }, how)]);
    expect(made).toMatchObject({ size: readFileSync(to).length });
    expect(readFileSync(to).includes('SQLite format 3')).toBe(false);
    expect(existsSync(`${to}.part`)).toBe(false);
    await store.addContact('c', { name: 'Amal' }, how);
    expect(await names(store)).toEqual(['Ada', 'Amal', 'Anna']);
    await store.restoreFrom(to);
    await viewIs(store, 'open');
    expect((await names(store)).slice(0, 1)).toEqual(['Ada']);
    expect(await names(store)).not.toContain('Amal');
    expect(readdirSync(place.directory).filter(name => /\.aside-.*\d$/.test(name))).toHaveLength(1);
    await store.addContact('d', { name: 'Aziz' }, how);
    expect(await names(store)).toContain('Aziz');
  });

  test('that is damaged, foreign or not there changes nothing', async () => {
    const store = await open();
    await store.addContact('a', { name: 'Ada' }, how);
    const to = join(place.directory, 'copy.hatif');
    await store.backUp(to);
    const bytes = readFileSync(to);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(to, bytes);
    writeFileSync(`${to}.text`, 'no store at all');
    for (const from of [to, `${to}.text`, `${to}.gone`])
      await expect(store.restoreFrom(from)).rejects.toMatchObject({ code: 'badBackUp' });
    await store.addContact('b', { name: 'Anna' }, how);
    expect(await names(store)).toEqual(['Ada', 'Anna']);
    expect(
      readdirSync(place.directory).some(name => name.includes('.restoring') || name.includes('.aside')),
    ).toBe(false);
  });

  test('that cannot be written whole leaves nothing behind', () => {
    const db = openTables(place.file);
    know(db, 'omar', omar);
    const reader = new Reader(connectionTo(place.file), () => undefined);
    const nowhere = join(place.directory, 'no', 'such', 'folder', 'copy');
    expect(() => reader.backUp(nowhere)).toThrow();
    // The connection only asks again, and goes on.
    expect(reader.do('search', ['omar', 5])).toHaveLength(1);
    reader.close();
    db.close();
  });
});

/** Reads all that there is; what it says of the file: its content, or that it is damaged. */
function contentOf(open: () => Database.Database | null, checked: boolean): string {
  let db: Database.Database | null = null;
  try {
    db = open();
    if (db === null) return 'damaged';
    // Pages of indexes are read as well.
    if (checked && db.pragma('integrity_check', { simple: true }) !== 'ok') return 'damaged';
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all() as { name: string }[]; // prettier-ignore
    return JSON.stringify(tables.map(({ name }) => db?.prepare(`SELECT * FROM "${name}"`).all()));
  } catch {
    return 'damaged';
  } finally {
    db?.close();
  }
}

describe('bit flips and truncations', () => {
  const rounds = 25;
  /** The same damage at every run. */
  const damage = (file: string, round: number): void => {
    const bytes = readFileSync(file);
    const at = (round * 7_919 * 13) % bytes.length;
    if (round % 5 === 4) return truncateSync(file, at);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (round % 8));
    writeFileSync(file, bytes);
  };

  test('of the store are seen, and a restart can be worked with; plain SQLite takes some of them for data', () => {
    const db = openTables(place.file);
    inTransaction(db, () => {
      for (let n = 0; n < 200; n += 1)
        know(db, `p${n}`, { name: `Person ${n}`, city: 'Riyadh', numbers: [{ raw: `+9665000000${n}` }] });
    });
    db.close();
    const plainFile = join(place.directory, 'plain.db');
    const plain = new Database(plainFile);
    plain.exec(`CREATE TABLE people (id TEXT, name TEXT, city TEXT)`);
    plain.transaction(() => {
      for (let n = 0; n < 2_000; n += 1)
        plain.prepare(`INSERT INTO people VALUES (?, ?, ?)`).run(`p${n}`, `Person ${n}`, 'Riyadh');
    })();
    plain.close();

    const copy = join(place.directory, 'damaged.db');
    const ours = () => {
      const { db: opened, view } = openStoreFile(connectionTo(copy));
      if (view.state === 'open') return opened;
      // Usable all the same, with the file as it is.
      know(opened, 'new', { name: 'New' });
      opened.close();
      return null;
    };
    const bare = () => new Database(copy, { readonly: true });
    let [silent, seen, control] = [0, 0, 0];
    for (const [original, opening] of [
      [place.file, ours],
      [plainFile, bare],
    ] as const) {
      copyFileSync(original, copy);
      const whole = contentOf(opening, opening === ours);
      for (let round = 0; round < rounds; round += 1) {
        copyFileSync(original, copy);
        for (const beside of ['-wal', '-shm'])
          if (existsSync(copy + beside)) writeFileSync(copy + beside, '');
        damage(copy, round);
        const read = contentOf(opening, opening === ours);
        if (opening === bare) control += read !== 'damaged' && read !== whole ? 1 : 0;
        else if (read === 'damaged') seen += 1;
        else silent += read === whole ? 0 : 1;
      }
    }
    expect({ silent, most: seen > rounds * 0.8 }).toEqual({ silent: 0, most: true });
    expect(control).toBeGreaterThan(0);
  });
});
