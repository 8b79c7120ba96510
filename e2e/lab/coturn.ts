/** A STUN and TURN server on this machine, with one user. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isBound, type PortBlock } from './ports.ts';
import { Program } from './program.ts';

export class Coturn {
  static readonly user = 'alice';
  static readonly password = 'turn-secret';
  readonly port: number;
  readonly #folder: string;
  readonly #relay: { first: number; last: number };
  #program: Program | null = null;

  constructor(options: { folder: string; ports: PortBlock }) {
    this.#folder = options.folder;
    this.port = options.ports.take();
    this.#relay = options.ports.takeRange(40);
  }

  get stun(): string {
    return `stun:127.0.0.1:${this.port}`;
  }

  get turn(): string {
    return `turn:127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const file = join(this.#folder, 'turnserver.conf');
    const settings = [
      `listening-port=${this.port}`,
      'listening-ip=127.0.0.1',
      'relay-ip=127.0.0.1',
      `min-port=${this.#relay.first}`,
      `max-port=${this.#relay.last}`,
      'lt-cred-mech',
      `user=${Coturn.user}:${Coturn.password}`,
      'realm=turn.lab.test',
      'allow-loopback-peers',
      'cli-password=unused',
      'no-cli',
      'no-tls',
      'no-dtls',
      'no-multicast-peers',
      `userdb=${join(this.#folder, 'turndb')}`,
      `pidfile=${join(this.#folder, 'turnserver.pid')}`,
      'log-file=stdout',
      'verbose',
    ];
    await writeFile(file, `${settings.join('\n')}\n`);
    this.#program = new Program({
      command: 'turnserver',
      args: ['-c', file],
      folder: this.#folder,
      logFile: join(this.#folder, 'turnserver.log'),
    });
    await this.#program.ready('listens', () => isBound(this.port, 'udp'));
  }

  /** Of the relays that were given out. */
  get allocations(): number {
    return this.#program?.log.match(/ALLOCATE processed, success/g)?.length ?? 0;
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = null;
  }
}
