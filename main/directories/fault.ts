import type { DirectoryFault } from '../../shared/directories/types.ts';

/** Why a directory did not do what was asked of it. `detail` is for a line beside the sentence, and holds no secret. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly fault: DirectoryFault;
  readonly detail: string;
  /** Ms for which the server asks to be left alone. */
  readonly retryAfter: number;

  constructor(fault: DirectoryFault, detail = '', retryAfter = 0) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 200);
    this.retryAfter = retryAfter;
  }
}

/** What a failed connection means. */
export function faultOf(error: unknown): DirectoryError {
  if (error instanceof DirectoryError) return error;
  const { code = '', name, message } = error as NodeJS.ErrnoException;
  if (code === 'ADDRESS_REFUSED') return new DirectoryError('refusedAddress', message);
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') return new DirectoryError('slow');
  if (name === 'AbortError') return new DirectoryError('cancelled');
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|EPROTO)/.test(code))
    return new DirectoryError('certificate', code);
  return new DirectoryError('unreachable', code || name);
}
