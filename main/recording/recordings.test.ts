import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callOf } from '../desk/testing.ts';
import { commands, questions } from '../store/verbs.ts';
import { fileOf } from './recordings.ts';
import { Studio } from './testing.ts';

let studio: Studio;
beforeEach(() => (studio = new Studio()));
afterEach(() => studio.dispose());

const files = (): string[] => readdirSync(studio.folder);
const requests = (): string[] => studio.asked.map(({ request }) => request);

describe('a call', () => {
  test('is recorded into a file of its own, and stands on the timeline of who it was', async () => {
    studio.knows('omar');
    await studio.answers('call', 'omar');
    studio.sounds(3);
    await studio.hangsUp();
    const [row] = studio.rows();
    expect(row).toMatchObject({ end: 'call', milliseconds: 3_000 });
    expect(files()).toEqual([`${row?.id}.rec`]);
    if (process.platform !== 'win32')
      expect(statSync(fileOf(studio.folder, row?.id ?? '')).mode & 0o777).toBe(0o600);
    const [entry] = questions.person(studio.db, 'omar')?.history ?? [];
    expect(entry?.recordings).toEqual([{ id: row?.id, milliseconds: 3_000, end: 'call' }]);
    const open = await studio.library.open(row?.id ?? '');
    expect(open).toMatchObject({ state: 'whole', milliseconds: 3_000, bytes: 300 });
    expect([...studio.library.part(open.id, 100)].slice(0, 101)).toEqual([...Array(100).fill(2), 3]);
  });

  test('of which nothing was heard leaves nothing', async () => {
    await studio.answers();
    await studio.hangsUp();
    expect(studio.rows()).toEqual([]);
    await studio.library.sweep();
    expect(files()).toEqual([]);
  });

  test('is told to both sides by a tone, as it is set', async () => {
    studio.settings = { ...studio.settings, beep: 'every', beepSeconds: 30 };
    await studio.answers();
    expect(studio.asked.find(({ request }) => request === 'record')?.input).toMatchObject({
      beep: { every: 30 },
    });
  });

  test('is not recorded before the agent says so, and then until they say so', async () => {
    studio.settings = { ...studio.settings, otherwise: 'onDemand' };
    await studio.answers();
    expect(requests()).not.toContain('record');
    studio.recordings.wish('call', true);
    studio.sounds();
    studio.recordings.wish('call', false);
    await vi.waitFor(() => expect(studio.rows()).toMatchObject([{ end: 'agent' }]));
    expect(() => studio.recordings.pause('call', true)).toThrow('not being recorded');
  });

  test('of a script at its payment is held silent, and goes on when the step is left', async () => {
    await studio.answers();
    const script = {
      steps: [
        { id: 'card', actions: [{ kind: 'pauseRecording' }] },
        { id: 'done', actions: [] },
      ],
    };
    const step = (id: string): void =>
      studio.recordings.scriptIs(
        'call',
        'start',
        script as never,
        { step: id, raised: [], endedAt: null } as never,
        null,
      );
    step('card');
    expect(studio.views[0]).toMatchObject({ state: 'paused', pausedBy: ['script'] });
    step('done');
    expect(studio.views[0]).toMatchObject({ state: 'recording' });
    expect(
      studio.asked.filter(({ request }) => request === 'pauseRecording').map(({ input }) => input),
    ).toEqual([
      { session: 'call', paused: true },
      { session: 'call', paused: false },
    ]);
  });

  test('whose pause cannot be made is rather not recorded at all', async () => {
    await studio.answers();
    studio.refuses.add('pauseRecording');
    studio.recordings.pause('call', true);
    await vi.waitFor(() => expect(studio.views[0]?.state).toBe('off'));
    expect(studio.views[0]?.refusal).toBe('failed');
  });
});

