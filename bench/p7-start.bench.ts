/**
 * P7: how much longer Hatif takes to its first search result than a blank window of the same Electron takes to load, and how
 * much more memory it holds at rest. Memory is the proportional set size of all processes, so that shared pages count once.
 */
import { _electron } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchHatif } from '../e2e/support/launch.ts';
import { median, type Bench } from './figure.ts';
import { knownPeople } from './support/known-people.ts';

interface Start {
  ms: number;
  megabytes: number;
}

const limits = { start: 1.3, memory: 1.4 };

export const bench: Bench = {
  id: 'P7',
  bar: 'with 100,000 people: start to first search result ≤ 1.3 ×, memory at rest ≤ 1.4 × a blank window of the same Electron',
  seconds: 120,
  needsApp: true,
  run: async ({ full, say }) => {
    say('entering 100000 people');
    const { folder } = knownPeople(100_000);
    const blank = blankApp();
    try {
      const ours: Start[] = [];
      const theirs: Start[] = [];
      for (let n = 0; n < (full ? 15 : 5); n++) {
        theirs.push(await startBlank(blank));
        ours.push(await startHatif(folder));
        say(`${n + 1}: ${ours.at(-1)?.ms.toFixed(0)} ms against ${theirs.at(-1)?.ms.toFixed(0)} ms`);
      }
      const of = (starts: readonly Start[], what: keyof Start): number =>
        median(starts.map(each => each[what]));
      const [start, memory] = [
        of(ours, 'ms') / of(theirs, 'ms'),
        of(ours, 'megabytes') / of(theirs, 'megabytes'),
      ];
      return [
        {
          measured: [
            `start÷blank ${start.toFixed(2)} (≤${limits.start}) ${of(ours, 'ms').toFixed(0)} ms against ${of(theirs, 'ms').toFixed(0)} ms`,
            `memory÷blank ${memory.toFixed(2)} (≤${limits.memory}) ${of(ours, 'megabytes').toFixed(0)} MB against ${of(theirs, 'megabytes').toFixed(0)} MB`,
          ],
          holds: start <= limits.start && memory <= limits.memory,
          control: null,
          n: ours.length,
        },
      ];
    } finally {
      fs.rmSync(blank, { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

function blankApp(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-blank-'));
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'blank', main: 'main.cjs' }));
  fs.writeFileSync(
    path.join(folder, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<h1>blank</h1>'));",
  );
  return folder;
}

async function startBlank(folder: string): Promise<Start> {
  const from = performance.now();
  const app = await _electron.launch({
    executablePath: process.env['HATIF_ELECTRON'] ?? '',
    args: ['--no-sandbox', '--disable-gpu', `--user-data-dir=${path.join(folder, 'data')}`, folder],
  });
  const page = await app.firstWindow();
  await page.waitForSelector('h1');
  const ms = performance.now() - from;
  const megabytes = await settledMemory(app.process().pid ?? 0);
  await app.close();
  return { ms, megabytes };
}

async function startHatif(userData: string): Promise<Start> {
  const from = performance.now();
  const hatif = await launchHatif({ userData });
  const found = await hatif.window.evaluate(() =>
    window.hatif.invoke('people.search', { text: 'sa', limit: 20 }),
  );
  const ms = performance.now() - from;
  if (!(found as { ok: boolean }).ok) throw new Error('the first search found nothing');
  const megabytes = await settledMemory(hatif.app.process().pid ?? 0);
  await hatif.quit();
  return { ms, megabytes };
}

/** The smallest of five readings, a second apart: what is left when starting is over. */
async function settledMemory(root: number): Promise<number> {
  const readings: number[] = [];
  for (let n = 0; n < 5; n++) {
    await new Promise(resolve => setTimeout(resolve, 1000));
    readings.push(memoryOf(root));
  }
  return Math.min(...readings);
}

/** Proportional set size of a process and all that it started, in MB. Linux only. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync('/proc').filter(each => /^\d+$/.test(each))) {
    const parent = /^PPid:\t(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isOurs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  const kilobytes = [...parents.keys()]
    .filter(isOurs)
    .map(pid => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return ''; // It has ended since.
  }
}
