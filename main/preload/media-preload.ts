/** Hands the media page the port that main made for it, and nothing else: the page has no bridge. */
import { ipcRenderer } from 'electron';

/** What a preload has of its page; the rest of main has no DOM. */
declare const window: {
  location: { origin: string };
  postMessage(message: string, targetOrigin: string, transfer: unknown[]): void;
};

ipcRenderer.once('media-port', event => {
  window.postMessage('media-port', window.location.origin, event.ports);
});
