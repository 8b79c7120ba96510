/**
 * The guard between the socket and SIP.js. One frame in, one verdict out; pure and total.
 *
 * It exists because SIP.js throws on some messages (a response with a malformed CSeq, a body cut inside a character),
 * keeps silent where RFC 3261 wants an answer, and takes the last of several challenges. What passes is complete,
 * bounded and has one reading.
 */
import type { Guard, Verdict } from './port.ts';
import { defaultLimits, header, headersOf, readMessage, type SipLimits, type SipMessage } from './message.ts';
import { mend } from './mend.ts';
import { buildReply, type Refusal } from './reply.ts';
import { checkRequest, checkSyntax, knownMethods, readRequestLine, type RuleOptions } from './rules.ts';
import { readCSeq, readStatus, scanText } from './scan.ts';
import { splitOutside } from './syntax.ts';
import { decodeUtf8, decodeUtf8Loosely, isWellFormed, sliceUtf8, utf8Length } from './utf8.ts';

export interface GuardOptions {
  limits: SipLimits;
  /** Methods served; answered 405 or 501 with this list otherwise. */
  methods: readonly string[];
  /** Option tags understood in Require, in lower case. */
  supported: readonly string[];
  /** Content types that an INVITE may carry, in lower case. */
  bodies: readonly string[];
}

/** What our SIP.js user agent serves. It is no registrar, no presence server, and has no UPDATE. */
export const defaultGuardOptions: GuardOptions = {
  limits: defaultLimits,
  methods: ['ACK', 'BYE', 'CANCEL', 'INFO', 'INVITE', 'MESSAGE', 'NOTIFY', 'OPTIONS', 'PRACK', 'REFER'],
  supported: ['outbound', 'path', 'gruu', 'replaces'],
  bodies: ['application/sdp', 'multipart/mixed', 'multipart/alternative'],
};

const drop = (reason: string): Verdict => ({ kind: 'drop', reason });

/** A frame as text, with its body measured and cut in bytes. */
interface Frame {
  text: string;
  bodyBytes(bodyStart: number): number;
  bodyOf(bodyStart: number, bytes: number): string;
}

export function createGuard(options: Partial<GuardOptions> = {}): Guard {
  const all = { ...defaultGuardOptions, ...options };
  const rules: RuleOptions = { ...all, values: all.limits.values };
  return input => {
    const size = typeof input === 'string' ? utf8Length(input) : input.length;
    if (size > all.limits.frame) return tooLarge(input, all.limits, rules);
    const frame = typeof input === 'string' ? textFrame(input) : binaryFrame(input);
    if (frame === null) return drop('not UTF-8');
    return judge(frame, all.limits, rules);
  };
}

function judge(frame: Frame, limits: SipLimits, rules: RuleOptions): Verdict {
  // RFC 5626 4.4.1: a double CRLF pings, a single one answers.
  if (frame.text === '\r\n\r\n') return { kind: 'keepAlive', pong: '\r\n' };
  if (frame.text === '\r\n' || frame.text === '') return { kind: 'keepAlive', pong: null };
  // RFC 3261 7.5: empty lines before the start line are ignored.
  let lead = 0;
  while (frame.text.startsWith('\r\n', lead)) lead += 2;
  const text = frame.text.slice(lead);
  const message = readMessage(text, limits);
  if (message === null) return drop('no start line');
  const bodyBytes = frame.bodyBytes(message.bodyStart + lead);
  const bodyOf = (bytes: number): string => frame.bodyOf(message.bodyStart + lead, bytes);
  return /^SIP\//i.test(message.startLine)
    ? judgeResponse(message, bodyBytes, bodyOf, rules)
    : judgeRequest(message, bodyBytes, bodyOf, rules);
}

