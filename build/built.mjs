// out/ is what the sources say, and nothing is built twice. out/.stamp is written after a build that came to its end, so a
// build that was broken off is done again.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { must } from './child.mjs';
import { say } from './say.mjs';

const SOURCES = [
  'shared',
  'main',
  'renderer',
  'build/electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** @param {string} file @returns {string[]} the files below it, in a stable order; tests are no part of the app */
function filesBelow(file) {
  if (!fs.existsSync(file)) return [];
  if (!fs.statSync(file).isDirectory()) return /\.test\.tsx?$/.test(file) ? [] : [file];
  return fs
    .readdirSync(file)
    .sort()
    .flatMap(name => filesBelow(path.join(file, name)));
}

/** @param {string} root @param {readonly string[]} [sources] @returns {string} changes when any source does, in name or content */
export function sourcesStamp(root, sources = SOURCES) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(source => filesBelow(path.join(root, source)))) {
    const content = fs.readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Builds out/ when it is not the sources' own. @param {string} root @param {NodeJS.ProcessEnv} env with the tools on its PATH */
export async function ensureBuilt(root, env) {
  const stampFile = path.join(root, 'out', '.stamp');
  const stamp = sourcesStamp(root);
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
  say('build', 'bundling main, preload and renderer');
  fs.rmSync(path.join(root, 'out'), { recursive: true, force: true });
  await must(
    'the build',
    'electron-vite',
    ['build', '-c', 'build/electron.vite.config.ts', '--logLevel=warn'],
    { cwd: root, env },
  );
  fs.writeFileSync(stampFile, stamp);
}
