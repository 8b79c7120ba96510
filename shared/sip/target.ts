/** Whom to call: what a person types, or what a tel:, sip: or callto: link brings. */
import { HatifError } from '../errors.ts';
import { unescapeText } from './address.ts';
import { isHostPort } from './syntax.ts';
import { isWellFormed } from './utf8.ts';

export interface Target {
  /** `+` and digits, `*` and `#` of a number; else a user name, unescaped. */
  user: string;
  /** Host, with its port where one was given; null means our own domain. */
  host: string | null;
  isNumber: boolean;
}

export interface TargetOptions {
  /** Reads letters as the keys they stand on (ITU-T E.161), as in 1-800-FLOWERS. */
  lettersAsDigits?: boolean;
}

const maxInput = 256;
const maxUser = 64;
const number = /^\+?[0-9*#]{1,40}$/;
/** Letters, marks and digits of any script, at least one letter, and the marks of a SIP user part that mean nothing to a URI. */
const userName = /^(?=.*\p{L})[\p{L}\p{M}\p{N}\-_.!~*'()+&=$,#/]+$/u;
/** RFC 3966 visual separators, every space and dash, and the invisible marks that come along from Arabic text. */
const separators = /[\s().\-/\u00ad\u061c\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]/g;
const keys = '22233344455566677778889999';

/**
 * Parameters and headers of a URI are dropped: a link may say whom to call, not how. Throws HatifError `badNumber` when
 * nobody is named, or the text holds what cannot stand in a SIP message.
 */
export function readTarget(input: string, options: TargetOptions = {}): Target {
  const text = input.trim();
  if (text === '' || text.length > maxInput || !isWellFormed(text)) throw unreadable();
  const link = /^(sips?|tel|callto):(?:\/\/)?/i.exec(text);
  const scheme = link?.[1]?.toLowerCase() ?? null;
  const rest = text.slice(link?.[0].length ?? 0);
  if (scheme === 'tel') return readUser(cut(rest, /[;?]/), null, options);
  // A host has no separator that would end it sooner; the user part may hold `;` and `?` (19.1.1).
  const at = rest.lastIndexOf('@');
  if (at === -1) return readUser(cut(rest, /[;?]/), null, options);
  const host = cut(rest.slice(at + 1), /[;?]/)
    .trim()
    .toLowerCase();
  if (!isHostPort(host)) throw unreadable();
  return readUser(cut(rest.slice(0, at), /[;:?]/), host, options);
}

/** The SIP URI to call, in `domain` when the target names no host. Throws nothing for what readTarget returned. */
export function targetUri(target: Target, domain: string): string {
  return `sip:${escapeUser(target.user)}@${target.host ?? domain}`;
}

/** RFC 3261 25.1 `user`: SIP.js reads `+` literally, and so do most servers. */
export function escapeUser(user: string): string {
  return encodeURIComponent(user).replaceAll('%2B', '+');
}

function readUser(written: string, host: string | null, options: TargetOptions): Target {
  const text = unescapeText(written);
  if (text === null || /[\p{Cc}%]/u.test(text)) throw unreadable();
  const digits = asciiDigits(text).replace(separators, '');
  if (number.test(digits)) return { user: digits, host, isNumber: true };
  const dialled = options.lettersAsDigits === true ? lettersToDigits(digits) : digits;
  if (number.test(dialled)) return { user: dialled, host, isNumber: true };
  const name = text.trim();
  if (name.length > maxUser || !userName.test(name)) throw unreadable();
  return { user: name, host, isNumber: false };
}

/** Arabic-Indic, Eastern Arabic-Indic and full-width digits, and the full-width plus, as ASCII. */
function asciiDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\uff10-\uff19]/g, digit => String(digit.charCodeAt(0) - 0xff10))
    .replaceAll('\uff0b', '+');
}

function lettersToDigits(text: string): string {
  return text.toUpperCase().replace(/[A-Z]/g, letter => keys[letter.charCodeAt(0) - 65] ?? '');
}

function cut(text: string, at: RegExp): string {
  const index = text.search(at);
  return index === -1 ? text : text.slice(0, index);
}

function unreadable(): HatifError {
  return new HatifError('badNumber', 'That is neither a number nor an address that can be called.');
}
