/** Whether we follow a REFER, and to whom (RFC 3515). */
import type { Referral, Session } from 'sip.js';
import { withoutPort } from './address.ts';

/**
 * The user to call at our own domain, or null to refuse. A REFER makes us dial, so it may only name somebody of the same
 * phone system: with any other target a caller could send us to an expensive number elsewhere.
 */
export function referredUser(referral: Referral, session: Session, domain: string): string | null {
  let uri;
  let replaces;
  try {
    ({ uri } = referral.referTo);
    // SIP.js decodes this text into a header of the new INVITE.
    replaces = decodeURIComponent(referral.replaces ?? '');
  } catch {
    return null;
  }
  if (uri.scheme !== 'sip' || !uri.user || /[\u0000-\u001f\u007f]/.test(replaces)) return null;
  const ours = [withoutPort(domain), session.dialog?.remoteTarget.host, session.remoteIdentity.uri.host];
  return ours.some(host => host?.toLowerCase() === uri.host) ? uri.user : null;
}
