/** SIP addresses for SIP.js, from what people typed. */
import { UserAgent, type URI } from 'sip.js';
import { HatifError } from '../../shared/errors.ts';
import { isHostPort } from '../../shared/sip/syntax.ts';
import { escapeUser, readTarget, targetUri } from '../../shared/sip/target.ts';
import { refuseControlCharacters } from '../../shared/sip/text.ts';

/** sip:user@domain of an account; `domain` may have a port. Throws HatifError `badInput`. */
export function accountAddress(user: string, domain: string): URI {
  const uri = isHostPort(domain)
    ? UserAgent.makeURI(`sip:${escapeUser(refuseControlCharacters(user))}@${domain}`)
    : undefined;
  if (!uri) throw new HatifError('badInput', 'User and domain make no SIP address.');
  return uri;
}

/**
 * Whom `text` names, at the account's own domain. Digits go out as they were written, without the spaces: dial plans
 * differ, and `+49…`, `0049…` and `049…` may not be the same to one. An address at another domain is refused: our server
 * would not route it, and a link must not choose where a call goes. Throws HatifError `badNumber`.
 */
export function dialAddress(text: string, domain: string): { uri: URI; user: string } {
  const target = readTarget(text);
  const ours = target.host === null || withoutPort(target.host) === withoutPort(domain.toLowerCase());
  const uri = ours ? UserAgent.makeURI(targetUri({ ...target, host: null }, domain)) : undefined;
  if (!uri) throw new HatifError('badNumber', 'That address is not within the phone system.');
  return { uri, user: target.user };
}

export function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** Whom a caller shall call instead of `own`; null for what cannot be called here. */
export function redirectTo(text: string, own: URI): URI | null {
  const { host, port } = own;
  try {
    return dialAddress(text, port === undefined ? host : `${host}:${port}`).uri;
  } catch {
    return null;
  }
}
