/** One SIP account: its SIP.js user agent, its socket, and the registration machine that drives both. */
import {
  SIPExtension,
  UserAgent,
  UserAgentState,
  type Invitation,
  type Message,
  type Notification,
  type Session,
  type SessionDescriptionHandler,
} from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import { usualWeight, type AccountSettings, type LineView } from '../../shared/lines/types.ts';
import {
  registrationOff,
  registrationStep,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationState,
} from '../../shared/registration/machine.ts';
import {
  chooseServer,
  currentFailed,
  currentServes,
  forgetFailures,
  hasOther,
  serverPool,
  type LineServer,
  type ServerPool,
} from '../../shared/registration/servers.ts';
import type { Guard, HeaderScan } from '../../shared/sip/port.ts';
import { escapeDisplayName, safeHeaderText } from '../../shared/sip/text.ts';
import { accountAddress, withoutPort } from './address.ts';
import type { Clock } from './clock.ts';
import { createAuthenticationFactory } from './guard/digest.ts';
import { createReceiver } from './guard/receive.ts';
import { createRealmPin, type RealmPin } from './guard/realm.ts';
import { KeepAlive, type KeepAliveLimits } from './keep-alive.ts';
import { messageOf, type Log } from './log.ts';
import { Registrar } from './registrar.ts';
import { noServices, adoptServices } from './registrar-services.ts';
import { SocketTransport } from './transport.ts';

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;

export interface LineServices {
  guard: Guard;
  clock: Clock;
  random: () => number;
  log: Log;
  /** User-Agent header. */
  userAgent: string;
  /** UUID that names this installation for the account (RFC 5626 section 4.1). */
  instanceId: (accountId: string) => string;
  keepAlive?: KeepAliveLimits;
  ca?: string;
  /** Every SIP message as it is on the wire. */
  onWire?: (accountId: string, direction: 'in' | 'out', text: string) => void;
  /** A new INVITE was scanned; SIP.js has not seen it yet. */
  scanned(line: Line, scan: HeaderScan): void;
  invited(line: Line, invitation: Invitation): void;
  messaged(line: Line, message: Message): void;
  /** A NOTIFY that belongs to no subscription. */
  told(line: Line, notification: Notification): void;
  describe(session: Session): SessionDescriptionHandler;
  /** Registered, after having been off the air. */
  online(line: Line): void;
  offline(line: Line): void;
  changed(line: Line): void;
}

/** Milliseconds that unregistering may take when a line stops. */
const unregisterLimit = 900;

export class Line {
  readonly userAgent: UserAgent;
  readonly #services: LineServices;
  readonly #transport: SocketTransport;
  readonly #registrar: Registrar;
  readonly #keepAlive: KeepAlive;
  readonly #servers: readonly LineServer[];
  /** Each server may name a realm of its own. */
  readonly #realms: readonly RealmPin[];
  #pool: ServerPool;
  /** The challenge that the present REGISTER met and did not answer. */
  #refusedChallenge: { detail: string | null } | null = null;
  #account: AccountSettings;
  #state: RegistrationState = registrationOff;
  #timer: Disposable | null = null;
  #stopped: Promise<void> | null = null;
  /** The server may hold a binding of ours that points to this socket. */
  #bound = false;

