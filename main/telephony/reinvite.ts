/** A re-INVITE of ours, and what became of it (RFC 3261 section 14). */
import type { Core, Session } from 'sip.js';
import { oursToRefresh } from '../../shared/call/session-timer.ts';
import type { CallState, NetworkEvent, ReinvitePurpose } from '../../shared/call/state.ts';
import { readRefusal } from './registrar.ts';
import { sessionExpiresOf, type HeaderCarrier } from './session-events.ts';
import type { DescriptionOptions, MediaDescription } from './session-description.ts';

/** Rejects when it could not be sent; what to do about it was told by then. */
export async function sendReinvite(
  { session, description, state }: { session: Session; description: MediaDescription; state: CallState },
  purpose: ReinvitePurpose,
  tell: (event: NetworkEvent) => void,
  random: () => number,
): Promise<void> {
  const rejected = (status: number, retryAfter: number | null): void =>
    tell({ kind: 'reinviteRejected', status, retryAfter, random: random() });
  const options: DescriptionOptions = { iceRestart: purpose === 'iceRestart' };
  try {
    const request = await session.invite({
      sessionDescriptionHandlerOptions: options,
      ...(state.sessionExpires === null
        ? {}
        : { requestOptions: { extraHeaders: [`Session-Expires: ${state.sessionExpires};refresher=uac`] } }),
      requestDelegate: {
        onAccept: ({ message }) => {
          tell({ kind: 'reinviteAccepted' });
          tell({ kind: 'sessionTimer', expires: refreshAfter(message) });
        },
        onReject: ({ message }) => {
          const { status, retryAfter } = readRefusal(message);
          rejected(status, retryAfter);
        },
      },
    });
    refuseRedirects(request);
  } catch (thrown) {
    // Either the media side failed, or a re-INVITE of theirs is under way: then it is glare, seen from here.
    await description.rollbackDescription();
    rejected(description.failure === null ? 491 : 500, null);
    throw thrown;
  }
}

/** Seconds of the session timer, when a 2xx to us leaves refreshing to us. */
export function refreshAfter(message: HeaderCarrier): number | null {
  return oursToRefresh(sessionExpiresOf(message));
}

/** SIP.js takes no notice of a 3xx and counts the re-INVITE as open for ever: a redirection here is a refusal. */
function refuseRedirects(request: Core.OutgoingInviteRequest): void {
  const { delegate } = request;
  if (delegate) request.delegate = { ...delegate, onRedirect: response => delegate.onReject?.(response) };
}
