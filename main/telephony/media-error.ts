/** The media window's errors in the words of the border to the windows. */
import type { ErrorCode } from '../../shared/ipc/contract.ts';
import type { MediaErrorCode } from '../../shared/media/protocol.ts';
import { MediaError } from '../media/port.ts';

const codes: Readonly<Record<MediaErrorCode, ErrorCode>> = {
  microphoneMissing: 'microphoneMissing',
  microphoneDenied: 'microphoneDenied',
  microphoneBusy: 'microphoneBusy',
  closed: 'mediaGone',
  unknownSession: 'mediaGone',
  badDescription: 'internal',
  deviceMissing: 'internal',
  internal: 'internal',
};

export function errorCodeOf(failure: unknown): ErrorCode {
  if (failure instanceof MediaError) return codes[failure.code];
  return typeof failure === 'string' && failure in codes ? codes[failure as MediaErrorCode] : 'internal';
}
