/** SIP.js's SimpleUser and JsSIP in a plain Chromium, as phones to measure against. */
import { chromium, type BrowserServer, type Page } from '@playwright/test';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';
import { domain, passwords, type Lab } from '../../e2e/lab/lab.ts';
import { prepareLab } from '../../e2e/lab/packages.ts';
import { familyOf, microphoneWav, type MeasuredPhone } from './lab-agent.ts';
import type { PeerName } from './peer-in-page.ts';

export class ChromiumPeer implements MeasuredPhone {
  readonly name: PeerName;
  readonly #page: Page;
  readonly #server: BrowserServer;
  readonly #close: () => Promise<void>;

  private constructor(name: PeerName, page: Page, server: BrowserServer, close: () => Promise<void>) {
    this.name = name;
    this.#page = page;
    this.#server = server;
    this.#close = close;
  }

  /** Registered at `server` as the lab's agent. */
  static async signsIn(name: PeerName, lab: Lab, server: string): Promise<ChromiumPeer> {
    const ready = await prepareLab({ chromium: 'chromium' });
    if (!ready.ready) throw new Error(ready.reason);
    const microphone = path.join(lab.folder, 'peer-microphone.wav');
    fs.writeFileSync(microphone, microphoneWav());
    const browserServer = await chromium.launchServer({
      executablePath: '/usr/bin/chromium',
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${microphone}`,
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
        '--allow-loopback-in-peer-connection',
        '--disable-features=WebRtcHideLocalIpsWithMdns',
        '--ignore-certificate-errors',
      ],
    });
    const script = await bundled(lab.folder);
    const site = createServer((request, response) => {
      const isScript = request.url === '/peer.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<!doctype html><body><script src="/peer.js"></script>');
    });
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.connect(browserServer.wsEndpoint());
    const close = async (): Promise<void> => {
      await browser.close();
      await browserServer.close();
      site.closeAllConnections();
      site.close();
    };
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      const account = { server, domain, user: 'agent', password: passwords.agent };
      await page.evaluate(
        async ([peer, its]) => {
          window.peer = window.openPeer(peer);
          await window.peer.start(its);
        },
        [name, account] as const,
      );
      return new ChromiumPeer(name, page, browserServer, close);
    } catch (thrown) {
      await close();
      throw thrown;
    }
  }

  /** Nobody can be asked: whoever measures looks at the registrar. */
  registered(): Promise<boolean> {
    return Promise.resolve(true);
  }

  rings(): Promise<boolean> {
    return this.#page.evaluate(() => window.peer.rings());
  }

  answers(): Promise<void> {
    return this.#page.evaluate(() => window.peer.answer());
  }

  talks(): Promise<boolean> {
    return this.#page.evaluate(() => window.peer.talks());
  }

  packets(): Promise<number> {
    return this.#page.evaluate(() => window.peer.packets());
  }

  hangsUp(): Promise<void> {
    return this.#page.evaluate(() => window.peer.hangUp().catch(() => undefined));
  }

  /** Milliseconds of a bare ICE restart by re-INVITE; SIP.js alone. */
  restartsIce(): Promise<number> {
    return this.#page.evaluate(() => window.peer.restartIce?.() ?? Promise.reject(new Error('it has none')));
  }

  processes(): number[] {
    return familyOf(this.#server.process().pid ?? 0);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

async function bundled(folder: string): Promise<string> {
  const outDir = path.join(folder, 'peer');
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      outDir,
      minify: false, // SIP.js's grammar knows its rules by their names
      lib: {
        entry: path.join(import.meta.dirname, 'peer-in-page.ts'),
        formats: ['iife'],
        name: 'peers',
        fileName: () => 'peer.js',
      },
    },
  });
  return fs.readFileSync(path.join(outDir, 'peer.js'), 'utf8');
}
