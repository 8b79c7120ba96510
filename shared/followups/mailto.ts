/** An address for the mail program (RFC 6068). */
import { emailAddress, headerLine, mostSubject } from '../outbox/types.ts';

/** What systems pass on whole: Windows stops at 2,048 characters. */
const mostAddress = 2_000;

/** Null when `to` or `subject` may not stand in a header. A body that is too long for an address is cut, with a mark. */
export function mailto(mail: { to: string; subject: string; body: string }): string | null {
  if (!emailAddress.safeParse(mail.to).success || !headerLine(mostSubject).safeParse(mail.subject).success)
    return null;
  const [user = '', host = ''] = mail.to.split('@');
  const head = `mailto:${encode(user)}@${encode(host)}?subject=${encode(mail.subject)}&body=`;
  const lines = wellFormed(mail.body).replaceAll(/\r\n|\r|\n/g, '\r\n');
  const whole = head + encode(lines);
  if (whole.length <= mostAddress) return whole;
  const letters = [...lines];
  while (letters.length > 0 && head.length + encode(letters.join('')).length > mostAddress - 9)
    letters.length = Math.floor(letters.length * 0.9);
  return head + encode(`${letters.join('')}…`);
}

/** RFC 6068, 2: space as %20, never as +; nothing that could begin another field. */
const encode = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replaceAll(
    /[!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A lone surrogate cannot be encoded. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
