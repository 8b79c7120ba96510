/**
 * Every string of ours on its way into a SIP message. SIP.js writes what it is given, so that one CR LF in a display name
 * would be a header of somebody's choice. What cannot stand in a message is refused, not repaired: a repaired string is
 * one that nobody meant.
 */
import { HatifError } from '../errors.ts';
import { isToken } from './syntax.ts';
import { isWellFormed } from './utf8.ts';

const maxHeaderText = 1_024;
const maxDisplayName = 128;
const control = /[\u0000-\u001f\u007f]/;

/** Fields that SIP.js writes itself; a second one would change what the message says. */
const written: ReadonlySet<string> = new Set([
  'authorization',
  'call-id',
  'contact',
  'content-length',
  'content-type',
  'cseq',
  'from',
  'max-forwards',
  'proxy-authorization',
  'record-route',
  'route',
  'supported',
  'to',
  'user-agent',
  'via',
  // Their short forms (RFC 3261 7.3.3).
  'c',
  'f',
  'i',
  'k',
  'l',
  'm',
  't',
  'v',
]);

/** Returns `text`. Throws HatifError `badInput` when it holds a control character or half a character. */
export function refuseControlCharacters(text: string): string {
  if (control.test(text) || !isWellFormed(text)) {
    throw new HatifError('badInput', 'The text holds a character that cannot be sent.');
  }
  return text;
}

/**
 * Text for a User-Agent, a reason phrase or any other header value that is free text, at most 1,024 characters.
 * Throws HatifError `badInput`.
 */
export function safeHeaderText(text: string): string {
  if (text.length > maxHeaderText) throw new HatifError('badInput', 'The text is too long to be sent.');
  return refuseControlCharacters(text).trim();
}

/** A line for SIP.js' extraHeaders. Throws HatifError `badInput` for a field that SIP.js writes itself. */
export function extraHeader(name: string, value: string): string {
  // SIP.js reads an underscore as a hyphen.
  if (!isToken(name) || written.has(name.toLowerCase().replaceAll('_', '-'))) {
    throw new HatifError('badInput', 'That header cannot be added.');
  }
  return `${name}: ${safeHeaderText(value)}`;
}

/**
 * A display name for SIP.js, which puts it between quotes as it is: quoted pairs made (RFC 3261 25.1), at most 128
 * characters. Throws HatifError `badInput`.
 */
export function escapeDisplayName(name: string): string {
  const text = refuseControlCharacters(name).trim();
  if (text.length > maxDisplayName) throw new HatifError('badInput', 'The name is too long to be sent.');
  return text.replace(/["\\]/g, '\\$&');
}

/** A display name with its quotes, for a header that we write ourselves. Throws HatifError `badInput`. */
export function quoteDisplayName(name: string): string {
  return `"${escapeDisplayName(name)}"`;
}

/** Value of a Reason header (RFC 3326). `cause` is a SIP status or a Q.850 cause, 0–699. Throws HatifError `badInput`. */
export function reasonHeader(protocol: 'SIP' | 'Q.850', cause: number, text: string): string {
  if (!Number.isInteger(cause) || cause < 0 || cause > 699)
    throw new HatifError('badInput', 'No such cause.');
  return extraHeader('Reason', `${protocol};cause=${cause};text=${quoteDisplayName(text)}`);
}
