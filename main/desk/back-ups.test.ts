import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { readKey, sayKey } from '../../shared/safety/recovery-key.ts';
import { addTrailer, unwrapKey, wrapKey } from '../store/recovery.ts';
import { BackUps, type BackUpOptions } from './back-ups.ts';

const day = 86_400_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let chosen: string | null;
let now: number;
let full: boolean;
let copied: string[];
let hangs: boolean;
let recovery: ReturnType<BackUpOptions['recovery']>;
const storeKey = '5e'.repeat(32);
let log: string[];
let stuck: boolean;
let backUps: BackUps;

beforeEach(() => {
  copied = [];
  folder = mkdtempSync(join(tmpdir(), 'hatif-back-ups-'));
  [chosen, now, full, log] = [folder, Date.now(), false, []];
  [hangs, stuck, recovery] = [false, false, null];
  const store: BackUpOptions['store'] = {
    view: { state: 'open', detail: null },
    backUp: (to, how) => {
      if (hangs)
        return new Promise((_made, stopped) =>
          how?.stop?.addEventListener('abort', () => stopped(new HatifError('storeUnavailable', 'cut off'))),
        );
      log.push(how?.recovery == null ? 'no key' : `key of ${how.recovery.of}`);
      if (full) return Promise.reject(new HatifError('storeUnavailable', 'SQLITE_FULL'));
      writeFileSync(to, 'x');
      return Promise.resolve({ size: 1, people: 7 });
    },
    restoreFrom: (from, key) =>
      Promise.resolve(void log.push(`from ${from.split('/').at(-1)}${key == null ? '' : ' with a key'}`)),
    addAudit: ({ kind }) => Promise.resolve(void log.push(kind)),
  };
  backUps = new BackUps({
    store,
    folder: () => chosen,
    keep: () => 3,
    storeKey,
    recovery: () => recovery,
    setRecovery: made => void (recovery = made),
    agent: () => 'Sara',
    now: () => now,
    log: quiet,
    changed: () => undefined,
    files: {
      copyTo: to => Promise.resolve(void copied.push(`to ${to.split('/').at(-1)}`)),
      copyFrom: (from, theirs) => {
        copied.push(`from ${from.split('/').at(-1)}${theirs === null ? '' : ` under ${theirs.slice(0, 4)}`}`);
        return stuck ? Promise.reject(new Error('ENOSPC')) : Promise.resolve();
      },
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
  expect(log).toEqual(['no key', 'backUp', `from ${name}`, 'restore', 'restored']);
  // Files of recordings go along, beside the back-ups.
  expect(copied).toEqual(['to hatif-recordings', 'from hatif-recordings']);
});

test('one that is stopped is no failure, leaves the earlier ones, and another can be made', async () => {
  await backUps.run();
  const before = files();
  hangs = true;
  now += day;
  const running = backUps.run();
  expect(backUps.view.running).toBe(true);
  await backUps.cancel();
  await running;
  expect(backUps.view).toMatchObject({ running: false, failed: false });
  expect(files()).toEqual(before);
  hangs = false;
  await backUps.run();
  expect(files()).toHaveLength(2);
});

test('a recovery key is said once, goes with every later back-up, and counts for this store alone', async () => {
  await backUps.run();
  const said = backUps.makeKey();
  expect(readKey(said)).not.toBeNull();
  expect(JSON.stringify(recovery)).not.toContain(said);
  expect(unwrapKey({ wrapped: recovery?.wrapped ?? '' }, readKey(said) ?? new Uint8Array())).toBe(storeKey);
  expect(backUps.view.recoveryMadeAt).toBe(now);
  now += day;
  await backUps.run();
  expect(log.filter(line => line.includes('key'))).toEqual(['no key', `key of ${recovery?.of ?? ''}`]);
  // The store was started afresh, under another key.
  recovery = { ...wrapKey('c0'.repeat(32), readKey(said) ?? new Uint8Array()), madeAt: now };
  expect(backUps.view.recoveryMadeAt).toBeNull();
});

test('a file from anywhere is looked at before it is restored, and a slip in its key is told', async () => {
  await expect(backUps.restoreChosen(null)).rejects.toMatchObject({ code: 'notFound' });
  expect(() => backUps.choose(join(folder, 'none.hatif'))).toThrow(
    expect.objectContaining({ code: 'badBackUp' }),
  );
  const file = join(folder, 'elsewhere.hatif');
  writeFileSync(file, Buffer.alloc(64, 'of another computer'));
  expect(backUps.choose(file)).toMatchObject({ name: 'elsewhere.hatif', size: 64, opens: 'nobody' });
  addTrailer(file, wrapKey('c0'.repeat(32), new Uint8Array(20)));
  expect(backUps.choose(file)).toMatchObject({ opens: 'withKey' });
  await expect(backUps.restoreChosen('ABCD')).rejects.toMatchObject({ code: 'wrongKey' });
  await backUps.restoreChosen(sayKey(new Uint8Array(20)));
  expect(log).toEqual(['from elsewhere.hatif with a key', 'restore', 'restored']);
  // Its recordings are sealed with the other store's key.
  expect(copied).toEqual(['from hatif-recordings under c0c0']);
});

test('recordings that cannot be brought back are told, and the store that came back is taken up all the same', async () => {
  await backUps.run();
  stuck = true;
  await expect(backUps.restore(files()[0] ?? '')).rejects.toMatchObject({ code: 'recordingsNotBack' });
  expect(log.at(-1)).toBe('restored');
});
