/**
 * REGISTER requests of one line (RFC 3261 section 10.2). SIP.js's Registerer is not used: it keeps its own timers and its
 * own opinion, which stays "Registered" after the socket is lost, and ends by unregistering a binding that a newer one owns.
 */
import { type Core, type URI, type UserAgent } from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import type { Clock } from './clock.ts';
import { readServices, type RegistrarServices } from './registrar-services.ts';

export type RegistrarAnswer =
  /** Seconds granted for our own binding. */
  | { kind: 'accepted'; granted: number; services: RegistrarServices }
  | { kind: 'refused'; status: number; retryAfter: number | null; minExpires: number | null };

/** Milliseconds until a registrar counts as silent; SIP.js would wait 32 s (RFC 3261 17.1.2.2, timer F). */
const answerLimit = 10_000;
/** First Hop Lacks Outbound Support (RFC 5626 11.6). */
const lacksOutbound = 439;

type ResponseMessage = Core.IncomingResponse['message'];

export class Registrar {
  readonly #userAgent: UserAgent;
  readonly #address: URI;
  readonly #instanceId: string;
  readonly #clock: Clock;
  /** One Call-ID and rising CSeq for all registrations with this server (RFC 3261 10.2). */
  #callId: string | undefined;
  #cseq = 0;
  /**
   * Whether we name our flow (RFC 5626): the edge of some systems cannot route by it, and their registrar says 439. This
   * is the only flow there is, so its number is 1.
   */
  #namesFlow = true;
  /** Answers of an older request have nothing to say any more. */
  #latest = 0;
  #limit: Disposable | null = null;

  constructor(userAgent: UserAgent, instanceId: string, clock: Clock) {
    this.#userAgent = userAgent;
    this.#address = userAgent.configuration.uri.clone();
    this.#instanceId = instanceId;
    this.#clock = clock;
  }

  /**
   * Asks for `expires` seconds; 0 removes our binding. `answered` is called once, with a 408 when no answer comes, or
   * never when a newer request went out.
   */
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
      // A service route is not for REGISTER (RFC 3608 5).
      { cseq: this.#cseq + 1, routeSet: [], ...(this.#callId === undefined ? {} : { callId: this.#callId }) },
      [
        // The instance tells a server that knows RFC 5626 that a new contact replaces our old one.
        `Contact: <${contact.uri.toString()}>;+sip.instance="<urn:uuid:${this.#instanceId}>"${
          this.#namesFlow ? ';reg-id=1' : ''
        };expires=${expires}`,
        `Expires: ${expires}`,
        'Allow: ACK,BYE,CANCEL,INFO,INVITE,MESSAGE,NOTIFY,OPTIONS,PRACK,REFER',
      ],
    );
    this.#callId = message.callId;
    const finish = (answer: RegistrarAnswer): void => {
      // A digest challenge made SIP.js count on by itself.
      this.#cseq = Math.max(this.#cseq, message.cseq);
      if (request !== this.#latest) return;
      this.forget();
      answered(answer);
    };
    this.#limit?.dispose();
    this.#limit = this.#clock.after(answerLimit, () =>
      finish({ kind: 'refused', status: 408, retryAfter: null, minExpires: null }),
    );
    const refuse = ({ message: response }: Core.IncomingResponse): void => {
      if (response.statusCode !== lacksOutbound || !this.#namesFlow) return finish(readRefusal(response));
      this.#namesFlow = false;
      this.#cseq = Math.max(this.#cseq, message.cseq);
      if (request === this.#latest) this.register(expires, answered);
    };
    core.register(message, {
      onAccept: ({ message: response }) =>
        finish({
          kind: 'accepted',
          granted: this.#granted(response, expires),
          services: readServices(response, contact.uri.user ?? ''),
        }),
      onRedirect: refuse,
      onReject: refuse,
    });
    this.#cseq = Math.max(this.#cseq, message.cseq);
  }

  /** Answers still to come are not heard. */
  forget(): void {
    this.#latest++;
    this.#limit?.dispose();
    this.#limit = null;
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
