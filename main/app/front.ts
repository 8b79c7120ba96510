/**
 * What the agent sees first: the window, before anything behind it is loaded. Loading the rest costs main as long as the
 * system takes to start the window's process, so the two go on together, and what the page asks meanwhile waits.
 */
import { nativeTheme } from 'electron';
import { serveProcedures, type Dispatch } from '../ipc/serve.ts';
import { readColourScheme, type ColourScheme } from '../settings/colour-scheme.ts';
import { lockPermissions } from '../windows/locks.ts';
import { WindowRoles } from '../windows/roles.ts';
import { servePages } from '../windows/scheme.ts';
import { Workspace } from '../windows/workspace.ts';
import type { Environment } from './environment.ts';

const background = { light: '#f7f7f6', dark: '#121315' } as const;

export interface Front {
  readonly roles: WindowRoles;
  readonly workspace: Workspace;
  /** Answers what the windows have asked and will ask. */
  serve(dispatch: Dispatch): void;
}

/** Opens the workspace. `folder` is that of the settings. */
export function openFront(environment: Environment, folder: string): Front {
  showColourScheme(readColourScheme(folder));
  const roles = new WindowRoles();
  lockPermissions(roles);
  servePages(environment.pages);

  let serve: Front['serve'] = () => undefined;
  const served = new Promise<Dispatch>(resolve => (serve = resolve));
  serveProcedures(roles, async (...request) => (await served)(...request));

  const workspace = new Workspace({
    bundle: environment.bundle,
    roles,
    background: () => background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
  });
  workspace.open();
  return { roles, workspace, serve };
}

export function showColourScheme(scheme: ColourScheme): void {
  nativeTheme.themeSource = scheme === 'auto' ? 'system' : scheme;
}
