/**
 * Rewrites the little in a sound message that SIP.js would read differently from what it says. An untouched message, the
 * rule, costs nothing but the look.
 */
import { strongestChallenge } from './challenge.ts';
import { readAddress } from './address.ts';
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

/** `body` is what the message's body shall be. */
export function mend(message: SipMessage, body: string): string {
  const edits: { field: HeaderField; text: string }[] = [];
  const kept = chooseChallenges(message);
  for (const field of message.headers) {
    const written = message.text.slice(field.start, field.nameEnd);
    if (written.length === 1 && field.name.length > 1 && !shortNamesKnown.has(written.toLowerCase())) {
      edits.push({ field, text: `${field.name}: ${field.value}\r\n` });
    } else if (field.name.includes('_') && structural.has(field.name.replaceAll('_', '-'))) {
      edits.push({ field, text: '' });
    } else if (isChallenge(field) && !kept.has(field)) {
      edits.push({ field, text: '' });
    }
  }
  const contact = missingContact(message);
  if (contact !== null) edits.push({ field: endOf(message), text: `Contact: <${contact}>\r\n` });
  const head = applyEdits(message, edits);
  return edits.length === 0 && body.length === message.text.length - message.bodyStart
    ? message.text
    : head + body;
}

function applyEdits(message: SipMessage, edits: readonly { field: HeaderField; text: string }[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += message.text.slice(at, edit.field.start) + edit.text;
    at = edit.field.end;
  }
  return text + message.text.slice(at, message.bodyStart);
}

/** An edit here adds a field. */
function endOf(message: SipMessage): HeaderField {
  const end = message.bodyStart - 2;
  return { name: '', value: '', start: end, end, nameEnd: end };
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
 * RFC 8760 2.4: of several challenges the first that we support is answered; servers list the strongest first. SIP.js
 * would keep the last one it meets.
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
