/** A process that one can speak to: Electron's UtilityProcess in the app, a forked Node process elsewhere. */
import type { ChildProcess } from 'node:child_process';

export interface Child {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the exit code where there is one. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** The part of Electron's UtilityProcess that is used here. */
export interface Utility {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export function fromUtility(utility: Utility): Child {
  return {
    send: message => utility.postMessage(message),
    onMessage: listener => void utility.on('message', listener),
    onExit: listener => void utility.once('exit', listener),
    kill: () => void utility.kill(),
  };
}

export function fromNode(child: ChildProcess): Child {
  return {
    send(message) {
      if (child.connected) child.send(message as object, () => {}); // a process that just ended says so by 'exit'
    },
    onMessage: listener => void child.on('message', listener),
    onExit: listener => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
