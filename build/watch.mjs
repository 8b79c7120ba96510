// npm run dev: the app is built and opened again whenever a source changes. It is the built app, with the content policy and
// the scheme that users get, not a development server's likeness of it.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cancellation } from './child.mjs';
import { say } from './say.mjs';

const FOLDERS = ['shared', 'main', 'renderer'];
/** An editor saves several files within this time, in milliseconds. */
const SETTLE_MS = 150;

/** @param {string} root @returns {Promise<void>} resolves when a source has changed and the change has settled */
async function nextChange(root) {
  const watchers = FOLDERS.map(folder => fs.watch(path.join(root, folder), { recursive: true }));
  try {
    await Promise.race(watchers.map(watcher => once(watcher, 'change', { signal: cancellation })));
    await wait(SETTLE_MS, undefined, { signal: cancellation });
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

/**
 * @param {string} root
 * @param {() => Promise<void>} build
 * @param {(signal: AbortSignal) => Promise<number>} open resolves to the app's exit status; the signal closes it
 * @returns {Promise<number>} the exit status of the app that the person closed
 */
export async function restartOnChange(root, build, open) {
  for (;;) {
    const change = nextChange(root);
    try {
      await build();
    } catch (error) {
      cancellation.throwIfAborted();
      say('build', error instanceof Error ? error.message : String(error));
      await change;
      continue;
    }
    const closing = new AbortController();
    const app = open(closing.signal);
    const status = await Promise.race([app, change.then(() => null)]);
    if (status !== null) return status;
    say('hatif', 'a source changed; opening again');
    closing.abort();
    await app;
  }
}
