/** The one error type that our own code throws on purpose; it crosses the border as `{ code, message, retryable }`. */
import type { ErrorCode } from './ipc/contract.ts';
import type { Barred } from './people/gate.ts';

export class HatifError extends Error {
  override readonly name = 'HatifError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** With the code `barred`. */
  readonly barred: Barred | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryable?: boolean; cause?: unknown; barred?: Barred } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.barred = options.barred ?? null;
  }
}
