/** A full disk and a disk that fails, on the real store: a process of its own, threads, files, and a C library that refuses. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, test, vi, type TestContext } from 'vitest';
import { bundle } from '../../main/store/testing/bundle.ts';
import { connectionTo, openTables, temporaryPlace } from '../../main/store/testing/fixtures.ts';
import { Writer } from '../../main/store/writer.ts';
import { prepareLab } from './packages.ts';

// A process and its threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let why = '';
let worker: string;
let agent: string;
let place: ReturnType<typeof temporaryPlace>;
beforeAll(async () => {
  const readiness = await prepareLab({ gcc: 'gcc', 'libc6-dev': null });
  if (!readiness.ready) why = readiness.reason;
  worker = await bundle('main/store/worker.ts', 'disk-worker');
  agent = await bundle('main/store/testing/agent-on-bad-disk.ts');
});
beforeEach(() => void (place = temporaryPlace()));
afterEach(() => place.dispose());

/** Skips, with the reason, where no shim can be made: on Debian it always runs. */
function here(context: TestContext): void {
  if (why !== '') context.skip(why);
}

type Trouble = 'full' | 'failing' | 'dead';

/** What the agent's process said, line by line. */
async function onDisk(trouble: Trouble, then: 'wait' | 'mended'): Promise<string[]> {
  const shim = join(place.directory, 'disk-trouble.so');
  const source = fileURLToPath(new URL('disk-trouble.c', import.meta.url));
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', shim, source], { stdio: 'inherit' });
  const child = spawn(process.execPath, [agent, place.file, worker, trouble, then], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      LD_PRELOAD: shim,
      STORE: place.file,
      TROUBLE: join(place.directory, 'trouble'),
    },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (then === 'wait' && /^short /m.test(said)) child.kill('SIGKILL');
  });
  await new Promise(resolve => child.once('close', resolve));
  return said.trimEnd().split('\n');
}

const note = 'wants the invoice again '.repeat(20);
const shortOf = (lines: readonly string[]): unknown[] =>
  lines.filter(line => line.startsWith('short ')).map(line => JSON.parse(line.slice(6)) as unknown);
const refused = (lines: readonly string[]): string[] =>
  lines.filter(line => line.startsWith('refused ')).map(line => line.slice(8));
const rows = (sql: string): unknown[] => {
  const db = openTables(place.file);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
};
const calls = `SELECT id, answered_at IS NOT NULL AS answered, ended_at IS NOT NULL AS ended,
  (SELECT count(*) FROM events WHERE interaction_id = interactions.id) AS events,
  (SELECT note FROM drafts WHERE interaction_id = interactions.id) AS note FROM interactions ORDER BY at`;
const easy = { id: 'easy', answered: 0, ended: 0, events: 1, note: null };
const hard = { id: 'hard', answered: 1, ended: 1, events: 3, note };
const later = { ...easy, id: 'later' };

test('full: calls go on, what is typed waits in the emergency journal, and is written when there is room', async context => {
  here(context);
  const said = await onDisk('full', 'mended');
  // Only what cannot wait is refused, in words of its own.
  expect(refused(said)).toEqual(['removed diskFull']);
  const [then, after] = shortOf(said);
  expect(then).toEqual({ why: 'full', waiting: 4, safe: true });
  expect(after).toBeNull();
  expect(rows(calls)).toEqual([easy, hard, later]);
});

test('full, and the process killed on top of it: all that was acknowledged is there after the next start', async context => {
  here(context);
  await onDisk('full', 'wait');
  expect(readFileSync(`${place.file}.emergency`).includes('invoice')).toBe(false);
  new Writer(connectionTo(place.file), () => undefined).close();
  expect(rows(calls)).toEqual([easy, hard]);
});

test('a sync that fails: the connection is not believed, the journal takes over, nothing is there twice', async context => {
  here(context);
  const said = await onDisk('failing', 'mended');
  expect(refused(said)).toEqual(['removed diskFailing']);
  expect(shortOf(said)).toEqual([{ why: 'failing', waiting: 4, safe: true }, null]);
  expect(rows(calls)).toEqual([easy, hard, later]);
});

test('a disk that takes nothing at all: nothing is acknowledged, all is kept in memory and written once it works', async context => {
  here(context);
  const said = await onDisk('dead', 'mended');
  expect(refused(said)).toContain('hard diskFailing');
  expect(refused(said)).toContain('ended diskFailing');
  expect(said).toContain('kept asked');
  expect(shortOf(said)).toEqual([{ why: 'failing', waiting: 4, safe: false }, null]);
  expect(rows(calls)).toEqual([easy, hard, later]);
});
