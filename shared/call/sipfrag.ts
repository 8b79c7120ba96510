/** What a NOTIFY says about a REFER of ours (RFC 3515 section 2.4). Hostile text: never throws. */

export interface ReferReport {
  /** CSeq of the REFER that it speaks of; null when it does not say, as the first of a dialog need not. */
  id: number | null;
  /** Status line of the sipfrag, 100–699; null when there is none to read. */
  status: number | null;
  /** None will follow. */
  final: boolean;
}

/** Null when the NOTIFY is about something else. */
export function readReferReport(notify: {
  event: string | undefined;
  subscription: string | undefined;
  body: string;
}): ReferReport | null {
  const event = (notify.event ?? '').slice(0, 256);
  if (!/^\s*refer\s*(?:;|$)/i.test(event)) return null;
  const id = /;\s*id\s*=\s*(\d{1,10})\s*(?:;|$)/i.exec(event)?.[1];
  const code = /^\s*SIP\/2\.0\s+([1-6]\d\d)(?!\d)/i.exec(notify.body.slice(0, 512))?.[1];
  const status = code === undefined ? null : Number(code);
  // Some systems forget the header; a final status then speaks for itself.
  const { subscription } = notify;
  const final =
    subscription === undefined ? (status ?? 0) >= 200 : /^\s*terminated\b/i.test(subscription.slice(0, 256));
  return { id: id === undefined ? null : Number(id), status, final };
}
