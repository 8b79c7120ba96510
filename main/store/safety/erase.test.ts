import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { emptyContact } from '../../../shared/import/contact.ts';
import type { WritableDb } from '../database.ts';
import {
  fillPages,
  know,
  minutes,
  noon,
  nothingMore,
  openTables,
  ringing,
  temporaryPlace,
} from '../testing/fixtures.ts';
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
const plan = { format: 'csv', encoding: 'utf-8', delimiter: ',', hasHeader: true, header: ['Name'], signature: 's', country: 'SA', mapping: [{ field: 'name', of: null }], matchBy: ['number'], onDuplicate: 'update', list: null } as const; // prettier-ignore

/** Words by which one person can be found, each told once. */
const secretsOf = (n: number) => ({
  name: `Qamar${n}xq Zahranix${n}`,
  other: `قمرق${n} زهرانيخ${n}`,
  email: `qamar${n}xq@zahranix.example`,
  number: `+96655${String(7_000_000 + n)}`,
  note: `whisper${n}xq of their moving`,
  city: `Townq${n}x`,
  answer: `answerq${n}x`,
});

/** Somebody who leaves traces everywhere there is. */
function livesHere(n: number): string {
  const is = secretsOf(n);
  const id = `id-${n}`;
  know(db, id, {
    name: is.name,
    otherName: is.other,
    email: is.email,
    city: is.city,
    numbers: [{ raw: is.number, e164: is.number }],
  });
  const call = `call-${n}`;
  commands.beginInteraction(
    db,
    ringing(call, { number: is.number, e164: is.number, name: is.name, at: noon }),
  );
  commands.appendEvent(db, {
    interactionId: call,
    at: noon + 1,
    kind: 'phase',
    phase: 'established',
    data: { asserted: is.number },
    answeredAt: noon + 1,
  });
  commands.appendEvent(db, {
    interactionId: call,
    at: noon + 9,
    kind: 'phase',
    phase: 'ended',
    data: {},
    ended: { by: 'remote', cause: 'hangup', status: null, at: noon + 9, talkSeconds: 8 },
  });
  commands.linkPerson(db, call, id);
  commands.saveDraft(
    db,
    { interactionId: call, note: is.note, outcomeId: null, dueAt: null, actions: [] },
    noon,
  );
  const mail = { by: 'smtp', to: is.email, subject: is.note, body: is.name } as const;
  commands.finishWrapUp(db, {
    interactionId: call,
    note: is.note,
    outcomeId: 'callback',
    dueAt: noon + minutes,
    at: noon,
    ...nothingMore,
    intents: [{ id: `mail-${n}`, kind: 'email', payload: mail, keyLife: null }],
  });
  commands.addEntry(db, id, {
    channel: 'letter',
    direction: 'inbound',
    at: noon,
    subject: is.note,
    detail: is.note,
    reference: is.answer,
  });
  // Before they were known, and from a phone that somebody else calls from as well.
  commands.beginInteraction(
    db,
    ringing(`early-${n}`, { number: is.number, e164: is.number, name: is.name, accountId: 'x' }),
  );
  db.prepare(`UPDATE interactions SET person_id = NULL WHERE id = ?`).run(`early-${n}`);
  db.prepare(
    `INSERT INTO script_runs (interaction_id, part, script_id, version, step, state, begun_at, saved_at) VALUES (?, 'start', 's', 1, 'a', ?, 0, 0)`,
  ).run(call, JSON.stringify({ typed: is.answer }));
  db.prepare(`INSERT INTO script_answers VALUES (?, 'start', 0, 'f', 'a', ?, 'l', ?, 0)`).run(
    call,
    is.answer,
    is.answer,
  );
  commands.refuseNumber(db, is.number, null, true, noon, 'agent');
  commands.addAudit(db, {
    at: noon,
    kind: 'override',
    agent: 'Sara',
    personId: id,
    subject: is.number,
    why: is.note,
    data: {},
  });
  commands.beginImport(db, {
    id: `batch-${n}`,
    fileName: 'a.csv',
    path: '/a.csv',
    size: 1,
    modifiedAt: 0,
    plan: plan as never,
    total: 2,
    at: noon,
  });
  const contact = {
    ...emptyContact(),
    name: is.name,
    numbers: [{ raw: is.number, e164: is.number, kind: 'mobile' as const, shared: false }],
    note: is.note,
  };
  commands.importRecords(db, `batch-${n}`, [
    { record: 1, line: 2, contact },
    { record: 2, line: 3, failure: { reason: 'tooManyCells', detail: '', cells: [is.name, is.number] } },
  ], noon); // prettier-ignore
  return id;
}

const allSecrets = (n: number): string[] => {
  const is = secretsOf(n);
  return [...Object.values(is), is.number.slice(1), is.name.split(' ')[0]?.toLowerCase() ?? ''];
};
const purge = () => {
  for (let first = true; !commands.purgeStep(db, first); first = false);
};

describe('an erased person', () => {
  test('leaves not one byte in any file, while the neighbour stays whole', () => {
    for (const n of [1, 2]) livesHere(n);
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
    livesHere(1);
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
