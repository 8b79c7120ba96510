/** An exchange that tells of others (RFC 6665), as much or as little as a test says. */
import { randomUUID } from 'node:crypto';
import type { Connection, Exchange } from './exchange.ts';
import { respond } from './exchange.ts';
import { field, methodOf, statusOf, tagOf, uriOf, userOf, write } from './sip-text.ts';

interface Subscription {
  number: string;
  event: string;
  request: string;
  tag: string;
  from: Connection;
  cseq: number;
  ended: boolean;
}

const types: Record<string, string> = {
  dialog: 'application/dialog-info+xml',
  presence: 'application/pidf+xml',
  'message-summary': 'application/simple-message-summary',
};

export class Notifier {
  readonly subscriptions: Subscription[] = [];
  /** First notice of a subscription, by event and number. */
  readonly bodies = new Map<string, string>();
  /** Numbers that are refused, with the status. */
  readonly refusals = new Map<string, number>();
  /** Seconds granted. */
  grants = 600;
  /** SUBSCRIBEs, whole. */
  readonly asked: string[] = [];
  /** Statuses of the answers to our NOTIFYs. */
  readonly answers: number[] = [];

  constructor(exchange: Exchange) {
    exchange.script = (message, from) => this.#heard(message, from);
  }

  live(number: string, event = 'dialog'): Subscription[] {
    return this.subscriptions.filter(each => each.number === number && each.event === event && !each.ended);
  }

  count(number: string, event = 'dialog'): number {
    return this.asked.filter(
      message =>
        userOf(message.slice(0, message.indexOf('\r\n'))) === number && field(message, 'Event') === event,
    ).length;
  }

  tells(number: string, body: string, event = 'dialog', state = 'active;expires=600'): void {
    for (const each of this.live(number, event)) this.#notify(each, body, state);
  }

  #heard(message: string, from: Connection): string | null | undefined {
    if (statusOf(message) > 0 && / NOTIFY$/m.test(field(message, 'CSeq'))) {
      this.answers.push(statusOf(message));
      // RFC 6665 4.2.2: who does not know the subscription has left it.
      const of = this.subscriptions.find(
        each => field(each.request, 'Call-ID') === field(message, 'Call-ID'),
      );
      if (of && statusOf(message) === 481) of.ended = true;
      return null;
    }
    if (methodOf(message) !== 'SUBSCRIBE') return undefined;
    this.asked.push(message);
    const number = userOf(message.slice(0, message.indexOf('\r\n')));
    const refusal = this.refusals.get(number);
    if (refusal !== undefined) return respond(message, refusal, 'No');
    const toTag = tagOf(field(message, 'To'));
    const event = field(message, 'Event');
    const known = this.subscriptions.find(each => each.tag === toTag && !each.ended);
    if (toTag !== '' && (!known || known.from !== from)) return respond(message, 481, 'Gone');
    const subscription: Subscription = known ?? {
      number,
      event,
      request: message,
      tag: randomUUID(),
      from,
      cseq: 0,
      ended: false,
    };
    if (!known) this.subscriptions.push(subscription);
    const expires = field(message, 'Expires');
    const to = `${field(message, 'To').replace(/;\s*tag=.*/, '')};tag=${subscription.tag}`;
    from.send(
      respond(message.replace(/^To:.*$/im, `To: ${to}`), 200, 'OK', [
        `Expires: ${expires}`,
        `Contact: <sip:${subscription.number}@exchange.test>`,
      ]),
    );
    if (expires === '0') this.#notify(subscription, '', 'terminated;reason=timeout');
    else if (!known)
      this.#notify(
        subscription,
        this.bodies.get(`${event} ${number}`) ?? '',
        `active;expires=${this.grants}`,
      );
    return null;
  }

  #notify(subscription: Subscription, body: string, state: string): void {
    const { request, tag, from, event } = subscription;
    if (state.startsWith('terminated')) subscription.ended = true;
    from.send(
      write(
        `NOTIFY ${uriOf(field(request, 'Contact'))} SIP/2.0`,
        [
          `Via: SIP/2.0/WS exchange.test;branch=z9hG4bK${randomUUID()}`,
          `From: ${field(request, 'To')};tag=${tag}`,
          `To: ${field(request, 'From')}`,
          `Call-ID: ${field(request, 'Call-ID')}`,
          `CSeq: ${++subscription.cseq} NOTIFY`,
          `Contact: <sip:${subscription.number}@exchange.test>`,
          'Max-Forwards: 70',
          `Event: ${event}`,
          `Subscription-State: ${state}`,
          ...(body === '' ? [] : [`Content-Type: ${types[event]}`]),
        ],
        body,
      ),
    );
  }
}
