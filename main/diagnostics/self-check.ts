/**
 * *Test my line*: tries each leg of a call by itself, in the order in which a call needs them, and names the broken one.
 * The line itself goes on undisturbed: the check has a socket of its own and binds no contact.
 */
import type { CallView } from '../../shared/call/view.ts';
import {
  checkLeg,
  noCheck,
  type CheckFault,
  type CheckLeg,
  type CheckSkipped,
  type CheckStep,
  type SelfCheckView,
} from '../../shared/diagnostics/types.ts';
import { HatifError } from '../../shared/errors.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import type { IceServer } from '../../shared/media/protocol.ts';
import { MediaError, type MediaPort } from '../media/port.ts';
import { Probe } from '../telephony/probe.ts';
import { checkServerUrl } from '../telephony/server-url.ts';
import { brokenBy, encrypt, hostName, LegBroken, reach, resolveHost } from './legs.ts';

export interface CheckedLine {
  account: AccountSettings;
  password: string;
  /** Of its servers, the one in use. */
  server: string;
  iceServers: readonly IceServer[];
  /** A number that plays back what it hears. */
  echoNumber: string | null;
}

export interface SelfCheckOptions {
  media: MediaPort;
  /** Calls that nobody sees or is asked about. */
  echoCalls: EchoCalls;
  userAgent: string;
  ca?: string;
  now: () => number;
  onView: (view: SelfCheckView) => void;
  onWire?: (accountId: string, direction: 'in' | 'out', text: string) => void;
  /** Milliseconds that a leg may take. */
  limits?: Partial<Record<CheckLeg, number>>;
}

export interface EchoCalls {
  /** Somebody is on the phone, or it rings. */
  readonly busy: boolean;
  onBusy(listener: () => void): { dispose(): void };
  dial(target: string, accountId: string): string;
  /** Of that call, the latest at once. */
  watch(callId: string, listener: (view: CallView | null) => void): { dispose(): void };
  end(callId: string): void;
}

const usualLimits: Record<CheckLeg, number> = {
  dns: 6_000,
  tcp: 6_000,
  tls: 6_000,
  webSocket: 8_000,
  register: 8_000,
  ice: 12_000,
  microphone: 12_000,
  echo: 30_000,
};

/** How long the agent has to say something, and how long the tone of an echo call is waited for, ms. */
const listenMs = 5_000;
const echoMs = 8_000;

class Skip extends Error {
  readonly why: CheckSkipped;
  constructor(why: CheckSkipped) {
    super(why);
    this.why = why;
  }
}

const microphoneFaults: Partial<Record<string, CheckFault>> = {
  microphoneMissing: 'microphoneMissing',
  microphoneDenied: 'microphoneDenied',
  microphoneBusy: 'microphoneBusy',
};

export class SelfCheck {
  readonly #options: SelfCheckOptions;
  #view: SelfCheckView = noCheck;
  #cancel: AbortController | null = null;

  constructor(options: SelfCheckOptions) {
    this.#options = options;
  }

  get view(): SelfCheckView {
    return this.#view;
  }

  cancel(): void {
    this.#cancel?.abort(new Skip('cancelled'));
  }

  /** Settles when every leg was tried or left out. HatifError `wrongState` while a check is running. */
  async run(line: CheckedLine): Promise<SelfCheckView> {
    if (this.#cancel !== null) throw new HatifError('wrongState', 'a check is running');
    const cancel = new AbortController();
    this.#cancel = cancel;
    const attempt = new Attempt(line, this.#options);
    this.#show({
      accountId: line.account.id,
      state: 'running',
      steps: checkLeg.options.map(leg => ({ ...blank, leg })),
    });
    try {
      for (const leg of checkLeg.options) await this.#try(leg, attempt, cancel.signal);
    } finally {
      attempt.close();
      this.#cancel = null;
    }
    this.#show({ state: cancel.signal.aborted ? 'cancelled' : 'over' });
    return this.#view;
  }