describe('whoever does not want it', () => {
  test('is never recorded, by no rule and no key', async () => {
    studio.knows('omar', true);
    await studio.answers('call', 'omar');
    expect(studio.views[0]).toMatchObject({ state: 'off', refusal: 'consent' });
    expect(() => studio.recordings.wish('call', true)).toThrow('consent');
    expect(files()).toEqual([]);
  });

  test('and says so in the call is not recorded from then on; what was until then is kept', async () => {
    studio.knows('omar');
    await studio.answers('call', 'omar');
    studio.sounds(2);
    studio.at += 5_000;
    studio.refuse('omar');
    studio.recordings.judgeAll();
    await vi.waitFor(() => expect(studio.rows()).toMatchObject([{ end: 'refused' }]));
  });

  test('and is recognised only in the call is not left in a file', async () => {
    studio.knows('omar', true);
    studio.at += 60_000;
    await studio.answers();
    studio.sounds(2);
    const [recording] = files();
    commands.linkPerson(studio.db, 'call', 'omar');
    studio.recordings.callerIs(
      questions.callerContext(studio.db, { callId: 'call', number: '', e164: null, country: 'SA' }),
    );
    studio.recordings.callerIs({
      callId: 'call',
      match: { rule: 'chosen', number: null, lastContactAt: null },
      person: questions.person(studio.db, 'omar')?.person ?? null,
      candidates: [],
      history: [],
      owed: [],
    });
    await vi.waitFor(() => expect(studio.rows()).toEqual([]));
    await studio.library.sweep();
    expect(recording).toBeDefined();
    expect(files()).toEqual([]);
  });
});

