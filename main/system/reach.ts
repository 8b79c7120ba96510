/** Electron's side of what reaches the phone from outside its window. Windows and macOS were never run. */
import { app, clipboard, globalShortcut } from 'electron';
import { z } from 'zod';
import type { ReachSystem } from '../reach/reach.ts';

const schemes = ['tel', 'sip', 'callto'] as const;
/** What index.ts hands over besides Chromium's own words, which come in another order. */
const handed = z.object({ words: z.array(z.string()) });

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
  linksComeHere: () => app.isDefaultProtocolClient('tel'),
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
