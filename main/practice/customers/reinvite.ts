/** A change of a call that is tried again when both sides change it at once. */
import { SessionState } from 'sip.js';
import type { Session } from 'sip.js';
import type { PeerOptions } from '../media/peer.ts';

const TRIES = 6;

/** Resolves with whether the far side agreed. */
export async function reinvite(session: Session, options: PeerOptions): Promise<boolean> {
  for (let tries = 0; tries < TRIES && session.state === SessionState.Established; tries++) {
    const status = await attempt(session, options);
    if (status < 300) return true;
    // 491 is glare (RFC 3261 14.1), 500 a far side that is not ready yet (14.2), 430 one that lost its connection.
    if (![430, 480, 491, 500].includes(status)) return false;
    await new Promise(resolve => setTimeout(resolve, 2_100 + Math.random() * 1_900));
  }
  return false;
}

/** Final status; 491 when another change of ours is still under way, which SIP.js throws or rejects with. */
async function attempt(session: Session, options: PeerOptions): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    session
      .invite({
        sessionDescriptionHandlerOptions: options,
        requestDelegate: {
          onAccept: () => resolve(200),
          onReject: ({ message }) => resolve(message.statusCode ?? 500),
        },
      })
      .catch(reject);
  }).catch(() => 491);
}
