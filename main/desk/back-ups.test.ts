import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { BackUps, type BackUpOptions } from './back-ups.ts';

const day = 86_400_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let chosen: string | null;
let now: number;
let full: boolean;
let copied: string[];
let log: string[];
let backUps: BackUps;

beforeEach(() => {
  copied = [];
  folder = mkdtempSync(join(tmpdir(), 'hatif-back-ups-'));
  [chosen, now, full, log] = [folder, Date.now(), false, []];
  const store: BackUpOptions['store'] = {
    view: { state: 'open', detail: null },
    backUp: to => {
      if (full) return Promise.reject(new HatifError('storeUnavailable', 'SQLITE_FULL'));
      writeFileSync(to, 'x');
      return Promise.resolve({ size: 1, people: 7 });
    },
    restoreFrom: from => Promise.resolve(void log.push(`from ${from.split('/').at(-1)}`)),
    addAudit: ({ kind }) => Promise.resolve(void log.push(kind)),
  };
  backUps = new BackUps({
    store,
    folder: () => chosen,
    keep: () => 3,
    agent: () => 'Sara',
    now: () => now,
    log: quiet,
    changed: () => undefined,
    files: {
      copyTo: to => Promise.resolve(void copied.push(`to ${to.split('/').at(-1)}`)),
      copyFrom: from => Promise.resolve(void copied.push(`from ${from.split('/').at(-1)}`)),
    },
    restored: () => Promise.resolve(void log.push('restored')),
  });
});
afterEach(() => {
  backUps.dispose();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});
const files = () => readdirSync(folder).sort();

test('the old ones go once a new one is there, and not when it is not', async () => {
  for (let n = 0; n < 5; n += 1) {
    now += day;
    await backUps.run();
  }
  expect(files()).toHaveLength(3);
  expect(backUps.view).toMatchObject({ running: false, failed: false });
  const before = files();
  full = true;
  now += day;
  await expect(backUps.run()).rejects.toMatchObject({ code: 'fileNotWritten' });
  expect(files()).toEqual(before);
  expect(backUps.view.failed).toBe(true);
});

test('one is made when the last is a day old, and none without a folder', async () => {
  vi.useFakeTimers({ now });
  backUps.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(files()).toHaveLength(1);
  now += 2 * day;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(files()).toHaveLength(2);
  chosen = null;
  now += 2 * day;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(files()).toHaveLength(2);
  await expect(backUps.run()).rejects.toMatchObject({ code: 'wrongState' });
});

test('after somebody was erased no older one is left', async () => {
  await backUps.run();
  const [old] = files();
  now += day;
  await backUps.renew();
  expect(files()).toHaveLength(1);
  expect(files()[0]).not.toBe(old);
});

test('only what lies in the folder can be restored, and that is written down', async () => {
  await backUps.run();
  const [name = ''] = files();
  await expect(backUps.restore('../hatif-x.hatif')).rejects.toMatchObject({ code: 'notFound' });
  await backUps.restore(name);
  expect(log).toEqual(['backUp', `from ${name}`, 'restore', 'restored']);
  // Files of recordings go along, beside the back-ups.
  expect(copied).toEqual(['to hatif-recordings', 'from hatif-recordings']);
});
