/** Callers and callees that follow a script to the letter (sipp), for what a well-behaved phone would never do. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBound, type PortBlock } from './ports.ts';
import { Program } from './program.ts';

/** The files in scenarios/. `caller` and `load` dial; the others are dialled by their number. */
export type Scenario = 'caller' | 'load' | 'busy';

export interface SippOptions {
  folder: string;
  ports: PortBlock;
  scenario: Scenario;
  /** UDP port of the proxy. */
  proxyPort: number;
  domain: string;
  /** Whom a `caller` calls, and as whom. */
  calls?: string;
  as?: { number: string; name: string };
  /** Ends after so many calls (1 unless told), of which so many may be open at once (1 unless told). */
  count?: number;
  atOnce?: number;
}

export class Sipp {
  readonly port: number;
  readonly #options: SippOptions;
  readonly #mediaPort: number;
  #program: Program | null = null;

  constructor(options: SippOptions) {
    this.#options = options;
    this.port = options.ports.take();
    this.#mediaPort = options.ports.takeRange(4).first;
  }

  /** What to dial to reach it; kamailio.cfg knows what it means. */
  get number(): string {
    return `9${this.port}`;
  }

  async start(): Promise<void> {
    const {
      folder,
      scenario,
      proxyPort,
      domain,
      calls = 'nobody',
      as,
      count = 1,
      atOnce = 1,
    } = this.#options;
    const file = fileURLToPath(new URL(`scenarios/${scenario}.xml`, import.meta.url));
    const here = [
      '-i',
      '127.0.0.1',
      '-p',
      String(this.port),
      '-mi',
      '127.0.0.1',
      '-mp',
      String(this.#mediaPort),
    ];
    const words = { domain, caller_name: as?.name ?? 'Caller', caller_number: as?.number ?? 'caller' };
    const keys = Object.entries(words).flatMap(([key, value]) => ['-key', key, value]);
    const seconds = 60 + count;
    const bounds = ['-m', String(count), '-timeout', `${seconds}s`, '-timeout_error', '-nostdin'];
    // As fast as those that are open allow.
    const load = ['-l', String(atOnce), '-r', String(Math.max(50, atOnce)), '-rp', '100'];
    this.#program = new Program({
      command: 'sipp',
      args: [
        `127.0.0.1:${proxyPort}`,
        '-sf',
        file,
        '-s',
        calls,
        ...here,
        ...keys,
        ...bounds,
        ...(count > 1 ? load : []),
      ],
      folder,
      logFile: join(folder, `sipp-${scenario}-${this.port}.log`),
      limit: seconds + 10,
    });
    if (scenario === 'busy') await this.#program.ready('listens', () => isBound(this.port, 'udp'));
  }

  /** Waits until the script is through; throws with the log when it did not go as written. */
  async done(within = 20_000): Promise<void> {
    if (this.#program === null) throw new Error('sipp was not started');
    const code = await this.#program.ended(within);
    if (code !== 0)
      throw new Error(`sipp ${this.#options.scenario} ended with ${code}: ${this.#program.log.slice(-2000)}`);
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = null;
  }
}
