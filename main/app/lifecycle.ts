/** When Hatif ends and when it does not: one instance, a window that may close in mid-call, a question before a call is cut. */
import { app, dialog, Menu, nativeImage, powerMonitor, Tray } from 'electron';
import path from 'node:path';
import type { Words } from '../../shared/i18n/keys.ts';
import type { Telephony } from '../telephony/port.ts';
import type { Workspace } from '../windows/workspace.ts';
import type { Log } from './log.ts';
import { shutDown, type ShutdownStep } from './shutdown.ts';

export interface Lifecycle {
  /** Brings the window to the front. */
  show(): void;
  /** Asks when a call is going on, then ends the parts and the process. */
  quit(): void;
}

export function keepAlive(options: {
  workspace: Workspace;
  telephony: Telephony;
  words: () => Words;
  log: Log;
  steps: readonly ShutdownStep[];
}): Lifecycle {
  const { workspace, telephony, words, log, steps } = options;
  let ending: 'no' | 'asking' | 'yes' = 'no';
  let tray: Tray | null = null;
  const inCall = (): boolean => telephony.calls.some(call => call.phase !== 'ended');

  const end = (): void => {
    ending = 'yes';
    void shutDown(steps, log).then(() => app.exit(0));
  };

  const quit = (): void => {
    if (ending !== 'no') return;
    if (!inCall()) return end();
    ending = 'asking';
    const say = words();
    void dialog
      .showMessageBox({
        type: 'question',
        title: say('app.quitTitle'),
        message: say('app.quitTitle'),
        detail: say('app.quitInCall'),
        buttons: [say('app.stay'), say('app.quitNow')],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        ending = 'no';
        if (response === 1) end();
      });
  };

  const show = (): void => {
    tray?.destroy();
    tray = null;
    workspace.open();
  };

  /** With the window closed in mid-call, the tray is the way back to the call. */
  const showTray = (): void => {
    if (tray !== null) return;
    const icon = nativeImage.createFromPath(path.join(app.getAppPath(), 'build/resources/tray.png'));
    tray = new Tray(icon);
    const say = words();
    tray.setToolTip(say('app.title'));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: say('app.backToCall'), click: show },
        { label: say('app.quit'), click: quit },
      ]),
    );
    tray.on('click', show);
  };
  app.on('activate', show);
  app.on('before-quit', event => {
    if (ending === 'yes') return;
    event.preventDefault();
    quit();
  });
  // The machine goes down: nobody is asked any more. Linux and macOS wait a little for who prevents it; Windows tells a window.
  const goDown = (...[event]: unknown[]): void => {
    if (event instanceof Object && 'preventDefault' in event) (event as Electron.Event).preventDefault();
    if (ending !== 'yes') end();
  };
  powerMonitor.on('shutdown', goDown);
  workspace.onSessionEnd(goDown);
  workspace.onClosed(() => {
    if (!inCall()) return quit();
    showTray();
  });
  // The call that went on behind a closed window is over: its wrap-up is owed, so the window comes back.
  telephony.onCall((_callId, view) => {
    if (view?.phase === 'ended' && ending === 'no' && workspace.contents === null) show();
  });

  return { quit, show };
}
