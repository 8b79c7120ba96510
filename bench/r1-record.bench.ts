/**
 * R1: the record of calls under kills and power cuts. An agent's process is killed at a random moment, again and again;
 * what the store had acknowledged must be in the file, and the file must be whole. Power cuts are played by keeping only
 * what was synced (support/power-cut.c). Control: the same cuts with synchronous=NORMAL must lose something.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStoreFile } from '../main/store/opening.ts';
import { bundle } from '../main/store/testing/bundle.ts';
import { type Bench, type BenchOptions, type Figure } from './figure.ts';
import { createRandom, type Random } from './random.ts';
import { countFaults, countLost, readAcknowledged } from './support/acknowledged.ts';

const key = '5e'.repeat(32);
/** Kills that one file lives through before a new one, so that the migration is killed as well. */
const livesOfAFile = 20;
/** The most steps that are waited for before a kill; every fifth round goes on until the WAL is written back (1,000 pages). */
const mostSteps = { usually: 60, everyFifth: 500 };

export const bench: Bench = {
  id: 'R1',
  bar: '200 SIGKILLs and 40 power cuts (--full: 10,000 and 2,000): no acknowledged step lost, no fault in the file',
  seconds: 240,
  run: async options => {
    const folder = mkdtempSync(join(tmpdir(), 'hatif-r1-'));
    try {
      return await drill(folder, options);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Tally {
  rounds: number;
  steps: number;
  lost: number;
  faults: number;
}

async function drill(folder: string, { full, say }: BenchOptions): Promise<Figure[]> {
  if (process.platform !== 'linux')
    throw new Error('Power cuts are played with LD_PRELOAD, which is Linux alone.');
  const [kills, cuts] = full ? [10_000, 2_000] : [200, 40];
  const agent = await bundle('bench/support/agent-writes.ts');
  const worker = await bundle('main/store/worker.ts');
  const shim = compileShim(folder);

  const killed = await killAgain(folder, kills, [agent, worker], say);
  const tallies: Record<'FULL' | 'NORMAL', Tally> = { FULL: noTally(), NORMAL: noTally() };
  const random = createRandom(11);
  for (let n = 0; n < cuts; n += 1) {
    if (n % 20 === 0) say(`${cuts - n} power cuts to go, each with its control`);
    for (const mode of ['FULL', 'NORMAL'] as const)
      add(tallies[mode], await cutPower(join(folder, `${mode}-${n}`), mode, agent, shim, random));
  }
  const [ours, stock] = [tallies.FULL, tallies.NORMAL];
  return [
    {
      measured: [
        `lost-by-kill ${killed.lost}/${killed.steps} (0) kills ${killed.rounds}`,
        `lost-by-power-cut ${ours.lost}/${ours.steps} (0) cuts ${ours.rounds}`,
        `faults ${killed.faults + ours.faults} (0)`,
      ],
      holds: killed.lost + ours.lost + killed.faults + ours.faults === 0,
      control: {
        text: `synchronous=NORMAL lost ${stock.lost}/${stock.steps} in ${stock.rounds} cuts`,
        failed: stock.lost > 0,
      },
      n: killed.rounds + ours.rounds,
    },
  ];
}

/** Each agent goes on in the file that the one before left. */
async function killAgain(
  folder: string,
  kills: number,
  [agent, worker]: [string, string],
  say: BenchOptions['say'],
): Promise<Tally> {
  const tally = noTally();
  const random = createRandom(3);
  let told = '';
  for (let n = 0; n < kills; n += 1) {
    if (n % livesOfAFile === 0) {
      say(`${kills - n} kills to go`);
      told = '';
    }
    const file = join(folder, `killed-${Math.floor(n / livesOfAFile)}.db`);
    told += await runAndKill([agent, 'threads', file, key, `life-${n}`, worker], process.env, random);
    // What an earlier life was told must outlive the later ones, too: it is judged with the last.
    const { rounds, steps, lost, faults } = judge(file, told);
    const isLast = n % livesOfAFile === livesOfAFile - 1 || n === kills - 1;
    add(tally, { rounds, lost, faults, steps: isLast ? steps : 0 });
  }
  return tally;
}

async function cutPower(
  place: string,
  mode: 'FULL' | 'NORMAL',
  agent: string,
  shim: string,
  random: Random,
): Promise<Tally> {
  const [disk, kept] = [join(place, 'disk'), join(place, 'kept')];
  for (const path of [disk, kept]) mkdirSync(path, { recursive: true });
  const file = join(disk, 'cut.db');
  const env = { ...process.env, LD_PRELOAD: shim, STORE: file, KEPT: kept };
  const output = await runAndKill([agent, mode, file, key, 'cut'], env, random);
  const tally = judge(join(kept, 'cut.db'), output);
  rmSync(place, { recursive: true });
  return tally;
}

/** Kills the agent within a few milliseconds after a random number of steps. Resolves with what it said. */
function runAndKill(argv: readonly string[], env: NodeJS.ProcessEnv, random: Random): Promise<string> {
  const steps = random.below(random.below(5) === 0 ? mostSteps.everyFifth : mostSteps.usually);
  // Before the first step lie the start and the migration: they take longer than a step.
  const delay = random.below(steps === 0 ? 600 : 8);
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let [output, errors, said] = ['', '', 0];
    const kill = (): void => void setTimeout(() => child.kill('SIGKILL'), delay);
    if (steps === 0) kill();
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const before = said;
      said += text.split('\n').length - 1;
      if (before < steps && said >= steps) kill();
    });
    child.once('error', reject);
    child.once('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(output) : reject(new Error(`The agent ended by itself: ${errors}`)),
    );
  });
}

/** Opens the file as the next start does, and looks. */
function judge(file: string, output: string): Tally {
  const { calls, steps } = readAcknowledged(output);
  const { db, view } = openStoreFile({ file, key, nativeBinding: null });
  try {
    if (view.state !== 'open') return { rounds: 1, steps, lost: steps, faults: 1 };
    return { rounds: 1, steps, lost: countLost(db, calls), faults: countFaults(db) };
  } finally {
    db.close();
  }
}

function compileShim(folder: string): string {
  const shim = join(folder, 'power-cut.so');
  const source = fileURLToPath(new URL('support/power-cut.c', import.meta.url));
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', shim, source], { stdio: 'inherit' });
  return shim;
}

const noTally = (): Tally => ({ rounds: 0, steps: 0, lost: 0, faults: 0 });

function add(to: Tally, more: Tally): void {
  to.rounds += more.rounds;
  to.steps += more.steps;
  to.lost += more.lost;
  to.faults += more.faults;
}
