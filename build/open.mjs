// Opens the app from the sources, once the dependencies are installed.
import { ensureBuilt } from './built.mjs';
import { run } from './child.mjs';
import { hasNoDisplay, withDisplay } from './display.mjs';
import { describe, resolveElectron, runtimeEnv } from './electron.mjs';
import { noSandboxReason } from './os-sandbox.mjs';
import { say } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { root, toolsEnv } from './toolchain.mjs';
import { restartOnChange } from './watch.mjs';

/** @typedef {import('./electron.mjs').Electron} Electron */

/** @param {Electron} electron @param {string[]} args for the app @param {AbortSignal} [signal] closes it */
async function openWindow(electron, args, signal) {
  const unsafe = noSandboxReason(electron.dist);
  if (unsafe) say('hatif', `without the sandbox of the operating system: ${unsafe}`);
  const flags = unsafe ? ['--no-sandbox'] : [];
  const ended = await run(electron.executable, [...flags, root, ...args], {
    cwd: root,
    env: toolsEnv(runtimeEnv(electron)),
    stdout: 'inherit',
    ...(signal ? { signal } : {}),
  });
  return ended.status;
}

/** @param {Electron} electron */
async function tellStory(electron) {
  say('hatif', 'There is no display here: the practice story runs under a virtual one.');
  return withDisplay(async display => {
    const env = toolsEnv({ ...runtimeEnv(electron), ...display, HATIF_ELECTRON: electron.executable });
    const ended = await run('node', ['build/story.mjs'], { cwd: root, env, stdout: 'inherit' });
    return ended.status;
  });
}

/** @param {string[]} args of the command: --dev, and what the app shall get @returns {Promise<number>} the exit status */
export async function open(args) {
  const headless = hasNoDisplay();
  await ensureSystemPackages(headless ? ['run', 'display'] : ['run']);
  const electron = await resolveElectron();
  say('electron', describe(electron));
  const env = toolsEnv();
  if (args.includes('--dev')) {
    const appArgs = args.filter(arg => arg !== '--dev');
    return restartOnChange(
      root,
      () => ensureBuilt(root, env),
      signal => openWindow(electron, appArgs, signal),
    );
  }
  await ensureBuilt(root, env);
  return headless ? tellStory(electron) : openWindow(electron, args);
}