  async #try(leg: CheckLeg, attempt: Attempt, cancelled: AbortSignal): Promise<void> {
    if (cancelled.aborted) return this.#step(leg, { state: 'skipped', skipped: 'cancelled' });
    if (needs[leg].some(before => this.#stateOf(before) === 'failed' || this.#blocked(before)))
      return this.#step(leg, { state: 'skipped', skipped: 'before' });
    const { now, limits } = this.#options;
    const began = now();
    this.#step(leg, { state: 'running' });
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(limits?.[leg] ?? usualLimits[leg])]);
    try {
      const detail = await attempt.try(leg, signal);
      this.#step(leg, { state: 'passed', detail: detail?.slice(0, 300) ?? null, ms: now() - began });
    } catch (thrown) {
      const why = thrown instanceof Skip ? thrown : cancelled.aborted ? new Skip('cancelled') : null;
      if (why !== null) return this.#step(leg, { state: 'skipped', skipped: why.why });
      this.#step(leg, { state: 'failed', ...brokenBy(thrown, attempt.host), ms: now() - began });
    }
  }

  #stateOf(leg: CheckLeg): CheckStep['state'] {
    return this.#view.steps.find(step => step.leg === leg)?.state ?? 'waiting';
  }

  /** Left out because of what comes before it. */
  #blocked(leg: CheckLeg): boolean {
    return this.#view.steps.some(step => step.leg === leg && step.skipped === 'before');
  }

  #step(leg: CheckLeg, change: Partial<CheckStep>): void {
    this.#show({ steps: this.#view.steps.map(step => (step.leg === leg ? { ...step, ...change } : step)) });
  }

  #show(change: Partial<SelfCheckView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onView(this.#view);
  }
}

const blank: Omit<CheckStep, 'leg'> = {
  state: 'waiting',
  fault: null,
  skipped: null,
  detail: null,
  ms: null,
};

/** Legs that must not be broken for a leg to be worth trying. */
const needs: Record<CheckLeg, readonly CheckLeg[]> = {
  dns: [],
  tcp: ['dns'],
  tls: ['tcp'],
  webSocket: ['tls', 'tcp'],
  register: ['webSocket'],
  ice: [],
  microphone: [],
  echo: ['register', 'ice', 'microphone'],
};

/** What one run holds open. */
class Attempt {
  readonly #line: CheckedLine;
  readonly #options: SelfCheckOptions;
  readonly #ends: (() => void)[] = [];
  #url: URL | null = null;
  #probe: Probe | null = null;
  #socket: Awaited<ReturnType<typeof reach>> | null = null;

  constructor(line: CheckedLine, options: SelfCheckOptions) {
    this.#line = line;
    this.#options = options;
  }