  /** Throws HatifError `badInput` when user and domain make no SIP address. */
  constructor(services: LineServices, account: AccountSettings, password: string) {
    this.#services = services;
    this.#account = account;
    this.#servers = [{ url: account.server, weight: usualWeight }, ...account.moreServers];
    this.#realms = this.#servers.map(() => createRealmPin(account.domain));
    this.#pool = serverPool(this.#servers.length);
    this.userAgent = this.#createUserAgent(password);
    const { transport } = this.userAgent;
    if (!(transport instanceof SocketTransport)) throw new Error('SIP.js took another transport.');
    this.#transport = transport;
    this.#registrar = new Registrar(this.userAgent, services.instanceId(account.id), services.clock);
    this.#keepAlive = new KeepAlive({
      clock: services.clock,
      random: services.random,
      ...(services.keepAlive === undefined ? {} : { limits: services.keepAlive }),
      sendPing: () => transport.ping(),
      sendOptions: answered => this.#sendOptions(answered),
      dead: () => transport.cut({ fault: 'timeout', detail: 'no answer to PING or OPTIONS' }),
    });
  }

  get account(): AccountSettings {
    return this.#account;
  }

  get registered(): boolean {
    return this.#state.phase === 'registered';
  }

  get #realm(): RealmPin {
    const pin = this.#realms[this.#pool.current ?? 0];
    if (pin === undefined) throw new Error('A server without a realm.');
    return pin;
  }

  get #server(): string {
    return this.#servers[this.#pool.current ?? 0]?.url ?? this.#account.server;
  }

  get view(): LineView {
    const { phase, fault, faultDetail, retryAt, registeredAt } = this.#state;
    const { id, name, practice } = this.#account;
    return {
      accountId: id,
      name,
      practice,
      state: phase,
      fault,
      faultDetail: faultDetail === null ? null : faultDetail.slice(0, 300),
      retryAt,
      registeredAt,
      server: this.#pool.current === null ? null : addressOf(this.#server),
    };
  }

  start(): void {
    this.#tell({ kind: 'start' });
  }

  retryNow(): void {
    // The server may have been set up anew.
    const { phase, fault } = this.#state;
    if (phase === 'failed' || fault === 'challengeRefused') this.#realm.forget();
    this.#tell({ kind: 'retryNow' });
  }

  networkChanged(): void {
    this.#pool = forgetFailures(this.#pool);
    this.#tell({ kind: 'networkChanged' });
  }

  /** Takes over what needs no new registration. */
  rename(account: AccountSettings): void {
    this.#account = account;
    this.#services.changed(this);
  }

  /** Unregisters and closes within 1.5 s. Idempotent. */
  stop(): Promise<void> {
    if (!this.#stopped) this.#tell({ kind: 'stop' });
    this.#stopped ??= this.#close();
    return this.#stopped;
  }

  /** Closes at once, without a word. */
  dispose(): void {
    this.#stopped ??= Promise.resolve();
    this.#timer?.dispose();
    this.#keepAlive.dispose();
    this.#registrar.forget();
    this.userAgent.stop().catch((thrown: unknown) => this.#note(thrown));
  }

  #tell(event: DistributiveOmit<RegistrationEvent, 'at' | 'random'>): void {
    const { clock, random } = this.#services;
    const before = this.#state;
    const step = registrationStep(before, { ...event, at: clock.now(), random: random() });
    this.#state = step.state;
    for (const effect of step.effects) this.#run(effect);
    if (step.state === before) return;
    this.#services.changed(this);
    if (this.registered && before.phase !== 'registered') this.#services.online(this);
  }

  #run(effect: RegistrationEffect): void {
    switch (effect.kind) {
      case 'connect':
        this.#connect().catch((thrown: unknown) => this.#note(thrown));
        return;
      case 'register':
        return this.#register(effect.expires);
      case 'unregister':
        this.#stopped ??= this.#close();
        return;
      case 'closeSocket':
        return this.#transport.cut({ fault: 'lost', detail: null });
      case 'startTimer':
        this.#timer?.dispose();
        this.#timer = this.#services.clock.after(effect.ms, () => this.#tell({ kind: 'timer' }));
        return;
      case 'stopTimer':
        this.#timer?.dispose();
        return;
    }
  }

  #register(expires: number): void {
    this.#bound = true;
    this.#refusedChallenge = null;
    this.#registrar.register(expires, answer => {
      if (answer.kind === 'accepted') {
        this.#realm.registered();
        this.#pool = currentServes(this.#pool);
        adoptServices(this.userAgent, answer.services);
        this.#keepAlive.keepWithin(answer.services.flowTimer);
        return this.#tell({ kind: 'accepted', granted: answer.granted });
      }
      const { status, retryAfter } = answer;
      if (status === 408 || status >= 500) this.#failed(retryAfter);
      this.#tell({
        ...answer,
        other: hasOther(this.#pool, this.#services.clock.now()),
        ...(this.#refusedChallenge === null ? {} : { challenge: this.#refusedChallenge }),
      });
    });
  }

  #failed(retryAfter: number | null): void {
    this.#pool = currentFailed(this.#pool, this.#services.clock.now(), retryAfter);
  }

  async #connect(): Promise<void> {
    const { clock, random } = this.#services;
    this.#pool = chooseServer(this.#servers, this.#pool, { at: clock.now(), random: random() });
    // The first start() also lets SIP.js take requests; later it would only warn.
    await (this.userAgent.state === UserAgentState.Started
      ? this.#transport.connect()
      : this.userAgent.start());
  }

  async #close(): Promise<void> {
    if (this.#bound) {
      await new Promise<void>(resolve => {
        const limit = this.#services.clock.after(unregisterLimit, resolve);
        this.#registrar.register(0, () => {
          limit.dispose();
          resolve();
        });
      });
    }
    await this.#transport.disconnect();
    this.dispose();
  }

  #connected(): void {
    this.#keepAlive.start();
    this.#tell({ kind: 'connected' });
  }

  #disconnected(): void {
    this.#bound = false;
    this.#keepAlive.dispose();
    this.#keepAlive.keepWithin(null);
    // The next server may be another.
    adoptServices(this.userAgent, noServices);
    this.#registrar.forget();
    this.#services.offline(this);
  }

  #sendOptions(answered: () => void): void {
    const { userAgentCore: core, configuration } = this.userAgent;
    const server = configuration.uri.clone();
    server.user = undefined;
    // To the server at the other end of this socket, whatever lies behind it.
    const message = core.makeOutgoingRequestMessage(
      'OPTIONS',
      server,
      configuration.uri,
      server,
      { routeSet: [] },
      ['Accept: application/sdp'],
    );
    core.request(message, {
      onAccept: answered,
      // SIP.js makes up a 408 or 503 when none came; only one from the wire has a Via.
      onReject: response => (response.message.hasHeader('via') ? answered() : undefined),
    });
  }

  #createUserAgent(password: string): UserAgent {
    const { instanceId, log, userAgent: product } = this.#services;
    const account = this.#account;
    const transportOptions = this.#transportOptions();
    class LineTransport extends SocketTransport {
      constructor() {
        super(transportOptions);
      }
    }
    const agent = new UserAgent({
      uri: accountAddress(account.user, account.domain),
      displayName: escapeDisplayName(account.displayName ?? ''),
      instanceId: instanceId(account.id),
      userAgentString: safeHeaderText(product),
      transportConstructor: LineTransport,
      sessionDescriptionHandlerFactory: session => this.#services.describe(session),
      delegate: {
        onConnect: () => this.#connected(),
        onDisconnect: () => this.#disconnected(),
        onInvite: invitation => this.#services.invited(this, invitation),
        onMessage: message => this.#services.messaged(this, message),
        onNotify: notification => {
          this.#services.told(this, notification);
          notification.accept().catch((thrown: unknown) => this.#note(thrown));
        },
      },
      // Our 180 follows the caller's card, not the other way round.
      sendInitialProvisionalResponse: false,
      // Seconds. How long a phone rings is the phone system's business.
      noAnswerTimeout: 180,
      sipExtension100rel: SIPExtension.Supported,
      sipExtensionReplaces: SIPExtension.Supported,
      sipExtensionExtraSupported: ['timer'],
      // Some systems send message-waiting without a subscription, and retry it when refused.
      allowLegacyNotifications: true,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      logConfiguration: false,
      logLevel: 'warn',
      // What SIP.js complains of may quote the message; that it complained is enough.
      logConnector: (level, category) => {
        if (level === 'error' || level === 'warn') log('debug', 'SIP.js complained', { level, category });
      },
    });
    agent.userAgentCore.configuration.authenticationFactory = createAuthenticationFactory({
      loggerFactory: agent.getLoggerFactory(),
      username: account.authUser ?? account.user,
      password,
      hosts: [withoutPort(account.domain), ...this.#servers.map(each => hostOf(each.url))],
      realm: () => this.#realm,
      refused: detail => (this.#refusedChallenge = { detail }),
    });
    agent.transport.onMessage = createReceiver(agent);
    return agent;
  }

  #transportOptions(): ConstructorParameters<typeof SocketTransport>[0] {
    const { ca, clock, guard, log, onWire } = this.#services;
    return {
      server: () => this.#server,
      guard,
      clock,
      log,
      ...(ca === undefined ? {} : { ca }),
      ...(onWire === undefined
        ? {}
        : { onWire: (direction, text) => onWire(this.#account.id, direction, text) }),
      onHeard: () => this.#keepAlive.heard(),
      onConnectFailed: fault => {
        this.#failed(null);
        this.#tell({ kind: 'connectFailed', ...fault, other: hasOther(this.#pool, clock.now()) });
      },
      onLost: fault => this.#tell({ kind: 'socketLost', ...fault }),
      onScan: scan => {
        if (scan.method === 'INVITE' && !scan.inDialog) this.#services.scanned(this, scan);
      },
    };
  }

  #note(thrown: unknown): void {
    this.#services.log('info', 'Line', { account: this.#account.id, error: messageOf(thrown) });
  }
}

function addressOf(server: string): string | null {
  return URL.canParse(server) ? new URL(server).host.slice(0, 300) : null;
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname : '';
}
