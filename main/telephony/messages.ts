/** SIP MESSAGE (RFC 3428): a line of text to or from somebody at the phone system. */
import { Messager, type Message } from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { mostMessage } from '../../shared/phone/message.ts';
import { dialAddress } from './address.ts';
import { anonymous, assertedOf, partyOf } from './identity.ts';
import type { Line } from './line.ts';
import { Listeners } from './listeners.ts';
import { messageOf, type Log } from './log.ts';
import type { IncomingMessage } from './port.ts';

/** Being written down at once; who floods us is told to come later. */
const mostAtOnce = 16;

export class Messages implements Disposable {
  readonly onMessage: Listeners<[message: IncomingMessage], Promise<void>>;
  readonly #log: Log;
  #writing = 0;

  constructor(log: Log) {
    this.#log = log;
    this.onMessage = new Listeners(log);
  }

  /** Throws HatifError: badNumber, badInput, or `refused` when the phone system does not take it. */
  async send(line: Line, target: string, text: string): Promise<void> {
    if (text.trim() === '' || text.length > mostMessage)
      throw new HatifError('badInput', `A message has 1 to ${mostMessage} characters.`);
    const { uri } = dialAddress(target, line.account.domain);
    await new Promise<void>((resolve, reject) => {
      const refuse = (status: number | undefined): void =>
        reject(
          new HatifError('refused', `The message was refused with ${status}.`, {
            retryable: (status ?? 500) >= 500 || status === 408 || status === 480,
            cause: status,
          }),
        );
      new Messager(line.userAgent, uri, text, 'text/plain;charset=UTF-8')
        .message({
          requestDelegate: {
            onAccept: () => resolve(),
            onRedirect: ({ message }) => refuse(message.statusCode),
            onReject: ({ message }) => refuse(message.statusCode),
          },
        })
        .catch(reject);
    });
  }

  /** Taken only once it is written down: who sends it would believe a 200. */
  received(line: Line, message: Message): void {
    this.#take(line, message).catch((thrown: unknown) => {
      this.#log('warn', 'A message could not be taken', { error: messageOf(thrown) });
      message.reject({ statusCode: 500 }).catch(() => undefined);
    });
  }

  dispose(): void {
    this.onMessage.dispose();
  }

  async #take(line: Line, message: Message): Promise<void> {
    const { request } = message;
    const type = request.getHeader('content-type') ?? '';
    if (!/^\s*text\/plain\s*(?:;|$)/i.test(type))
      return message.reject({ statusCode: 415, extraHeaders: ['Accept: text/plain'] });
    const text = cleaned(request.body);
    if (text.length > mostMessage) return message.reject({ statusCode: 413 });
    if (this.#writing >= mostAtOnce)
      return message.reject({ statusCode: 503, extraHeaders: ['Retry-After: 5'] });
    if (text === '') return message.accept();
    this.#writing++;
    try {
      const { id: accountId, country } = line.account;
      await Promise.all(this.onMessage.call({ accountId, from: senderOf(message, country), text }));
    } finally {
      this.#writing--;
    }
    await message.accept();
  }
}

function senderOf({ request }: Message, country: string): IncomingMessage['from'] {
  if (/\bid\b/i.test(request.getHeader('privacy') ?? '')) return anonymous;
  const { uri, displayName } = request.from;
  return assertedOf(request, country) ?? partyOf(uri.user ?? '', displayName || null, country);
}

/** Without what draws nothing and may hide something; lines stay. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufeff]/g, '')
    .trim();
}
