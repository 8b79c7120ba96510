/** An address for the mail program (RFC 6068). */
import { emailAddress, headerLine, mostSubject } from '../outbox/types.ts';

/** What systems pass on whole: Windows stops at 2,048 characters. */
const mostAddress = 2_000;

interface Text {
  subject: string;
  body: string;
}

/**
 * Null when an address or `subject` may not stand in a header. A body that is too long for an address is cut, with a mark.
 * Those in `bcc` do not see each other.
 */
export function mailto(mail: Text & ({ to: string } | { bcc: readonly string[] })): string | null {
  const bcc = 'bcc' in mail ? mail.bcc : [];
  const all = 'bcc' in mail ? bcc : [mail.to];
  if (all.length === 0 || !all.every(each => emailAddress.safeParse(each).success)) return null;
  if (!headerLine(mostSubject).safeParse(mail.subject).success) return null;
  const to = 'bcc' in mail ? `?bcc=${bcc.map(address).join(',')}&` : `${address(mail.to)}?`;
  const head = `mailto:${to}subject=${encode(mail.subject)}&body=`;
  const lines = wellFormed(mail.body).replaceAll(/\r\n|\r|\n/g, '\r\n');
  const whole = head + encode(lines);
  if (whole.length <= mostAddress) return whole;
  const letters = [...lines];
  while (letters.length > 0 && head.length + encode(letters.join('')).length > mostAddress - 9)
    letters.length = Math.floor(letters.length * 0.9);
  return head + encode(`${letters.join('')}…`);
}

/** How many characters of addresses fit beside a text; none below 0. Each address takes a comma more. */
export function roomForAddresses({ subject, body }: Text): number {
  const text = encode(wellFormed(body).replaceAll(/\r\n|\r|\n/g, '\r\n'));
  return mostAddress - `mailto:?bcc=&subject=${encode(subject)}&body=${text}`.length;
}

export const sizeOfAddress = (each: string): number => address(each).length + 1;

function address(each: string): string {
  const [user = '', host = ''] = each.split('@');
  return `${encode(user)}@${encode(host)}`;
}

/** RFC 6068, 2: space as %20, never as +; nothing that could begin another field. */
const encode = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replaceAll(
    /[!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A lone surrogate cannot be encoded. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
