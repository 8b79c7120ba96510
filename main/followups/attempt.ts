/** How one attempt to send ended, in the terms of shared/outbox/machine.ts. */
import type { OutboxFault } from '../../shared/outbox/types.ts';

export type Attempt =
  /** `answer`: what was said to it, as it came. `refusedTo`: those of many that it was not taken for. */
  | {
      result: 'done';
      detail: string | null;
      answer?: string;
      reference?: string | null;
      refusedTo?: readonly string[];
    }
  /** It certainly was not accepted. `retryAfter` in ms; null when trying again would change nothing. */
  | { result: 'refused'; fault: OutboxFault; detail: string | null; retryAfter: number | null }
  /** All was said, and what became of it is not known. */
  | { result: 'lost'; fault: OutboxFault; detail: string | null };

export const refused = (fault: OutboxFault, detail: string | null, retryAfter: number | null): Attempt => ({
  result: 'refused',
  fault,
  detail: oneLine(detail),
  retryAfter,
});

export const lost = (fault: OutboxFault, detail: string | null): Attempt => ({
  result: 'lost',
  fault,
  detail: oneLine(detail),
});

export const done = (detail: string | null, answer = ''): Attempt & { result: 'done' } => ({
  result: 'done',
  detail: oneLine(detail),
  answer,
});

/** What the other side says is hostile text: one line, bounded, without control characters. */
export function oneLine(text: string | null): string | null {
  if (text === null) return null;
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\s]+/g, ' ').trim();
  return line === '' ? null : line.slice(0, 300);
}

const certificateFaults =
  /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECRYPT)_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/** A wait before a certificate is looked at again: somebody has to do something first. */
export const certificateWait = 5 * 60_000;

/** No connection came about: nothing was said, so nothing can have arrived. */
export function notReached(error: { name: string; code?: string | undefined }): Attempt {
  const code = error.code ?? error.name;
  return certificateFaults.test(code)
    ? refused('certificate', code, certificateWait)
    : refused('unreachable', code, 0);
}
