/** What main knows of the media window. `main/media/window.ts` is the real one; tests use a fake. */
import type { Disposable } from '../../shared/disposable.ts';
import type {
  MediaErrorCode,
  MediaEvent,
  MediaInput,
  MediaOutput,
  MediaRequest,
} from '../../shared/media/protocol.ts';

export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: MediaErrorCode;
  constructor(code: MediaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface MediaPort {
  /** Rejects with MediaError; with code `closed` when the media window died before it replied. */
  request<R extends MediaRequest>(request: R, input: MediaInput<R>): Promise<MediaOutput<R>>;
  onEvent(listener: (event: MediaEvent) => void): Disposable;
  /** The media window died and a new, configured and empty one is ready: every living call needs a new offer. */
  onReborn(listener: () => void): Disposable;
}
