/** A call between the scripted Asterisk and a phone: one dialog, wherever its socket is by now. */
import { randomUUID } from 'node:crypto';
import { audioDirection } from '../../../shared/call/direction.ts';
import type { Seat } from './asterisk.ts';
import { answering, sdp, type SdpOptions } from './sdp.ts';
import {
  answerTo,
  bodyOf,
  cseqOf,
  field,
  methodOf,
  statusOf,
  tagOf,
  uriOf,
  userOf,
  write,
} from './sip-text.ts';
import { until } from './until.ts';

const described = 'Content-Type: application/sdp';

export class Leg {
  readonly callId: string;
  readonly user: string;
  /** Requests and responses of the phone in this dialog, whole. */
  readonly heard: string[] = [];
  /** Final statuses of what we sent, by CSeq. */
  readonly answers = new Map<string, number>();
  /** The socket over which the phone last spoke in this dialog: its Contact was rewritten to it. */
  seat: Seat;
  ended = false;
  says: SdpOptions = {};
  /** Where a REFER may go; any other extension is not found. */
  readonly extensions: ReadonlySet<string>;
  readonly #local: string;
  readonly #contact: string;
  #remote: string;
  #target: string;
  #cseq = 100;
  #invite: string | null = null;

  constructor(options: {
    seat: Seat;
    callId: string;
    user: string;
    local: string;
    remote: string;
    target: string;
    contact: string;
    extensions: ReadonlySet<string>;
  }) {
    this.seat = options.seat;
    this.callId = options.callId;
    this.user = options.user;
    this.#local = options.local;
    this.#remote = options.remote;
    this.#target = options.target;
    this.#contact = options.contact;
    this.extensions = options.extensions;
  }

  get tag(): string {
    return tagOf(this.#local);
  }

  count(method: string): number {
    return this.heard.filter(message => methodOf(message) === method).length;
  }

  /** The phone rings. */
  invites(headers: readonly string[], offer = true): void {
    this.#invite = this.#request(
      'INVITE',
      ['Supported: 100rel, timer, replaces, norefersub', 'Session-Expires: 1800', 'Min-SE: 90', ...headers],
      offer ? sdp(this.says) : '',
    );
  }

