/**
 * Offer and answer of one call, between SIP.js and the media window (RFC 3264). SIP.js asks and tells; what is in force
 * afterwards is reported as directions, and the call machine reads hold from them.
 */
import type { BodyAndContentType, SessionDescriptionHandler, SessionDescriptionHandlerOptions } from 'sip.js';
import { audioDirection, type Direction } from '../../shared/call/direction.ts';
import type { MediaErrorCode } from '../../shared/media/protocol.ts';
import { MediaError, type MediaPort } from '../media/port.ts';
import { messageOf, type Log } from './log.ts';
import { stamp, type SdpOrigin } from './origin.ts';

/** Options of a re-INVITE of ours, handed through SIP.js. */
export interface DescriptionOptions extends SessionDescriptionHandlerOptions {
  iceRestart?: boolean;
}

export interface DescriptionEvents {
  /** An answer is in force. */
  negotiated(exchange: { offerer: 'local' | 'remote'; local: Direction; remote: Direction }): void;
  /** The media side lost its place: an offer or answer could not be taken, the call needs a new exchange. */
  broken(): void;
}

export class MediaDescription implements SessionDescriptionHandler {
  readonly #media: MediaPort;
  readonly #session: string;
  readonly #line: string;
  readonly #wantsHold: () => boolean;
  readonly #events: DescriptionEvents;
  readonly #log: Log;
  /** The first exchange is done: failures from now on must not end the call. */
  #settled = false;
  #localOffer: string | null = null;
  #remoteOffer: string | null = null;
  #prepared: string | null = null;
  /** From the making of an offer of ours until it is answered or taken back; the other side's offer waits for that. */
  #offering: { done: Promise<void>; finish: () => void } | null = null;
  #failure: MediaErrorCode | null = null;
  #closed = false;
  #origin: SdpOrigin | null;

  constructor(options: {
    media: MediaPort;
    session: string;
    /** The account that the call belongs to. */
    line: string;
    /** Whether the next description of ours shall hold. */
    wantsHold: () => boolean;
    events: DescriptionEvents;
    log: Log;
    /** Of a dialog that was begun before. */
    origin?: SdpOrigin | null;
  }) {
    this.#media = options.media;
    this.#session = options.session;
    this.#line = options.line;
    this.#wantsHold = options.wantsHold;
    this.#events = options.events;
    this.#log = options.log;
    this.#origin = options.origin ?? null;
  }

  /** By which the far side knows our descriptions; null before the first. */
  get origin(): SdpOrigin | null {
    return this.#origin;
  }

  /** What the media window refused, for SIP.js hands its errors on without saying which. */
  get failure(): MediaErrorCode | null {
    return this.#failure;
  }

  hasDescription(contentType: string): boolean {
    return /^application\/sdp\b/i.test(contentType.trim());
  }

  /** While it rings: lets the media window do what it can of the answer, so that answering takes no time. */
  async warm(offer: string): Promise<void> {
    if (this.#settled) return;
    await this.#media.request('prepare', { session: this.#session, line: this.#line, offer });
  }

  /**
   * Makes our answer to the INVITE (or our offer, to one without) before the 200 is on its way: a missing microphone
   * then costs a message to the agent, not the call. Rejects with MediaError.
   */
  async prepare(offer: string | null): Promise<void> {
    if (this.#settled) return;
    this.#failure = null;
    this.#remoteOffer = offer;
    this.#prepared = await this.#describe({});
  }

  async getDescription(options: DescriptionOptions = {}): Promise<BodyAndContentType> {
    const sdp = this.#prepared ?? (await this.#describe(options));
    this.#prepared = null;
    const offer = this.#remoteOffer;
    if (offer === null) {
      this.#localOffer = sdp;
    } else {
      this.#remoteOffer = null;
      this.#report('remote', sdp, offer);
    }
    return { body: sdp, contentType: 'application/sdp' };
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.#localOffer === null) {
      // Glare while our offer is still being made: theirs came first, ours will be taken back.
      await this.#offering?.done;
      this.#remoteOffer = sdp;
      return;
    }
    const offer = this.#localOffer;
    try {
      await this.#media.request('accept', { session: this.#session, answer: sdp });
    } catch (thrown) {
      if (!this.#survives(thrown)) throw thrown;
      // SIP.js would send BYE. The far end is fine: only our media side has to begin anew.
      this.#settled = true;
      this.#offerDone();
      this.#events.broken();
      return;
    }
    this.#offerDone();
    this.#report('local', offer, sdp);
  }

  /** Early media: takes the answer of a 183. The 200 may bring the same one, or that of another branch. */
  async early(answer: string): Promise<void> {
    if (this.#localOffer === null || this.#settled) return;
    try {
      await this.#media.request('accept', { session: this.#session, answer });
    } catch (thrown) {
      this.#log('warn', 'Early media could not be taken', { error: messageOf(thrown) });
    }
  }

  /** Never rejects: SIP.js would end the call for it. */
  async rollbackDescription(): Promise<void> {
    if (this.#localOffer === null && this.#remoteOffer === null) return;
    this.#remoteOffer = null;
    try {
      await this.#media.request('rollback', { session: this.#session });
    } catch (thrown) {
      this.#log('warn', 'A description could not be taken back', { error: messageOf(thrown) });
      this.#events.broken();
    } finally {
      this.#offerDone();
    }
  }

  /** Digits go through `LiveCall`, which knows the account's way. */
  sendDtmf(): boolean {
    return false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#media.request('close', { session: this.#session }).catch((thrown: unknown) => {
      this.#log('debug', 'Media was closed already', { error: messageOf(thrown) });
    });
  }

  /** Another description has taken over the media of the call: that of this one is not closed with it. */
  abandon(): void {
    this.#closed = true;
  }

  async #describe(options: DescriptionOptions): Promise<string> {
    const of = { session: this.#session, line: this.#line };
    const hold = this.#wantsHold();
    if (this.#remoteOffer === null) this.#offerBegins();
    try {
      const { sdp } =
        this.#remoteOffer === null
          ? await this.#media.request('offer', { ...of, hold, iceRestart: options.iceRestart ?? false })
          : await this.#media.request('answer', { ...of, hold, offer: this.#remoteOffer });
      if (this.#closed) this.#closeLate();
      const stamped = stamp(sdp, this.#origin);
      this.#origin = stamped.origin;
      return stamped.sdp;
    } catch (thrown) {
      this.#failure = thrown instanceof MediaError ? thrown.code : 'internal';
      this.#offerDone();
      throw thrown;
    }
  }

  #offerBegins(): void {
    let finish = (): void => undefined;
    const done = new Promise<void>(resolve => {
      finish = resolve;
    });
    this.#offering = { done, finish };
  }

  #offerDone(): void {
    this.#localOffer = null;
    this.#offering?.finish();
    this.#offering = null;
  }

  /** The call ended while the microphone was being opened: what was made must not stay. */
  #closeLate(): never {
    this.#closed = false;
    this.close();
    throw new MediaError('closed', 'The call ended meanwhile.');
  }

  #survives(thrown: unknown): boolean {
    this.#failure = thrown instanceof MediaError ? thrown.code : 'internal';
    return this.#settled || this.#failure === 'closed' || this.#failure === 'unknownSession';
  }

  #report(offerer: 'local' | 'remote', local: string, remote: string): void {
    this.#settled = true;
    this.#events.negotiated({ offerer, local: audioDirection(local), remote: audioDirection(remote) });
  }
}
