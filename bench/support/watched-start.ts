/** Starts an app in Electron under the probe, and says when it got where it should and what memory it holds then. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

export interface App {
  folder: string;
  /** How the URL of the page in question begins. */
  page: string;
  /** Evaluated in the page; resolves with ms since the epoch. */
  script: string;
  env: Readonly<Record<string, string>>;
}

export interface Start {
  /** From the start of the process. */
  ms: number;
  /** At rest; null when it was not waited for. */
  megabytes: number | null;
}

const probe = path.join(import.meta.dirname, 'start-probe.mjs');
const startMs = 60_000;
const endMs = 10_000;

export async function watchStart(app: App, options: { memory: boolean }): Promise<Start> {
  const from = performance.timeOrigin + performance.now();
  const { folder, page, script } = app;
  const child = spawn(process.env['HATIF_ELECTRON'] ?? '', ['--no-sandbox', '--disable-gpu', probe], {
    env: { ...process.env, ...app.env, HATIF_PROBE: JSON.stringify({ folder, page, script }) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const ms = (await probed(child, app)) - from;
    return { ms, megabytes: options.memory ? await settledMemory(child.pid ?? 0) : null };
  } finally {
    await end(child);
  }
}

function probed(child: ChildProcess, app: App): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(
      () => reject(new Error(`${app.page}: not there within ${startMs} ms; said: ${said}`)),
      startMs,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const at = /^probe ([\d.]+)$/m.exec(said)?.[1];
      if (at === undefined) return;
      clearTimeout(late);
      resolve(Number(at));
    });
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`it ended; said: ${said}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const impatience = setTimeout(() => child.kill('SIGKILL'), endMs);
  child.stdin?.end();
  await once(child, 'exit');
  clearTimeout(impatience);
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
