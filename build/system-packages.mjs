// The programs and libraries of the operating system that Electron and the tests need. They come with any Linux desktop; a
// server or a container lacks them. Installed where the script may (root on Debian and its children), else named in one
// command to copy.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { must } from './child.mjs';
import { say } from './say.mjs';

/**
 * @typedef {'run' | 'display' | 'pictures' | 'fallback'} Purpose to run the app, to run it without a screen, to photograph it,
 *   to make the fallback runtime
 * @typedef {{ purpose: Purpose, packages: string[] } & ({ program: string } | { library: string })} Need
 *   `packages`: the Debian names, newest first (the 64-bit time_t transition renamed some)
 */

/** @type {readonly Need[]} */
export const needs = [
  { purpose: 'run', library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { purpose: 'run', library: 'libnss3.so', packages: ['libnss3'] },
  { purpose: 'run', library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { purpose: 'run', library: 'libgbm.so.1', packages: ['libgbm1'] },
  {
    purpose: 'run',
    library: 'libatk-bridge-2.0.so.0',
    packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  },
  { purpose: 'run', library: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] },
  { purpose: 'run', library: 'libdrm.so.2', packages: ['libdrm2'] },
  { purpose: 'display', program: 'Xvfb', packages: ['xvfb'] },
  { purpose: 'pictures', program: 'chromium', packages: ['chromium'] },
  { purpose: 'fallback', program: 'unzip', packages: ['unzip'] },
  { purpose: 'fallback', program: 'g++', packages: ['g++'] },
  { purpose: 'fallback', program: 'make', packages: ['make'] },
  { purpose: 'fallback', program: 'python3', packages: ['python3'] },
];

/** @param {string} listing what `ldconfig -p` prints @returns {Set<string>} the names of the libraries */
export function parseLibraries(listing) {
  return new Set(listing.split('\n').flatMap(line => /^\s+(\S+) \(/.exec(line)?.[1] ?? []));
}

/**
 * @param {readonly Need[]} wanted
 * @param {{ libraries: ReadonlySet<string>, hasProgram: (name: string) => boolean }} machine
 */
export function missing(wanted, machine) {
  return wanted.filter(need =>
    'library' in need ? !machine.libraries.has(need.library) : !machine.hasProgram(need.program),
  );
}

/**
 * @param {readonly Need[]} absent
 * @param {ReadonlySet<string>} known the package names that this release of the system has
 * @returns {string[]} the packages to install
 */
export function choosePackages(absent, known) {
  return absent.map(
    need => need.packages.find(name => known.has(name)) ?? /** @type {string} */ (need.packages.at(-1)),
  );
}

/** @param {string} name */
const programPath = name =>
  [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
    .map(folder => path.join(folder, name))
    .find(file => fs.existsSync(file));

/** @param {string} program @param {string[]} args @returns {string} its output; nothing when it fails */
function output(program, args) {
  try {
    return execFileSync(programPath(program) ?? program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // apt-cache fails when one of several names is unknown, after printing the others.
    return /** @type {{ stdout?: string }} */ (error).stdout ?? '';
  }
}

/** @param {readonly Need[]} absent */
function knownPackages(absent) {
  const shown = output('apt-cache', ['show', '--no-all-versions', ...absent.flatMap(need => need.packages)]);
  return new Set([...shown.matchAll(/^Package: (\S+)$/gm)].map(match => /** @type {string} */ (match[1])));
}

/** @param {readonly Purpose[]} purposes @returns {readonly Need[]} */
export function absentHere(purposes) {
  if (process.platform !== 'linux') return [];
  const libraries = parseLibraries(output('ldconfig', ['-p']));
  const wanted = needs.filter(need => purposes.includes(need.purpose));
  // A system without ldconfig (musl, Nix) cannot be asked; Electron itself will say what it lacks.
  const answerable = libraries.size > 0 ? wanted : wanted.filter(need => 'program' in need);
  return missing(answerable, { libraries, hasProgram: name => programPath(name) !== undefined });
}

/**
 * Sees to it that the system holds what the purposes need.
 * @param {readonly Purpose[]} purposes
 * @throws an Error that names what is missing and the command that installs it
 */
export async function ensureSystemPackages(purposes) {
  const absent = absentHere(purposes);
  if (absent.length === 0) return;
  const names = absent.map(need => ('library' in need ? need.library : need.program)).join(', ');
  if (!programPath('apt-get')) {
    throw new Error(
      `This system lacks ${names}. Install the packages of your distribution that hold them, then try again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const packages = choosePackages(absent, knownPackages(absent)).join(' ');
    throw new Error(
      `This system lacks ${names}. Install them, then try again:\n\n  sudo apt-get install -y ${packages}\n`,
    );
  }
  say('system', `installing what the system lacks: ${names}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await must('apt-get update', 'apt-get', ['update', '-qq'], { env, stdout: 'stderr' });
  const packages = choosePackages(absent, knownPackages(absent));
  await must('apt-get install', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    stdout: 'stderr',
  });
}
