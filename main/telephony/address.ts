/** SIP addresses made from what people typed. */
import { UserAgent, type URI } from 'sip.js';
import { HatifError } from '../../shared/errors.ts';

/** sip:user@domain; `domain` may have a port. Throws HatifError `badInput`. */
export function addressOf(user: string, domain: string): URI {
  const fine = /^[^\s@<>"\\\u0000-\u001f\u007f]{1,128}$/.test(user) && /^[\w.[\]:-]{1,253}$/.test(domain);
  const uri = fine ? UserAgent.makeURI(`sip:${encodeURIComponent(user)}@${domain}`) : undefined;
  if (!uri) throw new HatifError('badInput', 'User and domain make no SIP address.');
  return uri;
}

/** A display name that can stand between quotes: SIP.js does not escape it. */
export function quotable(name: string): string {
  return name.replace(/["\\\u0000-\u001f\u007f]/g, '').trim();
}
