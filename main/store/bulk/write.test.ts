import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hook } from '../../../shared/followups/types.ts';
import type { BulkAction } from '../../../shared/people/bulk.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import type { WritableDb } from '../database.ts';
import { erasePerson } from '../safety/erase.ts';
import { know, minutes, noon, openTables, temporaryPlace } from '../testing/fixtures.ts';
import { commands, questions } from '../verbs.ts';
import { bulkMailWaits } from './write.ts';

let db: WritableDb;
let place: ReturnType<typeof temporaryPlace>;
const many = 7;

beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
  for (let n = 0; n < many; n += 1)
    know(db, `p${n}`, {
      name: `Person ${n}`,
      language: n === 4 ? 'ar' : 'en',
      email: n === 3 ? null : `p${n}@x.example`,
      consent: { call: true, email: n !== 5, message: n !== 5 },
      numbers:
        n === 2
          ? []
          : [
              { raw: '011 200', e164: '+966112003000', kind: 'main', shared: true },
              { raw: `+96650000000${n}`, e164: `+96650000000${n}` },
            ],
    });
  const message = { en: 'Hello {{ contact.first_name }}', ar: 'مرحبًا {{ contact.name }}' };
  commands.saveTool(db, {
    kind: 'template',
    tool: {
      id: 'sms',
      kind: 'message',
      name: { en: 'S', ar: 'S' },
      subject: { en: '', ar: '' },
      body: message,
      order: 0,
    },
  });
  const hook: Hook = {
    id: 'gateway',
    name: 'Texts',
    purpose: 'message',
    method: 'POST',
    url: 'https://sms.example/',
    headers: [],
    body: '{"to": {{ to | json }}, "text": {{ body | json }}}',
    keyHeader: 'Idempotency-Key',
    keyHours: 24,
    answerId: '',
    update: null,
    escalate: null,
    allowPrivate: false,
    allowHttp: false,
    order: 0,
  };
  commands.saveTool(db, { kind: 'hook', tool: hook });
});
afterEach(() => {
  db.close();
  place.dispose();
});

const all: PeopleSelection = { kind: 'all' };
const preview = (action: BulkAction) =>
  questions.previewBulk(db, action, all, null, { at: noon, agent: 'Sara', language: 'en' });
function run(action: BulkAction, id = 'job', steps = Infinity) {
  commands.beginBulk(db, { id, action, selection: all, agent: 'Sara', startedAt: noon });
  for (let n = 0; n < steps && !commands.bulkStep(db, id, noon, 'en'); n += 1);
}
const undo = (id = 'job') => {
  while (!commands.undoBulkStep(db, id, noon));
};
const job = () => questions.bulkJobs(db)[0];
const claim = (at: number) => commands.claimFromOutbox(db, at).row;
const timeline = () =>
  db.prepare(`SELECT person_id AS who, channel, subject FROM interactions ORDER BY person_id`).all();

