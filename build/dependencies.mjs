// Whether node_modules is what the lock file says, and making it so.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { must } from './child.mjs';
import { say } from './say.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [optionalDependencies]
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * npm writes node_modules/.package-lock.json at the very end of an installation: one that was broken off has none, and one
 * of another day differs. Optional packages may be absent: another platform's are.
 * @param {Lock} lock
 * @param {Lock | null} installed what npm wrote last, if it came that far
 */
export function isInstalled(lock, installed) {
  if (!installed) return false;
  const wanted = Object.entries(lock.packages).filter(([folder]) => folder !== '');
  return wanted.every(([folder, { version, integrity, optional }]) => {
    const there = installed.packages[folder];
    return there ? there.version === version && there.integrity === integrity : optional === true;
  });
}

/** @param {string} file @returns {Lock | null} */
export const readLock = file =>
  fs.existsSync(file) ? /** @type {Lock} */ (JSON.parse(fs.readFileSync(file, 'utf8'))) : null;

/**
 * npm is the one that started this script, if one did: on Windows it is no program of its own.
 * @param {string[]} args
 * @returns {[command: string, args: string[]]}
 */
function npm(args) {
  const own = process.env['npm_execpath'];
  return own && /\.c?js$/.test(own) ? [process.execPath, [own, ...args]] : ['npm', args];
}

/** Installs what is missing. @param {string} root */
export async function installDependencies(root) {
  const lock = readLock(path.join(root, 'package-lock.json'));
  if (!lock) throw new Error('There is no package-lock.json here: this is not a whole checkout of Hatif.');
  if (isInstalled(lock, readLock(path.join(root, 'node_modules', '.package-lock.json')))) return;
  say('npm', 'installing the dependencies of the lock file');
  // No Electron download here: the resolver does it, where a person can see it.
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  const [command, args] = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  await must('npm ci', command, args, { cwd: root, env, stdout: 'stderr' });
}
