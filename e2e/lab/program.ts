/** One outside program of the lab: started unprivileged, logged, bounded, and gone with its children at the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inTime, until } from '../support/until.ts';

/** guardian.sh; see there. */
export const guardian = fileURLToPath(new URL('guardian.sh', import.meta.url));

export interface ProgramOptions {
  command: string;
  args: readonly string[];
  /** Working folder; what the program writes goes there. */
  folder: string;
  /** Standard output and error, appended. */
  logFile: string;
  /** Longest life in seconds (600 unless told), whatever the test does. */
  limit?: number;
}

export class Program {
  readonly #options: ProgramOptions;
  readonly #guardian: ChildProcess;
  readonly #ended: Promise<number>;
  #exitCode: number | null = null;

  constructor(options: ProgramOptions) {
    this.#options = options;
    const log = openSync(options.logFile, 'a');
    this.#guardian = spawn(
      guardian,
      [String(options.limit ?? 600), ...unprivileged, options.command, ...options.args],
      { cwd: options.folder, stdio: ['pipe', log, log], detached: true },
    );
    closeSync(log);
    this.#guardian.stdin?.on('error', () => {}); // the program ended between our look and our word
    this.#ended = new Promise(resolve => {
      const end = (code: number) => {
        this.#exitCode = code;
        this.#guardian.stdin?.destroy();
        resolve(code);
      };
      this.#guardian.once('error', () => end(127));
      this.#guardian.once('exit', code => end(code ?? 128));
    });
  }

  /** Exit code, 128 + signal where it was killed; null while it runs. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  get log(): string {
    return readFileSync(this.#options.logFile, 'utf8');
  }

  /** Waits until `probe` finds something; a program that ends instead is an error with the tail of its log. */
  async ready<T>(what: string, probe: () => T | Promise<T>, within = 10_000): Promise<void> {
    const name = this.#options.command;
    const look = async () => {
      if (this.#exitCode !== null) throw new Error(`${name} ended with ${this.#exitCode}: ${this.#tail()}`);
      return probe();
    };
    await until(`${name} ${what}`, look, { within, seen: () => this.#tail() });
  }

  /** STOP freezes it as a hung machine would, CONT thaws it, KILL takes it away without a farewell. */
  signal(name: 'HUP' | 'INT' | 'TERM' | 'KILL' | 'STOP' | 'CONT'): void {
    this.#guardian.stdin?.write(`${name}\n`);
  }

  async ended(within = 10_000): Promise<number> {
    return inTime(`the end of ${this.#options.command}`, this.#ended, within);
  }

  /** TERM to the group, KILL after a second. Returns when nothing of it is left. */
  async stop(): Promise<void> {
    this.#guardian.stdin?.end();
    await this.ended();
  }

  #tail(): string {
    return this.log.trimEnd().split('\n').slice(-8).join('\n');
  }
}

/** Root hands its programs to nobody; anyone else runs them as themselves. */
const unprivileged =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--'] : [];
