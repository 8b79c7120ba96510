/**
 * Reads who calls from a message in a few microseconds, long before it is parsed whole: the look-up of the caller starts
 * from here. It looks at the first letter of each header field and goes on unless that letter can matter. Everything read
 * is hostile text of bounded length.
 */
import { readUri, unescapeText } from './address.ts';
import { longForm } from './message.ts';
import type { HeaderScan } from './port.ts';
import { endOfQuoted, isWhite, readParameters, splitOutside, trimWhite, unfold, unquote } from './syntax.ts';

type Party = { user: string; name: string | null };

const maxUser = 128;
const maxName = 256;
const nobody: Party = { user: '', name: null };

/** First letters of the header fields that are read, short forms included. */
const interesting: ReadonlySet<number> = new Set([...'cdfhiprt'].map(letter => letter.charCodeAt(0)));

interface Fields {
  callId: string | null;
  cseq: string | null;
  from: string | null;
  to: string | null;
  asserted: string | null;
  privacy: string | null;
  diversion: string | null;
  history: string[];
  replaces: boolean;
}

/** Null when the text is no SIP message with a From, a To, a Call-ID and a CSeq. `text` starts with the start line. */
export function scanText(text: string): HeaderScan | null {
  const firstEnd = text.indexOf('\r\n');
  if (firstEnd === -1) return null;
  const startLine = text.slice(0, firstEnd);
  const fields = readFields(text, firstEnd + 2);
  const { callId, from, to, asserted, privacy, diversion } = fields;
  const cseq = fields.cseq === null ? null : readCSeq(fields.cseq);
  if (callId === null || cseq === null || from === null || to === null) return null;
  const status = readStatus(startLine);
  return {
    method: status === null ? startLine.slice(0, Math.max(startLine.indexOf(' '), 0)) : null,
    status,
    callId,
    cseq,
    inDialog: hasTag(to),
    from: readParty(from) ?? nobody,
    to: readParty(to) ?? nobody,
    asserted: asserted === null ? null : readParty(firstValue(asserted)),
    anonymous: privacy !== null && asksPrivacy(privacy),
    diversion:
      diversion === null ? lastBeforeUs(fields.history, startLine) : readParty(firstValue(diversion)),
    replaces: fields.replaces,
  };
}

function readFields(text: string, start: number): Fields {
  const fields: Fields = {
    callId: null,
    cseq: null,
    from: null,
    to: null,
    asserted: null,
    privacy: null,
    diversion: null,
    history: [],
    replaces: false,
  };
  let at = start;
  for (;;) {
    let end = text.indexOf('\r\n', at);
    while (end !== -1 && end !== at && isWhite(text.charCodeAt(end + 2))) end = text.indexOf('\r\n', end + 2);
    if (end === -1 || end === at) return fields;
    // 0x20 makes a letter lower case.
    if (interesting.has(text.charCodeAt(at) | 0x20)) keepField(fields, text.slice(at, end));
    at = end + 2;
  }
}

function keepField(fields: Fields, line: string): void {
  const colon = line.indexOf(':');
  if (colon === -1) return;
  const name = longForm(trimWhite(line.slice(0, colon)).toLowerCase());
  const value = (): string => trimWhite(unfold(line.slice(colon + 1)));
  switch (name) {
    case 'call-id':
      fields.callId ??= value();
      break;
    case 'cseq':
      fields.cseq ??= value();
      break;
    case 'from':
      fields.from ??= value();
      break;
    case 'to':
      fields.to ??= value();
      break;
    case 'p-asserted-identity':
      fields.asserted ??= value();
      break;
    case 'privacy':
      fields.privacy ??= value();
      break;
    case 'diversion':
      fields.diversion ??= value();
      break;
    case 'history-info':
      fields.history.push(value());
      break;
    case 'replaces':
      fields.replaces = true;
      break;
  }
}

/** Null unless it is `SIP/2.0 ` and three digits from 100 to 699. */
export function readStatus(startLine: string): number | null {
  const found = /^SIP\/2\.0 ([1-6][0-9]{2})(?: |$)/i.exec(startLine);
  return found === null ? null : Number(found[1]);
}

