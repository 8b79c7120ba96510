// The steps of `npm test`, once the dependencies are installed.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { asNobody } from './as-nobody.mjs';
import { ensureBuilt } from './built.mjs';
import { cancellation, must, run } from './child.mjs';
import { readLock } from './dependencies.mjs';
import { hasNoDisplay, withDisplay } from './display.mjs';
import { describe, resolveElectron, runtimeEnv } from './electron.mjs';
import { layerFaults } from './layers.mjs';
import { missingFromLock } from './lock-check.mjs';
import {
  failuresPlaywright,
  failuresVitest,
  readFailures,
  readTally,
  sum,
  tallyPlaywright,
  tallyVitest,
} from './results.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { root, toolsEnv } from './toolchain.mjs';

/** @typedef {import('./results.mjs').Tally} Tally */

const PROJECTS = ['shared', 'main', 'renderer', 'build'];
const reports = path.join(root, 'test-results');
/** Told once more at the end: who reads the last page of a long run must see what failed. */
const failures = /** @type {string[]} */ ([]);

/** @param {string} what @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
async function tool(what, command, args, env) {
  await must(what, command, args, { cwd: root, env: toolsEnv(env), stdout: 'inherit' });
}

/** @param {string} what @param {readonly string[]} faults */
function refuse(what, faults) {
  if (faults.length > 0) throw new Error(`${what}:\n${faults.map(fault => `  ${fault}`).join('\n')}`);
}

/** Two at a time: each takes one processor. @param {readonly string[]} projects */
async function typecheck(projects) {
  const waiting = [...projects];
  const faults = /** @type {string[]} */ ([]);
  const worker = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const ended = await run('tsc', ['-p', project], { cwd: root, env: toolsEnv() });
      if (ended.status !== 0) faults.push(ended.stdout.trim() || ended.stderr.trim());
    }
  };
  await Promise.all([worker(), worker()]);
  refuse('the types do not fit', faults);
}

/** @param {readonly string[]} filters @returns {Promise<Tally>} */
async function unit(filters) {
  const report = path.join(reports, 'unit.json');
  fs.rmSync(report, { force: true });
  const args = [
    'run',
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = await run('vitest', [...args, ...filters], {
    cwd: root,
    env: toolsEnv(),
    stdout: 'inherit',
  });
  failures.push(...readFailures(report, failuresVitest));
  return readTally(report, tallyVitest, status);
}

/** @param {string} name of the pass @param {NodeJS.ProcessEnv} env @param {readonly string[]} args @returns {Promise<Tally>} */
async function playwright(name, env, args) {
  const report = path.join(reports, `${name}.json`);
  fs.rmSync(report, { force: true });
  const { status } = await run('playwright', ['test', '-c', 'build/playwright.config.ts', ...args], {
    cwd: root,
    env: toolsEnv({ ...env, HATIF_E2E_RESULTS: report }),
    stdout: 'inherit',
  });
  failures.push(...readFailures(report, failuresPlaywright));
  return readTally(report, tallyPlaywright, status);
}

/**
 * The stories tagged @sandbox once more, and those tagged @os-sandbox, which root cannot tell.
 * @param {import('./electron.mjs').Electron} electron
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Tally>}
 */
async function sandboxPass(electron, env) {
  console.log('Once more as an ordinary user, with the sandbox of the operating system on.');
  const nobody = asNobody(root, electron);
  try {
    return await playwright('e2e-sandbox', { ...env, ...nobody.env }, ['--grep', '@sandbox|@os-sandbox']);
  } finally {
    nobody.dispose();
  }
}

/** @param {readonly string[]} filters @returns {Promise<Tally>} */
async function e2e(filters) {
  await ensureSystemPackages(hasNoDisplay() ? ['run', 'display'] : ['run']);
  const electron = await resolveElectron();
  console.log(describe(electron));
  await ensureBuilt(root, toolsEnv());
  const mustChangeUser = process.platform === 'linux' && process.getuid?.() === 0 && filters.length === 0;
  return withDisplay(async display => {
    const env = { ...runtimeEnv(electron), ...display, HATIF_ELECTRON: electron.executable };
    const first = await playwright('e2e', env, mustChangeUser ? ['--grep-invert', '@os-sandbox'] : filters);
    return mustChangeUser ? sum([first, await sandboxPass(electron, env)]) : first;
  });
}

/** @type {Record<string, (args: readonly string[]) => Promise<Tally | void>>} */
const steps = {
  lock: async () =>
    refuse(
      'package-lock.json leaves out native parts of other platforms; pin versions that have them all',
      missingFromLock(readLock(path.join(root, 'package-lock.json')) ?? { packages: {} }),
    ),
  format: () => tool('prettier', 'prettier', ['--check', '--log-level=warn', '.']),
  lint: async () => {
    refuse('an import crosses a border', layerFaults(root));
    await tool('oxlint', 'oxlint', ['--type-aware', '--deny-warnings']);
  },
  unused: () => tool('knip', 'knip', ['--config', 'build/knip.jsonc']),
  types: () => typecheck(PROJECTS),
  unit,
  e2e,
};

/** @param {string[]} args names of steps, then arguments for the tool of the last one; no names: all @returns {Promise<number>} */
export async function check(args) {
  const firstOther = args.findIndex(arg => !Object.hasOwn(steps, arg));
  const named = firstOther === -1 ? args : args.slice(0, firstOther);
  const rest = args.slice(named.length);
  if (named.length === 0 && rest.length > 0)
    throw new Error(`There is no step ${rest[0]}; there are ${Object.keys(steps).join(', ')}.`);
  const chosen = named.length > 0 ? named : Object.keys(steps);
  fs.mkdirSync(reports, { recursive: true });
  const tallies = /** @type {Tally[]} */ ([]);
  const broken = /** @type {string[]} */ ([]);
  for (const [at, name] of chosen.entries()) {
    const started = performance.now();
    let outcome = 'ok';
    try {
      const tally = await steps[name]?.(at === chosen.length - 1 ? rest : []);
      if (tally) {
        tallies.push(tally);
        outcome = `${tally.passed} passed, ${tally.failed} failed${tally.skipped ? `, ${tally.skipped} skipped` : ''}`;
        if (tally.passed + tally.failed === 0) throw new Error(`${name} ran no test at all`);
      }
    } catch (error) {
      cancellation.throwIfAborted();
      console.log(error instanceof Error ? error.message : error);
      broken.push(name);
      outcome = 'FAILED';
    }
    console.log(`-- ${name}: ${outcome} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  }
  if (failures.length > 0) console.log(`What failed:\n${failures.map(each => `  ${each}`).join('\n')}`);
  const { passed, failed } = sum(tallies);
  // A check that is no test counts as one failure, so that the last line never looks better than the status.
  console.log(`${passed} passed, ${failed + broken.length} failed`);
  return failed + broken.length === 0 ? 0 : 1;
}