describe('trouble', () => {
  test('of the disk is said, and the call goes on', async () => {
    // A folder where none can be: nothing can be written into a file.
    rmSync(studio.folder, { recursive: true });
    writeFileSync(studio.folder, '');
    await studio.answers();
    await vi.waitFor(() => expect(studio.notices).toEqual(['recording.notice_failed']));
    expect(studio.views[0]).toMatchObject({ state: 'off', refusal: 'failed' });
    rmSync(studio.folder);
    // The agent asks again.
    studio.recordings.wish('call', true);
    studio.sounds(1);
    await studio.hangsUp();
    expect(studio.rows().filter(({ milliseconds }) => milliseconds > 0)).toHaveLength(1);
  });

  test('of the media window leaves what was recorded, and the rest of the call stands beside it', async () => {
    await studio.answers();
    studio.sounds(2);
    studio.mediaDies();
    await vi.waitFor(() => expect(studio.rows()).toMatchObject([{ end: 'cut', milliseconds: 2_000 }]));
    studio.is(callOf('call', { phase: 'established', media: 'recovering' }));
    expect(requests().filter(each => each === 'record')).toHaveLength(1);
    studio.is(callOf('call', { phase: 'established', media: 'flowing' }));
    studio.sounds(1);
    await studio.hangsUp();
    expect(studio.rows()).toMatchObject([
      { end: 'call', milliseconds: 1_000 },
      { end: 'cut', milliseconds: 2_000 },
    ]);
  });

  test('of the whole app leaves what was recorded until then: the next run says that it was cut off', async () => {
    await studio.answers();
    studio.sounds(2);
    await vi.waitFor(() =>
      expect(readFileSync(path.join(studio.folder, files()[0] ?? '')).length).toBeGreaterThan(280),
    );
    // What is asked waits until the store is open.
    studio.storeIs = 'opening';
    const [, library] = studio.start();
    await library.load();
    const [row] = studio.rows();
    expect(row).toMatchObject({ end: 'cut', milliseconds: 2_000 });
    expect(await library.open(row?.id ?? '')).toMatchObject({ state: 'cut', bytes: 200 });
  });

  test('of the whole app in a pause: the call goes on, and nothing is recorded before the agent goes on', async () => {
    await studio.answers();
    studio.sounds(1);
    expect(studio.recordings.byHand('call')).toBeNull();
    studio.recordings.pause('call', true);
    const byHand = studio.recordings.byHand('call');
    expect(byHand).toEqual({ wish: null, paused: true });
    studio.asked.length = 0;
    const [again] = studio.start();
    again.goesOn('call', byHand ?? { wish: null, paused: false });
    studio.is(callOf('call', { phase: 'established', media: 'flowing' }));
    await vi.waitFor(() => expect(requests()).toContain('record'));
    expect(studio.asked.find(({ request }) => request === 'record')?.input).toMatchObject({ paused: true });
    expect(studio.views[0]).toMatchObject({ state: 'paused', pausedBy: ['agent'] });
  });

  test('of the whole app leaves a recording by hand wished for: it goes on with the call', async () => {
    studio.settings = { ...studio.settings, otherwise: 'onDemand' };
    await studio.answers();
    const told: string[] = [];
    studio.recordings.onByHand(() => told.push('told'));
    studio.recordings.wish('call', true);
    expect(told).toEqual(['told']);
    const byHand = studio.recordings.byHand('call');
    studio.asked.length = 0;
    const [again] = studio.start();
    again.goesOn('call', byHand ?? { wish: null, paused: false });
    studio.is(callOf('call', { phase: 'established', media: 'flowing' }));
    await vi.waitFor(() => expect(requests()).toContain('record'));
  });

  test('of the whole app after the last piece was sealed is no cut: only its row was missing', async () => {
    await studio.answers();
    studio.sounds(2);
    const [id = ''] = files().map(name => name.slice(0, -4));
    studio.failing.add('endRecording');
    await studio.hangsUp();
    studio.failing.clear();
    expect(studio.rows()).toMatchObject([{ end: null }]);
    const [, library] = studio.start();
    await library.load();
    expect(studio.rows()).toEqual([{ id, end: 'call', milliseconds: 2_000 }]);
  });

  test('of the store while a recording ends leaves no recording that seems to go on', async () => {
    await studio.answers();
    studio.sounds(2);
    studio.failing.add('endRecording');
    await studio.hangsUp();
    expect(studio.rows()).toMatchObject([{ end: null }]);
    studio.failing.clear();
    await studio.library.sweep();
    expect(studio.rows()).toMatchObject([{ end: 'call', milliseconds: 2_000 }]);
  });

  test('of the file at the next start deletes nothing: what cannot be read today is kept', async () => {
    await studio.answers();
    studio.sounds(2);
    await vi.waitFor(() =>
      expect(statSync(fileOf(studio.folder, studio.running())).size).toBeGreaterThan(280),
    );
    const file = fileOf(studio.folder, studio.running());
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      bytes.map((byte, i) => (i === 60 ? byte ^ 1 : byte)),
    );
    const [, library] = studio.start();
    await library.load();
    expect(existsSync(file)).toBe(true);
    expect(studio.rows()).toMatchObject([{ end: 'cut', milliseconds: 0 }]);
  });

  test('nobody says of a recording how it ended while its own end is being written down', async () => {
    await studio.answers();
    studio.sounds(1);
    let goOn = (): void => undefined;
    studio.holds.set('endRecording', new Promise<void>(resolve => (goOn = resolve)));
    const over = studio.hangsUp();
    await vi.waitFor(() => expect(studio.waits).toContain('endRecording'));
    studio.holds.clear();
    await studio.library.sweep();
    expect(studio.rows()).toMatchObject([{ end: null }]);
    goOn();
    await over;
    expect(studio.rows()).toMatchObject([{ end: 'call' }]);
  });

  test('of the file is said: it was changed behind our back', async () => {
    await studio.answers();
    studio.sounds(3);
    await studio.hangsUp();
    const [row] = studio.rows();
    const file = fileOf(studio.folder, row?.id ?? '');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 100));
    expect(await studio.library.open(row?.id ?? '')).toMatchObject({ state: 'damaged' });
    rmSync(file);
    await expect(studio.library.open(row?.id ?? '')).rejects.toMatchObject({ code: 'badRecording' });
  });
});
