import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noon } from '../store/testing/fixtures.ts';
import { bytesOf } from '../store/testing/raw-scan.ts';
import { commands, questions } from '../store/verbs.ts';
import { fileOf } from './recordings.ts';
import { Studio } from './testing.ts';

let studio: Studio;
beforeEach(() => (studio = new Studio()));
afterEach(() => studio.dispose());

const files = (): string[] => readdirSync(studio.folder);

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
