/** An agent called alice on our telephony, an exchange, and a customer called bob; all ended together. */
import type { UserAgentOptions } from 'sip.js';
import type { CallView } from '../../../shared/call/view.ts';
import { DisposableStore } from '../../../shared/disposable.ts';
import type { AccountSettings, LineView } from '../../../shared/lines/types.ts';
import { createTelephony, type TelephonyOptions } from '../index.ts';
import type { IncomingCaller, Telephony } from '../port.ts';
import { Exchange } from './exchange.ts';
import { FakeMedia } from './fake-media.ts';
import { HeldClock } from './held-clock.ts';
import { Phone } from './phone.ts';
import { until } from './until.ts';

export class World {
  /** Time passes only when a story says so; SIP.js keeps its own. */
  readonly clock = new HeldClock();
  readonly media = new FakeMedia();
  readonly exchange: Exchange;
  readonly telephony: Telephony;
  readonly incoming: IncomingCaller[] = [];
  /** Every line state, in order. */
  readonly lineStates: LineView['state'][] = [];
  readonly logged: string[] = [];
  readonly #ends = new DisposableStore();
  #ids = 0;

  private constructor(exchange: Exchange, options: Partial<TelephonyOptions>) {
    this.exchange = exchange;
    this.telephony = createTelephony({
      media: this.media,
      newId: () => `call-${++this.#ids}`,
      userAgent: 'Hatif/test',
      log: (_level, message, details) => this.logged.push(`${message} ${JSON.stringify(details)}`),
      clock: this.clock,
      random: () => 0,
      keepAlive: { interval: 1e12, jitter: 0, deadline: 1e12 },
      ...options,
    });
    this.telephony.onLines(lines => {
      const state = lines.at(0)?.state;
      if (state && state !== this.lineStates.at(-1)) this.lineStates.push(state);
    });
    this.telephony.onIncoming(async caller => void this.incoming.push(caller));
  }

  static async open(options: Partial<TelephonyOptions> = {}): Promise<World> {
    return new World(await Exchange.open(), options);
  }

  /** With alice registered, and bob too. */
  static async ready(options: Partial<TelephonyOptions> = {}): Promise<{ world: World; bob: Phone }> {
    const world = await World.open(options);
    world.addAlice();
    await world.registered();
    return { world, bob: await world.phone('bob') };
  }

  account(changes: Partial<AccountSettings> = {}): AccountSettings {
    return {
      id: 'main',
      name: 'Main',
      server: this.exchange.url,
      user: 'alice',
      authUser: null,
      domain: 'exchange.test',
      displayName: 'Alice',
      country: 'DE',
      moreServers: [],
      iceServers: [],
      dtmf: 'auto',
      practice: false,
      ...changes,
    };
  }

  addAlice(changes: Partial<AccountSettings> = {}, password = 'secret'): void {
    this.telephony.addLine(this.account(changes), password);
  }

  get line(): LineView {
    const line = this.telephony.lines.at(0);
    if (!line) throw new Error('There is no line.');
    return line;
  }

  async registered(): Promise<void> {
    await until('the line is registered', () => this.line.state === 'registered');
  }

  /** The socket of alice breaks, and she registers again. */
  async brokenAndBack(): Promise<void> {
    this.exchange.cut('alice');
    await until('the loss is seen', () => this.line.state !== 'registered');
    this.clock.pass(1_000);
    await this.registered();
  }

  /** Waits for a state that takes its time: half a second passes at each look. */
  later<T>(what: string, state: () => T | null | undefined | false): Promise<T> {
    return until(what, () => {
      const value = state();
      if (!value) this.clock.pass(500);
      return value;
    });
  }

  async phone(user: string, options: UserAgentOptions = {}): Promise<Phone> {
    const phone = await Phone.register(user, this.exchange.url, options);
    this.#ends.add(() => phone.close());
    return phone;
  }

  /** The newest call in `phase`. */
  async call(phase: CallView['phase']): Promise<CallView> {
    return until(`a call is ${phase}`, () => this.telephony.calls.findLast(call => call.phase === phase));
  }

  view(callId: string): CallView {
    const view = this.telephony.calls.find(call => call.id === callId);
    if (!view) throw new Error('There is no such call.');
    return view;
  }

  async close(): Promise<void> {
    this.telephony.dispose();
    this.#ends.dispose();
    await this.exchange.close();
  }
}