/** RFC 3261 8.1.1.5: the number is below 2^31. Null when malformed. */
export function readCSeq(value: string): HeaderScan['cseq'] | null {
  const found = /^([0-9]{1,20})[ \t]+([A-Za-z0-9\-.!%*_+`'~]{1,64})$/.exec(value);
  if (found === null) return null;
  const number = Number(found[1]);
  return number < 2 ** 31 ? { number, method: found[2] ?? '' } : null;
}

/** Where the URI of an address starts and ends, and where a quoted name before it ends (0 for none). */
interface Place {
  nameEnd: number;
  start: number;
  end: number;
  bracketed: boolean;
}

/** Looks only for what it needs: whether the address is sound is for the guard to say. Null when it cannot be told. */
function findUri(value: string): Place | null {
  const nameEnd = value.startsWith('"') ? endOfQuoted(value, 0) : 0;
  if (nameEnd === -1) return null;
  const open = value.indexOf('<', nameEnd);
  if (open === -1) {
    // 20: without brackets, what follows a semicolon belongs to the header.
    const semicolon = value.indexOf(';');
    const end = semicolon === -1 ? value.length : semicolon;
    return nameEnd > 0 ? null : { nameEnd, start: 0, end, bracketed: false };
  }
  const end = value.indexOf('>', open);
  return end === -1 ? null : { nameEnd, start: open + 1, end, bracketed: true };
}

/** The user part as a person would read it: escapes resolved, parameters and password gone; the name without controls. */
function readParty(value: string): Party | null {
  const place = findUri(value);
  if (place === null) return null;
  const user = readUser(value.slice(place.start, place.end));
  if (user === null) return null;
  const name =
    place.nameEnd > 0
      ? unquote(value.slice(0, place.nameEnd))
      : trimWhite(value.slice(0, place.bracketed ? place.start - 1 : 0));
  return { user: clean(user, maxUser), name: clean(name, maxName) || null };
}

const scheme = /^[ \t]*(?:(sips?)|(tel)):/i;

/** Null when it is no URI; '' for one that has no user. */
function readUser(uri: string): string | null {
  const found = scheme.exec(uri);
  if (found === null) return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri) ? '' : null;
  const at = uri.indexOf('@');
  if (found[2] === undefined && at === -1) return '';
  let end = found[2] === undefined ? at : uri.length;
  for (let i = found[0].length; i < end; i++) {
    const unit = uri.charCodeAt(i);
    // `;` starts parameters, `:` a password.
    if (unit === 0x3b || unit === 0x3a) end = i;
  }
  const user = uri.slice(found[0].length, end);
  return unescapeText(user) ?? user;
}

function hasTag(to: string): boolean {
  const place = findUri(to);
  const semicolon = place === null ? -1 : to.indexOf(';', place.end);
  return semicolon !== -1 && (readParameters(to.slice(semicolon))?.has('tag') ?? false);
}

/** C0, DEL, C1 and the line ends of Unicode. */
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

function clean(text: string, length: number): string {
  const plain = text.search(controls) === -1 ? text.trim() : text.replace(controls, ' ').trim();
  // The cut may leave half a character.
  return plain.length <= length ? plain : plain.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** RFC 3323 4.2 and RFC 3325 9.3: `none` asks for nothing. */
function asksPrivacy(value: string): boolean {
  return value
    .toLowerCase()
    .split(/[;,]/)
    .some(part => ['id', 'user', 'header'].includes(part.trim()));
}

function firstValue(value: string): string {
  return value.includes(',') ? (splitOutside(value, ',')?.[0] ?? value) : value;
}

/** RFC 7044: entries grow downwards and the last one may be our own address, which says nothing. */
function lastBeforeUs(history: readonly string[], startLine: string): Party | null {
  if (history.length === 0) return null;
  const own = readUri(startLine.split(' ', 2)[1] ?? '')?.user ?? '';
  const entries = history.flatMap(value => splitOutside(value, ',') ?? []);
  for (const entry of entries.reverse()) {
    const party = readParty(trimWhite(entry));
    if (party !== null && party.user !== '' && party.user !== own) return party;
  }
  return null;
}
