// Starts the built app as a person would find it, under Playwright's hand, and sees that it ends.
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { noSandboxReason } from '../../build/os-sandbox.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** How long a graceful end may take, in milliseconds, before the app is killed. */
const CLOSE_MS = 10_000;

export interface LaunchOptions {
  /** Folder of a former run, to find what it left; without one, the app starts as on its first day. */
  readonly userData?: string;
  /** Added to the environment of the app. */
  readonly env?: Readonly<Record<string, string>>;
  /** Added to the arguments of the app. */
  readonly args?: readonly string[];
  /** A WAV file that the microphone hears, over and over; without one, it hears Chromium's beeps. `none`: as on a machine without one. */
  readonly microphone?: string;
}

export interface RunningHatif {
  readonly app: ElectronApplication;
  /** The workspace window, as far as loaded. */
  readonly window: Page;
  readonly userData: string;
  /** What main has written so far, line by line. */
  readonly mainLog: readonly string[];
  /** Errors of every page so far: uncaught ones, those on the console, violations of the content policy. */
  readonly pageErrors: readonly string[];
  /** Waits for the page of another window: `media`, or the workspace after it was opened again. */
  page(name: string): Promise<Page>;
  /** Ends the app as Quit does, if it still runs. The user data stays, for the next launch to find. */
  quit(): Promise<void>;
  /** Quits, and removes the user data if it was made here. */
  close(): Promise<void>;
  /** Ends the app as a power failure does. The user data stays. */
  kill(): Promise<void>;
}

function executable(): string {
  const found = process.env['HATIF_ELECTRON'];
  if (!found) throw new Error('HATIF_ELECTRON names no Electron: run the stories through `npm run e2e`.');
  return found;
}

/** The user the app runs as in the pass with the OS sandbox on; see build/as-nobody.mjs. */
const otherUser = process.env['HATIF_E2E_UID'];

function makeUserData(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-user-'));
  if (otherUser) fs.chownSync(folder, Number(otherUser), Number(otherUser));
  return folder;
}

const pageName = (page: Page): string => /\/(\w+)\/index\.html/.exec(page.url())?.[1] ?? '';

async function findPage(app: ElectronApplication, name: string): Promise<Page> {
  const existing = app.windows().find(page => pageName(page) === name);
  if (existing) return existing;
  return app.waitForEvent('window', {
    predicate: async page => (await page.waitForLoadState(), pageName(page) === name),
  });
}

/** Noise of a machine without a desktop session. */
const isNoise = (line: string): boolean => /Failed to connect to the bus|^\s*$/.test(line);

export async function launchHatif(options: LaunchOptions = {}): Promise<RunningHatif> {
  const userData = options.userData ?? makeUserData();
  const withSandbox = otherUser !== undefined || noSandboxReason(path.dirname(executable())) === null;
  const app = await _electron.launch({
    executablePath: executable(),
    // Playwright turns the sandbox off by itself unless told not to.
    chromiumSandbox: withSandbox,
    args: [
      '--disable-gpu',
      ...(options.microphone === 'none' ? [] : ['--use-fake-device-for-media-stream']),
      ...(options.microphone && options.microphone !== 'none'
        ? [`--use-file-for-fake-audio-capture=${options.microphone}`]
        : []),
      process.env['HATIF_APP'] ?? root,
      ...(options.args ?? []),
    ],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      HATIF_TEST: '1',
      HATIF_USER_DATA: userData,
      ...options.env,
    },
  });

  const mainLog: string[] = [];
  const pageErrors: string[] = [];
  const listen = (chunk: Buffer): void => {
    mainLog.push(
      ...chunk
        .toString('utf8')
        .split('\n')
        .filter(line => !isNoise(line)),
    );
  };
  app.process().stdout?.on('data', listen);
  app.process().stderr?.on('data', listen);
  const watch = (page: Page): void => {
    page.on('pageerror', error => pageErrors.push(`${pageName(page)}: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error') pageErrors.push(`${pageName(page)}: ${message.text()}`);
    });
  };
  app.windows().forEach(watch);
  app.on('window', watch);

  let hasEnded = false;
  const ended = new Promise<void>(resolve => {
    app.process().once('exit', () => {
      hasEnded = true;
      resolve();
    });
  });
  const kill = async (): Promise<void> => {
    app.process().kill('SIGKILL');
    await ended;
  };
  const quit = async (): Promise<void> => {
    if (hasEnded) return;
    const impatience = setTimeout(() => app.process().kill('SIGKILL'), CLOSE_MS);
    await app.close();
    clearTimeout(impatience);
  };
  const close = async (): Promise<void> => {
    await quit();
    // A process of the app may write for a moment after it has ended.
    if (!options.userData)
      fs.rmSync(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const window = await findPage(app, 'workspace');
    return {
      app,
      window,
      userData,
      mainLog,
      pageErrors,
      page: name => findPage(app, name),
      quit,
      close,
      kill,
    };
  } catch (error) {
    await kill();
    throw new Error(`Hatif opened no workspace. Main said:\n${mainLog.join('\n')}`, { cause: error });
  }
}