  get host(): string {
    return this.#url?.host ?? this.#line.server.slice(0, 200);
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** What is worth telling of a leg that holds; throws when it does not. */
  try(leg: CheckLeg, signal: AbortSignal): Promise<string | null> {
    return Promise.race([this.#legs[leg](signal), aborted(signal)]);
  }

  readonly #legs: Record<CheckLeg, (signal: AbortSignal) => Promise<string | null>> = {
    dns: async () => {
      const checked = checkServerUrl(this.#line.server);
      if ('fault' in checked) throw new LegBroken({ fault: checked.fault, detail: null });
      this.#url = new URL(checked.url);
      const address = await resolveHost(this.#url);
      if (address === null) throw new Skip('isAddress');
      return address;
    },
    tcp: async signal => {
      const socket = await reach(this.#there, signal);
      this.#socket = socket;
      this.#ends.push(() => socket.destroy());
      return this.#there.host;
    },
    tls: async signal => {
      if (this.#there.protocol === 'ws:') throw new Skip('onThisMachine');
      if (this.#socket === null) throw new Error('no connection');
      const { ca } = this.#options;
      const secure = await encrypt(this.#there, this.#socket, ca, signal);
      secure.destroy();
      return hostName(this.#there);
    },
    webSocket: async () => {
      const { account, password, server } = this.#line;
      const { userAgent, ca, onWire } = this.#options;
      const probe = new Probe({
        account,
        password,
        server,
        userAgent,
        ...(ca === undefined ? {} : { ca }),
        ...(onWire === undefined ? {} : { onWire: (direction, text) => onWire(account.id, direction, text) }),
      });
      this.#probe = probe;
      this.#ends.push(() => probe.close());
      const broken = await probe.connect();
      if (broken !== null) throw new LegBroken(broken);
      return null;
    },
    register: async () => {
      if (this.#probe === null) throw new Error('no socket');
      const broken = await this.#probe.register();
      if (broken !== null) throw new LegBroken(broken);
      return null;
    },
    ice: async () => {
      const { iceServers } = this.#line;
      if (iceServers.length === 0) throw new Skip('noIceServer');
      for (const server of iceServers) {
        const { reached, refused } = await this.#options.media.request('tryIce', { server });
        if (refused) throw new LegBroken({ fault: 'icePassword', detail: server.urls });
        if (!reached) throw new LegBroken({ fault: 'iceUnreachable', detail: server.urls });
      }
      return iceServers.map(({ urls }) => urls).join(' ');
    },
    microphone: async () => {
      const { heard, label } = await this.#options.media
        .request('listen', { ms: listenMs })
        .catch((thrown: unknown) => {
          const fault = thrown instanceof MediaError ? microphoneFaults[thrown.code] : undefined;
          throw fault === undefined ? thrown : new LegBroken({ fault, detail: null });
        });
      if (!heard) throw new LegBroken({ fault: 'microphoneSilent', detail: label });
      return label;
    },
    echo: signal => this.#echo(signal),
  };

  async #echo(signal: AbortSignal): Promise<string | null> {
    const { echoCalls, media } = this.#options;
    const { echoNumber, account } = this.#line;
    if (echoNumber === null) throw new Skip('noEchoNumber');
    if (echoCalls.busy) throw new Skip('inCall');
    const interrupted = new AbortController();
    const busy = echoCalls.onBusy(() => interrupted.abort(new Skip('interrupted')));
    const callId = echoCalls.dial(echoNumber, account.id);
    const stop = AbortSignal.any([signal, interrupted.signal]);
    try {
      await this.#answered(callId, stop);
      const { arrived, returned } = await Promise.race([
        media.request('echo', { session: callId, ms: echoMs }),
        aborted(stop),
      ]);
      if (!arrived) throw new LegBroken({ fault: 'echoDeaf', detail: null });
      if (!returned) throw new LegBroken({ fault: 'echoNotReturned', detail: null });
      return null;
    } finally {
      busy.dispose();
      echoCalls.end(callId);
    }
  }

  async #answered(callId: string, signal: AbortSignal): Promise<void> {
    let watching: { dispose(): void } | null = null;
    try {
      await Promise.race([
        aborted(signal),
        new Promise<void>((resolve, reject) => {
          watching = this.#options.echoCalls.watch(callId, view => {
            if (view?.phase === 'established' && view.media === 'flowing') resolve();
            else if (view === null || view.phase === 'ended')
              reject(
                new LegBroken({ fault: 'echoRefused', detail: String(view?.end?.status ?? '') || null }),
              );
          });
        }),
      ]);
    } catch (thrown) {
      // Taken, and then silence for as long as we waited.
      const timeout = thrown instanceof DOMException && thrown.name === 'TimeoutError';
      throw timeout ? new LegBroken({ fault: 'echoDeaf', detail: null }) : thrown;
    } finally {
      (watching as { dispose(): void } | null)?.dispose();
    }
  }

  get #there(): URL {
    if (this.#url === null) throw new Error('no address');
    return this.#url;
  }
}

/** Rejects when the signal says stop. */
function aborted(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  rejected.catch(() => undefined);
  return rejected;
}
