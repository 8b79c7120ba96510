import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordedAnswer } from '../../shared/script/record.ts';
import type { RunState } from '../../shared/script/run-state.ts';
import { beginCall } from './calls.ts';
import type { WritableDb } from './database.ts';
import { removeSampleData } from './sample.ts';
import {
  actForScript,
  archiveScript,
  installScripts,
  openScript,
  publishScript,
  saveScriptDraft,
} from './scripts.ts';
import { dueFollowUps } from './tables/follow-ups.ts';
import { timeline } from './tables/interactions.ts';
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
  const act = (
    kind: Parameters<typeof actForScript>[1]['kind'],
    target = '',
    dueAt: number | null = null,
  ) => {
    actForScript(
      db,
      { interactionId: 'c', kind, target, what: `${kind} ${target}`, dueAt },
      noon,
      () => 'id',
    );
  };

  test.each([
    ['callback', noon + 5, 'callback', noon + 5],
    ['template', null, 'email', noon + 3_600_000],
    ['case', null, 'task', noon + 3_600_000],
  ] as const)('%s leaves something owed to the person', (kind, given, owed, dueAt) => {
    know(db, 'omar', omar);
    beginCall(db, ringing('c'));
    act(kind, 'x', given);
    expect(dueFollowUps(db, 5)).toMatchObject([{ kind: owed, personId: 'omar', what: `${kind} x`, dueAt }]);
  });

  test('puts the person on a list, and on none twice', () => {
    know(db, 'omar', omar);
    beginCall(db, ringing('c'));
    act('list', 'Hot leads');
    act('list', 'Hot leads');
    expect(findPerson(db, 'omar')?.lists).toEqual(['Hot leads']);
  });

  test('marks the person as not to be contacted', () => {
    know(db, 'omar', omar);
    beginCall(db, ringing('c'));
    act('doNotContact');
    expect(findPerson(db, 'omar')?.doNotContact).toBe(true);
  });

  test('needs somebody where it is about somebody, a time where it is about a time, and a call', () => {
    beginCall(db, ringing('c', { number: '+4930', e164: '+4930' }));
    for (const [kind, target] of [
      ['list', 'x'],
      ['doNotContact', ''],
      ['callback', ''],
    ] as const)
      expect(() => act(kind, target)).toThrow(expect.objectContaining({ code: 'badInput' }));
    expect(() =>
      actForScript(
        db,
        { interactionId: 'x', kind: 'case', target: '', what: '', dueAt: null },
        noon,
        () => 'id',
      ),
    ).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});
