/** Why a call ended, from SIP status codes and Reason headers (RFC 3261 section 21, RFC 3326, ITU-T Q.850). */
import type { EndCause } from './view.ts';

/** Reason header values that matter here; null where the header did not speak of it. */
export interface Reason {
  sip: number | null;
  q850: number | null;
}

export const noReason: Reason = { sip: null, q850: null };

/** Reads every Reason header of a message; each may hold several values. Hostile text: never throws. */
export function readReason(headers: readonly string[]): Reason {
  const reason: Reason = { ...noReason };
  for (const header of headers.slice(0, 8)) {
    // A quoted text may hold commas and anything else.
    const bare = header.slice(0, 1024).replace(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const value of bare.split(',')) {
      const protocol = /^\s*(SIP|Q\.850)\s*(?:;|$)/i.exec(value)?.[1]?.toUpperCase();
      const cause = Number(/;\s*cause\s*=\s*(\d{1,3})\b/i.exec(value)?.[1] ?? Number.NaN);
      if (Number.isNaN(cause)) continue;
      if (protocol === 'SIP') reason.sip ??= cause;
      if (protocol === 'Q.850') reason.q850 ??= cause;
    }
  }
  return reason;
}

/** A CANCEL with one of these: somebody else took the call, so nobody missed it. */
export function answeredElsewhere(reason: Reason): boolean {
  return reason.sip === 200 || reason.q850 === 26;
}

/** Q.850 causes that say more than the status they come with (a PBX turns a 603 into 403 with cause 21). */
const fromQ850: Partial<Record<number, EndCause>> = {
  1: 'notFound',
  3: 'notFound',
  17: 'busy',
  18: 'noAnswer',
  19: 'noAnswer',
  21: 'declined',
  26: 'answeredElsewhere',
  28: 'invalidNumber',
  34: 'serverError',
  38: 'serverError',
  41: 'serverError',
  42: 'serverError',
  58: 'unsupportedMedia',
  65: 'unsupportedMedia',
  88: 'unsupportedMedia',
};

const fromStatus: Partial<Record<number, EndCause>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  407: 'forbidden',
  408: 'noAnswer',
  410: 'notFound',
  414: 'invalidNumber',
  415: 'unsupportedMedia',
  416: 'invalidNumber',
  430: 'noAnswer', // their phone's own connection is gone (RFC 5626 11.5)
  480: 'noAnswer',
  484: 'invalidNumber',
  485: 'invalidNumber',
  486: 'busy',
  487: 'cancelled',
  488: 'unsupportedMedia',
  600: 'busy',
  603: 'declined',
  604: 'notFound',
  606: 'unsupportedMedia',
  607: 'declined',
  608: 'declined',
};

/** Cause of a final answer, 300–699, to our INVITE. */
export function causeOf(status: number, reason: Reason): EndCause {
  const byReason = reason.q850 === null ? undefined : fromQ850[reason.q850];
  if (byReason) return byReason;
  if (status < 400) return 'forwarded';
  return fromStatus[status] ?? 'serverError';
}
