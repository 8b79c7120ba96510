/**
 * The window of the card of a call that rings. It is made when it is first needed, stays above full-screen programs on every
 * work space, and is shown without being made active: what is typed goes on where it was typed.
 */
import { BrowserWindow, screen } from 'electron';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import type { RingCard } from '../../shared/ipc/ringing.ts';
import type { WindowRoles } from './roles.ts';

const size = { width: 376, height: 188 } as const;
/** From the corner of the screen. */
const apart = 16;

export class RingingWindow implements Disposable {
  readonly #options: { bundle: string; roles: WindowRoles };
  #window: BrowserWindow | null = null;
  #wanted = false;

  constructor(options: { bundle: string; roles: WindowRoles }) {
    this.#options = options;
  }

  show(card: RingCard): void {
    this.#wanted = true;
    const window = this.#window;
    if (window === null) return this.#make(card);
    window.webContents.send('hatif:event', 'ringing', card);
    if (!window.isVisible()) this.#present(window, card);
  }

  hide(): void {
    this.#wanted = false;
    if (this.#window?.isVisible() === true) this.#window.hide();
  }

  dispose(): void {
    this.#wanted = false;
    this.#window?.destroy();
    this.#window = null;
  }

  #make(card: RingCard): void {
    const { bundle, roles } = this.#options;
    const window = new BrowserWindow({
      ...size,
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      // It takes clicks, and never the keyboard.
      focusable: false,
      alwaysOnTop: true,
      title: card.title,
      // A panel of macOS comes above another program's full screen without making us the active program.
      ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: {
        preload: path.join(bundle, '../preload/preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        backgroundThrottling: false,
      },
    });
    this.#window = window;
    roles.assign(window.webContents, 'ringing');
    window.setAlwaysOnTop(true, 'screen-saver');
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    window.removeMenu();
    window.once('ready-to-show', () => {
      if (this.#wanted) this.#present(window, card);
    });
    // One that crashed is made anew for the next call.
    window.webContents.on('render-process-gone', () => window.destroy());
    window.on('closed', () => (this.#window = null));
    void window.loadURL('hatif://app/ringing/index.html');
  }

  #present(window: BrowserWindow, { language }: RingCard): void {
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const far = workArea.x + workArea.width - size.width - apart;
    window.setBounds({ ...size, x: language === 'ar' ? workArea.x + apart : far, y: workArea.y + apart });
    window.showInactive();
  }
}
