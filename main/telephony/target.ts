/** What an agent, a link or a list asks us to dial, as the user part of a SIP URI. */
import { latinDigits, withoutMarks } from '../../shared/numbers/index.ts';

/**
 * Returns the user part to call at the account's own domain, or null when `text` is nothing to dial. Digits are sent as
 * they were written, without the spaces: dial plans differ, and `+49…`, `0049…` and `049…` may not be the same to one.
 * A `sip:` link to another domain is refused, and headers and parameters of any link are dropped: a link may choose whom
 * to call, not how (a `Replaces` or `Route` in it could steal or divert calls).
 */
export function dialledUser(text: string, domain: string): string | null {
  const plain = withoutMarks(latinDigits(text)).trim();
  if (plain.length === 0 || plain.length > 256 || /[\u0000-\u001f\u007f]/.test(plain)) return null;
  const scheme = /^(sips?|tel|callto):(?:\/\/)?/i.exec(plain);
  const rest = (scheme ? plain.slice(scheme[0].length) : plain).split(/[?;]/, 1)[0] ?? '';
  if (scheme && /^sip/i.test(scheme[0])) {
    const [user = '', host] = rest.split('@');
    if (host === undefined || host.toLowerCase().replace(/:\d+$/, '') !== domain.toLowerCase()) return null;
    return userPart(user);
  }
  return userPart(rest);
}

function userPart(text: string): string | null {
  let user: string;
  try {
    user = decodeURIComponent(text);
  } catch {
    return null;
  }
  const digits = user.replace(/[\s().\-/]/g, '');
  if (/^\+?[\d*#]{1,40}$/.test(digits)) return digits;
  return /^[a-z][\w.+-]{0,63}$/i.test(user) ? user : null;
}
