/** DTMF: RFC 4733 events when they were negotiated, SIP INFO else, or as the account says. */
import { SessionState, type Session } from 'sip.js';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { MediaPort } from '../media/port.ts';
import type { Log } from './log.ts';

/** Milliseconds of one digit in an INFO. */
const duration = 160;

export async function sendDigits(
  call: { id: string; session: Session; account: () => AccountSettings },
  digits: string,
  media: MediaPort,
  log: Log,
): Promise<void> {
  const { dtmf } = call.account();
  if (dtmf !== 'info' && (await media.request('dtmf', { session: call.id, tones: digits }))) return;
  if (dtmf === 'rtp' || call.session.state !== SessionState.Established) {
    log('warn', 'The far end takes no digits', { call: call.id, dtmf });
    return;
  }
  for (const digit of digits.replace(/[^\d*#A-D]/gi, '')) await sendInfo(call.session, digit);
}

/** One digit an INFO, each after the answer to the one before, so that none overtakes another. */
function sendInfo(session: Session, digit: string): Promise<void> {
  return new Promise((resolve, reject) => {
    session
      .info({
        requestOptions: {
          body: {
            contentDisposition: 'render',
            contentType: 'application/dtmf-relay',
            content: `Signal=${digit.toUpperCase()}\r\nDuration=${duration}\r\n`,
          },
        },
        requestDelegate: {
          onAccept: () => resolve(),
          onRedirect: () => resolve(),
          onReject: ({ message }) => reject(new Error(`INFO was answered ${message.statusCode ?? 0}`)),
        },
      })
      .catch(reject);
  });
}
