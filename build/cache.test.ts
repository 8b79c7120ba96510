import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cached } from './cache.mjs';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-cache-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const names = (): string[] => fs.readdirSync(folder).sort();
/** The id of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

function maker(text: string): { make: (work: string) => Promise<string>; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    make: work => {
      calls += 1;
      fs.writeFileSync(path.join(work, 'made'), text);
      return Promise.resolve(path.join(work, 'made'));
    },
  };
}

test('an entry is made once and found again', async () => {
  const { make, calls } = maker('electron');
  const first = await cached(folder, 'entry', make);
  expect(await cached(folder, 'entry', make)).toBe(first);
  expect(fs.readFileSync(first, 'utf8')).toBe('electron');
  expect(calls()).toBe(1);
  expect(names()).toEqual(['entry']);
});

test('two who want it at once get one and the same', async () => {
  const { make, calls } = maker('electron');
  await Promise.all([cached(folder, 'entry', make), cached(folder, 'entry', make)]);
  expect(calls()).toBe(1);
});

test('a making that fails leaves nothing, and the next one makes it', async () => {
  const broken = (work: string): Promise<string> => {
    fs.writeFileSync(path.join(work, 'half'), '');
    return Promise.reject(new Error('the network went away'));
  };
  await expect(cached(folder, 'entry', broken)).rejects.toThrow('the network went away');
  expect(names()).toEqual([]);
  await cached(folder, 'entry', maker('electron').make);
  expect(names()).toEqual(['entry']);
});

test('what a killed run left, its lock and its half-made work, stands in nobody’s way', async () => {
  const pid = deadPid();
  fs.writeFileSync(path.join(folder, '.entry.lock'), String(pid));
  fs.mkdirSync(path.join(folder, `.work-${pid}-abc`, 'half'), { recursive: true });
  await cached(folder, 'entry', maker('electron').make);
  expect(names()).toEqual(['entry']);
});
