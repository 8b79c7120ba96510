/**
 * P4: an import beside bare inserts. The same people come in by the whole way (file, columns, duplicates, encryption, search
 * index, the account of each row) and by bare better-sqlite3 inserts into the same tables of an unencrypted file, without
 * search, from rows that are in memory already; both by turns. Meanwhile a timer of this thread tells how late the main
 * loop is. Control: the same import on this very thread must make it late.
 */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guessMapping } from '../shared/import/mapping.ts';
import { contactFromRow } from '../shared/import/row.ts';
import { usualPlan } from '../shared/import/plan.ts';
import { createImporter } from '../main/import/importer.ts';
import { openStoreFile } from '../main/store/opening.ts';
import type { Store } from '../main/store/port.ts';
import { openStore } from '../main/store/store.ts';
import { bundle } from '../main/store/testing/bundle.ts';
import { commands } from '../main/store/verbs.ts';
import type { ReadRecord } from '../main/store/import/port.ts';
import { median, quantile, type Bench, type Figure } from './figure.ts';
import { createRandom } from './random.ts';

const key = '5e'.repeat(32);
const atOnce = 1_000;
/** Milliseconds between two looks at the clock. */
const beat = 10;
const given = 'Mohammed Sara John Mary Zoë José محمد أحمد سارة فاطمة خالد عمر يوسف ليلى'.split(' ');
const family = 'Weber Haddad Saeed Lefèvre الحربي القحطاني الغامدي العتيبي'.split(' ');

