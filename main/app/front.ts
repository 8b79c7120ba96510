/**
 * What the agent sees first: the window, before anything behind it is loaded. Loading the rest costs main as long as the
 * system takes to start the window's process, so the two go on together, and what the page asks meanwhile waits.
 */
import { nativeTheme } from 'electron';
import { serveProcedures, type Dispatch } from '../ipc/serve.ts';
import { readFirstLook, type FirstLook } from '../settings/first-look.ts';
import { lockPermissions } from '../windows/locks.ts';
import { WindowRoles } from '../windows/roles.ts';
import { servePages } from '../windows/scheme.ts';
import { Workspace } from '../windows/workspace.ts';
import type { Environment } from './environment.ts';

const background = { light: '#f7f7f6', dark: '#121315' } as const;

/** A page that never asks for its script keeps nothing back for longer, ms. */
const longestMs = 1500;

export interface Front {
  readonly roles: WindowRoles;
  readonly workspace: Workspace;
  /** Resolves when the page has its script and works on it, or has taken too long. */
  readonly delivery: Promise<void>;
  /** Answers what the windows have asked and will ask. */
  serve(dispatch: Dispatch): void;
}

/** Opens the workspace. `folder` is that of the settings, `ahead` what was read of the page. */
export function openFront(
  environment: Environment,
  folder: string,
  ahead: Promise<Map<string, Buffer>>,
): Front {
  showColourScheme(readFirstLook(folder).colourScheme);
  const roles = new WindowRoles();
  lockPermissions(roles);
  let delivered = (): void => undefined;
  const delivery = new Promise<void>(resolve => (delivered = resolve));
  setTimeout(delivered, longestMs);
  servePages(environment.pages, {
    ahead,
    fill: () => ({ language: readFirstLook(folder).language ?? '' }),
    served: url => {
      if (/\/assets\/workspace-[^/]*\.js$/.test(url)) delivered();
    },
  });

  let serve: Front['serve'] = () => undefined;
  const served = new Promise<Dispatch>(resolve => (serve = resolve));
  serveProcedures(roles, async (...request) => (await served)(...request));

  const workspace = new Workspace({
    bundle: environment.bundle,
    roles,
    background: () => background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
  });
  workspace.open();
  return { roles, workspace, serve, delivery };
}

export function showColourScheme(scheme: FirstLook['colourScheme']): void {
  nativeTheme.themeSource = scheme === 'auto' ? 'system' : scheme;
}
