/**
 * A store as large as any team's: a million people, 1.35 numbers each, what was said with them, 30 % with Arabic names; the
 * same for the same seed, encrypted as the product is. It is entered without secondary indexes, which are made at the end, and
 * kept in the temporary folder, so that one run of several benches makes it once.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { digitsOf, reversed } from '../../shared/match/number-key.ts';
import { fold } from '../../shared/match/fold.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { openStoreFile } from '../../main/store/opening.ts';
import { inTransaction, prepared, type WritableDb } from '../../main/store/database.ts';
import { indexNew } from '../../main/store/tables/people-search.ts';
import { placeFor, standing } from '../../main/store/tables/search-places.ts';
import { personOf, firmOf, firmsOf, type Made } from './crowd-people.ts';

export const crowdKey = '5e'.repeat(32);
const atOnce = 20_000;

export interface CrowdSize {
  readonly people: number;
  /** What happened, on average, with each. */
  readonly interactionsEach: number;
}

export interface Crowd {
  /** Read it only: others read it as well. See `copyOf`. */
  readonly file: string;
  readonly person: (n: number) => Made;
}

export function crowd({ people, interactionsEach }: CrowdSize, say: (text: string) => void): Crowd {
  const version = migrations.at(-1)?.version ?? 0;
  const folder = path.join(os.tmpdir(), 'hatif-bench');
  const file = path.join(folder, `crowd-3-${people}-${interactionsEach}-schema-${version}.db`);
  const person = (n: number): Made => personOf(n, interactionsEach);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(folder, { recursive: true });
    const part = `${file}.part`;
    for (const end of ['', '-wal', '-shm']) fs.rmSync(part + end, { force: true });
    const started = performance.now();
    const entered = enterCrowd(part, people, person, say);
    fs.renameSync(part, file);
    const seconds = (performance.now() - started) / 1_000;
    say(
      `${people} people, ${entered.numbers} numbers, ${entered.interactions} interactions entered in ${seconds.toFixed(0)} s, ${(fs.statSync(file).size / 1e6).toFixed(0)} MB`,
    );
  }
  return { file, person };
}

/** A copy to write into, in a folder of its own; returns its path. */
export function copyOf(file: string, folder: string): string {
  const copy = path.join(folder, 'hatif.db');
  fs.copyFileSync(file, copy);
  return copy;
}

function enterCrowd(
  file: string,
  people: number,
  person: (n: number) => Made,
  say: (text: string) => void,
): { numbers: number; interactions: number } {
  const { db } = openStoreFile({ file, key: crowdKey, nativeBinding: null });
  // Nobody else reads it, and a power cut makes it anew.
  for (const pragma of ['synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF', 'journal_mode = OFF', 'secure_delete = OFF']) db.pragma(pragma); // prettier-ignore
  const indexes = secondaryIndexes(db);
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  const counts = { numbers: 0, interactions: 0 };
  const places = new Float64Array(people);
  for (let from = 0; from < people; from += atOnce) {
    inTransaction(db, () => {
      for (let n = from; n < Math.min(people, from + atOnce); n += 1)
        places[n] = enterRows(db, n, person(n), counts);
    });
    if (from % 200_000 === 0) say(`${from} of ${people} people`);
  }
  inTransaction(db, () => {
    for (let firm = 0; firm < firmsOf(people); firm += 1) {
      const name = firmOf(firm);
      prepared(
        db,
        `INSERT INTO organisations (id, name, name_key, kind, sample, created_at) VALUES (?, ?, ?, 'customer', 0, 0)`,
      ).run(`firm-${firm}`, name, fold(name));
    }
  });
  say('the index of words');
  enterWords(db, places, person);
  say('indexes');
  for (const { sql } of indexes) db.exec(sql);
  db.pragma('foreign_keys = ON');
  db.exec('ANALYZE');
  db.pragma('journal_mode = WAL');
  db.close();
  return counts;
}

