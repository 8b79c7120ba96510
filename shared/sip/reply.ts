/** Responses that are built without a transaction (RFC 3261 8.2.6 and 8.2.7). */
import { header, headersOf, type SipMessage } from './message.ts';
import { readAddress } from './address.ts';
import { splitOutside } from './syntax.ts';

export interface Refusal {
  /** 400–699. */
  status: number;
  /** Our own words, never text of the message: reason phrase and log line. */
  reason: string;
  /** Further header lines without CRLF. */
  headers?: readonly string[];
}

/** Null when no answer could find its way: no Via, or an ACK, which is never answered (17). */
export function buildReply(message: SipMessage, method: string, refusal: Refusal): string | null {
  const vias = headersOf(message, 'via');
  if (method === 'ACK' || vias.length === 0) return null;
  const lines = [`SIP/2.0 ${refusal.status} ${refusal.reason}`];
  for (const via of vias) lines.push(`Via: ${onOneLine(via)}`);
  // 8.2.6.2 copies these; what a broken request does not have is left out, its Via is enough to match the answer.
  const from = header(message, 'from');
  if (from !== null) lines.push(`From: ${onOneLine(from)}`);
  const to = header(message, 'to');
  if (to !== null)
    lines.push(`To: ${hasTag(to) ? onOneLine(to) : `${onOneLine(to)};tag=${replyTag(message)}`}`);
  const callId = header(message, 'call-id');
  if (callId !== null) lines.push(`Call-ID: ${onOneLine(callId)}`);
  const cseq = header(message, 'cseq');
  if (cseq !== null) lines.push(`CSeq: ${onOneLine(cseq)}`);
  lines.push(...(refusal.headers ?? []), 'Content-Length: 0', '', '');
  return lines.join('\r\n');
}

/** The same tag for every copy of the same request (8.2.7), made of what identifies it. */
export function replyTag(message: SipMessage): string {
  const via = splitOutside(header(message, 'via') ?? '', ',')?.[0] ?? '';
  return hash(`${header(message, 'call-id') ?? ''}\n${via}\n${header(message, 'from') ?? ''}`);
}

function hasTag(to: string): boolean {
  return readAddress(to)?.parameters.has('tag') ?? /;[ \t]*tag[ \t]*=/i.test(to);
}

/** Values come unfolded; a stray control character is not sent back. */
function onOneLine(value: string): string {
  return value.replace(/[\u0000-\u0008\u000a-\u001f\u007f]+/g, ' ');
}

/** FNV-1a, twice with different starts: 64 bits in base 36. Tells requests apart; it is no secret. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x01000193) ^ (two >>> 15);
  }
  return (one >>> 0).toString(36) + (two >>> 0).toString(36);
}
