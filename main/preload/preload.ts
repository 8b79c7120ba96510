/** The bridge of a visible window: one way to ask, one way to listen. Names and arguments are checked in main. */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('hatif', {
  invoke: (name: unknown, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke('hatif:invoke', name, input),
  on: (event: unknown, listener: (payload: unknown) => void): (() => void) => {
    const heard = (_event: unknown, name: unknown, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('hatif:event', heard);
    return () => {
      ipcRenderer.removeListener('hatif:event', heard);
    };
  },
});
