/** The only place that touches ipcMain: requests come in through the dispatcher, events go out to the workspace. */
import { ipcMain } from 'electron';
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

export type Emit = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

export const emitTo =
  (workspace: Workspace): Emit =>
  (event, payload) =>
    workspace.contents?.send('hatif:event', event, payload);
