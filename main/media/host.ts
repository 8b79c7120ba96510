/** What the supervisor needs of a media window. `window.ts` opens real ones; tests have a fake. */
import type { Disposable } from '../../shared/disposable.ts';

export interface MediaHost {
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): Disposable;
  /** Called once when the page is gone for good: crashed, killed, or destroyed. */
  onGone(listener: (reason: string) => void): Disposable;
  /** Ends the page, even one that hangs. Its `onGone` is not called. */
  destroy(): void;
}

/** Resolves when the page is ready to take frames; rejects when it cannot be loaded. */
export type OpenMediaHost = () => Promise<MediaHost>;
