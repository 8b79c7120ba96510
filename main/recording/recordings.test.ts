import { existsSync, readdirSync, readFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callOf } from '../desk/testing.ts';
import { noon } from '../store/testing/fixtures.ts';
import { bytesOf } from '../store/testing/raw-scan.ts';
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

/** One that is over. */
async function recorded(personId: string | null = null, id = 'call'): Promise<string> {
  await studio.answers(id, personId);
  studio.sounds(1);
  await studio.hangsUp(id);
  return studio.rows()[0]?.id ?? '';
}

describe('a recording that is there', () => {
  test('is removed with a way back, and for good after a while', async () => {
    const id = await recorded();
    await studio.library.remove(id);
    expect(studio.rows()).toEqual([]);
    expect(files()).toHaveLength(1);
    await studio.library.restore(id);
    expect(studio.rows()).toHaveLength(1);
    studio.later.splice(0).forEach(run => run());
    await studio.library.sweep();
    expect(files()).toHaveLength(1);
    await studio.library.remove(id);
    studio.at += 11_000;
    studio.later.splice(0).forEach(run => run());
    await studio.library.sweep();
    expect(files()).toEqual([]);
    await expect(studio.library.restore(id)).rejects.toMatchObject({ code: 'notFound' });
    expect(questions.auditPage(studio.db, 'deletion', null, 5)).toHaveLength(2);
  });

  test('leaves Hatif as a file only with an entry in the log', async () => {
    studio.knows('omar');
    const id = await recorded('omar');
    expect(await studio.library.giveOut(id, new Uint8Array(44))).toBe(true);
    expect(studio.given).toMatchObject([{ bytes: 44 }]);
    expect(studio.given[0]?.name).toMatch(/^recording-2026-03-10-\w+\.wav$/);
    expect(questions.auditPage(studio.db, 'export', null, 5)).toMatchObject([
      { personId: 'omar', agent: 'Sara', data: { what: 'recording', format: 'wav' } },
    ]);
  });

  test('goes with who is erased: no byte of it is left, and the neighbour’s stays', async () => {
    for (const who of ['omar', 'zoe']) studio.knows(who);
    const id = await recorded('omar');
    await recorded('zoe', 'other');
    expect(commands.previewErasure(studio.db, 'omar').recordings).toBe(1);
    commands.erasePerson(studio.db, 'omar', { id: 'r', at: noon, agent: null });
    await studio.library.sweep();
    expect(files()).toHaveLength(1);
    expect(existsSync(fileOf(studio.folder, id))).toBe(false);
    await expect(studio.library.open(id)).rejects.toMatchObject({ code: 'notFound' });
    expect(() => studio.library.part(id, 0)).toThrow();
    // Not even its name is left in the store.
    expect(bytesOf(studio.place.directory).includes(Buffer.from(`${id}.rec`))).toBe(false);
    expect(studio.db.prepare(`SELECT count(*) AS n FROM recordings`).get()).toEqual({ n: 1 });
  });

  test('goes when its time is over, or that of its conversation', async () => {
    const day = 86_400_000;
    await recorded();
    const rules = { recordings: 30 };
    expect(questions.previewRetention(studio.db, rules, noon + 31 * day, 9)).toEqual({ recordings: 1 });
    expect(questions.previewRetention(studio.db, rules, noon + 29 * day, 9)).toEqual({ recordings: 0 });
    commands.setRetention(studio.db, 'recordings', 30);
    expect(commands.retainStep(studio.db, noon + 31 * day)).toEqual({ recordings: 1 });
    expect(commands.retainStep(studio.db, noon + 31 * day)).toEqual({});
    await studio.library.sweep();
    expect(files()).toEqual([]);
    await recorded(null, 'other');
    studio.db.exec(`DELETE FROM interactions`);
    await studio.library.sweep();
    expect(files()).toEqual([]);
  });

  test('is copied along where that is wished, and its copy goes as well', async () => {
    const there = path.join(studio.place.directory, 'copies');
    const id = await recorded();
    await studio.library.copyTo(there);
    expect(readFileSync(fileOf(there, id))).toEqual(readFileSync(fileOf(studio.folder, id)));
    // The computer is another one: the store came back, the files follow; what the store does not know stays where it is.
    rmSync(fileOf(studio.folder, id));
    mkdirSync(there, { recursive: true });
    writeFileSync(path.join(there, 'unknown.rec'), 'x');
    await studio.library.copyFrom(there);
    expect(files()).toEqual([`${id}.rec`]);
    commands.removeRecording(studio.db, id, 0);
    await studio.library.sweep();
    await studio.library.copyTo(there);
    expect(readdirSync(there)).toEqual([]);
  });

  test('comes back sealed with another computer’s key, and is heard here: from the back-up, and where it lay', async () => {
    const there = path.join(studio.place.directory, 'copies');
    const [first, second] = [await recorded(null, 'one'), await recorded(null, 'two')];
    await studio.library.copyTo(there);
    // Another computer: its key is another one, the first file is gone, the second one was left.
    rmSync(fileOf(studio.folder, first));
    const old = studio.key;
    studio.key = 'c3'.repeat(32);
    const [, library] = studio.start();
    await expect(library.open(second)).rejects.toMatchObject({ code: 'badRecording' });
    await library.copyFrom(there, old);
    for (const id of [first, second])
      expect(await library.open(id)).toMatchObject({ state: 'whole', milliseconds: 1_000, bytes: 100 });
    expect(files().toSorted()).toEqual([`${first}.rec`, `${second}.rec`].toSorted());
    // The copies beside the back-ups follow: they are to be opened with the key of the next one.
    await library.copyTo(there);
    for (const id of [first, second])
      expect(readFileSync(fileOf(there, id))).toEqual(readFileSync(fileOf(studio.folder, id)));
  });

  test('that was half copied when the computer stopped is copied whole the next time', async () => {
    const there = path.join(studio.place.directory, 'copies');
    const id = await recorded();
    await studio.library.copyTo(there);
    rmSync(fileOf(studio.folder, id));
    writeFileSync(`${fileOf(studio.folder, id)}.part`, 'half');
    await studio.library.copyFrom(there);
    expect(readFileSync(fileOf(studio.folder, id))).toEqual(readFileSync(fileOf(there, id)));
    expect(files()).toEqual([`${id}.rec`]);
  });

  test('is found by name, number, direction and how it began', async () => {
    studio.knows('omar');
    await recorded('omar');
    const find = (
      text: string,
      direction: 'inbound' | 'outbound' | null = null,
      startedBy: 'agent' | null = null,
    ) => questions.recordings(studio.db, { text, direction, startedBy }, null, 9).length;
    expect([find(''), find('OF OMAR'), find('1234567'), find('nobody')]).toEqual([1, 1, 1, 0]);
    expect([find('', 'inbound'), find('', 'outbound'), find('', null, 'agent')]).toEqual([1, 0, 0]);
    expect(questions.recordingsTotal(studio.db)).toMatchObject({ count: 1 });
  });
});
