// A screen for machines without one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { cancellation } from './child.mjs';

const SCREEN = '1600x1000x24';

/** True where no window can be shown: a server, a container. */
export const hasNoDisplay = () =>
  process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];

/**
 * Runs `work` with a screen: the person's own, or a virtual one that ends with it.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} work gets what to add to the environment of a program with windows
 * @returns {Promise<T>}
 */
export async function withDisplay(work) {
  if (!hasNoDisplay()) return work({});
  // -displayfd: the server takes a free number and tells it when it is ready. -ac: the app may run as another user (see
  // as-nobody.mjs); nothing but the tests is ever on this screen, and it takes no connection from the network.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    signal: cancellation,
    killSignal: 'SIGTERM',
  });
  const ended = once(server, 'exit');
  ended.catch(() => {});
  try {
    const ready = once(/** @type {import('node:stream').Readable} */ (server.stdio[3]), 'data');
    const first = await Promise.race([ready, ended.then(() => null)]);
    if (!first) throw new Error('The virtual display (Xvfb) did not start.');
    return await work({ DISPLAY: `:${String(first[0]).trim()}` });
  } finally {
    server.kill();
  }
}
