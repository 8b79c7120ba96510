/** The window the agent looks at. It keeps nothing: it may reload, crash or be closed, and calls go on. */
import { BrowserWindow, type WebContents } from 'electron';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import type { WindowRoles } from './roles.ts';

/** A page that crashes more often than this within a minute is left as it is: reloading it would only flicker. */
const reloadsAMinute = 5;

export class Workspace {
  readonly #options: { bundle: string; roles: WindowRoles; background: () => string };
  #window: BrowserWindow | null = null;
  #reloads: number[] = [];
  readonly #looked = new Set<() => void>();
  readonly #closed = new Set<() => void>();
  readonly #gone = new Set<(reason: string) => void>();
  readonly #sessionEnd = new Set<() => void>();

  constructor(options: { bundle: string; roles: WindowRoles; background: () => string }) {
    this.#options = options;
  }

  get contents(): WebContents | null {
    return this.#window !== null && !this.#window.isDestroyed() ? this.#window.webContents : null;
  }

  /** For dialogues that belong to it. */
  get window(): BrowserWindow | null {
    return this.#window !== null && !this.#window.isDestroyed() ? this.#window : null;
  }

  /** On screen, so that the agent could see a card. */
  get visible(): boolean {
    return (
      this.#window !== null &&
      !this.#window.isDestroyed() &&
      this.#window.isVisible() &&
      !this.#window.isMinimized()
    );
  }

  /** The agent looks at it: its own card of a call that rings is enough. */
  get focused(): boolean {
    return this.#window !== null && !this.#window.isDestroyed() && this.#window.isFocused();
  }

  /** Looked at, or no more. */
  onFocus(listener: () => void): Disposable {
    this.#looked.add(listener);
    return { dispose: () => void this.#looked.delete(listener) };
  }

  onClosed(listener: () => void): Disposable {
    this.#closed.add(listener);
    return { dispose: () => void this.#closed.delete(listener) };
  }

  /** The user signs out or the machine goes down (Windows). */
  onSessionEnd(listener: () => void): Disposable {
    this.#sessionEnd.add(listener);
    return { dispose: () => void this.#sessionEnd.delete(listener) };
  }

  /** The page crashed or was killed; it is loaded again. */
  onGone(listener: (reason: string) => void): Disposable {
    this.#gone.add(listener);
    return { dispose: () => void this.#gone.delete(listener) };
  }

  /** Opens the window, or brings the open one to the front. */
  open(): void {
    if (this.#window !== null && !this.#window.isDestroyed()) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    const { bundle, roles } = this.#options;
    const window = new BrowserWindow({
      width: 1440,
      height: 900,
      minWidth: 1100,
      minHeight: 720,
      show: false,
      backgroundColor: this.#options.background(),
      title: 'Hatif',
      webPreferences: {
        preload: path.join(bundle, '../preload/preload.cjs'),
        sandbox: true,
        // The script as compiled is kept from the first start on, not only once it is known to be used often.
        v8CacheOptions: 'bypassHeatCheck',
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: true,
        // A call's timer and the ringing card must go on while another window covers ours.
        backgroundThrottling: false,
      },
    });
    this.#window = window;
    roles.assign(window.webContents, 'workspace');
    window.removeMenu();
    window.once('ready-to-show', () => window.show());
    window.webContents.on('render-process-gone', (_event, details) => {
      for (const listener of this.#gone) listener(details.reason);
      this.#reload(window);
    });
    window.on('session-end', () => {
      for (const listener of this.#sessionEnd) listener();
    });
    const looked = (): void => {
      for (const listener of this.#looked) listener();
    };
    window.on('focus', looked);
    window.on('blur', looked);
    window.on('closed', () => {
      this.#window = null;
      for (const listener of this.#closed) listener();
    });
    void window.loadURL('hatif://app/workspace/index.html');
  }

  #reload(window: BrowserWindow): void {
    const now = Date.now();
    this.#reloads = [...this.#reloads.filter(at => now - at < 60_000), now];
    if (window.isDestroyed() || this.#reloads.length > reloadsAMinute) return;
    window.webContents.reload();
  }
}
