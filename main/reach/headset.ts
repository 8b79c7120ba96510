/** Buttons of headsets act on the calls, and their lamps show how the calls stand. */
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { dark, type HeadsetEvent, type Lamps } from '../../shared/headset/types.ts';
import type { Log } from '../app/log.ts';
import type { MediaPort } from '../media/port.ts';
import type { Telephony } from '../telephony/port.ts';
import { act } from './actions.ts';

export interface HeadsetOptions {
  telephony: Telephony;
  media: MediaPort;
  log: Log;
  onNames: () => void;
}

export class HeadsetButtons implements Disposable {
  readonly #options: HeadsetOptions;
  readonly #ends = new DisposableStore();
  #names: readonly string[] = [];
  #lamps: Lamps = dark;

  constructor(options: HeadsetOptions) {
    this.#options = options;
    const { media, telephony } = options;
    this.#ends.add(
      media.onEvent(event => {
        if (event.kind === 'headsetButton') this.#pressed(event.event);
        else if (event.kind === 'headsets') {
          this.#names = event.names;
          options.onNames();
        }
      }),
    );
    this.#ends.add(telephony.onCall(() => this.#light(lampsFor(telephony.calls))));
    // The next window knows nothing of what the last one lit.
    this.#ends.add(media.onReborn(() => this.#show(this.#lamps)));
  }

  /** Headsets whose buttons work. */
  get names(): readonly string[] {
    return this.#names;
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #pressed(event: HeadsetEvent): void {
    this.#do(event).catch((thrown: unknown) => {
      // A button that means nothing now is no error: nobody is told.
      if (thrown instanceof HatifError && thrown.code === 'wrongState') return;
      this.#options.log.error('a button of a headset failed', thrown);
    });
  }

  async #do(event: HeadsetEvent): Promise<void> {
    const { telephony } = this.#options;
    const rings = telephony.calls.some(call => call.phase === 'ringing' && call.direction === 'inbound');
    switch (event.button) {
      case 'hook': {
        const answers = event.off ?? rings;
        return act(telephony, answers ? 'answer' : 'hangUp');
      }
      case 'mute': {
        const talks = telephony.calls.filter(call => call.phase === 'established');
        const muted = talks.some(call => call.muted);
        if (event.muted === null || event.muted !== muted) await act(telephony, 'mute');
        return;
      }
      case 'flash':
        // The one button for a second caller, too (USB HID headsets have no other).
        return act(telephony, rings ? 'answer' : 'hold');
      case 'reject': {
        const call = telephony.calls.find(each => each.phase === 'ringing' && each.direction === 'inbound');
        return call === undefined ? act(telephony, 'hangUp') : telephony.decline(call.id);
      }
    }
  }

  #light(lamps: Lamps): void {
    if (JSON.stringify(lamps) === JSON.stringify(this.#lamps)) return;
    this.#lamps = lamps;
    this.#show(lamps);
  }

  #show(lamps: Lamps): void {
    // A headset that does not listen is a headset without lamps.
    this.#options.media.request('lamps', lamps).catch(() => undefined);
  }
}

export function lampsFor(calls: Telephony['calls']): Lamps {
  const up = calls.filter(call => call.phase === 'established');
  const goesOut = calls.some(call => call.phase === 'dialling' || call.phase === 'answering');
  return {
    ring: calls.some(call => call.phase === 'ringing' && call.direction === 'inbound'),
    offHook: up.length > 0 || goesOut,
    mute: up.some(call => call.muted),
    hold: up.length > 0 && up.every(call => call.hold === 'local' || call.hold === 'both'),
  };
}
