/** The pieces of RFC 3261 section 25.1 that every header is made of. All functions are linear in their input. */

const token = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
/** Call-ID = word [ "@" word ]. */
const callId = /^[A-Za-z0-9\-.!%*_+`'~()<>:\\"/[\]?{}]+(?:@[A-Za-z0-9\-.!%*_+`'~()<>:\\"/[\]?{}]+)?$/;
/** The last label starts with a letter, else it would be a broken IPv4 address. */
const hostname = /^(?:[A-Za-z0-9_-]+\.)*[A-Za-z][A-Za-z0-9-]*$/;
const octet = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

export function isToken(text: string): boolean {
  return token.test(text);
}

export function isCallId(text: string): boolean {
  return callId.test(text);
}

/** Host name, IPv4 address or bracketed IPv6 reference. */
export function isHost(text: string): boolean {
  if (text.length > 255) return false;
  if (text.startsWith('[')) return text.endsWith(']') && isIpv6(text.slice(1, -1));
  return hostname.test(text) || ipv4.test(text);
}

/** RFC 4291 2.2. Three colons in a row are no IPv6 address (RFC 5118 4.10). */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const words = ipv4.test(last) ? groups.length + 1 : groups.length;
  if (halves.length > 2 || (halves.length === 2 ? words > 7 : words !== 8)) return false;
  return groups.every(
    (group, i) => /^[0-9A-Fa-f]{1,4}$/.test(group) || (i === groups.length - 1 && ipv4.test(group)),
  );
}

/** host [ ":" port ] */
export function isHostPort(text: string): boolean {
  const port = /:([0-9]{1,5})$/.exec(text);
  if (port === null || text.endsWith(']')) return isHost(text);
  return isHost(text.slice(0, -port[0].length)) && Number(port[1]) <= 65_535;
}

export function isWhite(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

export function trimWhite(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isWhite(text.charCodeAt(start))) start++;
  while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const fold = /[ \t]*\r\n[ \t]+/g;

/** A folded value on one line (7.3.1). */
export function unfold(value: string): string {
  return value.includes('\r\n') ? value.replace(fold, ' ') : value;
}

/** Index just after the quoted string that opens at `at`, or -1 when it never closes. */
export function endOfQuoted(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x5c) i++;
    else if (unit === 0x22) return i + 1;
  }
  return -1;
}

/** Content of a quoted string (quotes included in `text`), quoted pairs resolved. */
export function unquote(text: string): string {
  const content = text.slice(1, -1);
  return content.includes('\\') ? content.replace(/\\(.)/gs, '$1') : content;
}

/** Splits at `separator` outside quoted strings and angle brackets; null when one of them never closes. */
export function splitOutside(text: string, separator: ',' | ';'): string[] | null {
  if (!text.includes(separator) && !text.includes('"') && !text.includes('<')) return [text];
  const parts: string[] = [];
  const wanted = separator.charCodeAt(0);
  let start = 0;
  let angle = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22 && !angle) {
      const end = endOfQuoted(text, i);
      if (end === -1) return null;
      i = end - 1;
    } else if (unit === 0x3c) angle = true;
    else if (unit === 0x3e) angle = false;
    else if (unit === wanted && !angle) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (angle) return null;
  parts.push(text.slice(start));
  return parts;
}

export const maxParameters = 64;

/** `*( SEMI generic-param )`, `text` being what follows the value: names in lower case. Null when malformed. */
export function readParameters(text: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  const rest = trimWhite(text);
  if (rest === '') return parameters;
  if (!rest.startsWith(';')) return null;
  const parts = splitOutside(rest.slice(1), ';');
  if (parts === null || parts.length > maxParameters) return null;
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = trimWhite(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? '' : trimWhite(part.slice(equals + 1));
    if (!isToken(name)) return null;
    if (equals !== -1 && !isParameterValue(value)) return null;
    parameters.set(name.toLowerCase(), value);
  }
  return parameters;
}

function isParameterValue(value: string): boolean {
  if (value.startsWith('"')) return endOfQuoted(value, 0) === value.length;
  // Via's received may hold an IPv6 address, with or without its brackets (RFC 5118 4.5).
  return isToken(value) || isHost(value) || isIpv6(value);
}

/**
 * A control character that no header may hold: TAB is white space, and anything may follow the backslash of a quoted
 * pair except CR and LF.
 */
export function hasControl(text: string): boolean {
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) return false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit !== 0x7f) continue;
    if (unit === 0x09) continue;
    if (unit === 0x0a || unit === 0x0d || text[i - 1] !== '\\') return true;
  }
  return false;
}
