/** name-addr, addr-spec and SIP-URI (RFC 3261 25.1), and tel URIs (RFC 3966), as far as a softphone must know them. */
import { endOfQuoted, isHostPort, isToken, readParameters, trimWhite, unquote } from './syntax.ts';

export interface Address {
  /** Display name, quoted pairs resolved; null when absent or empty. Hostile text. */
  name: string | null;
  uri: string;
  /** Header parameters, names in lower case. */
  parameters: ReadonlyMap<string, string>;
}

export interface Uri {
  /** In lower case. */
  scheme: string;
  /** Still escaped; '' when there is none. For tel the number. */
  user: string;
  /** '' for anything but sip and sips. */
  host: string;
  port: number | null;
  /** `;name=value…` of a SIP URI, still escaped; '' when there are none. */
  parameters: string;
  /** `?name=value` of a SIP URI, without the question mark; null when there is none. */
  headers: string | null;
}

const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
/** user [ ":" password ] */
const userPart =
  /^(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})+(?::(?:[A-Za-z0-9\-_.!~*'()&=+$,]|%[0-9A-Fa-f]{2})*)?$/;
const uriParameters = /^(?:;(?:[A-Za-z0-9\-_.!~*'()[\]/:&+$=]|%[0-9A-Fa-f]{2})+)*$/;
const opaque = /^[!#$%&'()*+,\-./0-9:;=?@A-Z_[\]a-z~]+$/;

/** Null when the value is neither a name-addr nor an addr-spec with proper parameters. */
export function readAddress(value: string): Address | null {
  const text = trimWhite(value);
  if (text.startsWith('"')) {
    const end = endOfQuoted(text, 0);
    if (end === -1) return null;
    const rest = trimWhite(text.slice(end));
    return rest.startsWith('<') ? readBracketed(rest, unquote(text.slice(0, end))) : null;
  }
  const open = text.indexOf('<');
  if (open !== -1) {
    const name = trimWhite(text.slice(0, open));
    if (!isUnquotedName(name)) return null;
    return readBracketed(text.slice(open), name);
  }
  // 20: without brackets all that follows a semicolon belongs to the header, and comma and question mark may not occur.
  const semicolon = text.indexOf(';');
  const uri = trimWhite(semicolon === -1 ? text : text.slice(0, semicolon));
  if (/[?,\s]/.test(uri)) return null;
  const parameters = readParameters(semicolon === -1 ? '' : text.slice(semicolon));
  return parameters === null || !scheme.test(uri) ? null : { name: null, uri, parameters };
}

/**
 * `*( token LWS )`, and letters beyond ASCII, which ought to be quoted: exchanges that let people write their names in
 * Arabic forget it, and no call should be lost for that.
 */
function isUnquotedName(name: string): boolean {
  return name.split(/[ \t]+/).every(word => word === '' || isToken(word) || isForeignWord(word));
}

function isForeignWord(word: string): boolean {
  return /[^\u0000-\u009f]/.test(word) && !/[\u0000-\u001f"(),:;<>@[\\\]\u007f-\u009f]/.test(word);
}

/** A name-addr whose name should have had quotes gets them; any other value comes back as it is. */
export function quoteForeignName(value: string): string {
  const open = value.indexOf('<');
  const name = trimWhite(value.slice(0, Math.max(open, 0)));
  if (name.startsWith('"') || !/[^\u0000-\u007f]/.test(name) || !isUnquotedName(name)) return value;
  return `"${name}" ${value.slice(open)}`;
}

function readBracketed(text: string, name: string): Address | null {
  const close = text.indexOf('>');
  if (close === -1) return null;
  const uri = text.slice(1, close);
  const parameters = readParameters(text.slice(close + 1));
  if (parameters === null || !opaque.test(uri) || !scheme.test(uri)) return null;
  return { name: name === '' ? null : name, uri, parameters };
}

/** Null when it is no URI, or one of scheme sip or sips that breaks the grammar. */
export function readUri(text: string): Uri | null {
  const found = scheme.exec(text);
  if (found === null) return null;
  const kind = (found[1] ?? '').toLowerCase();
  const rest = text.slice(found[0].length);
  if (kind !== 'sip' && kind !== 'sips') {
    if (!opaque.test(rest)) return null;
    const user = kind === 'tel' ? rest.replace(/;.*$/s, '') : '';
    return { scheme: kind, user, host: '', port: null, parameters: '', headers: null };
  }
  const at = rest.indexOf('@');
  const user = at === -1 ? '' : rest.slice(0, at);
  if (at !== -1 && (!userPart.test(user) || unescapeText(user) === null)) return null;
  const question = rest.indexOf('?', at + 1);
  const address = question === -1 ? rest.slice(at + 1) : rest.slice(at + 1, question);
  const semicolon = address.indexOf(';');
  const hostPort = semicolon === -1 ? address : address.slice(0, semicolon);
  if (!isHostPort(hostPort)) return null;
  const parameters = semicolon === -1 ? '' : address.slice(semicolon);
  if (!uriParameters.test(parameters)) return null;
  const port = hostPort.endsWith(']') ? null : /:([0-9]+)$/.exec(hostPort);
  return {
    scheme: kind,
    user,
    host: port === null ? hostPort : hostPort.slice(0, -port[0].length),
    port: port === null ? null : Number(port[1]),
    parameters,
    headers: question === -1 ? null : rest.slice(question + 1),
  };
}

/** Resolves %HH; null when the bytes are no UTF-8. */
export function unescapeText(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
