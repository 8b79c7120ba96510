/**
 * The sound and the practice exchange start in processes of their own, and would slow down the workspace's first look when
 * all began at once. They wait until it has had time to draw itself, or for a call, which cannot wait.
 */
import type { Disposable } from '../../shared/disposable.ts';

export interface FirstLook extends Disposable {
  /** Resolves when it is over. */
  readonly over: Promise<void>;
  /** The page has what it needs to draw itself. */
  asked(): void;
  /** Ends the wait. */
  end(): void;
}

/** The page has had its time so long after it asked, ms. */
const drawingMs = 1000;
/** A page that never asks keeps nobody waiting for longer, ms. */
const longestMs = 4000;

export function firstLook(): FirstLook {
  let resolve = (): void => undefined;
  const over = new Promise<void>(settle => (resolve = settle));
  let timer = setTimeout(end, longestMs);
  let isAsked = false;

  function end(): void {
    clearTimeout(timer);
    resolve();
  }
  return {
    over,
    asked() {
      if (isAsked) return;
      isAsked = true;
      clearTimeout(timer);
      timer = setTimeout(end, drawingMs);
    },
    end,
    dispose: () => clearTimeout(timer),
  };
}
