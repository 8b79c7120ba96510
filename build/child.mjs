// Child processes of the build scripts. Interrupting a script ends its children first, then its own clean-up runs.
import { spawn } from 'node:child_process';
import process from 'node:process';

const cancelled = new AbortController();

/** Aborted by the first Ctrl-C or TERM. */
export const cancellation = cancelled.signal;

/** How long a program that was told to end may take, in milliseconds. */
const PATIENCE_MS = 3000;

class Cancelled extends Error {
  constructor() {
    super('cancelled');
  }
}

for (const [name, status] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.on(name, () => {
    if (cancelled.signal.aborted) process.exit(status);
    process.exitCode = status;
    cancelled.abort(new Cancelled());
  });
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   stdout?: 'inherit' | 'stderr' | 'capture',
 *   timeoutMs?: number,
 *   signal?: AbortSignal,
 * }} [options] `signal` ends the program alone, and the result then says with which status
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>} what it wrote, where captured; a status below 0 when it could not start
 * @throws {Cancelled} when the person interrupted it
 */
export function run(command, args, { cwd, env, stdout = 'capture', timeoutMs, signal } = {}) {
  cancellation.throwIfAborted();
  return new Promise((resolve, reject) => {
    const capture = stdout === 'capture';
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', capture ? 'pipe' : stdout === 'stderr' ? 2 : 'inherit', capture ? 'pipe' : 'inherit'],
      // npm and the tools are .cmd files on Windows, which only a shell can start.
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', chunk => (out += chunk));
    child.stderr?.setEncoding('utf8').on('data', chunk => (err += chunk));
    const stop = () => {
      child.kill('SIGTERM');
      // npm, told to end, first finishes what it began; what it leaves half-made is made anew anyway.
      const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      child.once('close', () => clearTimeout(impatience));
    };
    cancellation.addEventListener('abort', stop, { once: true });
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', error => {
      err += error.message;
    });
    child.once('close', status => {
      cancellation.removeEventListener('abort', stop);
      signal?.removeEventListener('abort', stop);
      if (cancellation.aborted) reject(new Cancelled());
      else resolve({ status: status ?? -1, stdout: out, stderr: err });
    });
  });
}

/**
 * As {@link run}, for a step that must succeed.
 * @param {string} what the step as a person would call it, for the message of the error
 * @param {string} command @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options]
 */
export async function must(what, command, args, options) {
  const ended = await run(command, args, options);
  if (ended.status !== 0) {
    const tail = (ended.stderr || ended.stdout).trim().slice(-3000);
    throw new Error(`${what} failed (exit status ${ended.status})${tail ? `:\n${tail}` : ''}`);
  }
  return ended;
}

/**
 * The end of a script: prints an error as one sentence, and leaves with its status.
 * @param {() => Promise<number | void>} main
 */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (cancellation.aborted) process.stderr.write('cancelled; what is half-made is made anew next time\n');
    else {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}
