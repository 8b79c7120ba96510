/** The hidden window that holds all WebRTC. It is reached over one MessagePort, by main alone. */
import { BrowserWindow, MessageChannelMain } from 'electron';
import type { MediaHost, OpenMediaHost } from './host.ts';

export interface MediaWindowOptions {
  /** `hatif://app/media/index.html` in the product. */
  url: string;
  /** Absolute path of media-preload.cjs. */
  preload: string;
  /** Called for each new window before it loads, so that permissions know its role. */
  onWindow?: (window: BrowserWindow) => void;
}

const LOAD_MS = 20_000;

export function mediaWindow(options: MediaWindowOptions): OpenMediaHost {
  return async () => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        v8CacheOptions: 'bypassHeatCheck',
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        // A hidden page is otherwise slowed to one timer a second, and its audio waits for a click that never comes.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    options.onWindow?.(window);
    const { webContents } = window;
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', event => event.preventDefault());
    try {
      await loaded(window, options.url);
    } catch (thrown) {
      if (!window.isDestroyed()) window.destroy();
      throw thrown;
    }
    return hostOf(window);
  };
}

/** A page that dies while it loads may leave loadURL() open for ever. */
function loaded(window: BrowserWindow, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not loaded within ${LOAD_MS} ms`)), LOAD_MS);
    const settle = (then: () => void) => (): void => {
      clearTimeout(late);
      then();
    };
    window.webContents.once('render-process-gone', (_event, { reason }) =>
      settle(() => reject(new Error(`gone while loading: ${reason}`)))(),
    );
    window
      .loadURL(url)
      .then(settle(resolve), (thrown: unknown) =>
        settle(() => reject(thrown instanceof Error ? thrown : new Error(String(thrown))))(),
      );
  });
}

function hostOf(window: BrowserWindow): MediaHost {
  const { port1: ours, port2: theirs } = new MessageChannelMain();
  window.webContents.postMessage('media-port', null, [theirs]);
  ours.start();
  const end = (): void => {
    ours.close();
    if (!window.isDestroyed()) window.destroy();
  };
  return {
    post: frame => ours.postMessage(frame),
    onFrame: listener => {
      const each = ({ data }: { data: unknown }): void => listener(data);
      ours.on('message', each);
      return { dispose: () => void ours.off('message', each) };
    },
    onGone: listener => {
      let told = false;
      const gone = (reason: string): void => {
        if (told) return;
        told = true;
        listener(reason);
      };
      const crashed = (_event: unknown, details: { reason: string }): void => gone(details.reason);
      const closed = (): void => gone('closed');
      window.webContents.on('render-process-gone', crashed);
      window.on('closed', closed);
      return {
        dispose: () => {
          told = true;
          if (window.isDestroyed()) return;
          window.webContents.off('render-process-gone', crashed);
          window.off('closed', closed);
        },
      };
    },
    destroy: end,
  };
}
