/** The parts of SIP addresses that an exchange routes by (RFC 3261 19.1, 20; RFC 3966 for tel). */

export interface Address {
  readonly uri: string;
  /** Header parameters: tag, expires, +sip.instance …; names in lower case, quotes taken off. */
  readonly params: ReadonlyMap<string, string>;
}

export interface Uri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Percent-decoded; a telephone number for tel. */
  readonly user: string | null;
  /** Lower case, with the port where one is given; empty for tel. */
  readonly host: string;
}

/** Splits at commas that stand outside quotes and angle brackets. */
export function splitList(value: string): string[] {
  return splitOutside(value, ',')
    .map(item => item.trim())
    .filter(item => item !== '');
}

export function parseAddress(value: string): Address {
  const open = indexOutside(value, '<');
  const close = open < 0 ? -1 : value.indexOf('>', open);
  if (open >= 0 && close > open)
    return { uri: value.slice(open + 1, close).trim(), params: parseParams(value.slice(close + 1)) };
  // Without brackets, parameters belong to the header, not to the URI (RFC 3261 20.10).
  const semicolon = value.indexOf(';');
  return semicolon < 0
    ? { uri: value.trim(), params: new Map() }
    : { uri: value.slice(0, semicolon).trim(), params: parseParams(value.slice(semicolon)) };
}

export function parseParams(text: string): Map<string, string> {
  const params = new Map<string, string>();
  for (const part of splitOutside(text, ';')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name !== '') params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1).trim()));
  }
  return params;
}

export function parseUri(text: string): Uri | null {
  const match = /^(sips?|tel):(.+)$/is.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const scheme = match[1].toLowerCase() as Uri['scheme'];
  const rest = match[2].split(/[;?]/, 1)[0] ?? '';
  if (scheme === 'tel') return rest === '' ? null : { scheme, user: rest, host: '' };
  // A user part may hold ';' and '?' of its own, so the last '@' before the host decides (RFC 3261 19.1.2).
  const at = match[2].lastIndexOf('@');
  const host = (at < 0 ? match[2] : match[2].slice(at + 1)).split(/[;?]/, 1)[0]?.toLowerCase() ?? '';
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host)) return null;
  if (at < 0) return { scheme, user: null, host };
  const user = decode(match[2].slice(0, at).split(/[:;]/, 1)[0] ?? '');
  return user === null || user === '' ? null : { scheme, user, host };
}

/** The number a person meant: separators taken off, 00 and the national 0 written out. Not a number: as it was. */
export function dialled(user: string, countryCode: string): string {
  const bare = user.replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(bare)) return user;
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  return bare.startsWith('0') ? `+${countryCode}${bare.slice(1)}` : bare;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const at = indexOutside(rest, separator);
    if (at < 0) return [...parts, rest];
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
}

/** Where `wanted` first stands outside "quotes" and <brackets>. */
function indexOutside(text: string, wanted: string): number {
  let quoted = false;
  let bracketed = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at++;
      else if (sign === '"') quoted = false;
    } else if (!bracketed && sign === wanted) return at;
    else if (sign === '"') quoted = true;
    else if (sign === '<') bracketed = true;
    else if (sign === '>') bracketed = false;
  }
  return -1;
}