export const bench: Bench = {
  id: 'P4',
  bar: 'import ÷ bare inserts ≥ 0.4; main-loop lateness p99 during it ≤ 2 × idle',
  seconds: 150,
  run: async ({ full, say }) => {
    const folder = mkdtempSync(join(tmpdir(), 'hatif-p4-'));
    try {
      return [await compare(folder, full ? 100_000 : 20_000, full ? 7 : 5, say)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const header = ['Name', 'Organization', 'Phone 1 - Value', 'E-mail 1 - Value'];

function people(count: number, seed: number): string[][] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, n) => [
    `${random.pick(given)} ${random.pick(family)}${n}`,
    `Firm ${Math.floor(n / 40)}`,
    `+9665${String(seed * 1_000_000 + n).padStart(8, '0')}`,
    `u${seed}-${n}@firm.example`,
  ]);
}

async function compare(
  folder: string,
  count: number,
  rounds: number,
  say: (text: string) => void,
): Promise<Figure> {
  const [storeWorker, importWorker] = [
    await bundle('main/store/worker.ts'),
    await bundle('main/import/worker.ts', 'import-worker'),
  ];
  const [ours, bare, idle, late, control]: number[][] = [[], [], [], [], []];
  for (let round = 1; round <= rounds; round += 1) {
    say(`round ${round} of ${rounds}`);
    const rows = people(count, round);
    const place = join(folder, String(round));
    bare?.push(count / (bareInserts(`${place}-bare.db`, rows) / 1_000));
    idle?.push(await lateness(() => new Promise(resolve => setTimeout(resolve, 1_500))));
    const file = `${place}.csv`;
    writeFileSync(file, [header, ...rows].map(row => `${row.join(',')}\n`).join(''));
    const store = openStore({ file: `${place}.db`, key, nativeBinding: null, worker: storeWorker });
    await opened(store);
    let took = 0;
    late?.push(await lateness(async () => void (took = await importWhole(store, importWorker, file))));
    ours?.push(count / (took / 1_000));
    await store.close();
    control?.push(await lateness(() => Promise.resolve(importHere(`${place}-here.db`, rows))));
  }
  const ratio = median(ours ?? []) / median(bare ?? []);
  const [calm, busy, here] = [median(idle ?? []), median(late ?? []), median(control ?? [])];
  return {
    measured: [
      `import÷bare ${ratio.toFixed(2)} (≥0.4) ${Math.round(median(ours ?? []))} of ${Math.round(median(bare ?? []))} rows/s`,
      `lateness-p99÷idle ${(busy / calm).toFixed(2)} (≤2) ${busy.toFixed(2)} ms`,
    ],
    holds: ratio >= 0.4 && busy <= calm * 2,
    control: { text: `same-thread import ${here.toFixed(0)} ms late`, failed: here > calm * 2 },
    n: rounds * count,
  };
}

/** Milliseconds for people, organisations, numbers and addresses, in transactions as large as ours may become. */
function bareInserts(file: string, rows: readonly string[][]): number {
  const made = openStoreFile({ file: ':memory:', key, nativeBinding: null });
  const schema = made.db
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE tbl_name IN ('people', 'numbers', 'emails', 'organisations')
         AND sql IS NOT NULL AND type IN ('table', 'index')`,
    )
    .all();
  made.db.close();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  for (const { sql } of schema) db.exec(sql);
  const organisation = db.prepare(
    `INSERT INTO organisations (id, name, name_key, created_at) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING`,
  );
  const person = db.prepare(
    `INSERT INTO people (id, organisation_id, name, name_key, consent_call, consent_email, consent_message, do_not_contact,
       provisional, sample, created_at) VALUES (?, ?, ?, ?, 1, 0, 0, 0, 0, 0, 0)`,
  );
  const number = db.prepare(`INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, 'other', 0, 0)`);
  const email = db.prepare(
    `INSERT INTO emails (id, person_id, address, key, kind, position) VALUES (?, ?, ?, ?, 'other', 0)`,
  );
  const started = performance.now();
  for (let from = 0; from < rows.length; from += atOnce)
    db.transaction(() => {
      for (const [index, [name = '', firm = '', phone = '', address = '']] of rows
        .slice(from, from + atOnce)
        .entries()) {
        const id = `0190a5b2-7c3d-7e4f-8a5b-${String(from + index).padStart(12, '0')}`;
        organisation.run(firm, firm, firm);
        person.run(id, firm, name, name);
        number.run(`n${id}`, id, phone, phone, phone.slice(1), phone.slice(1));
        email.run(`e${id}`, id, address, address);
      }
    })();
  const took = performance.now() - started;
  db.close();
  return took;
}

/** Milliseconds from the agent's word to the last row on disk. */
async function importWhole(store: Store, worker: string, file: string): Promise<number> {
  let heard = (): void => undefined;
  const importer = createImporter({
    store,
    worker,
    ask: { open: () => Promise.resolve(file), save: () => Promise.resolve(null) },
    words: () => {
      throw new Error('nothing fails here');
    },
    country: () => 'SA',
    now: () => Date.now(),
    newId: () => `batch-${Math.random()}`,
    onImporting: () => heard(),
    onExporting: () => undefined,
    onExported: () => undefined,
    onChanged: () => undefined,
    log: { warn: message => console.error(message) },
  });
  const until = (step: string): Promise<void> =>
    new Promise(resolve => {
      heard = () => {
        if (importer.importing.step === step) resolve();
      };
      heard();
    });
  await importer.choose();
  await until('found');
  const { fileId, found } = importer.importing;
  const started = performance.now();
  await importer.run(fileId ?? '', found?.plan ?? { ...usualPlan, mapping: [] });
  await until('done');
  const took = performance.now() - started;
  if (importer.importing.counts?.added !== found?.count) throw new Error('not everybody came in');
  importer.dispose();
  return took;
}

/** The same import where it must not be: on this thread. */
function importHere(file: string, rows: readonly string[][]): void {
  const { db } = openStoreFile({ file, key, nativeBinding: null });
  const mapping = guessMapping(header, rows.slice(0, 50), true);
  const plan = { ...usualPlan, mapping, format: 'csv', encoding: 'utf-8', delimiter: ',', hasHeader: true, header, signature: '', country: 'SA' } as const; // prettier-ignore
  commands.beginImport(db, { id: 'here', fileName: '', path: '', size: 0, modifiedAt: 0, plan: { ...plan, header }, total: rows.length, at: 0 }); // prettier-ignore
  for (let from = 0; from < Math.min(rows.length, 4_000); from += atOnce)
    commands.importRecords(
      db,
      'here',
      rows.slice(from, from + atOnce).map((cells, index): ReadRecord => {
        const contact = contactFromRow(cells, { header, mapping, country: 'SA' });
        return { record: from + index + 1, line: from + index + 2, contact };
      }),
      0,
    );
  db.close();
}

/** 99 % of the beats while `work` goes on are less late than this, in ms. */
async function lateness(work: () => Promise<void>): Promise<number> {
  const late: number[] = [];
  let due = performance.now() + beat;
  const timer = setInterval(() => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + beat;
  }, beat);
  await work();
  // The beat that was due meanwhile.
  await new Promise(resolve => setTimeout(resolve, beat * 2));
  clearInterval(timer);
  return quantile(late, 0.99);
}

function opened(store: Store): Promise<void> {
  return new Promise(resolve => {
    if (store.view.state === 'open') return resolve();
    const listening = store.onView(view => {
      if (view.state !== 'open') return;
      listening.dispose();
      resolve();
    });
  });
}
