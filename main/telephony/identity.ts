/** Who is at the other end, as the SIP messages tell it. All of it is hostile text. */
import { Grammar, type Invitation } from 'sip.js';
import type { Party } from '../../shared/call/view.ts';
import { toE164 } from '../../shared/numbers/index.ts';
import type { HeaderScan } from '../../shared/sip/port.ts';

const longest = 256;

/** A person who withheld the number: nothing to show, nothing to look up (RFC 3323). */
export const anonymous: Party = { number: '', e164: null, name: null };

/**
 * The caller of an INVITE. P-Asserted-Identity comes before From: it is set by the phone system, which we trust because
 * we registered with it (RFC 3325). Both are silent when the caller asked for privacy, even though some systems still
 * write the real number there.
 */
export function callerOf(scan: HeaderScan, country: string): Party {
  if (scan.anonymous) return anonymous;
  const { user, name } = scan.asserted ?? scan.from;
  return partyOf(user, name ?? scan.from.name, country);
}

/** What was called: where the call came from on its way to us, else our own address. */
export function calledOf(scan: HeaderScan): string | null {
  const { user, name } = scan.diversion ?? scan.to;
  return clean(name) ?? clean(user);
}

/** A P-Asserted-Identity inside a dialog, null when there is none to show. */
export function assertedOf(
  message: { getHeader(name: string): string | undefined },
  country: string,
): Party | null {
  const asserted = message.getHeader('p-asserted-identity');
  if (!asserted || /\bid\b/i.test(message.getHeader('privacy') ?? '')) return null;
  const parsed = Grammar.nameAddrHeaderParse(asserted);
  const user = parsed?.uri.user;
  if (!user) return null;
  return partyOf(decode(user), parsed.displayName || null, country);
}

export function partyOf(user: string, name: string | null, country: string): Party {
  const number = clean(user) ?? '';
  return { number, e164: toE164(number, country), name: clean(name) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function clean(text: string | null): string | null {
  const line = text
    ?.replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, longest);
  return line || null;
}

/** Who calls, by the parsed INVITE. */
export function callerIn({ remoteIdentity, request }: Invitation, country: string): Party {
  const { displayName, uri } = remoteIdentity;
  return assertedOf(request, country) ?? partyOf(uri.user ?? '', displayName || null, country);
}
