// The folder of the checkout, and the tools its lock file brings.
import path from 'node:path';
import process from 'node:process';

export const root = path.resolve(import.meta.dirname, '..');

/**
 * The environment for programs out of node_modules: they come first on the PATH, among them the Node that the lock file
 * brings on Linux.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export const toolsEnv = (more = {}) => ({
  ...process.env,
  PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  ...more,
});
