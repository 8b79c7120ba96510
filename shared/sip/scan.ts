/**
 * Reads who calls from a message in a few microseconds, long before it is parsed whole: the look-up of the caller starts
 * from here. Everything read is hostile text of bounded length.
 */
import { readAddress, readUri, unescapeText } from './address.ts';
import { readMessage, type SipMessage } from './message.ts';
import type { HeaderScan } from './port.ts';
import { splitOutside } from './syntax.ts';

type Party = { user: string; name: string | null };

const maxUser = 128;
const maxName = 256;
const nobody: Party = { user: '', name: null };

/** Null when the text is no SIP message with a From, a To, a Call-ID and a CSeq. */
export function scanText(text: string): HeaderScan | null {
  const message = readMessage(text);
  return message === null ? null : scanMessage(message);
}

export function scanMessage(message: SipMessage): HeaderScan | null {
  let callId: string | null = null;
  let cseq: HeaderScan['cseq'] | null = null;
  let from: string | null = null;
  let to: string | null = null;
  let asserted: string | null = null;
  let privacy: string | null = null;
  let diversion: string | null = null;
  const history: string[] = [];
  for (const field of message.headers) {
    switch (field.name) {
      case 'call-id':
        callId ??= field.value;
        break;
      case 'cseq':
        cseq ??= readCSeq(field.value);
        break;
      case 'from':
        from ??= field.value;
        break;
      case 'to':
        to ??= field.value;
        break;
      case 'p-asserted-identity':
        asserted ??= field.value;
        break;
      case 'privacy':
        privacy ??= field.value;
        break;
      case 'diversion':
        diversion ??= field.value;
        break;
      case 'history-info':
        history.push(field.value);
        break;
    }
  }
  if (callId === null || cseq === null || from === null || to === null) return null;
  const status = readStatus(message.startLine);
  const toAddress = readAddress(to);
  return {
    method: status === null ? message.startLine.slice(0, message.startLine.indexOf(' ')) : null,
    status,
    callId,
    cseq,
    inDialog: toAddress?.parameters.has('tag') ?? false,
    from: readParty(from) ?? nobody,
    to: readParty(to) ?? nobody,
    asserted: asserted === null ? null : readParty(firstValue(asserted)),
    anonymous: privacy !== null && asksPrivacy(privacy),
    diversion:
      diversion === null ? lastBeforeUs(history, message.startLine) : readParty(firstValue(diversion)),
  };
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

/** The user part as a person would read it: escapes resolved, parameters and password gone; the name without controls. */
function readParty(value: string): Party | null {
  const address = readAddress(value);
  if (address === null) return null;
  const uri = readUri(address.uri);
  const user = (uri?.user ?? '').replace(/[;:].*$/s, '');
  return {
    user: clean(unescapeText(user) ?? user, maxUser),
    name: clean(address.name ?? '', maxName) || null,
  };
}

function clean(text: string, length: number): string {
  // C0, DEL, C1 and the line ends of Unicode; then a half character that the cut may have left.
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '');
}

/** RFC 3323 4.2 and RFC 3325 9.3: `none` asks for nothing. */
function asksPrivacy(value: string): boolean {
  return value
    .toLowerCase()
    .split(/[;,]/)
    .some(part => ['id', 'user', 'header'].includes(part.trim()));
}

function firstValue(value: string): string {
  return splitOutside(value, ',')?.[0] ?? value;
}

/** RFC 7044: entries grow downwards and the last one may be our own address, which says nothing. */
function lastBeforeUs(history: readonly string[], startLine: string): Party | null {
  if (history.length === 0) return null;
  const own = readUri(startLine.split(' ', 2)[1] ?? '')?.user ?? '';
  const entries = history.flatMap(value => splitOutside(value, ',') ?? []);
  for (const entry of entries.reverse()) {
    const party = readParty(entry);
    if (party !== null && party.user !== '' && party.user !== own) return party;
  }
  return null;
}
