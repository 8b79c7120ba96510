/**
 * What RFC 3261 asks a user agent to refuse, in the order of its section 8.2: syntax, method, Request-URI, extensions,
 * body. Each rule says its own words; none repeats what the message holds.
 */
import { readAddress, readUri } from './address.ts';
import { header, headersOf, type SipMessage } from './message.ts';
import type { Refusal } from './reply.ts';
import { readCSeq } from './scan.ts';
import {
  hasControl,
  isCallId,
  isHostPort,
  isToken,
  readParameters,
  splitOutside,
  trimWhite,
} from './syntax.ts';

export interface RuleOptions {
  /** Methods that are served; others known to SIP get 405, unknown ones 501. */
  methods: readonly string[];
  /** Option tags that may stand in Require. */
  supported: readonly string[];
  /** Content types that an INVITE may carry, in lower case. */
  bodies: readonly string[];
  /** Values in one list header. */
  values: number;
}

export interface RequestLine {
  method: string;
  uri: string;
  /** What stands where `SIP/2.0` should. */
  version: string;
  /** The parts are set apart by exactly one space each (25.1). */
  strict: boolean;
}

/** Methods of RFC 3261 and its extensions: known, though perhaps not served. */
export const knownMethods: ReadonlySet<string> = new Set([
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'MESSAGE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'PUBLISH',
  'REFER',
  'REGISTER',
  'SUBSCRIBE',
  'UPDATE',
]);

const mandatory: readonly (readonly [name: string, written: string])[] = [
  ['via', 'Via'],
  ['from', 'From'],
  ['to', 'To'],
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
];
/** Header fields that may stand once only (RFC 3261 7.3.1). */
const single: readonly (readonly [name: string, written: string])[] = [
  ['from', 'From'],
  ['to', 'To'],
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['max-forwards', 'Max-Forwards'],
  ['content-length', 'Content-Length'],
  ['content-type', 'Content-Type'],
  ['refer-to', 'Refer-To'],
  ['replaces', 'Replaces'],
];

/** Header fields that hold addresses which matter here, as they are written. */
const addressHeaders: ReadonlyMap<string, string> = new Map([
  ['from', 'From'],
  ['to', 'To'],
  ['refer-to', 'Refer-To'],
  ['contact', 'Contact'],
  ['record-route', 'Record-Route'],
  ['route', 'Route'],
]);
const singleAddress: ReadonlySet<string> = new Set(['from', 'to', 'refer-to']);

const bad = (reason: string): Refusal => ({ status: 400, reason });

/** Null when the first line is no request line of any SIP version. */
export function readRequestLine(startLine: string): RequestLine | null {
  const line = trimWhite(startLine);
  const firstSpace = line.indexOf(' ');
  const lastSpace = line.lastIndexOf(' ');
  if (firstSpace === -1 || lastSpace === firstSpace) return null;
  const method = line.slice(0, firstSpace);
  const version = line.slice(lastSpace + 1);
  if (!isToken(method) || !/^SIP\/[0-9]{1,9}\.[0-9]{1,9}$/i.test(version)) return null;
  const uri = trimWhite(line.slice(firstSpace, lastSpace));
  return { method, uri, version, strict: startLine === `${method} ${uri} ${version}` && !/[ \t]/.test(uri) };
}

/** What every message must hold, request or response; null when it does. */
export function checkSyntax(message: SipMessage, options: RuleOptions): string | null {
  if (message.fault !== null) return message.fault;
  for (const [name, written] of mandatory) if (header(message, name) === null) return `Missing ${written}`;
  for (const [name, written] of single) {
    if (headersOf(message, name).length > 1) return `Multiple ${written}`;
  }
  for (const field of message.headers) {
    if (hasControl(field.value)) return 'Control Character In Header';
  }
  return checkVias(message, options) ?? checkScalars(message) ?? checkAddresses(message, options);
}

/** The topmost is ours to read (18.2.2); the others go back as they are. */
function checkVias(message: SipMessage, options: RuleOptions): string | null {
  let count = 0;
  for (const value of headersOf(message, 'via')) {
    const vias = splitOutside(value, ',');
    if (vias === null) return 'Malformed Via';
    if (count === 0 && !isVia(vias[0] ?? '')) return 'Malformed Via';
    count += vias.length;
    if (count > options.values) return 'Too Many Via Values';
  }
  return null;
}

