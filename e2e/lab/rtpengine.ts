/** The media relay between DTLS-SRTP of the softphone and the plain RTP of a desk phone, in user space. */
import { join } from 'node:path';
import { isBound, type PortBlock } from './ports.ts';
import { Program } from './program.ts';

export class Rtpengine {
  /** UDP port of the NG protocol, by which Kamailio commands it. */
  readonly ngPort: number;
  readonly #cliPort: number;
  readonly #media: { first: number; last: number };
  readonly #folder: string;
  #program: Program | null = null;

  constructor(options: { folder: string; ports: PortBlock }) {
    this.#folder = options.folder;
    this.ngPort = options.ports.take();
    this.#cliPort = options.ports.take();
    this.#media = options.ports.takeRange(60);
  }

  async start(): Promise<void> {
    const control = [`--listen-ng=127.0.0.1:${this.ngPort}`, `--listen-cli=127.0.0.1:${this.#cliPort}`];
    const media = [
      `--port-min=${this.#media.first}`,
      `--port-max=${this.#media.last}`,
      '--interface=127.0.0.1',
    ];
    // A call without a packet ends after `timeout` seconds; on hold it may be silent for `silent-timeout`.
    // One thread: of two, one may take a DTLS record past the one before it. OpenSSL drops a ChangeCipherSpec that comes
    // early, and werift repeats its flight under the same record numbers, which are dropped as replays: no sound, ever.
    const limits = ['--timeout=120', '--silent-timeout=600', '--num-threads=1', '--table=-1'];
    this.#program = new Program({
      command: 'rtpengine',
      args: [
        '--config-file=none',
        '--foreground',
        '--log-stderr',
        '--log-level=6',
        ...control,
        ...media,
        ...limits,
      ],
      folder: this.#folder,
      logFile: join(this.#folder, 'rtpengine.log'),
    });
    await this.#program.ready('listens', () => isBound(this.#cliPort, 'tcp'));
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = null;
  }
}
