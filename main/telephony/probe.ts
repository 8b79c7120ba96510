/**
 * Tries what a line needs without disturbing it: a socket of its own, and a REGISTER without a Contact, which asks what is
 * bound and changes nothing (RFC 3261 10.2.3), but has to be allowed with user and password like any other.
 */
import { UserAgent, type Core } from 'sip.js';
import type { AccountSettings, LineFault } from '../../shared/lines/types.ts';
import { createGuard } from '../../shared/sip/guard.ts';
import { safeHeaderText } from '../../shared/sip/text.ts';
import { accountAddress, withoutPort } from './address.ts';
import { systemClock } from './clock.ts';
import { createAuthenticationFactory } from './guard/digest.ts';
import { createReceiver } from './guard/receive.ts';
import { createRealmPin } from './guard/realm.ts';
import type { SocketFault } from './socket-fault.ts';
import { SocketTransport } from './transport.ts';

export interface ProbeOptions {
  account: AccountSettings;
  password: string;
  /** Of the account's servers, the one to try. */
  server: string;
  userAgent: string;
  ca?: string;
  onWire?: (direction: 'in' | 'out', text: string) => void;
}

type Outcome = SocketFault | null;

export class Probe {
  readonly #agent: UserAgent;
  readonly #transport: SocketTransport;
  #fault: SocketFault | null = null;
  #lost: (fault: SocketFault) => void = () => undefined;
  #refusedChallenge: { detail: string | null } | null = null;

  constructor(options: ProbeOptions) {
    const { account, password, server } = options;
    const transportOptions: ConstructorParameters<typeof SocketTransport>[0] = {
      server: () => server,
      guard: createGuard(),
      clock: systemClock,
      log: () => undefined,
      onScan: () => undefined,
      onHeard: () => undefined,
      onConnectFailed: fault => (this.#fault = fault),
      onLost: fault => this.#lost(fault),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.onWire === undefined ? {} : { onWire: options.onWire }),
    };
    class ProbeTransport extends SocketTransport {
      constructor() {
        super(transportOptions);
      }
    }
    this.#agent = new UserAgent({
      uri: accountAddress(account.user, account.domain),
      userAgentString: safeHeaderText(options.userAgent),
      transportConstructor: ProbeTransport,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      logConfiguration: false,
    });
    const { transport } = this.#agent;
    if (!(transport instanceof SocketTransport)) throw new Error('SIP.js took another transport.');
    this.#transport = transport;
    const realm = createRealmPin(account.domain);
    this.#agent.userAgentCore.configuration.authenticationFactory = createAuthenticationFactory({
      loggerFactory: this.#agent.getLoggerFactory(),
      username: account.authUser ?? account.user,
      password,
      hosts: [withoutPort(account.domain), URL.canParse(server) ? new URL(server).hostname : ''],
      realm: () => realm,
      refused: detail => (this.#refusedChallenge = { detail }),
    });
    transport.onMessage = createReceiver(this.#agent);
  }

  /** Opens the WebSocket; null when it stands. */
  async connect(): Promise<Outcome> {
    return this.#agent.start().then(
      () => null,
      () => this.#fault ?? { fault: 'lost', detail: null },
    );
  }

  /** Asks the registrar; null when it knows us and our password. */
  register(): Promise<Outcome> {
    const { userAgentCore: core, configuration } = this.#agent;
    const server = configuration.uri.clone();
    server.user = undefined;
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      server,
      configuration.uri,
      configuration.uri,
      {},
      [],
    );
    return new Promise(resolve => {
      this.#lost = resolve;
      const refused = ({ message: { statusCode = 500 } }: Core.IncomingResponse): void =>
        resolve(this.#faultOf(statusCode));
      core.register(message, {
        onAccept: () => resolve(null),
        onRedirect: refused,
        onReject: refused,
      });
    });
  }

  /** Closes the socket; nothing is left behind. */
  close(): void {
    this.#agent.stop().catch(() => undefined);
    this.#transport.cut({ fault: 'lost', detail: null });
  }

  #faultOf(status: number): SocketFault {
    const said = (fault: LineFault): SocketFault => ({ fault, detail: String(status) });
    if (status === 401 || status === 407)
      return this.#refusedChallenge === null
        ? said('wrongPassword')
        : { fault: 'challengeRefused', detail: this.#refusedChallenge.detail };
    if (status === 403) return said('forbidden');
    if (status === 404) return said('unknownUser');
    if (status === 408) return { fault: 'timeout', detail: null };
    if (status === 503) return said('serverBusy');
    return said(status >= 500 && status < 600 ? 'serverError' : 'rejected');
  }
}
