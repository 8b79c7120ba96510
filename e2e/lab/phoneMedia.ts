import type { SessionDescriptionHandler, SessionDescriptionHandlerOptions } from 'sip.js';
import type { Ear } from './voice.ts';

/** One call's media, as far as the lab asks about it. */
export interface PhoneMedia extends SessionDescriptionHandler {
  readonly ear: Ear;
  /** Keys that came as RTP events (RFC 4733). */
  readonly digits: string;
}

/** Given to SIP.js with a re-INVITE. */
export interface HoldOptions extends SessionDescriptionHandlerOptions {
  hold?: boolean;
}
