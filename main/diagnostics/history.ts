/** What lines, calls and sound went through lately, in words of our own. */
import type { CallView } from '../../shared/call/view.ts';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import type { LineView } from '../../shared/lines/types.ts';
import type { MediaPort } from '../media/port.ts';
import type { Telephony } from '../telephony/port.ts';

const mostEntries = 1_000;

export interface HistoryEntry {
  at: number;
  what: string;
}

export class StateHistory implements Disposable {
  readonly #now: () => number;
  readonly #ends = new DisposableStore();
  readonly #lines = new Map<string, string>();
  readonly #calls = new Map<string, string>();
  #entries: HistoryEntry[] = [];

  constructor(options: { telephony: Telephony; media: MediaPort; now: () => number }) {
    const { telephony, media, now } = options;
    this.#now = now;
    this.#ends.add(telephony.onLines(lines => lines.forEach(line => this.#line(line))));
    this.#ends.add(telephony.onCall((callId, view) => this.#call(callId, view)));
    this.#ends.add(media.onReborn(() => this.note('the media window was made anew')));
    this.#ends.add(
      media.onEvent(event => {
        if (event.kind === 'ice') this.note(`call ${event.session} ICE ${event.state}`);
        else if (event.kind === 'dtls') this.note(`call ${event.session} DTLS ${event.state}`);
        else if (event.kind === 'audio')
          this.note(`call ${event.session} sound ${event.flowing ? 'arrives' : 'has stopped'}`);
        else if (event.kind === 'devices') this.note(`${event.devices.length} audio devices`);
        else if (event.kind === 'microphone')
          this.note(`the microphone was lost, ${event.replacedBy === null ? 'no other' : 'another'} is used`);
        else if (event.kind === 'strongNoiseFailed') this.note('strong noise suppression could not be had');
      }),
    );
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** `what` is told as it is: nothing of a caller, a server or an agent goes in. */
  note(what: string): void {
    this.#entries.push({ at: this.#now(), what });
    if (this.#entries.length > mostEntries) this.#entries = this.#entries.slice(-mostEntries);
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #line({ accountId, state, fault }: LineView): void {
    this.#changed(this.#lines, accountId, `line ${accountId} ${state}${fault === null ? '' : `: ${fault}`}`);
  }

  #call(callId: string, view: CallView | null): void {
    if (view === null) return void this.#calls.delete(callId);
    const { direction, phase, media, hold, muted, end } = view;
    const ended = end === null ? '' : ` by ${end.by}, ${end.cause}, ${end.status ?? 'no'} status`;
    const about = [`media ${media}`, `hold ${hold}`, ...(muted ? ['muted'] : [])].join(', ');
    this.#changed(this.#calls, callId, `call ${callId} ${direction} ${phase}${ended} (${about})`);
  }

  #changed(before: Map<string, string>, id: string, what: string): void {
    if (before.get(id) === what) return;
    before.set(id, what);
    this.note(what);
  }
}
