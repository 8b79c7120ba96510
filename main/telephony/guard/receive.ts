/** Hands a message that passed the guard to SIP.js, past its parser; what its user agent does around that is done here. */
import { Core, UserAgentState, type UserAgent } from 'sip.js';
import { parseMessage } from './parse.ts';

/** For `transport.onMessage`, in place of the one that the user agent set. May throw what SIP.js throws. */
export function createReceiver(userAgent: UserAgent): (text: string) => void {
  const stock = userAgent.transport.onMessage;
  return text => {
    const message = parseMessage(text);
    if (message === null) return stock?.(text);
    const core = userAgent.userAgentCore;
    if (message instanceof Core.IncomingResponseMessage) {
      // RFC 3261 18.1.2: a response to somebody else's request.
      if (message.via.host !== core.configuration.viaHost || message.via.port !== undefined) return;
      return core.receiveIncomingResponseFromTransport(message);
    }
    if (userAgent.state === UserAgentState.Stopped) return;
    // A request of our own that came back, known by how our Call-IDs begin.
    if (!message.toTag && message.callId.startsWith(core.configuration.sipjsId)) {
      core.replyStateless(message, { statusCode: 482 });
      return;
    }
    core.receiveIncomingRequestFromTransport(message);
  };
}
