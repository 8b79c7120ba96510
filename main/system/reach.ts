/** Electron's side of what reaches the phone from outside its window. Windows and macOS were never run. */
import { app, clipboard, globalShortcut } from 'electron';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ReachSystem } from '../reach/reach.ts';

const schemes = ['tel', 'sip', 'callto'] as const;
/** What index.ts hands over besides Chromium's own words, which come in another order. */
const handed = z.object({ words: z.array(z.string()) });

/** What Electron asks too, but it waits for the answer with all of main, for a second where the system is busy. */
async function desktopSendsHere(): Promise<boolean> {
  const desktopFile = process.env['CHROME_DESKTOP'] ?? '';
  const question = ['check', 'default-url-scheme-handler', 'tel', desktopFile];
  const { stdout } = await promisify(execFile)('xdg-settings', question);
  return stdout.startsWith('yes');
}

export const reachSystem: ReachSystem = {
  shortcuts: {
    register: (accelerator, run) => globalShortcut.register(accelerator, run),
    unregister: accelerator => globalShortcut.unregister(accelerator),
  },
  claimLinks(claim) {
    for (const scheme of schemes) {
      if (claim) app.setAsDefaultProtocolClient(scheme);
      else app.removeAsDefaultProtocolClient(scheme);
    }
  },
  linksComeHere: async () =>
    process.platform === 'linux' ? desktopSendsHere() : app.isDefaultProtocolClient('tel'),
  async selection() {
    // Linux alone has it.
    const marked: Electron.Clipboard | undefined = clipboard.selection;
    return (await marked?.readText()) || clipboard.readText();
  },
  onWords(listener) {
    const again = (_event: unknown, argv: unknown, _folder: unknown, more: unknown): void => {
      const words = handed.safeParse(more);
      listener(words.success ? words.data.words : Array.isArray(argv) ? argv.map(String) : []);
    };
    const opened = (event: Electron.Event, url: string): void => {
      event.preventDefault();
      listener([url]);
    };
    app.on('second-instance', again);
    app.on('open-url', opened);
    return {
      dispose: () => {
        app.off('second-instance', again);
        app.off('open-url', opened);
      },
    };
  },
};
