/** Hatif's main process begins here. What must happen before Electron is ready happens in this file. */
import { app, dialog } from 'electron';
import { readEnvironment } from './app/environment.ts';
import { openFront } from './app/front.ts';
import { lockNavigation } from './windows/locks.ts';
import { readAhead, registerScheme } from './windows/scheme.ts';

const environment = readEnvironment({
  packaged: app.isPackaged,
  variables: process.env,
  bundle: import.meta.dirname,
});

if (environment.userData !== null) app.setPath('userData', environment.userData);
// With --no-sandbox (root cannot do without) enableSandbox() would only break the helper processes.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// A warmed connection gathers before the microphone is open; Chromium would then hide our addresses behind .local
// names, which no phone system resolves.
app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
registerScheme();
lockNavigation();

/** Chromium hands a second start's words on in another order; these come as they were typed. */
const words = process.argv.slice(1, 20).map(word => word.slice(0, 600));

if (app.requestSingleInstanceLock({ words })) {
  const ahead = readAhead(environment.pages, 'workspace/index.html');
  // Not awaited at the top level: an ES module that waits for readiness keeps Electron from becoming ready.
  app
    .whenReady()
    .then(async () => {
      const front = openFront(environment, app.getPath('userData'), ahead);
      // Half of what is to be loaded while the window's process starts, half while the page works on its script: in
      // between, the page's files must not wait.
      await import('./telephony/index.ts');
      await front.delivery;
      const { start } = await import('./app/start.ts');
      start(environment, front, words);
    })
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      process.stderr.write(`Hatif could not start: ${reason}\n`);
      if (!environment.test) dialog.showErrorBox('Hatif could not start', reason);
      app.exit(1);
    });
} else {
  app.exit(0);
}
