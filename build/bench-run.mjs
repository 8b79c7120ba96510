// The part of `npm run bench` that reads the benches.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { figureLine, isSound } from '../bench/figure.ts';
import { chooseBenches } from './bench-choice.mjs';
import { ensureBuilt } from './built.mjs';
import { cancellation, script } from './child.mjs';
import { withDisplay } from './display.mjs';
import { describe, resolveElectron, runtimeEnv } from './electron.mjs';
import { say } from './say.mjs';
import { root, toolsEnv } from './toolchain.mjs';

/** @typedef {import('../bench/figure.ts').Bench} Bench */

/** @returns {Promise<Bench[]>} in the order of their ids */
async function allBenches() {
  const folder = path.join(root, 'bench');
  const files = fs.readdirSync(folder).filter(name => name.endsWith('.bench.ts'));
  const modules = await Promise.all(
    files.map(async name => {
      const module = /** @type {{ bench?: Bench }} */ (
        await import(pathToFileURL(path.join(folder, name)).href)
      );
      if (!module.bench) throw new Error(`bench/${name} exports no \`bench\`; see bench/figure.ts`);
      return module.bench;
    }),
  );
  return modules.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** @typedef {{ full: boolean, seed: number | null }} How */

/** @param {Bench} bench @param {How} how @returns {Promise<boolean>} whether it measured anything that can be trusted */
async function measure(bench, { full, seed }) {
  const figures = await bench.run({ full, seed, say: text => say(bench.id, text) });
  for (const figure of figures) console.log(figureLine(bench.id, figure));
  if (figures.length === 0) console.log(`${bench.id}: nothing was measured`);
  return figures.length > 0 && figures.every(isSound);
}

/** @param {Bench[]} benches @param {How} how @returns {Promise<number>} the exit status */
async function measureAll(benches, how) {
  let sound = true;
  for (const bench of benches) {
    try {
      sound = (await measure(bench, how)) && sound;
    } catch (error) {
      cancellation.throwIfAborted();
      console.log(`${bench.id}: could not be measured`);
      say(bench.id, error instanceof Error ? (error.stack ?? error.message) : String(error));
      sound = false;
    }
  }
  return sound ? 0 : 1;
}

await script(async () => {
  const choice = chooseBenches(await allBenches(), process.argv.slice(2));
  if (choice.list) {
    for (const { id, bar, seconds } of choice.benches)
      console.log(`${id.padEnd(4)}${`${seconds} s`.padStart(6)}  ${bar}`);
    return 0;
  }
  if (choice.left.length > 0) say('bench', `left out, for time: ${choice.left.join(' ')}`);
  if (!choice.benches.some(bench => bench.needsApp)) return measureAll(choice.benches, choice);
  const electron = await resolveElectron();
  say('bench', describe(electron));
  await ensureBuilt(root, toolsEnv());
  return withDisplay(display => {
    Object.assign(process.env, runtimeEnv(electron), display, { HATIF_ELECTRON: electron.executable });
    return measureAll(choice.benches, choice);
  });
});
