/**
 * Rewrites the little in a sound message that SIP.js would read differently from what it says. An untouched message, the
 * rule, costs nothing but the look.
 */
import { strongestChallenge } from './challenge.ts';
import { quoteForeignName, readAddress } from './address.ts';
import { header, type HeaderField, type SipMessage } from './message.ts';

/** Short names that SIP.js takes for what they are; it knows no others. */
const shortNamesKnown: ReadonlySet<string> = new Set(['v', 'f', 't', 'i', 'm', 'l', 'c', 'r']);

/**
 * Headers that decide how a message is read. SIP.js takes `_` for `-` in a name, so that `call_id` or `content_length`
 * would be added to the real one.
 */
const structural: ReadonlySet<string> = new Set([
  'call-id',
  'content-length',
  'content-type',
  'max-forwards',
  'proxy-authenticate',
  'record-route',
  'refer-to',
  'www-authenticate',
]);

/** Whose display names are read. */
const named: ReadonlySet<string> = new Set(['from', 'to', 'contact']);

/** `text` instead of the field. */
interface Edit {
  field: HeaderField;
  text: string;
}

/** `body` is what the message's body shall be. */
export function mend(message: SipMessage, body: string): string {
  const edits: Edit[] = [];
  const reason = mendReason(message.startLine);
  if (reason !== message.startLine) edits.push({ field: startOf(message), text: `${reason}\r\n` });
  const kept = chooseChallenges(message);
  for (const field of message.headers) {
    const written = message.text.slice(field.start, field.nameEnd);
    if (written.length === 1 && field.name.length > 1 && !shortNamesKnown.has(written.toLowerCase())) {
      edits.push({ field, text: `${field.name}: ${field.value}\r\n` });
    } else if (field.name.includes('_') && structural.has(field.name.replaceAll('_', '-'))) {
      edits.push({ field, text: '' });
    } else if (isChallenge(field) && !kept.has(field)) {
      edits.push({ field, text: '' });
    } else if (field.name === 'expires' && !isSaneExpiry(field.value)) {
      edits.push({ field, text: '' });
    } else if (named.has(field.name)) {
      const value = quoteForeignName(field.value);
      if (value !== field.value) edits.push({ field, text: `${written}: ${value}\r\n` });
    }
  }
  const contact = missingContact(message);
  if (contact !== null) edits.push({ field: endOf(message), text: `Contact: <${contact}>\r\n` });
  const head = applyEdits(message, edits);
  return edits.length === 0 && body.length === message.text.length - message.bodyStart
    ? message.text
    : head + body;
}

function applyEdits(message: SipMessage, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += message.text.slice(at, edit.field.start) + edit.text;
    at = edit.field.end;
  }
  return text + message.text.slice(at, message.bodyStart);
}

/** Seconds that fit into a timer; SIP.js ends an INVITE at once for any others. They count as absent (RFC 4475 3.1.2.4). */
function isSaneExpiry(value: string): boolean {
  return /^[0-9]{1,7}$/.test(value) && Number(value) < 2_147_483;
}

/** An edit here adds a field. */
function endOf(message: SipMessage): HeaderField {
  const end = message.bodyStart - 2;
  return { name: '', value: '', start: end, end, nameEnd: end };
}

/** An edit here changes the start line. */
function startOf(message: SipMessage): HeaderField {
  return { name: '', value: '', start: 0, end: message.startLine.length + 2, nameEnd: 0 };
}

/**
 * A reason phrase may hold no quotes, brackets and the like (25.1), but servers write them, and SIP.js would drop the
 * whole response: a call that was refused would go on ringing.
 */
function mendReason(startLine: string): string {
  if (!/^SIP\//i.test(startLine)) return startLine;
  const reasonAt = 'SIP/2.0 200 '.length;
  const reason = startLine
    .slice(reasonAt)
    .replace(/[\u0000-\u001f"#<>[\\\]^`{|}\u007f]|%(?![0-9A-Fa-f]{2})/g, ' ');
  return `${startLine.slice(0, reasonAt - 1)} ${reason}`;
}

/** RFC 2543 6.14: an INVITE without Contact is answered to its From. Such a caller is known by a From without a tag. */
function missingContact(message: SipMessage): string | null {
  if (!message.startLine.startsWith('INVITE ') || header(message, 'contact') !== null) return null;
  const from = readAddress(header(message, 'from') ?? '');
  return from === null || from.parameters.has('tag') ? null : from.uri;
}

function isChallenge(field: HeaderField): boolean {
  return field.name === 'www-authenticate' || field.name === 'proxy-authenticate';
}

/**
 * Of several challenges the strongest one that we support is answered (RFC 8760 2.4). SIP.js would keep the last, and
 * drop the whole response for one of another scheme, such as Bearer (RFC 8898). With none left it gives up at once.
 */
function chooseChallenges(message: SipMessage): ReadonlySet<HeaderField> {
  const kept = new Set<HeaderField>();
  for (const name of ['www-authenticate', 'proxy-authenticate']) {
    const fields = message.headers.filter(field => field.name === name);
    const best = strongestChallenge(fields.map(field => field.value));
    const field = fields[best];
    if (field !== undefined) kept.add(field);
  }
  return kept;
}
