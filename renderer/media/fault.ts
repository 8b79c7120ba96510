/** What the media window throws on purpose: a code for main, and a sentence for the log. */
import type { MediaErrorCode } from '../../shared/media/protocol.ts';

export class MediaFault extends Error {
  override readonly name = 'MediaFault';
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Any thrown value as a fault; what is not one of ours gets `code`. */
export function toFault(thrown: unknown, code: MediaErrorCode = 'internal'): MediaFault {
  if (thrown instanceof MediaFault) return thrown;
  const { name, message } = named(thrown);
  return new MediaFault(code, `${name}: ${message}`);
}

/** The errors of getUserMedia (Media Capture and Streams, section 10.2) in the agent's terms. */
export function microphoneFault(thrown: unknown): MediaFault {
  if (thrown instanceof MediaFault) return thrown;
  const { name, message } = named(thrown);
  return new MediaFault(microphoneCodes[name] ?? 'internal', `${name}: ${message}`);
}

const microphoneCodes: Record<string, MediaErrorCode> = {
  NotFoundError: 'microphoneMissing',
  OverconstrainedError: 'microphoneMissing',
  NotAllowedError: 'microphoneDenied',
  SecurityError: 'microphoneDenied',
  NotReadableError: 'microphoneBusy',
  AbortError: 'microphoneBusy',
};

function named(thrown: unknown): { name: string; message: string } {
  if (thrown instanceof Error) return { name: thrown.name, message: thrown.message };
  return { name: 'Error', message: String(thrown) };
}
