/**
 * SIP messages as text and as data (RFC 3261 7, 25; RFC 7118 5 for WebSocket). Total: parse() never throws, whatever it is
 * given, and print() cannot let a value start a line of its own.
 */
import { splitList } from './address.ts';
import { LIMITS } from './limits.ts';

export interface Header {
  /** Lower case, long form. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

export type Parsed =
  | { kind: 'message'; message: SipMessage }
  /** A request that is wrong but names its transaction, so that it can be refused. */
  | { kind: 'refuse'; request: SipRequest; status: number; reason: string }
  | { kind: 'drop'; why: string };

const COMPACT: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
};

/** Read one entry at a time by a proxy, so they are kept apart even when they came on one line (RFC 3261 7.3.1). */
const LISTS = new Set(['via', 'route', 'record-route', 'contact']);
const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

export function header(name: string, value: string): Header {
  return { key: name.toLowerCase(), name, value };
}

export function first(message: SipMessage, key: string): string | undefined {
  return message.headers.find(entry => entry.key === key)?.value;
}

export function all(message: SipMessage, key: string): string[] {
  return message.headers.filter(entry => entry.key === key).map(entry => entry.value);
}

export function without(headers: readonly Header[], key: string): Header[] {
  return headers.filter(entry => entry.key !== key);
}

/** Number and method of CSeq; null when it is not a legal one (RFC 3261 8.1.1.5: below 2**31). */
export function cseq(message: SipMessage): { number: number; method: string } | null {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(first(message, 'cseq') ?? '');
  if (!match?.[1] || !match[2]) return null;
  const number = Number(match[1]);
  return number < 2 ** 31 ? { number, method: match[2] } : null;
}

export function parse(text: string): Parsed {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return { kind: 'drop', why: 'no end of headers' };
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ') // folded lines, RFC 3261 7.3.1
    .split('\r\n');
  if (lines.length > LIMITS.headerLines) return { kind: 'drop', why: 'too many header lines' };

  const headers: Header[] = [];
  let tooLong = false;
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!TOKEN.test(name)) return { kind: 'drop', why: 'not a header line' };
    const key = COMPACT[name.toLowerCase()] ?? name.toLowerCase();
    const value = line.slice(colon + 1).trim();
    tooLong ||= line.length > LIMITS.lineLength;
    if (LISTS.has(key)) for (const item of splitList(value)) headers.push({ key, name, value: item });
    else headers.push({ key, name, value });
  }
  return read(lines[0] ?? '', headers, text.slice(end + 4), tooLong);
}

function read(startLine: string, headers: Header[], rest: string, tooLong: boolean): Parsed {
  const status = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/.exec(startLine);
  const request = /^(\S+) (\S+) SIP\/(\d+\.\d+)$/.exec(startLine);
  const length = bodyLength(headers, rest);
  const body = length === null ? '' : cut(rest, length);

  if (status?.[1]) {
    const message: SipResponse = {
      kind: 'response',
      status: Number(status[1]),
      reason: status[2] ?? '',
      headers,
      body,
    };
    const fault = tooLong || length === null ? 'bad response' : missing(message);
    return fault ? { kind: 'drop', why: fault } : { kind: 'message', message };
  }
  if (!request?.[1] || !request[2] || !TOKEN.test(request[1])) return { kind: 'drop', why: 'bad start line' };

  const message: SipRequest = { kind: 'request', method: request[1], uri: request[2], headers, body };
  const fault = missing(message);
  if (fault) return { kind: 'drop', why: fault };
  // An ACK is never answered (RFC 3261 17.1.1.3), so a bad one can only be ignored.
  const refuse = (code: number, reason: string): Parsed =>
    message.method === 'ACK'
      ? { kind: 'drop', why: reason }
      : { kind: 'refuse', request: message, status: code, reason };
  if (request[3] !== '2.0') return refuse(505, 'Version Not Supported');
  if (message.uri.length > LIMITS.uriLength) return refuse(414, 'Request-URI Too Long');
  if (tooLong) return refuse(400, 'Header Too Long');
  if (length === null) return refuse(400, 'Bad Content-Length');
  if (cseq(message)?.method !== message.method) return refuse(400, 'Bad CSeq');
  return { kind: 'message', message };
}

/** The five fields without which a transaction cannot be told from another (RFC 3261 8.1.1). */
function missing(message: SipMessage): string | null {
  for (const key of ['via', 'from', 'to', 'call-id', 'cseq']) {
    const count = all(message, key).length;
    if (count === 0) return `no ${key}`;
    if (count > 1 && key !== 'via') return `more than one ${key}`;
  }
  return null;
}

/** Bytes of the body; null when Content-Length lies. Without one, the frame is the message (RFC 7118 5). */
function bodyLength(headers: readonly Header[], rest: string): number | null {
  const lengths = headers.filter(entry => entry.key === 'content-length');
  const bytes = Buffer.byteLength(rest);
  if (lengths.length === 0) return bytes;
  const value = lengths[0]?.value ?? '';
  if (lengths.length > 1 || !/^\d{1,9}$/.test(value)) return null;
  return Number(value) <= bytes ? Number(value) : null;
}

function cut(text: string, bytes: number): string {
  return Buffer.byteLength(text) === bytes ? text : Buffer.from(text).subarray(0, bytes).toString();
}

export function print(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${String(message.status)} ${message.reason}`;
  const lines = without(message.headers, 'content-length').map(({ name, value }) => `${name}: ${value}`);
  lines.push(`Content-Length: ${String(Buffer.byteLength(message.body))}`);
  return `${[start, ...lines].map(oneLine).join('\r\n')}\r\n\r\n${message.body}`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ');
}

/** A response that follows its request back: the fields of RFC 3261 8.2.6.2, and a To tag when the request had none. */
export function respond(
  request: SipRequest,
  status: number,
  reason: string,
  options: { toTag?: string; headers?: readonly Header[] } = {},
): SipResponse {
  const headers = request.headers
    .filter(({ key }) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(key))
    .map(entry =>
      entry.key === 'to' && status > 100 && options.toTag && !/;\s*tag=/i.test(entry.value)
        ? { ...entry, value: `${entry.value};tag=${options.toTag}` }
        : entry,
    );
  return { kind: 'response', status, reason, headers: [...headers, ...(options.headers ?? [])], body: '' };
}
