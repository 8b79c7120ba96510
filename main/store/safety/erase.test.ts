import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import type { WritableDb } from '../database.ts';
import { fillPages, know, noon, openTables, ringing, temporaryPlace } from '../testing/fixtures.ts';
import { allSecrets, livesHere, secretsOf } from '../testing/lives.ts';
import { bytesOf, found } from '../testing/raw-scan.ts';
import { commands, questions } from '../verbs.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  if (db.open) db.close();
  place.dispose();
});

const receipt = { id: 'r', at: noon, agent: 'Sara' };
const purge = () => {
  for (let first = true; !commands.purgeStep(db, first); first = false);
};

describe('an erased person', () => {
  test('leaves not one byte in any file, while the neighbour stays whole', () => {
    for (const n of [1, 2]) livesHere(db, n);
    fillPages(db, 'id-1', 'id-2');
    // Merged and removed ones are kept aside for a while.
    know(db, 'twin', {
      name: secretsOf(1).name,
      numbers: [{ raw: secretsOf(1).number, e164: secretsOf(1).number }],
    });
    commands.merge(db, 'id-1', 'twin', [], noon);
    expect(commands.erasePerson(db, 'id-1', receipt).history).toBeGreaterThan(2);
    purge();
    expect(questions.person(db, 'id-1')).toBeNull();
    expect(questions.search(db, 'qamar1xq', 5)).toEqual([]);
    expect(questions.search(db, 'qamar2xq', 5)).toHaveLength(1);
    db.close();
    const bytes = bytesOf(place.directory);
    expect(found(bytes, allSecrets(1))).toEqual([]);
    expect(found(bytes, allSecrets(2))).toEqual(allSecrets(2));
  });

  test('is counted before and after alike, and the receipt names nobody', () => {
    livesHere(db, 1);
    const before = db.prepare(`SELECT count(*) AS n, sum(talk_seconds) AS s FROM interactions`).get();
    const preview = commands.previewErasure(db, 'id-1');
    expect(questions.person(db, 'id-1')).not.toBeNull();
    expect(preview).toMatchObject({
      numbers: 1,
      notes: 1,
      answers: 1,
      followUps: 1,
      outbox: 1,
      imports: 2,
      log: 1,
    });
    expect(commands.erasePerson(db, 'id-1', receipt)).toEqual(preview);
    // Figures stay: the rows are there, without who it was.
    expect(db.prepare(`SELECT count(*) AS n, sum(talk_seconds) AS s FROM interactions`).get()).toEqual(
      before,
    );
    const [entry] = questions.auditPage(db, 'erasure', null, 5);
    expect(entry).toMatchObject({
      agent: 'Sara',
      personId: 'id-1',
      subject: null,
      why: null,
      data: { counts: preview },
    });
    expect(() => commands.erasePerson(db, 'id-1', { ...receipt, id: 's' })).toThrow('no such person');
  });

  test('takes nothing from somebody whose number it is as well', () => {
    know(db, 'father', { name: 'Father', numbers: [{ raw: '+966112223344', e164: '+966112223344' }] });
    know(db, 'son', { name: 'Son', numbers: [{ raw: '+966112223344', e164: '+966112223344' }] });
    commands.beginInteraction(
      db,
      ringing('c', { number: '+966112223344', e164: '+966112223344', accountId: 'x' }),
    );
    commands.linkPerson(db, 'c', 'father');
    commands.refuseNumber(db, '+966112223344', 'call', true, noon, 'agent');
    commands.erasePerson(db, 'son', receipt);
    expect(db.prepare(`SELECT number FROM interactions`).all()).toEqual([{ number: '+966112223344' }]);
    expect(db.prepare(`SELECT count(*) AS n FROM do_not_contact`).get()).toEqual({ n: 1 });
    expect(questions.person(db, 'father')?.history).toHaveLength(1);
  });
});

test('the same with SQLite as it comes leaves them in the file: the scan would have seen them', () => {
  const plain = new Database(`${place.directory}/plain.db`);
  plain.exec(`CREATE TABLE people (id TEXT, name TEXT); CREATE VIRTUAL TABLE s USING fts5 (name)`);
  for (let n = 0; n < 50; n += 1) {
    plain.prepare(`INSERT INTO people VALUES (?, ?)`).run(`id-${n}`, secretsOf(n).name);
    plain.prepare(`INSERT INTO s (rowid, name) VALUES (?, ?)`).run(n + 1, secretsOf(n).name);
  }
  plain.exec(`DELETE FROM people; DELETE FROM s`);
  plain.close();
  const bytes = readFileSync(`${place.directory}/plain.db`);
  expect(
    found(
      bytes,
      Array.from({ length: 50 }, (_, n) => secretsOf(n).name),
    ).length,
  ).toBeGreaterThan(0);
});
