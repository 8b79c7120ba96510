/** The lab's phone system: Kamailio as registrar and proxy, with digest, WS and WSS. */
import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Certificate } from './certificate.ts';
import { giveToNobody } from './folder.ts';
import { answersOptions } from './options.ts';
import type { PortBlock } from './ports.ts';
import { Program } from './program.ts';

const template = fileURLToPath(new URL('kamailio.cfg', import.meta.url));

export interface KamailioOptions {
  folder: string;
  ports: PortBlock;
  certificate: Certificate;
  domain: string;
  /** User → password. Neither may hold a quote or a control character. */
  users: Readonly<Record<string, string>>;
  /** Where rtpengine takes its commands. */
  ngPort: number;
  /** Asks for digest in INVITE, BYE, REFER, INFO … inside a dialog too, as some proxies do. */
  challengeInDialog?: boolean;
  /** Takes PUBLISH and SUBSCRIBE (presence, dialog, message-summary), and tells of calls itself. */
  presence?: boolean;
  /** Wants requests outside dialogs to come by its Service-Route (RFC 3608). */
  serviceRoute?: boolean;
}

export class Kamailio {
  readonly domain: string;
  readonly sipPort: number;
  readonly wsUrl: string;
  readonly wssUrl: string;
  readonly #options: KamailioOptions;
  readonly #logFile: string;
  readonly #configFile: string;
  readonly #ports: { sip: number; ws: number; wss: number };
  #program: Program | null = null;

  constructor(options: KamailioOptions) {
    const { ports, folder } = options;
    this.#options = options;
    this.#ports = { sip: ports.take(), ws: ports.take(), wss: ports.take() };
    this.#logFile = join(folder, 'kamailio.log');
    this.#configFile = join(folder, 'kamailio.cfg');
    this.domain = options.domain;
    this.sipPort = this.#ports.sip;
    this.wsUrl = `ws://127.0.0.1:${this.#ports.ws}`;
    this.wssUrl = `wss://127.0.0.1:${this.#ports.wss}`;
  }

  /** Starts it and waits until a worker has answered a real OPTIONS. */
  async start(): Promise<void> {
    const { folder } = this.#options;
    await writeFile(this.#configFile, await this.#config());
    await rm(join(folder, 'kamailio_ctl'), { force: true });
    const { challengeInDialog, presence, serviceRoute } = this.#options;
    const define = [
      ...(challengeInDialog === true ? ['-A', 'CHALLENGE_IN_DIALOG'] : []),
      ...(presence === true ? ['-A', 'PRESENCE'] : []),
      ...(serviceRoute === true ? ['-A', 'SERVICE_ROUTE'] : []),
    ];
    if (presence === true) await this.#makeTables();
    const memory = ['-m', '128', '-M', '8'];
    const files = ['-f', this.#configFile, '-Y', folder, '-w', folder, '-P', join(folder, 'kamailio.pid')];
    this.#program = new Program({
      command: 'kamailio',
      args: ['-DD', '-E', ...memory, ...files, ...define],
      folder,
      logFile: this.#logFile,
    });
    await this.#program.ready('answers OPTIONS', async () => {
      // The control socket is made by the last process to start; before that a TERM leaves orphans.
      return existsSync(join(folder, 'kamailio_ctl')) && (await answersOptions(this.#ports.sip, this.domain));
    });
  }

  /** A clean shutdown: sockets are closed, registrations forgotten. */
  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#program = null;
  }

  /** As by power loss of the process: no farewell to anyone. */
  async kill(): Promise<void> {
    this.#program?.signal('KILL');
    await this.#program?.ended();
    this.#program = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** What the presence modules keep, as files: Debian has the tables, empty. */
  async #makeTables(): Promise<void> {
    const folder = join(this.#options.folder, 'tables');
    await cp('/usr/share/kamailio/dbtext/kamailio', folder, { recursive: true });
    await giveToNobody(folder);
  }

  get log(): string {
    return this.#program?.log ?? '';
  }

  async #config(): Promise<string> {
    const { certificate, users, ngPort, folder, domain } = this.#options;
    const values: Record<string, string> = {
      DOMAIN: domain,
      FOLDER: folder,
      SIP: String(this.#ports.sip),
      WS: String(this.#ports.ws),
      WSS: String(this.#ports.wss),
      NG: String(ngPort),
      KEY_FILE: certificate.keyFile,
      CERT_FILE: certificate.certFile,
      USERS: Object.entries(users)
        .map(([user, password]) => `\t$sht(users=>${user}) = "${password}";`)
        .join('\n'),
    };
    const text = await readFile(template, 'utf8');
    return text.replace(/\{\{([A-Z_]+)\}\}/g, (hole, name: string) => values[name] ?? hole);
  }
}
