/** The bridge of a visible window: one way to ask, one way to listen. Names and arguments are checked in main. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('hatif', {
  invoke: (name: unknown, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke('hatif:invoke', name, input),
  /** For a file that a person dragged onto the window; anything that a page made up has no path. */
  drop: (file: unknown): void => {
    const path = webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]);
    if (path !== '') ipcRenderer.send('hatif:drop', path);
  },
  on: (event: unknown, listener: (payload: unknown) => void): (() => void) => {
    // Names and payloads in turn: what belongs together comes in one message.
    const heard = (_event: unknown, ...said: unknown[]): void => {
      for (let i = 0; i < said.length; i += 2) if (said[i] === event) listener(said[i + 1]);
    };
    ipcRenderer.on('hatif:event', heard);
    return () => {
      ipcRenderer.removeListener('hatif:event', heard);
    };
  },
});
