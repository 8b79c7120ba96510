import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScriptEffect } from '../../shared/ipc/scripts.ts';
import type { RecordedAnswer } from '../../shared/script/record.ts';
import type { RunState } from '../../shared/script/run-state.ts';
import { beginCall } from './calls.ts';
import { undoWindow } from './carry-out.ts';
import type { WritableDb } from './database.ts';
import { claimFromOutbox, outboxView } from './outbox.ts';
import { removeSampleData } from './sample.ts';
import type { ScriptAct } from './script-port.ts';
import {
  actForScript,
  archiveScript,
  installScripts,
  openScript,
  publishScript,
  saveScriptDraft,
  takeBackAct,
} from './scripts.ts';
import { dueFollowUps, setDone } from './tables/follow-ups.ts';
import { timeline } from './tables/interactions.ts';
import { findInOutbox } from './tables/outbox.ts';
import { findPerson } from './tables/people.ts';
import { figuresOf, putRun, runsOf } from './tables/script-runs.ts';
import { allScripts, findVersion } from './tables/scripts.ts';
import { know, noon, omar, openTables, ringing, temporaryPlace } from './testing/fixtures.ts';

let place: ReturnType<typeof temporaryPlace>;
let db: WritableDb;
beforeEach(() => {
  place = temporaryPlace();
  db = openTables(place.file);
});
afterEach(() => {
  db.close();
  place.dispose();
});

const state = (change: Partial<RunState> = {}): RunState => ({
  scriptId: 'service',
  version: 1,
  language: 'en',
  step: 'fault',
  trail: ['greeting'],
  raised: [],
  answers: { reason: { value: 'fault', at: noon, step: 'greeting' } },
  typed: { unit: 'Cold room' },
  times: { greeting: 4000, fault: 1000 },
  shownAt: noon,
  startedAt: noon - 5000,
  endedAt: null,
  acts: [],
  ...change,
});
const answer = (label: string, said: string): RecordedAnswer => ({
  field: 'reason',
  label,
  value: 'fault',
  said,
  step: 'greeting',
  at: noon,
});

describe('the texts', () => {
  test('worked examples are added once, and never over one’s own', () => {
    publishScript(db, 'own', 'mine', noon);
    const samples = [
      { id: 'example', source: 'theirs' },
      { id: 'own', source: 'theirs' },
    ];
    expect(installScripts(db, samples, noon)).toBe(1);
    expect(installScripts(db, samples, noon)).toBe(0);
    expect(allScripts(db)).toMatchObject([
      { id: 'example', sample: true, version: 1, source: 'theirs' },
      { id: 'own', sample: false, version: 1, source: 'mine' },
    ]);
  });

  test('a draft changes nothing that was published; publishing makes a version and ends the draft', () => {
    installScripts(db, [{ id: 's', source: 'one' }], noon);
    saveScriptDraft(db, 's', 'two', noon + 1);
    expect(allScripts(db)).toMatchObject([{ draft: 'two', draftAt: noon + 1, version: 1, source: 'one' }]);
    expect(publishScript(db, 's', 'two', noon + 2)).toBe(2);
    expect(openScript(db, 's')).toMatchObject({
      sample: false,
      draft: null,
      versions: [
        { version: 2, source: 'two' },
        { version: 1, source: 'one' },
      ],
    });
    expect(findVersion(db, 's', 1)).toBe('one');
  });

  test('the same text published again is the same version; an older one published again is a new one', () => {
    publishScript(db, 's', 'one', noon);
    publishScript(db, 's', 'two', noon);
    expect(publishScript(db, 's', 'two', noon)).toBe(2);
    expect(publishScript(db, 's', 'one', noon)).toBe(3);
  });

  test('a published text cannot be changed', () => {
    publishScript(db, 's', 'one', noon);
    expect(() => db.exec(`UPDATE script_versions SET source = 'x'`)).toThrow(/append-only/);
  });

  test('a draft can be taken away, a script put away and brought back', () => {
    saveScriptDraft(db, 's', 'begun', noon);
    expect(allScripts(db)).toMatchObject([{ id: 's', version: 0, source: null, draft: 'begun' }]);
    saveScriptDraft(db, 's', null, noon);
    archiveScript(db, 's', noon);
    expect(allScripts(db)).toMatchObject([{ draft: null, draftAt: null, archivedAt: noon }]);
    archiveScript(db, 's', null);
    expect(openScript(db, 's')?.archivedAt).toBeNull();
    for (const doing of [() => archiveScript(db, 'x', null), () => saveScriptDraft(db, 'x', null, noon)])
      expect(doing).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(openScript(db, 'x')).toBeNull();
  });
});