describe('one e-mail to many', () => {
  const bcc: BulkAction = { kind: 'bcc', by: 'smtp', subject: 'Closed', body: 'On Friday', perMessage: 2 };

  test('is split, names nobody twice, and waits until the agent has seen it', () => {
    expect(preview(bcc)).toMatchObject({ will: 5, leftOut: { noEmail: 1, notAsked: 1 } });
    run(bcc);
    expect(job()).toMatchObject({ done: 5, drafts: 3, leftOut: { noEmail: 1, notAsked: 1 } });
    const { drafts, next } = questions.bulkDrafts(db, 'job', null);
    expect(next).toBeNull();
    expect(drafts).toMatchObject([
      { to: ['p0@x.example', 'p1@x.example'], subject: 'Closed', body: 'On Friday' },
      { to: ['p2@x.example', 'p4@x.example'] },
      { to: ['p6@x.example'] },
    ]);
    expect(claim(noon + 1e9)).toBeNull();
    expect(commands.releaseBulkDrafts(db, 'job', noon)).toBe(true);
    expect(job()).toMatchObject({ drafts: 0 });
    expect(claim(noon + bulkMailWaits - 1)).toBeNull();
    expect(claim(noon + bulkMailWaits)).toMatchObject({
      personId: null,
      payload: { by: 'bcc', bcc: [{ to: 'p0@x.example' }, { to: 'p1@x.example' }] },
    });
  });

  test('stands on the timeline of those whom it reached, and says who was left out at the last moment', () => {
    run(bcc);
    commands.releaseBulkDrafts(db, 'job', noon);
    const row = claim(noon + bulkMailWaits);
    commands.leaveOutOfMail(db, row?.id ?? '', [{ personId: 'p1', reason: 'channelRefused' }]);
    commands.tellOutbox(db, row?.id ?? '', { type: 'done', at: noon + minutes, detail: null });
    expect(timeline()).toEqual([{ who: 'p0', channel: 'email', subject: 'Closed' }]);
    expect(job()).toMatchObject({ done: 4, leftOut: { channelRefused: 1 } });
  });

  test('is taken back as far as it has not left, and nothing leaves while more is written', () => {
    run(bcc, 'job', 0);
    expect(() => commands.releaseBulkDrafts(db, 'job', noon)).toThrow('it is running');
    while (!commands.bulkStep(db, 'job', noon, 'en'));
    commands.releaseBulkDrafts(db, 'job', noon);
    claim(noon + bulkMailWaits);
    undo();
    expect(questions.outboxView(db).entries).toMatchObject([{ to: 'p0@x.example, p1@x.example' }]);
    expect(job()).toMatchObject({ state: 'undone', done: 0, leftOut: { already: 2 } });
  });

  test('for the mail program goes one by one, and is not begun with a text that no address holds', () => {
    run({ ...bcc, by: 'mailProgram' });
    expect(commands.releaseBulkDrafts(db, 'job', noon)).toBe(true);
    expect(job()).toMatchObject({ drafts: 2 });
    expect(claim(noon)).toMatchObject({ payload: { program: true } });
    expect(claim(noon)).toBeNull();
    const long = 'ش'.repeat(400);
    expect(() => run({ ...bcc, by: 'mailProgram', body: long }, 'long')).toThrow('too long');
  });

  test('forgets somebody who is erased', () => {
    run(bcc);
    erasePerson(db, 'p6', { id: 'r', at: noon, agent: null });
    erasePerson(db, 'p0', { id: 's', at: noon, agent: null });
    const { drafts } = questions.bulkDrafts(db, 'job', null);
    expect(drafts.map(({ to }) => to)).toEqual([['p1@x.example'], ['p2@x.example', 'p4@x.example']]);
  });
});

describe('a message to many', () => {
  test('goes to the number that is theirs alone, filled in their language, and leaves out who has none', () => {
    const action: BulkAction = { kind: 'message', templateId: 'sms', hookId: 'gateway' };
    db.exec(`INSERT INTO do_not_contact VALUES ('d', '+966500000006', NULL, 'message', 'agent', ${noon})`);
    expect(preview(action)).toMatchObject({
      will: 4,
      leftOut: { noNumber: 1, notAsked: 1, numberRefused: 1 },
    });
    run(action);
    const payloads = db.prepare(`SELECT payload FROM outbox ORDER BY row`).all() as { payload: string }[];
    expect(payloads.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([
      { by: 'hook', hookId: 'gateway', to: '+966500000000', body: 'Hello Person' },
      { to: '+966500000001' },
      { to: '+966500000003' },
      { to: '+966500000004', body: 'مرحبًا Person 4' },
    ]);
    expect(claim(noon)).toBeNull();
    expect(claim(noon + bulkMailWaits)).toMatchObject({ kind: 'message', keyLife: 24 * 3_600_000 });
  });

  test('goes over the phone system, stands on the timeline, and waits to be seen where that was wanted', () => {
    run({ kind: 'message', templateId: 'sms', hookId: null, look: true });
    expect(job()).toMatchObject({ done: 5, drafts: 5 });
    commands.releaseBulkDrafts(db, 'job', noon);
    const row = claim(noon + bulkMailWaits);
    expect(row).toMatchObject({
      payload: { by: 'line', to: '+966500000000', body: 'Hello Person' },
      keyLife: null,
    });
    commands.tellOutbox(db, row?.id ?? '', { type: 'done', at: noon, detail: null });
    expect(timeline()).toEqual([{ who: 'p0', channel: 'message', subject: 'Hello Person' }]);
    undo();
    expect(questions.outboxView(db).entries).toHaveLength(1);
  });

  test('is not begun by a hook that is gone', () => {
    expect(() => run({ kind: 'message', templateId: 'sms', hookId: 'gone' })).toThrow('no such hook');
  });
});
