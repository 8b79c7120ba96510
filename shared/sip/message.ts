/** Cuts a SIP message into start line, header fields and body (RFC 3261 7), without judging what the fields hold. */
import { isToken, isWhite, trimWhite, unfold } from './syntax.ts';

export interface HeaderField {
  /** Long form in lower case. */
  name: string;
  /** Unfolded, without white space around it. */
  value: string;
  /** Where the field starts in the text, and where the next one does. */
  start: number;
  end: number;
  /** Where its name ends. */
  nameEnd: number;
}

export interface SipMessage {
  text: string;
  startLine: string;
  headers: readonly HeaderField[];
  /** Where the body starts; the length of the text when the header section never ends. */
  bodyStart: number;
  /** The first thing that is wrong with the header section as a whole; the fields that could be read are there all the same. */
  fault: string | null;
}

/** Characters and counts above which a header section is refused. */
export interface SipLimits {
  /** Bytes of one frame. */
  frame: number;
  /** Characters of the header section. */
  headerSection: number;
  /** Characters of one header field, folds included. */
  line: number;
  /** Header fields. */
  headers: number;
  /** Values in one list header, and Via values in all. */
  values: number;
}

/** RFC 4475's longest message has 34 Via values in a header section of about 3,500 characters. */
export const defaultLimits: SipLimits = {
  frame: 65_536,
  headerSection: 32_768,
  line: 8_192,
  headers: 256,
  values: 70,
};

/** RFC 3261 7.3.3 and 20, and the forms registered since. */
const longForms: ReadonlyMap<string, string> = new Map([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['n', 'identity-info'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
]);

/** Long form of a header name in lower case. */
export function longForm(name: string): string {
  return name.length === 1 ? (longForms.get(name) ?? name) : name;
}

/** Null when there is not even a first line. `text` starts with the start line: no leading CRLF. */
export function readMessage(text: string, limits: SipLimits = defaultLimits): SipMessage | null {
  const firstEnd = text.indexOf('\r\n');
  if (firstEnd === -1 || firstEnd > limits.line) return null;
  const headers: HeaderField[] = [];
  let fault: string | null = null;
  let at = firstEnd + 2;
  let bodyStart = text.length;
  for (;;) {
    let end = text.indexOf('\r\n', at);
    if (end === at) {
      bodyStart = at + 2;
      break;
    }
    if (end === -1 || at > limits.headerSection) {
      fault ??= end === -1 ? 'Header Section Without End' : 'Header Section Too Long';
      break;
    }
    let folded = false;
    while (end !== -1 && isWhite(text.charCodeAt(end + 2))) {
      folded = true;
      end = text.indexOf('\r\n', end + 2);
    }
    if (end === -1) {
      fault ??= 'Header Section Without End';
      break;
    }
    const colon = text.indexOf(':', at);
    if (end - at > limits.line || headers.length >= limits.headers) {
      fault ??= end - at > limits.line ? 'Header Field Too Long' : 'Too Many Header Fields';
      break;
    }
    if (colon === -1 || colon > end) fault ??= 'Header Field Without Colon';
    else {
      let nameEnd = colon;
      while (nameEnd > at && isWhite(text.charCodeAt(nameEnd - 1))) nameEnd--;
      const written = text.slice(at, nameEnd).toLowerCase();
      if (isToken(written)) {
        const value = text.slice(colon + 1, end);
        headers.push({
          name: longForm(written),
          value: trimWhite(folded ? unfold(value) : value),
          start: at,
          end: end + 2,
          nameEnd,
        });
      } else fault ??= 'Malformed Header Field Name';
    }
    at = end + 2;
  }
  return { text, startLine: text.slice(0, firstEnd), headers, bodyStart, fault };
}

/** Value of the first field of that name (long form, lower case). */
export function header(message: SipMessage, name: string): string | null {
  for (const field of message.headers) if (field.name === name) return field.value;
  return null;
}

/** Values of all fields of that name, in order. */
export function headersOf(message: SipMessage, name: string): string[] {
  const values: string[] = [];
  for (const field of message.headers) if (field.name === name) values.push(field.value);
  return values;
}
