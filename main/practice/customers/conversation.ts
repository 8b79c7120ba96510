/** One call of one customer: plays the scene over a SIP session and its media. */
import { SessionState, UserAgent } from 'sip.js';
import type { Info, Invitation, Inviter, Notification, Referral, Session } from 'sip.js';
import type { Disposable } from '../../../shared/disposable.ts';
import { Ear } from '../media/ear.ts';
import type { Heard } from '../media/ear.ts';
import { Mouth } from '../media/mouth.ts';
import { Peer } from '../media/peer.ts';
import { reinvite } from './reinvite.ts';
import { advance, newScene } from './scene.ts';
import type { Scene, SceneEffect, SceneEvent, Step } from './scene.ts';
import { MUSIC } from './speech.ts';
import type { Speech } from './speech.ts';

export interface ConversationOptions {
  steps: readonly Step[];
  /** Says what is heard. */
  echoes: boolean;
  speech: Speech;
  domain: string;
  /** The agent sends this customer to someone else (RFC 3515). */
  onRefer(referral: Referral): void;
  onEnd(): void;
}

/** Nothing heard for so long, and not on hold: the other side is gone without a word, ms. */
const DEAF_AFTER = 30_000;
const CHECK_EVERY = 10_000;

export class Conversation implements Disposable {
  readonly #options: ConversationOptions;
  readonly #ear = new Ear();
  readonly #mouth = new Mouth();
  readonly #peers = new Set<Peer>();
  #session: Session | null = null;
  #scene: Scene;
  #keys = '';
  #established = false;
  #connected = false;
  #held = false;
  #holding = false;
  #lastHeard = 0;
  #wake: ReturnType<typeof setTimeout> | null = null;
  #check: ReturnType<typeof setInterval> | null = null;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#scene = newScene(options.steps);
  }

  get heard(): Heard & { keys: string; held: boolean } {
    return { ...this.#ear.heard, keys: this.#keys, held: this.#held };
  }

  /** Called by SIP.js when the session needs media. */
  openMedia(): Peer {
    const peer = new Peer({
      frame: () => this.#mouth.next(),
      heard: sound => {
        this.#lastHeard = Date.now();
        if (this.#options.echoes) this.#mouth.repeat(sound);
        const event = this.#ear.hear(sound);
        if (event) this.#happens(event);
      },
      key: key => void (this.#keys += key),
      connected: () => {
        this.#connected = true;
        this.#begin();
      },
      maySend: may => {
        this.#held = !may;
        this.#happens(may ? 'released' : 'held');
      },
    });
    this.#peers.add(peer);
    return peer;
  }

  follow(session: Inviter | Invitation): void {
    this.#session = session;
    session.delegate = {
      onRefer: referral => this.#options.onRefer(referral),
      onInfo: info => this.#readKeys(info),
      onNotify: notification => void notification.accept(),
    };
    session.stateChange.addListener(state => {
      if (state === SessionState.Established) {
        this.#established = true;
        this.#watch();
        this.#begin();
      }
      if (state !== SessionState.Terminated) return;
      // SIP.js throws when the ACK to our 200 never came and the call is over already.
      if (session.dialog) session.dialog.delegate = undefined;
      this.dispose();
    });
  }

  /** Says goodbye and waits until it has arrived. */
  async end(): Promise<void> {
    const session = this.#session;
    if (session?.state !== SessionState.Established) return this.dispose();
    await new Promise<void>(resolve => {
      const arrived = (): void => resolve();
      session.bye({ requestDelegate: { onAccept: arrived, onReject: arrived } }).catch(arrived);
    });
  }

  dispose(): void {
    if (this.#scene.phase !== 'over') this.#happens('ended');
    if (this.#check) clearInterval(this.#check);
    this.#check = null;
    this.#mouth.hush();
    for (const peer of this.#peers) peer.close();
    this.#peers.clear();
    this.#options.onEnd();
  }

  #begin(): void {
    if (this.#established && this.#connected) this.#happens('begin');
  }

  #happens(event: SceneEvent): void {
    const { scene, effects } = advance(this.#scene, event, Date.now());
    this.#scene = scene;
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: SceneEffect): void {
    const done = () => this.#happens('done');
    switch (effect.kind) {
      case 'say':
        return this.#mouth.say(this.#sound(effect.line), done);
      case 'keys':
        return this.#mouth.press(effect.keys, done);
      case 'hold':
        return void this.#hold(effect.hold).then(done);
      case 'transfer':
        return this.#transfer(effect.to, done);
      case 'hangUp':
        return this.#hangUp();
      case 'wake':
        if (this.#wake) clearTimeout(this.#wake);
        this.#wake = effect.inMs === null ? null : setTimeout(() => this.#happens('time'), effect.inMs);
    }
  }

  #sound(line: string): Uint8Array {
    return this.#options.speech.get(line) ?? new Uint8Array();
  }

  async #hold(hold: boolean): Promise<void> {
    if (!this.#session) return;
    this.#holding = hold;
    const agreed = await reinvite(this.#session, { hold });
    if (agreed) this.#mouth.play(hold ? this.#sound(MUSIC) : null);
    this.#lastHeard = Date.now();
  }

  /** A refused or failed transfer goes on with the scene; a successful one is our goodbye (RFC 5589 6.1). */
  #transfer(to: string, failed: () => void): void {
    const target = UserAgent.makeURI(`sip:${to}@${this.#options.domain}`);
    if (!this.#session || !target) return failed();
    const onNotify = (notification: Notification): void => {
      void notification.accept();
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(notification.request.body)?.[1] ?? 0);
      if (status >= 300) failed();
      else if (status >= 200) this.#hangUp();
    };
    this.#session.refer(target, { onNotify, requestDelegate: { onReject: failed } }).catch(failed);
  }

  #hangUp(): void {
    void this.end();
  }

  #watch(): void {
    this.#lastHeard = Date.now();
    this.#check = setInterval(() => {
      const deaf = Date.now() - this.#lastHeard > DEAF_AFTER;
      if (deaf && !this.#held && !this.#holding) this.#hangUp();
    }, CHECK_EVERY);
  }

  /** Keys by INFO, as many phone systems still send them. */
  #readKeys(info: Info): void {
    void info.accept();
    const key = /^\s*Signal\s*=\s*([0-9A-D*#])\s*$/im.exec(info.request.body)?.[1];
    if (key) this.#keys += key.toUpperCase();
  }
}
