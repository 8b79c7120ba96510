/** Links, command lines, keys of the whole computer and other programs: all that reaches the phone from outside its window. */
import { randomBytes } from 'node:crypto';
import { DisposableStore, type Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { intentOf, offer, type Intent } from '../../shared/reach/intents.ts';
import type { GlobalAction, ReachSettings, ReachView } from '../../shared/reach/types.ts';
import type { Log } from '../app/log.ts';
import type { Emit } from '../ipc/serve.ts';
import type { MediaPort } from '../media/port.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Telephony } from '../telephony/port.ts';
import { act } from './actions.ts';
import { fingerprintOf } from './api-guard.ts';
import { LocalApi } from './api.ts';
import { HeadsetButtons } from './headset.ts';
import { GlobalKeys, type Shortcuts } from './keys.ts';

/** What the system is asked for. */
export interface ReachSystem {
  shortcuts: Shortcuts;
  /** Makes Hatif the program for tel:, sip: and callto:, or no longer. */
  claimLinks(claim: boolean): void;
  /** May take its time: on Linux it is a question to another program. */
  linksComeHere(): Promise<boolean>;
  /** What is marked, where the system has that; else what was copied. */
  selection(): Promise<string>;
  /** Words of a second start, and addresses of links. */
  onWords(listener: (words: readonly string[]) => void): Disposable;
}

export interface ReachOptions {
  system: ReachSystem;
  telephony: Telephony;
  media: MediaPort;
  /** As the agent's own dialling: with the record and the caller's card. */
  dial: (target: string, accountId: string | null) => Promise<string>;
  settings: SettingsStore;
  secrets: Secrets;
  emit: Emit;
  /** Brings the window to the front. */
  show: () => void;
  log: Log;
  now: () => number;
  /** The words of this start. */
  startedWith: readonly string[];
}

const fingerprintName = 'api-token';

export class Reach implements Disposable {
  readonly #options: ReachOptions;
  readonly #keys: GlobalKeys;
  readonly #api: LocalApi;
  readonly #headset: HeadsetButtons;
  readonly #ends = new DisposableStore();
  #apiState: ReachView['api'] = 'off';
  /** Asked for only when they should: nobody is told of it otherwise. */
  #linksComeHere = false;
  #set: ReachSettings | null = null;
  #turn: Promise<void> = Promise.resolve();
  /** A number that no window has taken yet. */
  #offered: string | null = null;

  constructor(options: ReachOptions) {
    this.#options = options;
    const { system, settings, secrets } = options;
    this.#keys = new GlobalKeys(system.shortcuts, action => this.#pressed(action));
    this.#api = new LocalApi({ ...options, fingerprint: () => secrets.read(fingerprintName) });
    this.#headset = new HeadsetButtons({ ...options, onNames: () => this.#tell() });
    this.#ends.add(this.#headset);
    this.#ends.add(this.#api);
    this.#ends.add(this.#keys);
    this.#ends.add(system.onWords(words => this.started(words)));
    this.#ends.add(settings.onChange(({ reach }) => this.#apply(reach)));
    this.#apply(settings.current.reach);
    const intent = intentOf(options.startedWith);
    if (intent !== null) this.#do(intent);
  }

  get view(): ReachView {
    const { secrets } = this.#options;
    return {
      taken: [...this.#keys.taken],
      linksComeHere: this.#linksComeHere,
      api: this.#apiState,
      headsets: [...this.#headset.names],
      token: secrets.has(fingerprintName),
    };
  }

  /** A number that a window which draws itself is to show; it is told once. */
  takeOffered(): string | null {
    const offered = this.#offered;
    this.#offered = null;
    return offered;
  }

  /** Hatif was started once more, with these words. */
  started(words: readonly string[]): void {
    const intent = intentOf(words);
    if (intent === null || intent.kind === 'offer') this.#options.show();
    if (intent !== null) this.#do(intent);
  }

  /** A new token; the old one is worth nothing from now on. */
  newToken(): string {
    const token = randomBytes(32).toString('base64url');
    this.#options.secrets.write(fingerprintName, fingerprintOf(token));
    this.#api.drop();
    this.#tell();
    return token;
  }

  /** The settings are applied. */
  settled(): Promise<void> {
    return this.#turn;
  }

  dispose(): void {
    this.#ends.dispose();
  }

  #pressed(action: GlobalAction): void {
    if (action === 'dial') void this.#offerSelection();
    else this.#do({ kind: action });
  }

  async #offerSelection(): Promise<void> {
    const text = await this.#options.system.selection().catch(() => '');
    const intent = offer(text.trim());
    this.#options.show();
    if (intent !== null) return this.#do(intent);
    this.#options.emit('notice', { key: 'reach.nothingToDial', values: {}, tone: 'warning' });
  }

  #do(intent: Intent | { kind: 'mute' | 'hold' }): void {
    if (intent.kind === 'offer') {
      this.#offered = intent.target;
      this.#options.emit('offered', intent.target);
      return;
    }
    act(this.#options.telephony, intent.kind).catch((thrown: unknown) => {
      const code = thrown instanceof HatifError ? thrown.code : 'internal';
      if (code === 'internal') this.#options.log.error('a key from outside failed', thrown);
      this.#options.emit('notice', { key: `error.${code}`, values: {}, tone: 'error' });
    });
  }

  #apply(reach: ReachSettings): void {
    const before = this.#set;
    this.#set = reach;
    if (JSON.stringify(before) === JSON.stringify(reach)) return;
    this.#keys.set(reach.keys);
    // At the start the system is left as it is: another program may have been chosen since.
    if (before !== null && before.links !== reach.links) this.#options.system.claimLinks(reach.links);
    if ((before?.links ?? false) !== reach.links)
      this.#turn = this.#turn.then(() => this.#whereLinksGo(reach.links));
    const api = JSON.stringify(reach.api);
    if (JSON.stringify(before?.api) !== api) this.#turn = this.#turn.then(() => this.#serve(reach.api));
    this.#tell();
  }

  async #whereLinksGo(wanted: boolean): Promise<void> {
    this.#linksComeHere = wanted && (await this.#options.system.linksComeHere().catch(() => false));
    this.#tell();
  }

  async #serve({ on, port }: ReachSettings['api']): Promise<void> {
    await this.#api.close();
    this.#apiState = on ? ((await this.#api.listen(port)) ? 'on' : 'portTaken') : 'off';
    if (this.#apiState === 'portTaken') this.#options.log.warn(`port ${port} of the local API is taken`);
    this.#tell();
  }

  #tell(): void {
    this.#options.emit('reach', this.view);
  }
}
