/**
 * S6: people who are erased stand in no file any more. Each lives in every place there is (calls, drafts, scripts, outbox, imports, log,
 * photos, what came with letters, cards of an address book, what was merged); then they are erased, and every file of the store is
 * read as it lies on the disk, each page decrypted by hand, free ones and slack too. Control: the same people in SQLite as it comes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { inTransaction, type WritableDb } from '../main/store/database.ts';
import { Writer } from '../main/store/writer.ts';
import { connectionTo, fillPages, know, noon, openTables } from '../main/store/testing/fixtures.ts';
import { allSecrets, livesHere, secretsOf } from '../main/store/testing/lives.ts';
import { bytesOf, found } from '../main/store/testing/raw-scan.ts';
import { commands } from '../main/store/verbs.ts';
import type { Bench, BenchOptions, Figure } from './figure.ts';

export const bench: Bench = {
  id: 'S6',
  bar: '100 erased people (--full: 1,000): 0 of their words in any file; default SQLite must show some',
  seconds: 120,
  run: async options => {
    const folder = mkdtempSync(join(tmpdir(), 'hatif-s6-'));
    try {
      return [drill(folder, options)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Everything by which one of them could be found; ids of ours name nobody. */
const wordsOf = (n: number): string[] => [...allSecrets(n), `face${n}xq`, `scan${n}xq`, `card${n}xq`];

function drill(folder: string, { full, say }: BenchOptions): Figure {
  const count = full ? 1_000 : 100;
  const file = join(folder, 'hatif.db');
  const db = openTables(file);
  const erased = Array.from({ length: count }, (_, n) => n + 1);
  const stays = count + 1;
  know(db, 'somebody', { name: 'Somebody Else' });
  for (const n of [...erased, stays]) {
    if (n % 100 === 0) say(`${n} of ${count} people live here`);
    inTransaction(db, () => settleIn(db, n));
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  const seenBefore = found(bytesOf(folder), erased.flatMap(wordsOf)).length;
  for (const n of erased) {
    if (n % 100 === 0) say(`${n} of ${count} are erased`);
    commands.erasePerson(db, `id-${n}`, { id: `receipt-${n}`, at: noon, agent: null });
    // What an address book had to be told was told; its path there was chosen by a server, perhaps from a name.
    commands.cardDeleted(db, 'book', `/card${n}xq.vcf`);
  }
  for (let first = true; !commands.purgeStep(db, first); first = false);
  db.close();
  // As the app does at its end and its next start, with the emergency journal beside it.
  new Writer(connectionTo(file), () => undefined).close();
  const bytes = bytesOf(folder);
  const left = found(bytes, erased.flatMap(wordsOf));
  const neighbour = found(bytes, allSecrets(stays)).length;
  const shown = stock(join(folder, 'plain'), erased);
  return {
    measured: [
      `words-left ${left.length}/${seenBefore} (0)`,
      `neighbour ${neighbour}/${allSecrets(stays).length}`,
    ],
    holds: left.length === 0 && neighbour === allSecrets(stays).length && seenBefore > count * 5,
    control: { text: `default SQLite shows ${shown} of ${count}`, failed: shown > 0 },
    n: count,
  };
}

/** Everywhere that lives.ts knows of, and the places that came later. */
function settleIn(db: WritableDb, n: number): void {
  const id = livesHere(db, n);
  fillPages(db, id, 'somebody');
  const photo = Buffer.from(`\u0089PNG\r\n\u001a\n face${n}xq`, 'latin1');
  commands.keepFile(
    db,
    `photo-${n}`,
    { personId: id },
    { photo: true, name: `face${n}xq.png`, bytes: photo },
    noon,
  );
  const scan = Buffer.from(`%PDF-1.7 scan${n}xq of ${secretsOf(n).name}`);
  commands.keepFile(
    db,
    `scan-${n}`,
    { entryId: `call-${n}` },
    { photo: false, name: `scan${n}xq.pdf`, bytes: scan },
    noon,
  );
  commands.saveQuality(db, `call-${n}`, { verdict: 'clear' } as never);
  db.exec(`INSERT OR IGNORE INTO directories (id, kind, data, created_at, after_row) VALUES ('book', 'carddav', '{}', 0, 0);
    INSERT INTO directory_cards VALUES ('book', '/card${n}xq.vcf', '${id}', '"1"', '{}', 0, 0, NULL);
    INSERT INTO calendar_items (follow_up_id, calendar) VALUES ('due-${n}', 'https://calendar.example/')`);
  const twin = know(db, `twin-${n}`, { name: secretsOf(n).name });
  commands.merge(db, id, twin, [], noon);
}

/** How many of them a plain file still shows once they are deleted. */
function stock(file: string, people: readonly number[]): number {
  const plain = new Database(file);
  plain.pragma('journal_mode = WAL');
  plain.exec(`CREATE TABLE people (id TEXT, name TEXT); CREATE VIRTUAL TABLE s USING fts5 (name)`);
  for (const n of people) {
    plain.prepare(`INSERT INTO people VALUES (?, ?)`).run(`id-${n}`, secretsOf(n).name);
    plain.prepare(`INSERT INTO s (rowid, name) VALUES (?, ?)`).run(n, secretsOf(n).name);
  }
  plain.exec(`DELETE FROM people; DELETE FROM s`);
  plain.close();
  const names = people.map(n => secretsOf(n).name);
  return found(readFileSync(file), names).length;
}
