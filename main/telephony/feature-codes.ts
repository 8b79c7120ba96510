/**
 * Codes of the phone system that are not meant for anybody's ear or record: to log in to a queue, to switch forwarding
 * there. The code is called in the background with the microphone shut; a 200 means that it was taken. What the phone
 * system says then is heard, and disturbs no call.
 */
import { Inviter, SessionState, type Session, type SessionDescriptionHandler } from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { MediaPort } from '../media/port.ts';
import { dialAddress } from './address.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';
import { messageOf, type Log } from './log.ts';
import { MediaDescription } from './session-description.ts';

/** Milliseconds: until the phone system has to have answered, and that it may speak. */
const limits = { answer: 10_000, speech: 8_000 } as const;
const mostAtOnce = 4;

export interface FeatureCodeServices {
  media: MediaPort;
  clock: Clock;
  log: Log;
  newId: () => string;
}

interface Running {
  description: MediaDescription;
  timer: Disposable;
}

export class FeatureCodes implements Disposable {
  readonly #services: FeatureCodeServices;
  readonly #running = new Map<Session, Running>();

  constructor(services: FeatureCodeServices) {
    this.#services = services;
  }

  /** Null when the session is none of ours. */
  descriptionOf(session: Session): SessionDescriptionHandler | null {
    return this.#running.get(session)?.description ?? null;
  }

  /** Resolves when the phone system took the code. Throws HatifError: badNumber, tooManyCalls, refused, microphone…. */
  async run(line: Line, code: string): Promise<void> {
    if (this.#running.size >= mostAtOnce) throw new HatifError('tooManyCalls', 'Other codes are being sent.');
    const { clock, log, media, newId } = this.#services;
    const { uri } = dialAddress(code, line.account.domain);
    const session = new Inviter(line.userAgent, uri);
    const id = newId();
    const shut = (): void =>
      void media.request('mute', { session: id, muted: true }).catch((thrown: unknown) => {
        log('debug', 'The microphone of a code could not be shut', { error: messageOf(thrown) });
      });
    const description = new MediaDescription({
      media,
      session: id,
      line: line.account.id,
      log,
      wantsHold: () => false,
      events: { negotiated: shut, broken: () => this.#end(session) },
    });
    await new Promise<void>((resolve, reject) => {
      const refuse = (status: number | undefined): void =>
        reject(
          new HatifError('refused', `The code was refused with ${status}.`, {
            retryable: (status ?? 500) >= 500,
          }),
        );
      this.#running.set(session, {
        description,
        timer: clock.after(limits.answer, () => {
          refuse(408);
          this.#end(session);
        }),
      });
      session.stateChange.addListener(state => {
        if (state !== SessionState.Terminated) return;
        // SIP.js says that a request was refused only after it has said "Terminated".
        setImmediate(() => refuse(undefined));
        this.#forget(session);
      });
      session
        .invite({
          requestDelegate: {
            onAccept: () => {
              resolve();
              this.#speaks(session);
            },
            onRedirect: ({ message }) => refuse(message.statusCode),
            onReject: ({ message }) => refuse(message.statusCode),
          },
        })
        .then(shut, reject);
    });
  }

  dispose(): void {
    for (const session of [...this.#running.keys()]) this.#end(session);
  }

  #speaks(session: Session): void {
    const running = this.#running.get(session);
    running?.timer.dispose();
    if (running) running.timer = this.#services.clock.after(limits.speech, () => this.#end(session));
  }

  #end(session: Session): void {
    const done =
      session.state === SessionState.Established
        ? session.bye()
        : session instanceof Inviter && session.state !== SessionState.Terminated
          ? session.cancel()
          : null;
    done?.catch((thrown: unknown) => {
      this.#services.log('info', 'The end of a code could not be sent', { error: messageOf(thrown) });
    });
    this.#forget(session);
  }

  #forget(session: Session): void {
    const running = this.#running.get(session);
    this.#running.delete(session);
    running?.timer.dispose();
    running?.description.close();
  }
}
