// What is made once and used by every later run: ~/.cache/hatif, or HATIF_CACHE.
//
// Nothing half-made is ever seen: an entry is made in a work folder beside its place and renamed into it. Several runs may
// want the same entry at once; one makes it, the others wait. A run that was killed leaves a work folder or a lock
// named after its process, which the next run removes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { cancellation } from './child.mjs';
import { say } from './say.mjs';

/** @param {NodeJS.ProcessEnv} [env] @returns {string} the folder; not necessarily there yet */
export function cacheFolder(env = process.env) {
  return env['HATIF_CACHE'] ?? path.join(env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'hatif');
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Removes what killed runs left. @param {string} cache */
export function sweep(cache) {
  for (const name of fs.existsSync(cache) ? fs.readdirSync(cache) : []) {
    const pid = /^\.work-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/** @param {string} cache @param {string} file @returns {boolean} whether the lock is ours; it is never seen without its holder's name in it */
function tryLock(cache, file) {
  const own = path.join(cache, `.work-${process.pid}-lock`);
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(own);
  }
}

/**
 * Takes the lock file of an entry, waiting while a living process holds it.
 * @param {string} cache @param {string} file @param {string} name
 */
async function lock(cache, file, name) {
  for (let waited = false; !tryLock(cache, file); waited = true) {
    const holder = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : null;
    if (holder !== null && !isAlive(holder)) fs.rmSync(file, { force: true });
    else {
      if (!waited) say('cache', `another run is making ${name}; waiting for it`);
      await wait(250, undefined, { signal: cancellation });
    }
  }
}

/**
 * The path of an entry of the cache, made first when it is not there.
 * @param {string} cache
 * @param {string} name file or folder name of the entry; holds the version of everything it is made of
 * @param {(work: string) => Promise<string>} make makes it inside the empty folder `work`; resolves to its path in there
 */
export async function cached(cache, name, make) {
  const entry = path.join(cache, name);
  if (fs.existsSync(entry)) return entry;
  fs.mkdirSync(cache, { recursive: true });
  const lockFile = path.join(cache, `.${name}.lock`);
  await lock(cache, lockFile, name);
  try {
    if (fs.existsSync(entry)) return entry;
    sweep(cache);
    const work = fs.mkdtempSync(path.join(cache, `.work-${process.pid}-`));
    try {
      fs.renameSync(await make(work), entry);
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
    return entry;
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}