function secondaryIndexes(db: WritableDb): { name: string; sql: string }[] {
  return prepared<{ name: string; sql: string }>(
    db,
    `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
       AND tbl_name IN ('people', 'numbers', 'emails', 'interactions', 'organisations')`,
  ).all();
}

/** Everything but the index; returns where in it the person stands. */
function enterRows(
  db: WritableDb,
  n: number,
  made: Made,
  counts: { numbers: number; interactions: number },
): number {
  const row = n + 1;
  prepared(
    db,
    `INSERT INTO people (row, id, organisation_id, name, other_name, role, city, language, remark, name_key, consent_call,
       consent_email, consent_message, do_not_contact, provisional, sample, created_at, last_contact_at, contacts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 0, 0, 0, 0, ?, ?, ?)`,
  ).run(
    row,
    made.id,
    made.organisationId,
    made.name,
    made.otherName,
    made.role,
    made.city,
    made.language,
    made.remark,
    fold(made.name),
    made.createdAt,
    made.contacts[0]?.at ?? null,
    made.contacts.length,
  );
  for (const [position, e164] of made.numbers.entries()) {
    const digits = digitsOf(e164);
    prepared(db, `INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, 'mobile', 0, ?)`).run(
      `${made.id}-n${position}`,
      made.id,
      e164,
      e164,
      digits,
      reversed(digits),
      position,
    );
  }
  prepared(
    db,
    `INSERT INTO emails (id, person_id, address, key, kind, position) VALUES (?, ?, ?, ?, 'work', 0)`,
  ).run(`${made.id}-e0`, made.id, made.email, made.email);
  for (const [k, { at, channel, subject }] of made.contacts.entries())
    prepared(
      db,
      `INSERT INTO interactions (id, channel, direction, at, person_id, linked_by, account_id, practice, number, number_key,
         e164, phase, answered_at, ended_at, end_by, end_cause, talk_seconds, subject, wrapped_at, sample)
       VALUES (?, ?, 'inbound', ?, ?, 'match', 'a', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    ).run(
      `${made.id}-i${k}`,
      channel,
      at,
      made.id,
      ...(channel === 'call'
        ? [made.numbers[0] ?? '', made.numbers[0] ?? '', made.numbers[0] ?? '', 'ended', at, at + 60_000, 'remote', 'hangup', 60, subject, at + 90_000] // prettier-ignore
        : [null, null, null, null, null, null, null, null, null, subject, null]),
    );
  counts.numbers += made.numbers.length;
  counts.interactions += made.contacts.length;
  const instant = standing(made.contacts.slice(0, 40).map(({ at }) => at));
  return instant === null ? row : placeFor(instant);
}

/** In the order of the places, so that FTS5 gathers in memory. */
function enterWords(db: WritableDb, places: Float64Array, person: (n: number) => Made): void {
  const order = Uint32Array.from(places, (_, n) => n).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  for (const index of ['people_search', 'number_search'])
    db.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('hashsize', 67108864)`);
  const entered = new Set<string>();
  let taken = 0;
  for (let from = 0; from < order.length; from += atOnce)
    inTransaction(db, () => {
      for (const n of order.subarray(from, from + atOnce)) {
        const made = person(n);
        const wanted = places[n] ?? 0;
        const place = wanted > taken ? wanted : taken + 1;
        taken = place;
        indexNew(
          db,
          { place, row: n + 1 },
          {
            card: { personId: made.id, name: made.name, otherName: made.otherName, organisation: made.organisation, number: made.numbers[0] ?? null }, // prettier-ignore
            beside: [made.role, made.city, made.email, made.remark, ...made.contacts.slice(0, 20).map(({ subject }) => subject)], // prettier-ignore
            digits: made.numbers.map(digitsOf),
          },
          entered,
        );
      }
    });
  for (const index of ['people_search', 'number_search'])
    db.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('hashsize', 1048576)`);
}
