/**
 * REGISTER requests of one line (RFC 3261 section 10.2). SIP.js's Registerer is not used: it keeps its own timers and its
 * own opinion, which stays "Registered" after the socket is lost, and ends by unregistering a binding that a newer one owns.
 */
import { type Core, type URI, type UserAgent } from 'sip.js';

export type RegistrarAnswer =
  /** Seconds granted for our own binding. */
  | { kind: 'accepted'; granted: number }
  | { kind: 'refused'; status: number; retryAfter: number | null; minExpires: number | null };

type ResponseMessage = Core.IncomingResponse['message'];

export class Registrar {
  readonly #userAgent: UserAgent;
  readonly #address: URI;
  readonly #instanceId: string;
  /** One Call-ID and rising CSeq for all registrations with this server (RFC 3261 10.2). */
  #callId: string | undefined;
  #cseq = 0;
  /** Answers of an older request have nothing to say any more. */
  #latest = 0;

  constructor(userAgent: UserAgent, instanceId: string) {
    this.#userAgent = userAgent;
    this.#address = userAgent.configuration.uri.clone();
    this.#instanceId = instanceId;
  }

  /** Asks for `expires` seconds; 0 removes our binding. `answered` is called once, or never when a newer request went out. */
  register(expires: number, answered: (answer: RegistrarAnswer) => void): void {
    const { userAgentCore: core, contact } = this.#userAgent;
    const request = ++this.#latest;
    const server = this.#address.clone();
    server.user = undefined;
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      server,
      this.#address,
      this.#address,
      { cseq: this.#cseq + 1, ...(this.#callId === undefined ? {} : { callId: this.#callId }) },
      [
        // The instance tells a server that knows RFC 5626 that a new contact replaces our old one.
        `Contact: <${contact.uri.toString()}>;+sip.instance="<urn:uuid:${this.#instanceId}>";expires=${expires}`,
        `Expires: ${expires}`,
        'Allow: ACK,BYE,CANCEL,INFO,INVITE,MESSAGE,NOTIFY,OPTIONS,PRACK,REFER',
      ],
    );
    this.#callId = message.callId;
    const finish = (answer: RegistrarAnswer): void => {
      // A digest challenge made SIP.js count on by itself.
      this.#cseq = Math.max(this.#cseq, message.cseq);
      if (request === this.#latest) answered(answer);
    };
    const refuse = ({ message: response }: Core.IncomingResponse): void => finish(readRefusal(response));
    core.register(message, {
      onAccept: ({ message: response }) =>
        finish({ kind: 'accepted', granted: this.#granted(response, expires) }),
      onRedirect: refuse,
      onReject: refuse,
    });
    this.#cseq = Math.max(this.#cseq, message.cseq);
  }

  /** Answers still to come are not heard. */
  forget(): void {
    this.#latest++;
  }

  /**
   * The `expires` of our own contact, else the Expires header, else what was asked for: some servers rewrite the
   * contact, and a refresh that comes early harms nobody.
   */
  #granted(response: ResponseMessage, asked: number): number {
    const own = response
      .getHeaders('contact')
      .flatMap(header => header.split(/,(?=\s*(?:"|<|sip))/i))
      .find(header => header.includes(`${this.#userAgent.contact.uri.user ?? ''}@`));
    return (
      seconds(/;\s*expires\s*=\s*"?(\d+)/i.exec(own ?? '')?.[1]) ??
      seconds(response.getHeader('expires')) ??
      asked
    );
  }
}

export function readRefusal(response: ResponseMessage): Extract<RegistrarAnswer, { kind: 'refused' }> {
  return {
    kind: 'refused',
    status: response.statusCode ?? 500,
    retryAfter: seconds(response.getHeader('retry-after')),
    minExpires: seconds(response.getHeader('min-expires')),
  };
}

/** Leading digits of a header: Retry-After may carry a comment and parameters (RFC 3261 20.33). */
export function seconds(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,9})/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