describe('a run', () => {
  test('is kept as it stands, and the latest word counts', () => {
    putRun(db, { interactionId: 'c', part: 'start', state: state() }, [answer('Why', 'A fault')], noon);
    const later = state({ step: 'end', endedAt: noon + 9, answers: {} });
    putRun(db, { interactionId: 'c', part: 'start', state: later }, [], noon + 9);
    putRun(db, { interactionId: 'c', part: 'end', state: state({ scriptId: 'survey' }) }, [], noon + 9);
    expect(runsOf(db, 'c')).toEqual([
      { interactionId: 'c', part: 'start', state: later },
      { interactionId: 'c', part: 'end', state: state({ scriptId: 'survey' }) },
    ]);
    expect(runsOf(db, 'other')).toEqual([]);
  });

  test('its answers stand on the person’s timeline, those of the start first', () => {
    know(db, 'omar', omar);
    beginCall(db, ringing('c'));
    putRun(db, { interactionId: 'c', part: 'end', state: state() }, [answer('Content', '5')], noon);
    putRun(
      db,
      { interactionId: 'c', part: 'start', state: state() },
      [answer('Reason', 'A fault'), answer('Unit', 'Cold room 2')],
      noon,
    );
    expect(timeline(db, 'person', 'omar', '', 5)).toMatchObject([
      { id: 'c', answers: 'Reason: A fault · Unit: Cold room 2 · Content: 5' },
    ]);
  });

  test('says where people stop, and how long a step takes', () => {
    const run = (id: string, change: Partial<RunState>) =>
      putRun(db, { interactionId: id, part: 'start', state: state(change) }, [], noon);
    run('a', { step: 'end', endedAt: noon, times: { greeting: 1000, fault: 3000 } });
    run('b', { step: 'fault', times: { greeting: 3000, fault: 5000 } });
    run('c', { step: 'greeting', times: { greeting: 2000 } });
    run('d', { version: 2 });
    expect(figuresOf(db, 'service', 1)).toEqual({
      runs: 3,
      finished: 1,
      steps: [
        { step: 'fault', runs: 2, left: 1, ms: 4000 },
        { step: 'greeting', runs: 3, left: 1, ms: 2000 },
      ],
    });
  });

  test('goes with the practice call that it belongs to', () => {
    beginCall(db, ringing('c', { accountId: 'practice' }));
    putRun(db, { interactionId: 'c', part: 'start', state: state() }, [answer('Why', 'x')], noon);
    removeSampleData(db);
    expect(runsOf(db, 'c')).toEqual([]);
    expect(db.prepare('SELECT count(*) AS n FROM script_answers').get()).toEqual({ n: 0 });
  });
});

describe('a button', () => {
  const mail = { by: 'smtp', to: 'omar@example.org', subject: 'Offer', body: 'Hello' } as const;
  const intents = [{ id: 'mail', kind: 'email', payload: mail, keyLife: null }] as const;
  const does = {
    as: 'planned',
    actions: [
      { kind: 'callback', dueAt: noon + 5, by: 'me' },
      { kind: 'email', to: mail.to, subject: mail.subject, body: mail.body },
    ],
    what: 'Callback: Service\nmore',
  } as const satisfies ScriptEffect;
  const act = (does: ScriptEffect, more: Partial<ScriptAct> = {}) =>
    actForScript(db, { interactionId: 'c', id: 'act', does, intents: [], agent: 'Sara', ...more }, noon);
  const takeBack = (does: ScriptEffect) => {
    takeBackAct(db, { interactionId: 'c', id: 'act', does }, ['mail']);
  };
  beforeEach(() => {
    know(db, 'omar', omar);
    beginCall(db, ringing('c'));
  });

  test('does what is planned as the end of a call does, once', () => {
    expect(act(does, { intents })).toBe(true);
    expect(act(does, { intents })).toBe(false);
    expect(dueFollowUps(db, 5)).toMatchObject([
      { kind: 'callback', personId: 'omar', what: 'Callback: Service', dueAt: noon + 5, by: 'Sara' },
    ]);
    expect(outboxView(db).entries).toMatchObject([
      { id: 'mail', state: 'queued', personId: 'omar', dueAt: noon + undoWindow + 1 },
    ]);
    expect(findInOutbox(db, 'mail')).toMatchObject({ lane: 'person:omar', key: 'mail', agent: 'Sara' });
  });

  test('is not done again after its callback was made', () => {
    const once = { ...does, actions: [does.actions[0]] };
    act(once);
    setDone(db, 'act.0', noon);
    expect(act(once)).toBe(false);
    expect(dueFollowUps(db, 5)).toEqual([]);
  });

  test('is taken back whole, and can be pressed again', () => {
    act(does, { intents });
    takeBack(does);
    expect([dueFollowUps(db, 5), outboxView(db).entries]).toEqual([[], []]);
    expect(act(does, { intents })).toBe(true);
  });

  test('is not taken back once a part of it is being sent, not even in part', () => {
    act(does, { intents });
    claimFromOutbox(db, noon + undoWindow + 1);
    expect(() => takeBack(does)).toThrow(expect.objectContaining({ code: 'tooLate' }));
    expect(dueFollowUps(db, 5)).toHaveLength(1);
  });

  test.each(['email', 'task'] as const)('leaves %s owed to the person where nothing can send it', kind => {
    const owed = { as: 'owed', kind, what: 'Send “Offer”' } as const;
    expect([act(owed), act(owed)]).toEqual([true, false]);
    expect(dueFollowUps(db, 5)).toMatchObject([{ kind, personId: 'omar', dueAt: noon + 3_600_000 }]);
    takeBack(owed);
    expect(dueFollowUps(db, 5)).toEqual([]);
  });

  test('puts the person on a list, on none twice, and off again', () => {
    const list = { as: 'list', list: 'Hot leads' } as const;
    expect([act(list), act(list)]).toEqual([true, false]);
    expect(findPerson(db, 'omar')?.lists).toEqual(['Hot leads']);
    takeBack(list);
    expect(findPerson(db, 'omar')?.lists).toEqual([]);
  });

  test('marks the person as not to be contacted', () => {
    act({ as: 'doNotContact' });
    expect(findPerson(db, 'omar')?.doNotContact).toBe(true);
    takeBack({ as: 'doNotContact' });
    expect(findPerson(db, 'omar')?.doNotContact).toBe(false);
  });

  test('needs somebody where it is about somebody, and a call', () => {
    beginCall(db, ringing('x', { number: '+4930', e164: '+4930' }));
    for (const nobodys of [{ as: 'list', list: 'x' }, { as: 'doNotContact' }] as const)
      expect(() => act(nobodys, { interactionId: 'x' })).toThrow(
        expect.objectContaining({ code: 'badInput' }),
      );
    expect(() => act(does, { interactionId: 'none' })).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});