/** sent-protocol LWS sent-by *( SEMI via-params ); white space may stand around the slashes and the colon. */
function isVia(value: string): boolean {
  const semicolon = value.indexOf(';');
  const sent = semicolon === -1 ? value : value.slice(0, semicolon);
  const via = /^[ \t]*SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*([^\s/]{1,32})[ \t]+(\S[^]*)$/i.exec(sent);
  if (via === null || !isToken(via[1] ?? '')) return false;
  const sentBy = trimWhite(via[2] ?? '').replace(/[ \t]*:[ \t]*/g, ':');
  return isHostPort(sentBy) && (semicolon === -1 || readParameters(value.slice(semicolon)) !== null);
}

function checkScalars(message: SipMessage): string | null {
  if (!isCallId(header(message, 'call-id') ?? '')) return 'Malformed Call-ID';
  if (readCSeq(header(message, 'cseq') ?? '') === null) return 'Malformed CSeq';
  const hops = header(message, 'max-forwards');
  if (hops !== null && !(/^[0-9]{1,9}$/.test(hops) && Number(hops) <= 255)) return 'Malformed Max-Forwards';
  const length = header(message, 'content-length');
  if (length !== null && !/^[0-9]{1,9}$/.test(length)) return 'Malformed Content-Length';
  const type = header(message, 'content-type');
  if (type !== null && readMediaType(type) === null) return 'Malformed Content-Type';
  return null;
}

function checkAddresses(message: SipMessage, options: RuleOptions): string | null {
  for (const field of message.headers) {
    const written = addressHeaders.get(field.name);
    if (written === undefined || (field.name === 'contact' && field.value === '*')) continue;
    const addresses = splitOutside(field.value, ',');
    if (addresses === null || addresses.length > options.values) return `Malformed ${written}`;
    if (addresses.length > 1 && singleAddress.has(field.name)) return `Malformed ${written}`;
    for (const address of addresses) {
      const uri = readUri(readAddress(address)?.uri ?? '');
      if (uri === null) return `Malformed ${written}`;
      // A dialog needs SIP URIs at both ends and between them (12.1); a REGISTER in its To (10.2).
      if (uri.scheme !== 'sip' && uri.scheme !== 'sips') return `Unsupported URI Scheme In ${written}`;
    }
  }
  return null;
}

/** What lies beyond Content-Length is no body (18.3). */
function hasBody(message: SipMessage): boolean {
  return message.bodyStart < message.text.length && Number(header(message, 'content-length') ?? 1) > 0;
}

/** type/subtype in lower case, without parameters. */
function readMediaType(value: string): string | null {
  const semicolon = value.indexOf(';');
  const [type = '', subtype = '', ...more] = (semicolon === -1 ? value : value.slice(0, semicolon)).split(
    '/',
  );
  if (more.length > 0 || !isToken(trimWhite(type)) || !isToken(trimWhite(subtype))) return null;
  const parameters = readParameters(semicolon === -1 ? '' : value.slice(semicolon));
  // 25.1 m-parameter: here, and only here, a parameter must have a value.
  if (parameters === null || [...parameters.values()].includes('')) return null;
  return `${trimWhite(type)}/${trimWhite(subtype)}`.toLowerCase();
}

/** Everything about a request that calls for an answer before SIP.js may see it; null when it may. */
export function checkRequest(line: RequestLine, message: SipMessage, options: RuleOptions): Refusal | null {
  if (line.version.toUpperCase() !== 'SIP/2.0') return { status: 505, reason: 'Version Not Supported' };
  if (!knownMethods.has(line.method)) {
    return { status: 501, reason: 'Not Implemented', headers: [`Allow: ${options.methods.join(', ')}`] };
  }
  if (!line.strict) return bad('Malformed Request-Line');
  const fault = checkSyntax(message, options);
  if (fault !== null) return bad(fault);
  if (readCSeq(header(message, 'cseq') ?? '')?.method !== line.method) return bad('CSeq Method Mismatch');
  return (
    checkBranch(message) ??
    checkContact(line, message) ??
    checkTarget(line) ??
    checkMethod(line, options) ??
    checkNeeds(line, message) ??
    checkRequire(line, message, options) ??
    checkBody(line, message, options)
  );
}

/** 8.1.1.7: the cookie alone identifies no transaction, and every such request would be taken for the same one. */
function checkBranch(message: SipMessage): Refusal | null {
  const via = splitOutside(header(message, 'via') ?? '', ',')?.[0] ?? '';
  return /;[ \t]*branch[ \t]*=[ \t]*z9hG4bK[ \t]*(?:;|$)/i.test(via)
    ? bad('Via Branch Without Identifier')
    : null;
}

