/** The only place that touches ipcMain: requests come in through the dispatcher, events go out to the workspace. */
import { ipcMain, type IpcMainEvent } from 'electron';
import path from 'node:path';
import type { Disposable } from '../../shared/disposable.ts';
import type { EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { WindowRoles } from '../windows/roles.ts';
import type { Workspace } from '../windows/workspace.ts';
import type { createDispatcher } from './dispatch.ts';

export type Dispatch = ReturnType<typeof createDispatcher>;

export function serveProcedures(roles: WindowRoles, dispatch: Dispatch): void {
  ipcMain.handle('hatif:invoke', (event, name: unknown, input: unknown) =>
    dispatch(roles.ofSender(event.sender, event.senderFrame), name, input),
  );
}

/**
 * A file that was dropped on the workspace. The path comes from the preload script, which asks Electron for it
 * (webUtils.getPathForFile): a page can drop only what a person dragged onto it, and never names a path itself.
 */
export function serveDrops(roles: WindowRoles, onFile: (path: string) => void): Disposable {
  const heard = (event: IpcMainEvent, dropped: unknown): void => {
    if (roles.ofSender(event.sender, event.senderFrame) !== 'workspace') return;
    if (typeof dropped === 'string' && path.isAbsolute(dropped)) onFile(dropped);
  };
  ipcMain.on('hatif:drop', heard);
  return { dispose: () => void ipcMain.off('hatif:drop', heard) };
}

export type Emit = <E extends EventName>(event: E, payload: EventPayload<E>) => void;
/** What is told inside reaches the window as one message, and is drawn at once. */
export type Together = (tell: () => void) => void;

export function emitTo(workspace: Workspace): { emit: Emit; together: Together } {
  const send = (...said: unknown[]): void => workspace.contents?.send('hatif:event', ...said);
  let held: unknown[] | null = null;
  return {
    emit: (event, payload) => {
      if (held === null) send(event, payload);
      else held.push(event, payload);
    },
    together(tell) {
      if (held !== null) return tell();
      const said: unknown[] = (held = []);
      try {
        tell();
      } finally {
        held = null;
        if (said.length > 0) send(...said);
      }
    },
  };
}
