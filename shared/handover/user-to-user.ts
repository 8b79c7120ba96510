/** The User-to-User header (RFC 7433): bytes that one telephone sends to another along with a call. All of it is hostile. */

/** Octets of user data that the ISDN package holds (RFC 7434), and old phone systems with it; one more names their protocol. */
export const mostOctets = 128;
/** Characters of a header that is read at all. */
const longestHeader = 2048;

const value =
  /^\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z0-9\-.!%*_+`'~]+))\s*((?:;[^,"]*(?:"(?:[^"\\]|\\.)*"[^,"]*)*)?)/;

/** In the usual package, in its one encoding; what `bytes` begin with is theirs to say. */
export function writeUserToUser(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex};purpose=isdn-uui;content=isdn-uui;encoding=hex`;
}

/** The bytes of each value of a header that is encoded in hex; others mean something to nobody here. Never throws. */
export function readUserToUser(header: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  let rest = header.slice(0, longestHeader);
  for (let match = value.exec(rest); match !== null && found.length < 4; match = value.exec(rest)) {
    const bytes = fromHex(match[1] ?? match[2] ?? '');
    const encoding = /;\s*encoding\s*=\s*"?([A-Za-z0-9-]+)/i.exec(match[3] ?? '')?.[1] ?? 'hex';
    if (bytes !== null && encoding.toLowerCase() === 'hex') found.push(bytes);
    rest = rest.slice(match[0].length);
    if (!rest.startsWith(',')) break;
    rest = rest.slice(1);
  }
  return found;
}

function fromHex(text: string): Uint8Array | null {
  if (text.length === 0 || text.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}
