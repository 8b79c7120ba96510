/** People who leave traces everywhere there is, each by words that nobody else has. */
import { emptyContact } from '../../../shared/import/contact.ts';
import type { WritableDb } from '../database.ts';
import { commands } from '../verbs.ts';
import { know, minutes, noon, nothingMore, ringing } from './fixtures.ts';

const plan = { format: 'csv', encoding: 'utf-8', delimiter: ',', hasHeader: true, header: ['Name'], signature: 's', country: 'SA', mapping: [{ field: 'name', of: null }], matchBy: ['number'], onDuplicate: 'update', list: null } as const; // prettier-ignore

/** Words by which one person can be found, each told once. */
export const secretsOf = (n: number) => ({
  name: `Qamar${n}xq Zahranix${n}`,
  other: `قمرق${n} زهرانيخ${n}`,
  email: `qamar${n}xq@zahranix.example`,
  number: `+96655${String(7_000_000 + n)}`,
  note: `whisper${n}xq of their moving`,
  city: `Townq${n}x`,
  answer: `answerq${n}x`,
});

/** Somebody who leaves traces everywhere there is. */
export function livesHere(db: WritableDb, n: number): string {
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

export const allSecrets = (n: number): string[] => {
  const is = secretsOf(n);
  return [...Object.values(is), is.number.slice(1), is.name.split(' ')[0]?.toLowerCase() ?? ''];
};
