/** One loudspeaker, several calls: what each call wants to be heard, and which of it is played. */
import type { Disposable } from '../../shared/disposable.ts';
import type { ToneKind } from '../../shared/media/protocol.ts';
import type { MediaPort } from '../media/port.ts';
import type { Clock } from './clock.ts';
import { messageOf, type Log } from './log.ts';

/** Milliseconds; nobody listens to a busy tone for longer. */
const busyLasts = 3_000;

/** The first that any call wants is played. */
const order: readonly ToneKind[] = ['ring', 'ringback', 'busy'];

export class Tones implements Disposable {
  readonly #wanted = new Map<string, ToneKind>();
  readonly #busy = new Map<string, Disposable>();
  readonly #options: { media: MediaPort; clock: Clock; log: Log; talking: () => boolean };
  #playing: { tone: ToneKind; call: string } | null = null;

  /** `talking`: a call is answered, so a second one knocks instead of ringing. */
  constructor(options: { media: MediaPort; clock: Clock; log: Log; talking: () => boolean }) {
    this.#options = options;
  }

  want(call: string, tone: ToneKind | null): void {
    this.#busy.get(call)?.dispose();
    this.#busy.delete(call);
    if (tone === null) this.#wanted.delete(call);
    else this.#wanted.set(call, tone);
    if (tone === 'busy')
      this.#busy.set(
        call,
        this.#options.clock.after(busyLasts, () => this.want(call, null)),
      );
    this.refresh();
  }

  /** To be called when `talking` may have changed, or when the media window is new and silent. */
  refresh(options: { anew: boolean } = { anew: false }): void {
    if (options.anew) this.#playing = null;
    const next = this.#choose();
    const same = next?.tone === this.#playing?.tone && next?.call === this.#playing?.call;
    if (same) return;
    const before = this.#playing;
    this.#playing = next;
    if (before) this.#tell(this.#options.media.request('stopTone', { tone: before.tone }));
    if (next) this.#tell(this.#options.media.request('play', { tone: next.tone, session: next.call }));
  }

  dispose(): void {
    for (const timer of this.#busy.values()) timer.dispose();
    this.#busy.clear();
    this.#wanted.clear();
    this.refresh();
  }

  #choose(): { tone: ToneKind; call: string } | null {
    for (const tone of order) {
      for (const [call, wanted] of this.#wanted) {
        if (wanted !== tone) continue;
        if (!this.#options.talking()) return { tone, call };
        // Nothing but a short knock disturbs a conversation.
        if (tone === 'ring') return { tone: 'callWaiting', call };
      }
    }
    return null;
  }

  #tell(done: Promise<unknown>): void {
    done.catch((thrown: unknown) => {
      this.#options.log('warn', 'A tone could not be played or stopped', { error: messageOf(thrown) });
    });
  }
}
