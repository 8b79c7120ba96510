/**
 * R6: a store that was damaged on the disk. One copy of a store after another has a bit flipped, its end cut off or a page zeroed; then
 * Hatif starts, reads all there is, and is worked with. Damage has to be seen, or to have changed nothing that is read; after one restart
 * with a fresh file calls are kept again, and the back-up brings everything back. Control: the same damage to plain SQLite, whose
 * integrity_check must miss some.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backUpInto } from '../main/store/back-up.ts';
import { openReader } from '../main/store/connection.ts';
import { openStoreFile } from '../main/store/opening.ts';
import { connectionTo, know, noon, openTables, ringing } from '../main/store/testing/fixtures.ts';
import { commands } from '../main/store/verbs.ts';
import { Writer } from '../main/store/writer.ts';
import type { Bench, BenchOptions, Figure } from './figure.ts';
import { createRandom, type Random } from './random.ts';

export const bench: Bench = {
  id: 'R6',
  bar: '300 bit flips, cuts and zeroed pages (--full: 10,000): all seen, usable after one restart; plain SQLite must miss some',
  seconds: 150,
  run: async options => {
    const folder = mkdtempSync(join(tmpdir(), 'hatif-r6-'));
    try {
      return [drill(folder, options)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Every so many rounds the whole way is gone: restart, a call, the back-up. */
const wholeWay = 10;
const page = 4_096;

interface Tally {
  seen: number;
  /** What was damaged is never read, and nothing that is read says anything else. */
  harmless: number;
  /** Something else is read than was written, and nobody says so. */
  missed: number;
}

function drill(folder: string, { full, say }: BenchOptions): Figure {
  const rounds = full ? 10_000 : 300;
  const [ours, plain] = [ownStore(folder), plainStore(folder)];
  const random = createRandom(6);
  const tallies = { ours: noTally(), plain: noTally() };
  let [restarts, usable, restored] = [0, 0, 0];
  const whole = { ours: readOurs(ours.file), plain: readPlain(plain) };
  for (let n = 0; n < rounds; n += 1) {
    if (n % 100 === 0) say(`${rounds - n} to go`);
    const damaged = damage(readFileSync(ours.file), random);
    const copy = join(folder, 'round', 'hatif.db');
    freshFolder(join(folder, 'round'));
    writeFileSync(copy, damaged.bytes);
    const read = readOurs(copy);
    count(tallies.ours, read, whole.ours);
    if (n % wholeWay === 0) {
      restarts += 1;
      writeFileSync(copy, damaged.bytes);
      usable += canBeUsed(copy) ? 1 : 0;
      restored += readAfterRestore(copy, ours.backUp) === whole.ours ? 1 : 0;
    }
    const other = join(folder, 'round', 'plain.db');
    writeFileSync(other, damage(readFileSync(plain), random, damaged).bytes);
    count(tallies.plain, readPlain(other), whole.plain);
  }
  const { seen, harmless, missed } = tallies.ours;
  const control = tallies.plain;
  return {
    measured: [
      `missed ${missed}/${rounds} (0) seen ${seen} harmless ${harmless}`,
      `usable-after-a-restart ${usable}/${restarts}`,
      `back-up-whole ${restored}/${restarts}`,
    ],
    holds: missed === 0 && usable === restarts && restored === restarts && seen > rounds * 0.9,
    control: {
      text: `plain SQLite misses ${control.missed} and sees ${control.seen}`,
      failed: control.missed > 0,
    },
    n: rounds,
  };
}

const noTally = (): Tally => ({ seen: 0, harmless: 0, missed: 0 });
function count(tally: Tally, read: string | null, whole: string | null): void {
  if (read === null) tally.seen += 1;
  else if (read === whole) tally.harmless += 1;
  else tally.missed += 1;
}

function freshFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
}

function ownStore(folder: string): { file: string; backUp: string } {
  const [file, backUp] = [join(folder, 'hatif.db'), join(folder, 'back-up.hatif')];
  const db = openTables(file);
  for (let n = 0; n < 150; n += 1) {
    const number = `+9665000${String(n).padStart(5, '0')}`;
    know(db, `p${n}`, { name: `Person ${n}`, city: 'Riyadh', numbers: [{ raw: number, e164: number }] });
    commands.beginInteraction(db, ringing(`c${n}`, { number, e164: number, at: noon + n }));
    const draft = { interactionId: `c${n}`, note: `typed ${n}`, outcomeId: null, dueAt: null, actions: [] };
    commands.saveDraft(db, draft, noon + n);
  }
  db.close();
  const reader = openReader(connectionTo(file));
  backUpInto(reader, connectionTo(file), backUp);
  reader.close();
  return { file, backUp };
}

function plainStore(folder: string): string {
  const file = join(folder, 'plain.db');
  const db = new Database(file);
  db.exec(`CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT, number TEXT, note TEXT);
    CREATE INDEX people_number ON people (number)`);
  const add = db.prepare(`INSERT INTO people VALUES (?, ?, ?, ?)`);
  for (let n = 0; n < 3_000; n += 1) add.run(`p${n}`, `Person ${n}`, `+9665000${n}`, 'typed '.repeat(12) + n);
  db.close();
  return file;
}

type Kind = 'flip' | 'cut' | 'zero';

/** Eight of ten are a flipped bit. `like`: the same kind again, somewhere in another file. */
function damage(bytes: Buffer, random: Random, like?: { kind: Kind }): { bytes: Buffer; kind: Kind } {
  const kind = like?.kind ?? (['cut', 'zero'] as const)[random.below(10)] ?? 'flip';
  const at = random.below(bytes.length);
  if (kind === 'cut') return { kind, bytes: bytes.subarray(0, at) };
  if (kind === 'zero') bytes.fill(0, at - (at % page), at - (at % page) + page);
  else bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return { kind, bytes };
}

/** All that there is, as Hatif finds it; null when it says that something is wrong. */
function readOurs(file: string): string | null {
  const { db, view } = openStoreFile(connectionTo(file));
  try {
    if (view.state !== 'open' || db.pragma('integrity_check', { simple: true }) !== 'ok') return null;
    return contentOf(db);
  } catch {
    return null;
  } finally {
    db.close();
  }
}

function readPlain(file: string): string | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    return db.pragma('integrity_check', { simple: true }) === 'ok' ? contentOf(db) : null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** SQLite's own notes on its tables apart, which it may write at every end. */
function contentOf(db: Database.Database): string {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`,
    )
    .all();
  return JSON.stringify(tables.map(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all()));
}

/** Hatif goes on with whatever it finds, keeps a call, and keeps it in a fresh file when the old one cannot be used. */
function canBeUsed(file: string): boolean {
  let state = '';
  const writer = new Writer(connectionTo(file), view => (state = view.state));
  try {
    writer.do('beginInteraction', [ringing('afterwards')]);
  } catch {
    // It met the damage in the middle of it: from here on it serves from memory.
    writer.do('beginInteraction', [ringing('afterwards')]);
  }
  if (state !== 'open') writer.startFresh();
  writer.close();
  const { db, view } = openStoreFile(connectionTo(file));
  const kept = db.prepare(`SELECT 1 FROM interactions WHERE id = 'afterwards'`).get() !== undefined;
  db.close();
  return view.state === 'open' && kept;
}

function readAfterRestore(file: string, backUp: string): string | null {
  const writer = new Writer(connectionTo(file), () => undefined);
  writer.restore(backUp);
  writer.close();
  return readOurs(file);
}