/** 20.10: all contacts at once are for a REGISTER only. */
function checkContact(line: RequestLine, message: SipMessage): Refusal | null {
  if (line.method === 'REGISTER' || !headersOf(message, 'contact').includes('*')) return null;
  return bad('Malformed Contact');
}

/** 8.2.1 */
function checkMethod(line: RequestLine, options: RuleOptions): Refusal | null {
  if (options.methods.includes(line.method)) return null;
  return { status: 405, reason: 'Method Not Allowed', headers: [`Allow: ${options.methods.join(', ')}`] };
}

/** 8.2.2.1, and 19.1.1: no headers in a Request-URI. */
function checkTarget(line: RequestLine): Refusal | null {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(line.uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return bad('Malformed Request-URI');
  if (scheme !== 'sip' && scheme !== 'sips') return { status: 416, reason: 'Unsupported URI Scheme' };
  const uri = readUri(line.uri);
  if (uri === null) return bad('Malformed Request-URI');
  return uri.headers === null ? null : bad('Headers In Request-URI');
}

/** Header fields and values that one method, or one kind of message, cannot do without. */
function checkNeeds(line: RequestLine, message: SipMessage): Refusal | null {
  // 8.1.1.8; a caller of RFC 2543, who sends no tag, is answered at its From.
  const from = readAddress(header(message, 'from') ?? '');
  if (
    line.method === 'INVITE' &&
    header(message, 'contact') === null &&
    from?.parameters.has('tag') === true
  ) {
    return bad('Missing Contact');
  }
  // RFC 3515 2.4.2
  if (line.method === 'REFER' && header(message, 'refer-to') === null) return bad('Missing Refer-To');
  // RFC 6665 7.2.1
  const event = /^[^;]*/.exec(header(message, 'event') ?? '')?.[0] ?? '';
  if (line.method === 'NOTIFY' && !isToken(trimWhite(event))) return { status: 489, reason: 'Bad Event' };
  // 20.15
  if (hasBody(message) && header(message, 'content-type') === null) {
    return bad('Missing Content-Type');
  }
  return null;
}

/** 8.2.2.3: never for CANCEL, nor for ACK, which gets no answer. */
function checkRequire(line: RequestLine, message: SipMessage, options: RuleOptions): Refusal | null {
  if (line.method === 'CANCEL' || line.method === 'ACK') return null;
  const unknown: string[] = [];
  for (const value of headersOf(message, 'require')) {
    for (const part of value.split(',')) {
      const tag = trimWhite(part);
      if (tag === '') continue;
      if (!isToken(tag)) return bad('Malformed Require');
      if (!options.supported.includes(tag.toLowerCase())) unknown.push(tag);
    }
  }
  if (unknown.length === 0) return null;
  return { status: 420, reason: 'Bad Extension', headers: [`Unsupported: ${unknown.join(', ')}`] };
}

const takesSdp: ReadonlySet<string> = new Set([
  '*/*',
  'application/*',
  'application/sdp',
  'multipart/*',
  'multipart/mixed',
]);

/** 8.2.3, and 20.1: an INVITE's answer is SDP or nothing. */
function checkBody(line: RequestLine, message: SipMessage, options: RuleOptions): Refusal | null {
  if (line.method !== 'INVITE') return null;
  const accept = `Accept: ${options.bodies.join(', ')}`;
  const optional = /;[ \t]*handling[ \t]*=[ \t]*optional/i.test(header(message, 'content-disposition') ?? '');
  if (hasBody(message) && !optional) {
    const type = readMediaType(header(message, 'content-type') ?? '');
    if (type !== null && !options.bodies.includes(type)) {
      return { status: 415, reason: 'Unsupported Media Type', headers: [accept] };
    }
    const encoding = (header(message, 'content-encoding') ?? 'identity').toLowerCase();
    if (encoding !== 'identity') {
      return { status: 415, reason: 'Unsupported Media Type', headers: ['Accept-Encoding: identity'] };
    }
  }
  const accepted = headersOf(message, 'accept').join(',').toLowerCase();
  const ranges = accepted.split(',').map(range => trimWhite(range.split(';', 1)[0] ?? ''));
  if (trimWhite(accepted) !== '' && !ranges.some(range => takesSdp.has(range))) {
    return { status: 406, reason: 'Not Acceptable', headers: [accept] };
  }
  return null;
}
