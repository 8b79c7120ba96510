/** Being handed on by the far end: whether we follow a REFER, to whom, and what we report (RFC 3515). */
import { Core, Inviter, type Referral, type Session } from 'sip.js';
import type { CallView } from '../../shared/call/view.ts';
import { extraHeader } from '../../shared/sip/text.ts';
import { dialAddress, withoutPort } from './address.ts';
import { carriedAlong } from './along.ts';

export interface Followed {
  inviter: Inviter;
  user: string;
}

/**
 * The INVITE that the REFER asks for, or null to refuse it. A REFER makes us dial, so it may only name somebody of the
 * same phone system: with any other target a caller could send us to an expensive number elsewhere.
 */
export function follow(referral: Referral, session: Session, domain: string): Followed | null {
  try {
    const { uri } = referral.referTo;
    const ours = [withoutPort(domain), session.dialog?.remoteTarget.host, session.remoteIdentity.uri.host];
    if (uri.scheme !== 'sip' || !ours.some(host => host?.toLowerCase() === uri.host)) return null;
    const target = dialAddress(uri.user ?? '', domain);
    const { referredBy, replaces } = referral;
    const extraHeaders = [
      ...(referredBy ? [extraHeader('Referred-By', referredBy)] : []),
      ...(replaces ? [extraHeader('Replaces', decodeURIComponent(replaces))] : []),
      ...carriedAlong(uri),
    ];
    return { user: target.user, inviter: new Inviter(session.userAgent, target.uri, { extraHeaders }) };
  } catch {
    // No address, or text that cannot stand in a header.
    return null;
  }
}

/** Tells the referrer how it went, once, with a sipfrag (RFC 3515 section 2.4.5). Throws nothing that matters. */
export function reportTo(session: Session, call: CallView): void {
  const { dialog } = session;
  if (!(dialog instanceof Core.SessionDialog) || dialog.sessionState !== Core.SessionState.Confirmed) return;
  const status =
    call.phase === 'established' ? 'SIP/2.0 200 OK' : `SIP/2.0 ${call.end?.status ?? 503} Not reached`;
  dialog.notify(undefined, {
    extraHeaders: ['Event: refer', 'Subscription-State: terminated;reason=noresource'],
    body: { contentDisposition: 'render', contentType: 'message/sipfrag', content: `${status}\r\n` },
  });
}
