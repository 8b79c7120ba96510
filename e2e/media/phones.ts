/** Phones without telephony: media windows of one small app, which the stories connect by hand. */
import { _electron, type ElectronApplication } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {
  MediaConfig,
  MediaEvent,
  MediaInput,
  MediaOutput,
  MediaRequest,
} from '../../shared/media/protocol.ts';
import type { Answer, Lab } from './app/main.ts';
import { bundleMediaApp } from './bundle.ts';

declare global {
  var lab: Lab;
  var labReady: boolean | undefined;
}

/** Echo cancelling would take the far end's beep for our own: every fake microphone beeps alike. */
const plain: MediaConfig = {
  lines: {},
  microphone: null,
  speaker: null,
  ringDevice: null,
  echoCancellation: false,
  noiseSuppression: 'off',
  autoGainControl: false,
};

/** Chromium's own fake microphones and speakers, never the machine's; calls on the loopback interface. */
const flags = ['--disable-gpu', '--use-fake-device-for-media-stream', '--allow-loopback-in-peer-connection'];

export class MediaApp {
  readonly app: ElectronApplication;
  readonly #folders: string[];

  private constructor(app: ElectronApplication, folders: string[]) {
    this.app = app;
    this.#folders = folders;
  }

  static async launch(more: readonly string[] = []): Promise<MediaApp> {
    const executablePath = process.env['HATIF_ELECTRON'];
    if (!executablePath)
      throw new Error('HATIF_ELECTRON names no Electron: run the stories through `npm run e2e`.');
    const folder = await bundleMediaApp();
    const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-user-'));
    const app = await _electron.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...flags, ...more, `--user-data-dir=${userData}`, folder],
    });
    const media = new MediaApp(app, [folder, userData]);
    await eventually('the app is ready', () => app.evaluate(() => globalThis.labReady === true));
    return media;
  }

  async phone(name: string, config: Partial<MediaConfig> = {}): Promise<Phone> {
    const phone = new Phone(this.app, name);
    await phone.ask('configure', { ...plain, ...config });
    await phone.ask('warm', null);
    return phone;
  }

  async close(): Promise<void> {
    await this.app.close();
    for (const folder of this.#folders) fs.rmSync(folder, { recursive: true, force: true });
  }
}

export class Phone {
  readonly #app: ElectronApplication;
  readonly name: string;

  constructor(app: ElectronApplication, name: string) {
    this.#app = app;
    this.name = name;
  }

  /** The reply; a refusal is thrown with its code as message. */
  async ask<R extends MediaRequest>(request: R, input: MediaInput<R>): Promise<MediaOutput<R>> {
    const answer = await this.try(request, input);
    if (!answer.ok) throw new Error(`${request} of ${this.name}: ${answer.code}: ${answer.message}`);
    return answer.output as MediaOutput<R>;
  }

  /** The reply or the refusal, as data. */
  try<R extends MediaRequest>(request: R, input: MediaInput<R>): Promise<Answer> {
    return this.#app.evaluate((_electron, [name, asked, with_]) => globalThis.lab.ask(name, asked, with_), [
      this.name,
      request,
      input,
    ] as const);
  }

  /** Sends an offer and returns what it says. */
  async offer(session: string, how: { iceRestart?: boolean; hold?: boolean } = {}): Promise<string> {
    return (await this.ask('offer', { session, iceRestart: false, hold: false, ...how })).sdp;
  }

  async answer(session: string, offer: string, hold = false): Promise<string> {
    return (await this.ask('answer', { session, offer, hold })).sdp;
  }

  /** One whole exchange with the other phone: a call, a hold, a resume, a recovery. */
  async negotiate(
    session: string,
    other: Phone,
    how: { iceRestart?: boolean; hold?: boolean } = {},
  ): Promise<void> {
    const answer = await other.answer(session, await this.offer(session, how));
    await this.ask('accept', { session, answer });
  }

  stats(session: string): Promise<MediaOutput<'stats'>> {
    return this.ask('stats', { session });
  }

  events(): Promise<MediaEvent[]> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.events(name), this.name);
  }

  /** What was recorded until now, decoded in the page: the loudness of each tenth of a second, agent and customer. */
  async recorded(): Promise<{ left: number[]; right: number[]; bytes: number }> {
    const file = await this.#app.evaluate((_electron, name) => globalThis.lab.recorded(name), this.name);
    if (file === '') return { left: [], right: [], bytes: 0 };
    const decoded = (await this.inPage(`(async () => {
      const bytes = Uint8Array.from(atob('${file}'), each => each.charCodeAt(0));
      const sound = await new OfflineAudioContext(2, 16000, 16000).decodeAudioData(bytes.buffer);
      const side = n => {
        const samples = sound.getChannelData(n);
        const parts = [];
        for (let at = 0; at + 1600 <= samples.length; at += 1600)
          parts.push(Math.sqrt(samples.subarray(at, at + 1600).reduce((sum, each) => sum + each * each, 0) / 1600));
        return parts;
      };
      return { left: side(0), right: side(1) };
    })()`)) as { left: number[]; right: number[] };
    return { ...decoded, bytes: (file.length * 3) / 4 };
  }

  log(): Promise<string[]> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.log(name), this.name);
  }

  reborn(): Promise<number> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.reborn(name), this.name);
  }

  crash(): Promise<void> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.crash(name), this.name);
  }

  inPage(code: string): Promise<unknown> {
    return this.#app.evaluate((_electron, [name, script]) => globalThis.lab.inPage(name, script), [
      this.name,
      code,
    ] as const);
  }

  /** Seconds of processor time that its window has used. */
  processor(): Promise<number> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.processor(name), this.name);
  }

  end(): Promise<void> {
    return this.#app.evaluate((_electron, name) => globalThis.lab.end(name), this.name);
  }

  /** Waits until sound of the far end has come in since now; `least` is energy as webrtc-stats counts it. */
  async hears(session: string, least = 0.02): Promise<void> {
    const before = (await this.stats(session))?.energyIn ?? 0;
    await eventually(`${this.name} hears`, async () => {
      const now = (await this.stats(session))?.energyIn ?? 0;
      // A call that was moved counts from nothing again.
      return (now < before ? now : now - before) > least;
    });
  }

  /** Waits until `count` packets have come in since now. */
  async receives(session: string, count: number): Promise<void> {
    const before = (await this.stats(session))?.packetsReceived ?? 0;
    await eventually(`${this.name} receives`, async () => {
      const now = (await this.stats(session))?.packetsReceived ?? 0;
      return now - before >= count;
    });
  }

  /** Waits until `count` packets have gone out since now. */
  async sends(session: string, count: number): Promise<void> {
    const before = (await this.stats(session))?.packetsSent ?? 0;
    await eventually(`${this.name} sends`, async () => {
      const now = (await this.stats(session))?.packetsSent ?? 0;
      return now - before >= count;
    });
  }
}

const PATIENCE_MS = 15_000;

/** Looks again and again until it is so. */
export async function eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
  }
}
