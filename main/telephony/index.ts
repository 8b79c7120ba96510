/** Telephony: lines that stay registered and calls that outlive what happens to them. */
import { randomUUID } from 'node:crypto';
import type { CallView } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { LampBoard } from '../../shared/lamps/types.ts';
import type { AccountSettings, LineView } from '../../shared/lines/types.ts';
import { createGuard } from '../../shared/sip/guard.ts';
import type { Guard } from '../../shared/sip/port.ts';
import type { MediaPort } from '../media/port.ts';
import { Calls } from './calls.ts';
import { systemClock, type Clock } from './clock.ts';
import type { KeepAliveLimits } from './keep-alive.ts';
import { Line, type LineServices } from './line.ts';
import { Listeners } from './listeners.ts';
import { FeatureCodes } from './feature-codes.ts';
import { Lamps } from './lamps.ts';
import { messageOf, type Log } from './log.ts';
import { Messages } from './messages.ts';
import type { IncomingCaller, Telephony } from './port.ts';

export interface TelephonyOptions {
  media: MediaPort;
  /** UUIDv7: call ids, which are interaction ids too. */
  newId: () => string;
  /** User-Agent header, `Hatif/0.1.0`. */
  userAgent: string;
  log: Log;
  /** UUID that names this installation for an account; default: a new one each time the program starts. */
  instanceId?: (accountId: string) => string;
  clock?: Clock;
  /** In [0, 1): jitter and the waits of RFC 3261 14.1. */
  random?: () => number;
  keepAlive?: KeepAliveLimits;
  /** Between the socket and SIP.js; default: our own. */
  guard?: Guard;
  /** Every SIP message of every line as it is on the wire; must be quick. */
  onWire?: (accountId: string, direction: 'in' | 'out', text: string) => void;
  /** PEM; more certificate authorities to trust. */
  ca?: string;
}

/** Option tags that a Require may name; any other is answered 420 (RFC 3261 8.2.2.3). */
const understood = ['100rel', 'answermode', 'outbound', 'path', 'gruu', 'replaces', 'timer'];

