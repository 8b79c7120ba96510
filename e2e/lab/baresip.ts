/** A plain desk phone on RTP and UDP: it registers, calls, answers, plays a tone, and writes down what it hears. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { heardIn, isTone, toneWav, wavSamples, type Heard } from './audio.ts';
import { CtrlTcp, type PhoneEvent } from './ctrlTcp.ts';
import { giveToNobody } from './folder.ts';
import type { PortBlock } from './ports.ts';
import { Program } from './program.ts';

const sampleRate = 8000;
const modules = ['g711', 'aufile', 'sndfile'];
const silence = { hertz: 0, amplitude: 0 };
const applications = ['account', 'contact', 'menu', 'ctrl_tcp'];

export interface BaresipOptions {
  folder: string;
  ports: PortBlock;
  user: string;
  password: string;
  domain: string;
  /** UDP port of the proxy on 127.0.0.1. */
  proxyPort: number;
  /** What it says all the time. */
  says: { hertz: number; amplitude: number };
  /** `manual` rings until `answer()`. */
  answers: 'auto' | 'manual';
  /** Asks for this expiry, seconds; a restarted registrar knows the phone again after at most that. */
  registerEvery?: number;
}

export class Baresip {
  readonly #options: BaresipOptions;
  readonly #folder: string;
  readonly #sipPort: number;
  readonly #controlPort: number;
  readonly #rtp: { first: number; last: number };
  readonly #events: PhoneEvent[] = [];
  #program: Program | null = null;
  #control: CtrlTcp | null = null;

  constructor(options: BaresipOptions) {
    this.#options = options;
    this.#folder = join(options.folder, options.user);
    // baresip takes the port after the one it is told as well, for TLS.
    this.#sipPort = options.ports.takeRange(2).first;
    this.#controlPort = options.ports.take();
    this.#rtp = options.ports.takeRange(20);
  }

  get user(): string {
    return this.#options.user;
  }

  get uri(): string {
    return `sip:${this.#options.user}@${this.#options.domain}`;
  }

  /** Starts it and waits until it is registered. */
  async start(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const { says } = this.#options;
    await Promise.all([
      writeFile(join(this.#folder, 'accounts'), this.#account()),
      writeFile(join(this.#folder, 'config'), this.#config()),
      writeFile(join(this.#folder, 'contacts'), ''),
      writeFile(join(this.#folder, 'tone.wav'), toneWav({ ...says, seconds: 300, sampleRate })),
      writeFile(join(this.#folder, 'silence.wav'), toneWav({ ...silence, seconds: 1, sampleRate })),
    ]);
    await giveToNobody(this.#folder);
    const program = new Program({
      command: 'baresip',
      args: ['-f', this.#folder],
      folder: this.#folder,
      logFile: join(this.#folder, 'baresip.log'),
    });
    this.#program = program;
    await program.ready('takes commands', async () => {
      this.#control = await CtrlTcp.open(this.#controlPort, event => this.#events.push(event)).catch(
        () => null,
      );
      return this.#control !== null;
    });
    await program.ready('is registered', () => program.log.includes('200 OK'));
  }

  async stop(): Promise<void> {
    this.#control?.close();
    this.#control = null;
    await this.#program?.stop();
    this.#program = null;
  }

  dial(target: string): void {
    this.#command('dial', target);
  }

  answer(): void {
    this.#command('accept');
  }

  hangUp(): void {
    this.#command('hangup');
  }

  hold(): void {
    this.#command('hold');
  }

  resume(): void {
    this.#command('resume');
  }

  /** One digit, as an RTP event (RFC 4733). */
  press(digit: string): void {
    this.#command('sndcode', digit);
  }

  /** Digits that came as RTP events or by INFO, in order, over the whole life of the phone. */
  get digits(): string {
    return this.#events
      .filter(event => event.type === 'CALL_DTMF_START')
      .map(event => event.param ?? '')
      .join('');
  }

  get events(): readonly PhoneEvent[] {
    return this.#events;
  }

  /** How often an event of this type came, e.g. CALL_ESTABLISHED. */
  count(type: string): number {
    return this.#events.filter(event => event.type === type).length;
  }

  get log(): string {
    return this.#program?.log ?? '';
  }

  /**
   * Everything that came out of its earpiece in the newest call, from sample `from` on; packets that did not come
   * leave no gap in it. Ends at the first hold, even after it: baresip 1.0 then throws the decoder's filters away and
   * makes none anew.
   */
  async earpiece(from = 0): Promise<Float64Array> {
    const files = (await readdir(this.#folder)).filter(name => name.endsWith('-dec.wav')).sort();
    const newest = files.at(-1);
    if (newest === undefined) return new Float64Array();
    return wavSamples(await readFile(join(this.#folder, newest))).slice(from);
  }

  /** Waits until half a second that came after this call of ours is as `probe` wants it. */
  async hears(what: string, probe: (heard: Heard) => boolean, within = 10_000): Promise<void> {
    const from = (await this.earpiece()).length;
    let last = 'nothing';
    const look = async () => {
      const fresh = await this.earpiece(from);
      if (fresh.length < sampleRate / 2) return false;
      const heard = heardIn(fresh.slice(-sampleRate / 2));
      last = `a level of ${heard.level.toFixed(3)}`;
      return probe(heard);
    };
    await until(`${this.user} hears ${what}`, look, { within, every: 50, seen: () => last });
  }

  async hearsTone(hertz: number, within?: number): Promise<void> {
    await this.hears(`${hertz} Hz`, heard => isTone(heard, hertz), within);
  }

  #command(command: string, params?: string): void {
    if (this.#control === null) throw new Error(`${this.user} is not started`);
    this.#control.command(command, params);
  }

  #account(): string {
    const { user, domain, password, proxyPort, answers, registerEvery = 60 } = this.#options;
    const digest = `auth_user=${user};auth_pass=${password}`;
    const proxy = `outbound="sip:127.0.0.1:${proxyPort};transport=udp"`;
    const codecs = 'audio_codecs=PCMU/8000/1,PCMA/8000/1;dtmfmode=auto';
    return `<sip:${user}@${domain}>;${digest};${proxy};regint=${registerEvery};answermode=${answers};${codecs}\n`;
  }

  #config(): string {
    const sound = (name: string) => join(this.#folder, name);
    return [
      'poll_method epoll',
      `sip_listen 127.0.0.1:${this.#sipPort}`,
      'net_interface 127.0.0.1',
      'call_max_calls 4',
      'audio_path /usr/share/baresip',
      `audio_source aufile,${sound('tone.wav')}`,
      `audio_alert aufile,${sound('silence.wav')}`,
      `ausrc_srate ${sampleRate}`,
      `auplay_srate ${sampleRate}`,
      'ausrc_channels 1',
      'auplay_channels 1',
      'audio_txmode thread',
      'rtp_tos 0',
      `rtp_ports ${this.#rtp.first}-${this.#rtp.last}`,
      'rtcp_mux no',
      'module_path /usr/lib/baresip/modules',
      ...modules.map(name => `module ${name}.so`),
      ...applications.map(name => `module_app ${name}.so`),
      `ctrl_tcp_listen 127.0.0.1:${this.#controlPort}`,
      `snd_path ${this.#folder}`,
      '',
    ].join('\n');
  }
}