  cancels(reasons: readonly string[]): void {
    if (this.#invite === null) throw new Error('nothing to cancel');
    const via = field(this.#invite, 'Via');
    this.seat.send(
      write(`CANCEL ${this.#target} SIP/2.0`, [
        `Via: ${via}`,
        `From: ${field(this.#invite, 'From')}`,
        `To: ${field(this.#invite, 'To')}`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${cseqOf(this.#invite).replace('INVITE', 'CANCEL')}`,
        ...reasons.map(reason => `Reason: ${reason}`),
      ]),
    );
  }

  /** Sends a re-INVITE, as after a transfer or at the end of parking, and resolves with its final status. */
  async reinvites(headers: readonly string[] = [], says: SdpOptions = this.says): Promise<number> {
    this.says = { ...says, version: (this.says.version ?? 1) + 1 };
    const sent = this.#request('INVITE', headers, sdp(this.says));
    return until('the re-INVITE is answered', () => this.answers.get(cseqOf(sent)));
  }

  hangsUp(cause = 16): void {
    this.ended = true;
    this.#request('BYE', [`Reason: Q.850;cause=${cause}`]);
    this.seat.saidGoodbye = true;
  }

  /** What came in over `seat` belongs to this dialog. */
  receive(message: string, seat: Seat): void {
    this.heard.push(message);
    if (statusOf(message) > 0) return this.#answered(message);
    const tag = tagOf(field(message, 'To'));
    if (this.ended || tag !== this.tag) {
      if (methodOf(message) !== 'ACK')
        seat.send(answerTo(message, '481 Call/Transaction Does Not Exist', 'x'));
      return;
    }
    this.seat = seat;
    switch (methodOf(message)) {
      case 'ACK':
        return;
      case 'INVITE':
        return this.#reinvited(message);
      case 'BYE':
        this.ended = true;
        return seat.send(answerTo(message, '200 OK', this.tag));
      case 'REFER':
        return this.#referred(message);
      default:
        return seat.send(answerTo(message, '200 OK', this.tag));
    }
  }

  /** Accepts the phone's INVITE. */
  accepts(invite: string, headers: readonly string[] = []): void {
    const offer = bodyOf(invite);
    const body = sdp({ ...this.says, direction: answering(audioDirection(offer), false) });
    this.seat.send(
      answerTo(invite, '200 OK', this.tag, [`Contact: <${this.#contact}>`, described, ...headers], body),
    );
  }

  #reinvited(message: string): void {
    this.says = { ...this.says, ice: Number(/ice-ufrag:uf(\d+)/.exec(bodyOf(message))?.[1] ?? 1) };
    this.accepts(message);
  }

  /**
   * Accepted; ringing; and "200 OK" while the target still rings. Then silence: this leg stays as it is. Only a target
   * that does not exist is told honestly.
   */
  #referred(message: string): void {
    this.seat.send(answerTo(message, '202 Accepted', this.tag, [`Contact: <${this.#contact}>`]));
    const referTo = uriOf(field(message, 'Refer-To'));
    const replaced = /[?&]Replaces=([^&>]+)/.exec(referTo)?.[1];
    this.#reports('100 Trying', 'active;expires=60');
    if (replaced !== undefined) {
      this.#reports('200 OK', 'terminated;reason=noresource');
      return this.seat.consultGone(decodeURIComponent(replaced).split(';')[0] ?? '');
    }
    if (!this.extensions.has(userOf(referTo)))
      return this.#reports('404 Not Found', 'terminated;reason=noresource');
    this.#reports('180 Ringing', 'active;expires=60');
    this.#reports('200 OK', 'terminated;reason=noresource');
  }

  #reports(status: string, subscription: string): void {
    this.#request(
      'NOTIFY',
      ['Event: refer', `Subscription-State: ${subscription}`, 'Content-Type: message/sipfrag;version=2.0'],
      `SIP/2.0 ${status}\r\n`,
    );
  }

  #answered(message: string): void {
    const status = statusOf(message);
    const [, method = ''] = cseqOf(message).split(' ');
    const to = field(message, 'To');
    if (tagOf(to) !== '') this.#remote = to;
    const contact = field(message, 'Contact');
    if (contact !== '' && status < 300) this.#target = this.seat.rewritten(contact);
    if (status < 200) return;
    this.answers.set(cseqOf(message), status);
    if (method !== 'INVITE') return;
    if (status >= 300) this.ended ||= this.#invite !== null && cseqOf(message) === cseqOf(this.#invite);
    this.#send(
      'ACK',
      [],
      '',
      cseqOf(message).split(' ')[0] ?? '',
      status >= 300 ? field(message, 'Via') : null,
    );
  }

  #request(method: string, headers: readonly string[], body = ''): string {
    const type = body === '' || method === 'NOTIFY' ? [] : [described];
    return this.#send(method, [...headers, ...type], body, String(++this.#cseq), null);
  }

  #send(method: string, headers: readonly string[], body: string, cseq: string, via: string | null): string {
    const message = write(
      `${method} ${this.#target} SIP/2.0`,
      [
        `Via: ${via ?? `SIP/2.0/WS 127.0.0.1:18088;rport;branch=z9hG4bKPj${randomUUID()};alias`}`,
        `From: ${this.#local}`,
        `To: ${this.#remote}`,
        `Contact: <${this.#contact}>`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${cseq} ${method}`,
        'Max-Forwards: 70',
        'Allow: OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, PUBLISH, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, INFO, MESSAGE, REFER',
        'User-Agent: Asterisk PBX 22.10.1',
        ...headers,
      ],
      body,
    );
    this.seat.send(message);
    return message;
  }
}
