/** What SIP.js says of a session, as events of the call machine; and how a session ends, whatever its state. */
import { Invitation, Inviter, SessionState, type Notification, type Referral, type Session } from 'sip.js';
import { readReason } from '../../shared/call/causes.ts';
import { answerTimer, readSessionExpires, type SessionExpires } from '../../shared/call/session-timer.ts';
import type { NetworkEvent } from '../../shared/call/state.ts';
import { redirectTo } from './address.ts';
import { assertedOf } from './identity.ts';

export interface SessionHooks {
  country(): string;
  tell(event: NetworkEvent): void;
  /** When SIP.js is done with the message: to end the call while it still is would send a BYE against a BYE. */
  tellSoon(event: NetworkEvent): void;
  /** Our INVITE was accepted. */
  accepted(inviter: Inviter): void;
  terminated(): void;
  referred(referral: Referral): void;
  notified(notification: Notification): void;
  /** Logs `otherwise` when it fails. */
  watch(done: Promise<unknown>, otherwise: string): void;
}

export function listenTo(session: Session, hooks: SessionHooks): void {
  const { tell, tellSoon, watch } = hooks;
  session.delegate = {
    onAck: () => tell({ kind: 'acknowledged' }),
    onBye: bye => {
      watch(bye.accept(), 'A BYE could not be answered');
      tellSoon({ kind: 'bye', reason: readReason(bye.request.getHeaders('reason')) });
    },
    onCancel: ({ request }) =>
      tellSoon({ kind: 'cancelled', reason: readReason(request.getHeaders('reason')) }),
    onInvite: (request, _response, status) => {
      const party = assertedOf(request, hooks.country());
      if (status < 300 && party) tell({ kind: 'identity', party });
    },
    onRefer: referral => hooks.referred(referral),
    onInfo: info => watch(info.accept(), 'An INFO could not be answered'),
    // Nobody would read it: better that the sender knows.
    onMessage: message => watch(message.reject({ statusCode: 405 }), 'A MESSAGE could not be answered'),
    onNotify: notification => {
      watch(notification.accept(), 'A NOTIFY could not be answered');
      hooks.notified(notification);
    },
  };
  session.stateChange.addListener(state => {
    if (state === SessionState.Established && session instanceof Inviter) hooks.accepted(session);
    if (state !== SessionState.Terminated) return;
    forgetAck(session);
    hooks.terminated();
  });
}

export interface HeaderCarrier {
  getHeader(name: string): string | undefined;
}

/** `x` is its short form. */
export function sessionExpiresOf(message: HeaderCarrier): SessionExpires | null {
  return readSessionExpires(message.getHeader('session-expires') ?? message.getHeader('x'));
}

/** Answers 200, with what we have to say of the session timer. */
export async function accept(invitation: Invitation, tell: (event: NetworkEvent) => void): Promise<void> {
  const { request } = invitation;
  const knows = request.getHeaders('supported').some(tags => /(?:^|,)\s*timer\s*(?:,|$)/i.test(tags));
  const { headers, refresh } = answerTimer(sessionExpiresOf(request), knows);
  const done = invitation.accept({ extraHeaders: headers });
  if (refresh !== null) tell({ kind: 'sessionTimer', expires: refresh });
  await done;
}

/** BYE, CANCEL or `status`, as the state of the session asks for; null when there is nothing left to end. */
export function endSession(session: Session, status: number, to?: string): Promise<unknown> | null {
  if (session.state === SessionState.Established) return session.bye();
  const early = session.state === SessionState.Initial || session.state === SessionState.Establishing;
  if (early && session instanceof Invitation) {
    const contact = to === undefined ? null : redirectTo(to, session.userAgent.configuration.uri);
    const extraHeaders = contact === null ? [] : [`Contact: <${contact.toString()}>`];
    return session.reject({ statusCode: status, extraHeaders });
  }
  return early && session instanceof Inviter ? session.cancel() : null;
}

/** A BYE that overtook the ACK: SIP.js would wait for it on, and throw out of a timer when it never comes. */
function forgetAck(session: Session): void {
  const { dialog } = session;
  if (dialog?.delegate) dialog.delegate = { ...dialog.delegate, onAckTimeout: () => undefined };
}