export function createTelephony(options: TelephonyOptions): Telephony {
  const { log, media, newId, userAgent } = options;
  const guard = options.guard ?? createGuard({ supported: understood });
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const calls = new Calls({ media, clock, random, log, newId });
  const codes = new FeatureCodes({ media, clock, log, newId });
  const messages = new Messages(log);
  const lamps = new Lamps({ clock, random, log });
  const lines = new Map<string, { line: Line; password: string }>();
  const lineListeners = new Listeners<[lines: readonly LineView[]]>(log);

  const views = (): LineView[] => [...lines.values()].map(({ line }) => line.view);
  const linesChanged = (): void => void lineListeners.call(views());
  const services: LineServices = {
    guard,
    clock,
    random,
    log,
    userAgent,
    instanceId: options.instanceId ?? stableIds(),
    ...(options.keepAlive === undefined ? {} : { keepAlive: options.keepAlive }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.onWire === undefined ? {} : { onWire: options.onWire }),
    scanned: (line, scan) => calls.scanned(line, scan),
    invited: (line, invitation) => calls.invited(line, invitation),
    messaged: (line, message) => messages.received(line, message),
    told: (line, { request }) => lamps.unsolicited(line, request),
    describe: session => codes.descriptionOf(session) ?? calls.descriptionOf(session),
    online: line => {
      calls.online(line);
      lamps.online(line);
    },
    offline: line => {
      calls.offline(line);
      lamps.offline(line);
    },
    changed: linesChanged,
  };

  const lineToDialFrom = (accountId: string | null): Line => {
    const all = [...lines.values()].map(({ line }) => line);
    const line =
      accountId === null
        ? all.find(({ registered }) => registered)
        : all.find(({ account, registered }) => account.id === accountId && registered);
    if (!line) throw new HatifError('noLine', 'No line is registered.', { retryable: true });
    return line;
  };

  const forget = async (accountId: string): Promise<void> => {
    const entry = lines.get(accountId);
    if (!entry) return;
    calls.hangUpAll(entry.line);
    lines.delete(accountId);
    lamps.removed(entry.line);
    linesChanged();
    await entry.line.stop();
  };

  return {
    get calls(): readonly CallView[] {
      return calls.views;
    },
    get lines(): readonly LineView[] {
      return views();
    },

    addLine(account: AccountSettings, password: string): void {
      const before = lines.get(account.id);
      if (before?.password === password && sameRegistration(before.line.account, account)) {
        before.line.rename(account);
        return;
      }
      const line = new Line(services, account, password);
      if (before) {
        forget(account.id).catch((thrown: unknown) => {
          log('warn', 'The line that was replaced could not be closed', { error: String(thrown) });
        });
      }
      lines.set(account.id, { line, password });
      line.start();
    },
    removeLine: forget,
    retryNow: accountId => lines.get(accountId)?.line.retryNow(),
    networkChanged(reason): void {
      log('info', 'The network may have changed', { reason });
      for (const { line } of lines.values()) line.networkChanged();
    },

    dial: (target, accountId) => calls.dial(lineToDialFrom(accountId), target),
    answer: callId => calls.answer(callId),
    decline: async callId => calls.command(callId, { kind: 'decline' }),
    forward: async (callId, target) => calls.forward(callId, target),
    silence: callId => calls.command(callId, { kind: 'silence' }),
    hangUp: async callId => calls.hangUp(callId),
    setHold: async (callId, hold) => calls.setHold(callId, hold),
    setMuted: async (callId, muted) => calls.command(callId, { kind: 'mute', muted }),
    sendDtmf: async (callId, digits) => calls.command(callId, { kind: 'dtmf', digits }),
    transfer: async (callId, target, name = null, along = null) =>
      calls.ties.transfer(calls.get(callId), target, name, along),
    consult: (callId, target, join, along = null) =>
      calls.ties.consult(calls.get(callId), target, join, along).id,
    join: async callId => calls.ties.join(calls.get(callId)),
    split: async callId => calls.ties.split(calls.get(callId)),
    complete: async (callId, along = null) => calls.ties.complete(calls.get(callId), along),
    takeBack: async callId => calls.ties.takeBack(calls.get(callId)),
    runCode: async (code, accountId) => codes.run(lineToDialFrom(accountId), code),
    sendMessage: async (target, text, accountId) => messages.send(lineToDialFrom(accountId), target, text),
    get kept() {
      return calls.kept;
    },
    takeUp(kept, cutOffAt): boolean {
      const line = lines.get(kept.state.accountId)?.line;
      if (!line || calls.views.some(({ id }) => id === kept.state.id)) return false;
      try {
        calls.takeUp(line, kept, cutOffAt);
        return true;
      } catch (thrown) {
        log('warn', 'A call could not be taken up again', { error: messageOf(thrown) });
        return false;
      }
    },
    get lamps(): LampBoard {
      return lamps.board;
    },
    watch: list => lamps.watch(list),
    pickUp(lampId): string {
      const { target, replaces } = lamps.pickUp(lampId);
      return calls.dial(lineToDialFrom(null), target, replaces);
    },
    dismiss: callId => calls.dismiss(callId),
    setRules: rules => void (calls.rules.rules = rules),
    setHeaders: headers => void (calls.headers = headers),
    setDoNotDisturb: refusal => calls.setDoNotDisturb(refusal),

    onCall: listener => calls.onCall.add(listener),
    onLines: listener => lineListeners.add(listener),
    onLamps: listener => lamps.onLamps.add(listener),
    onMessage: listener => messages.onMessage.add(listener),
    onIncoming: (listener: (caller: IncomingCaller) => Promise<void>): Disposable =>
      calls.announcements.onIncoming.add(listener),

    onRefused: listener => calls.onRefused.add(listener),

    async shutdown(): Promise<void> {
      calls.hangUpAll();
      await Promise.all([...lines.values()].map(({ line }) => line.stop()));
      this.dispose();
    },
    dispose(): void {
      calls.dispose();
      codes.dispose();
      lamps.dispose();
      messages.dispose();
      lineListeners.dispose();
      for (const { line } of lines.values()) line.dispose();
      lines.clear();
    },
  };
}

/** What a server knows a line by; the rest may change without a new registration. */
function sameRegistration(a: AccountSettings, b: AccountSettings): boolean {
  return (
    a.server === b.server &&
    JSON.stringify(a.moreServers) === JSON.stringify(b.moreServers) &&
    a.user === b.user &&
    a.authUser === b.authUser &&
    a.domain === b.domain &&
    a.displayName === b.displayName
  );
}

function stableIds(): (accountId: string) => string {
  const ids = new Map<string, string>();
  return accountId => {
    const id = ids.get(accountId) ?? randomUUID();
    ids.set(accountId, id);
    return id;
  };
}