/** RFC 3261 8.1.3.3, 18.1.2 and 18.3: a response that is not in order is dropped, nobody could be answered. */
function judgeResponse(
  message: SipMessage,
  bodyBytes: number,
  bodyOf: (bytes: number) => string,
  rules: RuleOptions,
): Verdict {
  if (readStatus(message.startLine) === null) return drop('malformed status line');
  const fault = checkSyntax(message, rules);
  if (fault !== null) return drop(`response: ${fault}`);
  // Responses answer requests of ours, whose methods we know; SIP.js would throw on some others.
  if (!knownMethods.has(readCSeq(header(message, 'cseq') ?? '')?.method ?? ''))
    return drop('response to no request');
  const vias = headersOf(message, 'via').flatMap(value => splitOutside(value, ',') ?? []);
  if (vias.length > 1) return drop('response with several Via');
  return pass(message, bodyBytes, bodyOf, () => drop('response: Content-Length beyond the body'));
}

function judgeRequest(
  message: SipMessage,
  bodyBytes: number,
  bodyOf: (bytes: number) => string,
  rules: RuleOptions,
): Verdict {
  const line = readRequestLine(message.startLine);
  if (line === null) return drop('no SIP request');
  const refuse = (refusal: Refusal): Verdict => answer(message, line.method, refusal);
  const refusal = checkRequest(line, message, rules);
  if (refusal !== null) return refuse(refusal);
  return pass(message, bodyBytes, bodyOf, () =>
    refuse({ status: 400, reason: 'Content-Length Beyond Body' }),
  );
}

/** 18.3: what lies beyond Content-Length is discarded, and a shorter body is an error. */
function pass(
  message: SipMessage,
  bodyBytes: number,
  bodyOf: (bytes: number) => string,
  tooShort: () => Verdict,
): Verdict {
  const declared = header(message, 'content-length');
  const length = declared === null ? bodyBytes : Number(declared);
  if (length > bodyBytes) return tooShort();
  const scan = scanText(message.text);
  if (scan === null) return drop('no caller, callee or transaction');
  // 20.15: a body without a type is no use to anyone, and SIP.js throws on it. Requests with one were refused.
  const body = header(message, 'content-type') === null ? '' : bodyOf(length);
  return { kind: 'pass', text: mend(message, body), scan };
}

function answer(message: SipMessage, method: string, refusal: Refusal): Verdict {
  const response = buildReply(message, method, refusal);
  const reason = `${refusal.status} ${refusal.reason}`;
  return response === null ? drop(reason) : { kind: 'answer', response, reason };
}

/** 21.5.7: answered when the header section can be read; its limits bound the work. */
function tooLarge(input: string | Uint8Array, limits: SipLimits, rules: RuleOptions): Verdict {
  const reason = 'frame too large';
  const head =
    typeof input === 'string'
      ? input.slice(0, limits.headerSection)
      : decodeUtf8Loosely(input, 0, limits.headerSection);
  const message = isWellFormed(head) ? readMessage(head, limits) : null;
  const line = message === null ? null : readRequestLine(message.startLine);
  if (message === null || line === null || checkSyntax(message, rules) !== null) return drop(reason);
  return answer(message, line.method, { status: 513, reason: 'Message Too Large' });
}

function textFrame(text: string): Frame | null {
  if (!isWellFormed(text)) return null;
  return {
    text,
    bodyBytes: bodyStart => utf8Length(text, bodyStart),
    bodyOf: (bodyStart, bytes) => sliceUtf8(text, bodyStart, bytes),
  };
}

/** Headers must be UTF-8; a body may be anything, and what is not text in it is of no use to us. */
function binaryFrame(bytes: Uint8Array): Frame | null {
  const bodyAt = endOfHeaders(bytes);
  const head = decodeUtf8(bytes, 0, bodyAt);
  if (head === null) return null;
  const text = head + decodeUtf8Loosely(bytes, bodyAt);
  return {
    text,
    bodyBytes: bodyStart => (bodyStart === head.length ? bytes.length - bodyAt : utf8Length(text, bodyStart)),
    bodyOf: (bodyStart, length) =>
      bodyStart === head.length
        ? decodeUtf8Loosely(bytes, bodyAt, bodyAt + length)
        : sliceUtf8(text, bodyStart, length),
  };
}

/** Index after the first empty line that follows a line; the length when there is none. */
function endOfHeaders(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) at += 2;
  for (; at + 3 < bytes.length; at++) {
    if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a && bytes[at + 2] === 0x0d && bytes[at + 3] === 0x0a) {
      return at + 4;
    }
  }
  return bytes.length;
}
